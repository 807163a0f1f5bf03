/**
 * A trail as it should not be: the rest is read, and what is lost is counted and named.
 */
import { appendFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAssumption } from '../../../lib/activity/parse-assumption';
import { ownersCopy } from '../../support/assume-record';
import {
  athenaAnswer,
  athenaCells,
  COLUMNS,
  csvOf,
  lakeAnswer,
  lakeCells,
  objectsOf,
} from '../../support/query-result';
import { readExports } from '../../support/read-exports';
import { type Files, removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';

afterAll(removeTemporaryFolders);

const first = ownersCopy({ eventID: 'first' });
const last = ownersCopy({ eventID: 'last' });
const [FIRST, LAST] = [JSON.stringify(first), JSON.stringify(last)];
const DEEP = 100_000;
const HOSTILE = "\u001b[2J\u202e<script>alert(1)</script>\u0007\r\n=cmd|' /C calc'!A0\u2028\ud800";

interface Outcome {
  /** ids of the assumptions, in order */
  readonly ids: readonly string[];
  /** codes of the assumptions that could not be made of their records */
  readonly refused: readonly string[];
  readonly records: number;
  readonly malformed: number;
  /** codes and places of problems, then what holds nothing we know */
  readonly told: readonly string[];
}

function read(files: Files): Promise<Outcome> {
  return readFolder(temporaryFolder(files));
}

async function readFolder(folder: string): Promise<Outcome> {
  const ids: string[] = [];
  const refused: string[] = [];
  const { inventory, trail } = await readExports([folder], {
    onRecord: (record) => {
      const parsed = parseAssumption(record, 'here');
      if (parsed?.kind === 'ok') ids.push(parsed.value.eventId);
      if (parsed?.kind === 'problem') refused.push(parsed.problem.code);
    },
  });
  const told = [...inventory.problems.map(({ code, at }) => `${code} ${at}`), ...inventory.unrecognised];
  const { records, malformed } = trail;
  return { ids, refused, records, malformed, told: told.map((one) => one.replace(`${folder}/`, '')) };
}

/** Both records are read, and the one between them is counted as malformed and told. */
function between(told: string): Outcome {
  return { ids: ['first', 'last'], refused: [], records: 3, malformed: 1, told: [told] };
}

/** The record between is parsed, and no assumption. */
function refused(code: string): Outcome {
  return { ids: ['first', 'last'], refused: [code], records: 3, malformed: 0, told: [] };
}

/** All three are assumptions. */
const READ: Outcome = { ids: ['first', 'middle', 'last'], refused: [], records: 3, malformed: 0, told: [] };

function log(middle: string): string {
  return `{"Records":[${FIRST},${middle},${LAST}]}`;
}

function middle(changes: Record<string, unknown>): string {
  return log(JSON.stringify(ownersCopy({ eventID: 'middle', ...changes })));
}

describe('a bad record among others', () => {
  it.each<[string, string | Buffer, Outcome]>([
    ['text that is no JSON', log('{x}'), between('json-malformed a.json Records[1]')],
    [
      'a record that is no JSON',
      log(LAST.replace('"AssumeRole"', 'AssumeRole')),
      between('json-malformed a.json Records[1]'),
    ],
    [
      'text without its closing bracket, which costs the next one',
      log('{"eventSource"'),
      {
        ...between('json-malformed a.json Records[1]'),
        ids: ['first'],
        records: 2,
        told: ['json-malformed a.json Records[1]', 'json-unfinished a.json'],
      },
    ],
    [
      'nesting without end',
      log(`{"eventSource":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`),
      between('json-too-deep a.json Records[1]'),
    ],
    [
      'a NUL byte between records',
      log(`\0${JSON.stringify(ownersCopy())}`),
      between('json-malformed a.json Records[1]'),
    ],
    [
      'a NUL byte in a text',
      log(FIRST.replace('nightly', 'night\0ly')),
      between('json-malformed a.json Records[1]'),
    ],
    ['an escaped NUL in a text', middle({ userAgent: 'a\0b' }), READ],
    ['bytes that are no UTF-8', Buffer.from(middle({ userAgent: 'é\u00ff' }), 'latin1'), READ],
    ['a lone surrogate', middle({ userAgent: '\ud800' }), READ],
    ['null', log('null'), between('record-unknown a.json Records[1]')],
    ['a number', log('7'), between('record-unknown a.json Records[1]')],
    ['a list', log('[[],[]]'), between('record-unknown a.json Records[1]')],
    [
      'an event of another schema',
      log('{"type":"LOGIN","user":"dana"}'),
      between('record-unknown a.json Records[1]'),
    ],
    [
      'a notification of S3 that names STS',
      log('{"eventSource":"aws:s3","eventName":"x","key":"sts.amazonaws.com"}'),
      between('record-unknown a.json Records[1]'),
    ],
    [
      'a record without its source',
      middle({ eventSource: undefined }),
      between('record-unknown a.json Records[1]'),
    ],
    [
      'a record whose source is a list',
      middle({ eventSource: ['sts.amazonaws.com'] }),
      between('record-unknown a.json Records[1]'),
    ],
    [
      'a time before CloudTrail',
      middle({ eventTime: '2012-12-31T23:59:59Z' }),
      refused('event-time-invalid'),
    ],
    ['a time far ahead', middle({ eventTime: '9999-01-01T00:00:00Z' }), refused('event-time-invalid')],
    ['a day that is none', middle({ eventTime: '2026-02-30T00:00:00Z' }), refused('event-time-invalid')],
    ['no time', middle({ eventTime: undefined }), refused('event-time-invalid')],
    ['no event id', middle({ eventID: undefined }), refused('event-id-missing')],
    ['an event id of 4,000 characters', middle({ eventID: 'x'.repeat(4_000) }), refused('event-id-missing')],
    [
      'account ids of the wrong length',
      middle({ recipientAccountId: '4444', userIdentity: { type: 'AWSAccount', accountId: '11112222333' } }),
      READ,
    ],
    [
      'a role in an account of the wrong length',
      middle({ requestParameters: { roleArn: 'arn:aws:iam::4444:role/x' }, responseElements: null }),
      refused('assumed-role-unknown'),
    ],
    [
      'ids that are no text',
      middle({ recipientAccountId: 444455556666, requestID: {}, sharedEventID: [] }),
      READ,
    ],
    [
      'objects where text belongs, and text where objects do',
      middle({ sourceIPAddress: {}, userAgent: [], responseElements: 'none' }),
      READ,
    ],
    ['hostile texts', middle({ userAgent: HOSTILE, sourceIPAddress: HOSTILE, awsRegion: HOSTILE }), READ],
  ])('is %s', async (_, contents, expected) => {
    expect(await read({ 'a.json': contents })).toEqual(expected);
  });

  it('may be nested without end inside a text of lookup-events', async () => {
    const deep = JSON.stringify(ownersCopy({ eventID: 'middle', requestParameters: 'DEEP' })).replace(
      '"DEEP"',
      '['.repeat(DEEP) + ']'.repeat(DEEP),
    );
    const events = [FIRST, deep, LAST].map((text) => ({ EventId: 'x', CloudTrailEvent: text }));
    expect(await read({ 'a.json': { Events: events } })).toEqual(READ);
  });

  it('does not set the time that the trail covers', async () => {
    const folder = temporaryFolder({
      'a.json': middle({ eventTime: '9999-12-31T23:59:59Z' }),
      'b.json': middle({ eventTime: '0001-01-01T00:00:00Z' }),
    });
    const { trail } = await readExports([folder], {});
    expect([trail.from, trail.until]).toEqual(['2026-10-01T09:05:12Z', '2026-10-01T09:05:12Z']);
  });

  it('is found behind more of another schema than anybody looks through', async () => {
    const others = '{"type":"LOGIN"},'.repeat(50);
    expect(await read({ 'a.json': `{"Records":[${others}${FIRST},${LAST}]}` })).toEqual({
      ids: ['first', 'last'],
      refused: [],
      records: 2,
      malformed: 0,
      told: ['a.json Records[0]'],
    });
  });
});

describe('a record of 300 MB', () => {
  /** A file whose middle is a hole of 300 MB, which reads as NUL bytes and takes no room on the disk. */
  async function readAround(name: string, before: string, after: string): Promise<Outcome> {
    const folder = temporaryFolder({ [name]: before });
    truncateSync(join(folder, name), 300 * 1024 * 1024);
    appendFileSync(join(folder, name), after);
    return readFolder(folder);
  }

  it('in a log file costs itself only', async () => {
    const before = `{"Records":[${FIRST},{"eventSource":"`;
    expect(await readAround('a.json', before, `"},${LAST}]}`)).toEqual(
      between('json-too-large a.json Records[1]'),
    );
  });

  it('in a table costs itself only', async () => {
    const [header, firstRow, lastRow] = csvOf(COLUMNS, [first, last].map(athenaCells)).split('\n');
    expect(await readAround('a.csv', `${header}\n${firstRow}\n"`, `"\n${lastRow}\n`)).toEqual(
      between('query-row-too-large a.csv'),
    );
  });
});

describe('a bad log file', () => {
  const NONE = { ids: [], refused: [], records: 0, malformed: 0 };

  it.each<[string, string | Buffer, Outcome]>([
    ['that is no list', '{"Records":{"0":{}}}', { ...NONE, told: ['a.json'] }],
    ['that is null', '{"Records":null}', { ...NONE, told: ['a.json'] }],
    ['under another name', '{"records":[{}]}', { ...NONE, told: ['a.json'] }],
    ['that is not there', '{}', { ...NONE, told: ['a.json'] }],
    [
      'of which the end is lost',
      log(LAST).slice(0, -20),
      {
        ...NONE,
        ids: ['first', 'last'],
        records: 3,
        malformed: 1,
        told: ['json-unfinished a.json Records[2]'],
      },
    ],
    ['behind NUL bytes', `\0\0\0\0${log(LAST)}`, { ...NONE, told: ['json-malformed a.json'] }],
    [
      'before NUL bytes',
      `{"Records":[${FIRST}]}${'\0'.repeat(4096)}`,
      { ...NONE, ids: ['first'], records: 1, told: ['json-malformed a.json'] },
    ],
    ['packed twice', gzipSync(gzipSync(log(LAST))), { ...NONE, told: ['json-malformed a.json'] }],
    ['of nothing but brackets', '['.repeat(DEEP), { ...NONE, told: ['json-too-deep a.json'] }],
  ])('has records %s', async (_, contents, expected) => {
    const { told, ...rest } = await read({ 'a.json': contents });
    expect({ ...rest, told: told.map((one) => one.replace(/:\d+$/, '')) }).toEqual(expected);
  });

  it.each<[string, string, (records: readonly Record<string, unknown>[]) => string]>([
    ['log object', 'a.json.gz', (records) => JSON.stringify({ Records: records })],
    ['table', 'a.csv.gz', (records) => csvOf(COLUMNS, records.map(athenaCells))],
  ])('that is a packed %s and was cut off keeps what is whole', async (_, name, write) => {
    const records = [...Array(300)].map((_, n) =>
      ownersCopy({ eventID: `event-${n}`, requestID: `${n ** 5}` }),
    );
    const packed = gzipSync(write(records));
    const { ids, told, ...counts } = await read({ [name]: packed.subarray(0, packed.length / 2) });
    expect(ids.length).toBeGreaterThan(100);
    expect(ids).toEqual(records.slice(0, ids.length).map(({ eventID }) => eventID));
    expect(counts).toEqual({ refused: [], records: ids.length + 1, malformed: 1 });
    expect(told).toEqual([`gzip-truncated ${name}`, expect.stringMatching(/^(?:json-unfinished|query-row)/)]);
  });

  it('costs itself only', async () => {
    const whole = gzipSync(`{"Records":[${LAST}]}`);
    const files = {
      'a.json.gz': whole.subarray(0, 10),
      'b.json.gz': Buffer.from('garbage'),
      'c.json.gz': whole,
    };
    expect(await read(files)).toEqual({
      ids: ['last'],
      refused: [],
      records: 1,
      malformed: 0,
      told: ['gzip-truncated a.json.gz', 'nothing-to-read a.json.gz', 'json-malformed b.json.gz'],
    });
  });
});

describe('a bad row among others', () => {
  const rows = (bad: Record<string, unknown>) => [first, ownersCopy({ eventID: 'middle', ...bad }), last];
  const csv = (bad: Record<string, unknown>) => ({ 'a.csv': csvOf(COLUMNS, rows(bad).map(athenaCells)) });
  const web = (userName: string) => ({ userIdentity: { type: 'WebIdentityUser', userName, accountId: '1' } });

  it.each<[string, Files, Outcome]>([
    ['hostile texts', csv({ userAgent: HOSTILE, sourceIPAddress: HOSTILE }), READ],
    [
      'a name that looks like another field',
      csv(web('dana, accountId=999999999999')),
      between('query-row-malformed a.csv#1'),
    ],
    [
      'a name that looks like a field that the table lacks',
      csv(web('dana, identityprovider=arn:aws:iam::444455556666:saml-provider/x')),
      between('query-row-malformed a.csv#1'),
    ],
    ['a name with brackets', csv(web('{dana')), between('query-row-malformed a.csv#1')],
    [
      'nesting without end',
      csv({ userIdentity: JSON.parse(`${'{"type":'.repeat(500)}1${'}'.repeat(500)}`) }),
      between('query-row-malformed a.csv#1'),
    ],
    ['no source', csv({ eventSource: undefined }), between('query-row-malformed a.csv#1')],
    ['a time before CloudTrail', csv({ eventTime: '2012-01-01T00:00:00Z' }), refused('event-time-invalid')],
    [
      'another number of cells',
      { 'a.csv': csvOf(COLUMNS, [first, last].map(athenaCells)).replace('\n', '\nx,y\n') },
      { ...between('query-row-malformed a.csv:2') },
    ],
    [
      'an enormous cell',
      csv({ userAgent: 'x'.repeat(5 * 1024 * 1024) }),
      between('query-row-too-large a.csv'),
    ],
    [
      'an end that is lost',
      { 'a.csv': csvOf(COLUMNS, [first, last, last].map(athenaCells)).slice(0, -100) },
      { ...between('query-row-unending a.csv'), ids: ['first', 'last'] },
    ],
    [
      'a malformed column, in CloudTrail Lake',
      { 'a.json': lakeAnswer(COLUMNS, rows(web('{dana')).map(lakeCells)) },
      between('query-row-malformed a.json QueryResultRows[1]'),
    ],
    [
      'a malformed column, in Athena',
      { 'a.json': athenaAnswer(COLUMNS, rows(web('{dana')).map(athenaCells)) },
      between('query-row-malformed a.json'),
    ],
    [
      'a malformed column, in a list of rows',
      { 'a.json': objectsOf(COLUMNS, rows(web('{dana')).map(athenaCells)) },
      between('query-row-malformed a.json:1'),
    ],
  ])('has %s', async (_, files, expected) => {
    expect(await read(files)).toEqual(expected);
  });

  it('is every row of a result without the columns that are needed', async () => {
    const header = COLUMNS.map((name) => (name === 'eventsource' ? 'source' : name));
    const outcome = await read({ 'a.csv': csvOf(header, rows({}).map(athenaCells)) });
    expect(outcome).toMatchObject({ ids: [], records: 3, malformed: 3 });
    expect(outcome.told).toHaveLength(3);
  });

  it('is told of a result of which a page is missing', async () => {
    const page = (more: object) => ({ ...lakeAnswer(COLUMNS, [lakeCells(last)]), ...more });
    const open = await read({ 'a.json': page({ NextToken: 'x' }) });
    const both = await read({ 'a.json': page({ NextToken: 'x' }), 'b.json': page({}) });
    expect([open.told, both.told]).toEqual([['page-missing a.json'], []]);
  });
});
