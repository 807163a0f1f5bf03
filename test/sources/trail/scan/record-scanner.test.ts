import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Interest } from '../../../../lib/sources/trail/scan/interest';
import { RecordScanner } from '../../../../lib/sources/trail/scan/record-scanner';
import { SCANNER_WASM } from '../../../../lib/sources/trail/scan/scanner-wasm';
import { propertyRuns } from '../../../support/property-runs';

const INTEREST: Interest = {
  eventNames: new Set(['AssumeRole']),
  followed: new Set(['AROAEXAMPLEROLE00001', 'ASIAEXAMPLEKEY00001']),
};

const CALL = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLEOTHER0001:job',
    accessKeyId: 'ASIAEXAMPLEOTHER001',
  },
  eventTime: '2026-11-24T08:00:00Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'DescribeInstances',
};
const identity = (userIdentity: object) => ({ ...CALL, userIdentity });
const ASSUME = { ...CALL, eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' };

const scanner = new RecordScanner();

/** The texts of the records that may matter. */
function mattering(text: string | Buffer, interest = INTEREST): readonly string[] | undefined {
  const bytes = Buffer.from(text);
  return scanner.scan(bytes, interest)?.mattering.map((record) => record.bytes.toString());
}

const logOf = (...records: readonly unknown[]) => JSON.stringify({ Records: records });

/** `text` with one letter of a word written as an escape. */
const withEscape = (text: string, word: string) =>
  text.replace(word, `\\u00${word.charCodeAt(0).toString(16)}${word.slice(1)}`);

describe('the scanner', () => {
  it('is compiled from its source', () => {
    const script = join(__dirname, '../../../support/compile-scanner.mjs');
    expect(execFileSync(process.execPath, [script], { encoding: 'utf8' })).toBe(SCANNER_WASM);
  });

  it('counts records and tells the first and the last time', () => {
    const records = ['12', '09', '23', '11'].map((hour) => ({
      ...CALL,
      eventTime: `2026-11-24T${hour}:00:00Z`,
    }));
    expect(scanner.scan(Buffer.from(logOf(...records)), INTEREST)).toEqual({
      records: 4,
      from: '2026-11-24T09:00:00Z',
      until: '2026-11-24T23:00:00Z',
      mattering: [],
    });
  });

  it.each<[string, object]>([
    ['the event', ASSUME],
    ['the role of the session', { ...CALL, userIdentity: { principalId: 'AROAEXAMPLEROLE00001:job' } }],
    ['the key of the session', { ...CALL, userIdentity: { accessKeyId: 'ASIAEXAMPLEKEY00001' } }],
    ['the event, after text with quotes and brackets', { note: '"}],{[\\"', ...ASSUME }],
    ['the event, before a longer key that ends like it', { ...ASSUME, 'x"eventName': 'DescribeInstances' }],
    ['the event, with a blank before it', { ...CALL, eventName: ' AssumeRole' }],
    ['the event, with a line break behind it', { ...CALL, eventName: 'AssumeRole\n' }],
    [
      'the role of the session, before longer keys that end like its own',
      {
        ...CALL,
        userIdentity: { principalId: 'AROAEXAMPLEROLE00001:job', 'x"principalId': 'AROAEXAMPLEOTHER0001' },
        'x"userIdentity': 7,
      },
    ],
    [
      'the role of the session, with a blank before it',
      identity({ principalId: ' AROAEXAMPLEROLE00001:job' }),
    ],
    ['the key of the session, with a blank behind it', identity({ accessKeyId: 'ASIAEXAMPLEKEY00001 ' })],
    ['the event, after many backslashes', { note: '\\'.repeat(129), ...ASSUME }],
  ])('finds a record by %s', (_, record) => {
    const scanned = scanner.scan(Buffer.from(logOf(CALL, record, CALL)), INTEREST);
    expect(scanned?.mattering).toEqual([{ index: 1, bytes: Buffer.from(JSON.stringify(record)) }]);
  });

  it.each<[string, object]>([
    ['a text', { ...CALL, userAgent: '"eventName":"AssumeRole"' }],
    ['a part of the request', { ...CALL, requestParameters: { eventName: 'AssumeRole' } }],
    ['an item of a list', { ...CALL, resources: [{ eventName: 'AssumeRole' }, 'AROAEXAMPLEROLE00001'] }],
    ['a principal elsewhere', { ...CALL, requestParameters: { principalId: 'AROAEXAMPLEROLE00001' } }],
    [
      'a principal beside an identity that is none',
      { ...CALL, userIdentity: null, requestParameters: { principalId: 'AROAEXAMPLEROLE00001' } },
    ],
    [
      'a principal deeper in the identity',
      {
        ...CALL,
        userIdentity: { sessionContext: { sessionIssuer: { principalId: 'AROAEXAMPLEROLE00001' } } },
      },
    ],
    ['a value that is a key', { ...CALL, note: 'eventName', AssumeRole: 'eventName' }],
    ['a longer name', { ...CALL, eventName: 'AssumeRoleWithLove' }],
  ])('is not misled by %s', (_, record) => {
    expect(mattering(logOf(record))).toEqual([]);
  });

  it('goes by the last of several names, as a parser does', () => {
    const twice = (first: string, last: string) =>
      JSON.stringify({ ...CALL, eventName: first }).replace(/\}$/, `,"eventName":"${last}"}`);
    const [found, other] = [
      twice('DescribeInstances', 'AssumeRole'),
      twice('AssumeRole', 'DescribeInstances'),
    ];
    expect(mattering(`{"Records":[${found},${other}]}`)).toEqual([found]);
  });

  it.each(['eventName', 'AssumeRole', 'userIdentity', 'AROAEXAMPLEROLE00001', 'principalId'])(
    'looks closer where a letter of %s is an escape',
    (word) => {
      const text = JSON.stringify({
        ...ASSUME,
        userIdentity: { principalId: 'AROAEXAMPLEROLE00001:job' },
      });
      const escaped = withEscape(text, word);
      const log = `{"Records":[${JSON.stringify(CALL)},${escaped}]}`;
      const found = mattering(log);
      // a key that is not met as one leaves a record without it, which is for the slow way
      expect(found === undefined || found.includes(escaped)).toBe(true);
    },
  );

  it('does not look closer at signs that encoders write as escapes', () => {
    expect(mattering(logOf(CALL).replace('AssumedRole', 'a\\u003db\\u0026c'))).toEqual([]);
  });

  it.each<[string, string]>([
    ['no record', JSON.stringify({ Roles: [CALL] })],
    ['an envelope', JSON.stringify({ detail: CALL })],
    ['lists one after the other', `[${JSON.stringify(CALL)}][${JSON.stringify(CALL)}]`],
    ['records and something else', `${JSON.stringify(CALL)} 7`],
    ['an empty list', logOf()],
    ['another list', JSON.stringify({ Events: [CALL] })],
    ['a list after the records', JSON.stringify({ Records: [CALL], More: [CALL] })],
    ['a list before the records', JSON.stringify({ More: [], Records: [CALL] })],
    ['two documents', logOf(CALL) + logOf(CALL)],
    ['an item that is no object', logOf(CALL, 7, CALL)],
    ['an item that is a list', logOf(CALL, [CALL])],
    ['an item after the last record', `{"Records":[${JSON.stringify(CALL)},7]}`],
    ['a text that breaks off', logOf(CALL, CALL).slice(0, -20)],
    ['a text that breaks off between records', `{"Records":[${JSON.stringify(CALL)},`],
    ['a bracket of the wrong kind', logOf({ ...CALL, list: [] }).replace('[]', '[}')],
    ['records without a comma', `{"Records":[${JSON.stringify(CALL)}${JSON.stringify(CALL)}]}`],
    ['a record without a time', logOf({ ...CALL, eventTime: undefined })],
    ['a record with another time', logOf({ ...CALL, eventTime: '2026-11-24 08:00:00.000' })],
    ['a record without a name', logOf({ ...CALL, eventName: undefined })],
    ['a record whose name is no text', logOf({ ...CALL, eventName: 7 })],
    ['a notification of S3', logOf({ ...CALL, eventSource: 'aws:s3' })],
    ['brackets without end', `{"Records":[${'['.repeat(100_000)}`],
    ['nothing', ''],
    ['zero bytes', '\0'.repeat(200)],
  ])('leaves %s to the slow way', (_, text) => {
    expect(mattering(text)).toBeUndefined();
  });

  it('knows its ids again after a text that needed more room', () => {
    const large = logOf(...Array(50_000).fill(CALL), ASSUME);
    expect(mattering(large)).toHaveLength(1);
    expect(mattering(logOf(ASSUME))).toHaveLength(1);
    expect(mattering(logOf(ASSUME), { eventNames: new Set(), followed: new Set() })).toEqual([]);
  });

  it('finds what parsing everything finds, whatever the spelling', () => {
    fc.assert(
      fc.property(
        fc.array(randomRecord(), { minLength: 1, maxLength: 8 }),
        randomBlanks(),
        fc.constantFrom('log', 'list', 'lines'),
        (records, blank, form) => {
          const texts = records.map((record) => spelled(record, blank));
          const list = `${blank}[${blank}${texts.join(`${blank},${blank}`)}${blank}]${blank}`;
          const text = {
            log: `${blank}{${blank}"Records"${blank}:${list}}${blank}`,
            list,
            lines: texts.join(`${blank}\n`),
          }[form];
          const found = mattering(text);
          const parsed: (typeof CALL)[] = texts.map((each) => JSON.parse(each));
          expect(found).toBeDefined();
          // what turns out not to matter may be found too, by the chance of a hash or for an escape
          expect(
            texts.filter((_, at) => matters(parsed[at])).filter((each) => !found?.includes(each)),
          ).toEqual([]);
          expect(
            texts
              .filter((each) => found?.includes(each) && !each.includes('\\u00'))
              .filter((each) => !matters(JSON.parse(each))),
          ).toEqual([]);
          expect(scanner.scan(Buffer.from(text), INTEREST)?.records).toBe(records.length);
        },
      ),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

function matters(record: Partial<typeof CALL> | undefined): boolean {
  const { principalId, accessKeyId } = record?.userIdentity ?? {};
  const role = typeof principalId === 'string' ? principalId.split(':', 1)[0] : undefined;
  return (
    record?.eventName === 'AssumeRole' ||
    role === 'AROAEXAMPLEROLE00001' ||
    accessKeyId === 'ASIAEXAMPLEKEY00001'
  );
}

/** Texts that look like structure, keys and values of records. */
function randomText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          '"',
          '\\',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          'eventName',
          '"eventName":"AssumeRole"',
          'AssumeRole',
          'userIdentity',
          '\u0000',
          '\ud800',
          ' ',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  );
}

function randomRecord(): fc.Arbitrary<Record<string, unknown>> {
  const identity = fc.record(
    {
      principalId: fc.constantFrom('AROAEXAMPLEROLE00001:job', 'AROAEXAMPLEOTHER0001:job'),
      accessKeyId: fc.constantFrom('ASIAEXAMPLEKEY00001', 'ASIAEXAMPLEOTHER001'),
      sessionContext: fc.record({ principalId: fc.constant('AROAEXAMPLEROLE00001') }),
    },
    { requiredKeys: [] },
  );
  const value = fc.oneof(
    randomText(),
    fc.jsonValue(),
    fc.record({ eventName: fc.constant('AssumeRole'), userIdentity: identity, eventTime: randomText() }),
  );
  return fc
    .tuple(
      fc.record({
        eventTime: fc.constant('2026-11-24T08:00:00Z'),
        eventSource: fc.constantFrom('sts.amazonaws.com', 'ec2.amazonaws.com'),
        eventName: fc.constantFrom('AssumeRole', 'AssumeRoleWithSAML', 'DescribeInstances'),
        userIdentity: fc.oneof(identity, fc.constant(null), fc.constant('AROAEXAMPLEROLE00001')),
      }),
      fc.dictionary(fc.constantFrom('requestParameters', 'userAgent', 'a', 'resources'), value),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
    )
    .map(([known, more, order]) =>
      Object.fromEntries(
        Object.entries({ ...known, ...more })
          .map((entry) => [order.next().value ?? 0, entry] as const)
          .sort(([left], [right]) => left - right)
          .map(([, entry]) => entry),
      ),
    );
}

function randomBlanks(): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(' ', '\n', '\r', '\t'), { maxLength: 3 }).map((blanks) => blanks.join(''));
}

/** The record as JSON with blanks between its members. */
function spelled(record: Record<string, unknown>, blank: string): string {
  const members = Object.entries(record).map(
    ([key, value]) => `${JSON.stringify(key)}${blank}:${blank}${JSON.stringify(value, undefined, blank)}`,
  );
  return `{${blank}${members.join(`${blank},${blank}`)}${blank}}`;
}
