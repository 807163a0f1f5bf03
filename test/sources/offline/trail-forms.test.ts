/**
 * Every form in which a trail reaches us: the same records give the same assumptions.
 */
import { gzipSync } from 'node:zlib';
import { parseAssumption } from '../../../lib/activity/parse-assumption';
import { parseSessionCall, type SessionCall } from '../../../lib/activity/sessions/session-call';
import type { Assumption } from '../../../lib/model/assumption';
import { interestIn } from '../../../lib/sources/trail/scan/interest';
import {
  callersCopy,
  ownersCopy,
  refusedCopy,
  samlCopy,
  serviceCopy,
  webIdentityCopy,
} from '../../support/assume-record';
import {
  athenaAnswer,
  athenaCells,
  COLUMNS,
  csvOf,
  jsonCells,
  lakeAnswer,
  lakeCells,
  objectsOf,
} from '../../support/query-result';
import { readExports } from '../../support/read-exports';
import { sessionIdentity, sessionRecord } from '../../support/session-record';
import { type Files, removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';

afterAll(removeTemporaryFolders);

/** A role of Identity Center. */
const PERMISSION_SET =
  'arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Read_0a1b';

/** Calls of sessions that are followed. */
const CALLS: readonly Record<string, unknown>[] = [
  sessionRecord(),
  sessionRecord({
    eventID: 'event-switch',
    eventSource: 'signin.amazonaws.com',
    eventName: 'SwitchRole',
    userIdentity: sessionIdentity({ accessKeyId: undefined, sessionContext: undefined }),
    additionalEventData: { SwitchFrom: 'arn:aws:iam::111122223333:user/dana' },
  }),
  sessionRecord({
    eventID: 'event-centre',
    userIdentity: sessionIdentity({ onBehalfOf: { userId: 'user-1', identityStoreArn: 'arn:x' } }),
  }),
].map((record) => ({ ...record, eventTime: '2026-10-01T09:05:12Z' }));

/** One of each kind, and one that is none of STS. */
const RECORDS: readonly Record<string, unknown>[] = [
  ownersCopy(),
  callersCopy({ userAgent: 'aws-cli, "quoted"\n[Boto3, a=b]' }),
  refusedCopy(),
  serviceCopy({ eventID: 'event-service' }),
  webIdentityCopy({ eventID: 'event-web' }),
  samlCopy({ eventID: 'event-saml' }),
  samlCopy({
    eventID: 'event-permission-set',
    requestParameters: { roleArn: PERMISSION_SET, roleSessionName: 'dana@example.com' },
  }),
  callersCopy({
    eventID: 'event-root',
    eventName: 'AssumeRoot',
    requestParameters: {
      targetPrincipal: '444455556666',
      taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
    },
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEROOT0001' } },
  }),
  ownersCopy({
    eventID: 'event-corrected',
    addendum: { reason: 'UPDATED_DATA', originalEventID: 'event-wrong', originalRequestID: 'request-wrong' },
  }),
  ...CALLS,
  ownersCopy({ eventID: 'event-other', eventSource: 's3.amazonaws.com', eventName: 'GetObject' }),
];

const OBJECT =
  'CloudTrail/eu-west-1/2026/10/01/444455556666_CloudTrail_eu-west-1_20261001T0910Z_abcdefghijklmnop';
const LOG = { Records: RECORDS };
const TEXT = JSON.stringify(LOG);
const LINES = RECORDS.map((record) => JSON.stringify(record));
const [FIRST_LOG, SECOND_LOG] = [{ Records: RECORDS.slice(0, 3) }, { Records: RECORDS.slice(3) }].map((log) =>
  JSON.stringify(log),
);
const LAKE_HEADER = COLUMNS.map((name) => (name === 'eventtime' ? 'eventTime' : name));
const ATHENA = RECORDS.map(athenaCells);
const LAKE = RECORDS.map(lakeCells);
const ATHENA_CSV = csvOf(COLUMNS, ATHENA);

const INTEREST = interestIn(new Set(['AROAEXAMPLETARGET01']));

async function read(files: Files) {
  const assumptions: Assumption[] = [];
  const calls: SessionCall[] = [];
  const { inventory, trail } = await readExports([temporaryFolder(files)], {
    interest: INTEREST,
    onRecord: (record) => {
      const [parsed, call] = [parseAssumption(record, 'here'), parseSessionCall(record, 'here')];
      if (parsed?.kind === 'ok') assumptions.push(parsed.value);
      if (parsed?.kind === 'problem') throw new Error(parsed.problem.message);
      if (call?.kind === 'ok' && parsed === undefined) calls.push(call.value);
    },
  });
  const { problems, unrecognised } = inventory;
  return { assumptions, calls, trail, codes: problems.map(({ code }) => code), unrecognised };
}

function expectedCalls(): readonly SessionCall[] {
  return CALLS.flatMap((record) => {
    const parsed = parseSessionCall(record, 'here');
    return parsed?.kind === 'ok' ? [parsed.value] : [];
  });
}

function expectedAssumptions(): readonly Assumption[] {
  return RECORDS.flatMap((record) => {
    const parsed = parseAssumption(record, 'here');
    return parsed?.kind === 'ok' ? [parsed.value] : [];
  });
}

describe('the forms of a trail', () => {
  it.each<[string, Files]>([
    ['an object of an account trail', { [`AWSLogs/444455556666/${OBJECT}.json.gz`]: gzipSync(TEXT) }],
    [
      'an object of an organization trail',
      { [`p/AWSLogs/o-example1234/444455556666/${OBJECT}.json.gz`]: gzipSync(TEXT) },
    ],
    ['an unpacked object', { 'log.json': TEXT }],
    ['a pretty-printed one', { 'log.json': JSON.stringify(LOG, null, 2) }],
    ['UTF-16 with a mark', { 'log.json': Buffer.from(`\ufeff${TEXT}`, 'utf16le') }],
    [
      'gzip of several members',
      { 'log.json.gz': Buffer.concat([TEXT.slice(0, 999), TEXT.slice(999)].map((part) => gzipSync(part))) },
    ],
    ['one record a line', { 'log.ndjson': LINES.join('\r\n') }],
    ['an array', { 'log.json': RECORDS }],
    ['records laid end to end', { 'log.json': LINES.join('') }],
    ['log files laid end to end', { 'log.json': `${FIRST_LOG}${SECOND_LOG}` }],
    [
      'packed log files laid end to end',
      { 'log.gz': Buffer.concat([gzipSync(FIRST_LOG ?? ''), gzipSync(SECOND_LOG ?? '')]) },
    ],
    [
      'lookup-events',
      { 'events.json': { Events: LINES.map((text) => ({ EventId: 'x', CloudTrailEvent: text })) } },
    ],
    [
      'envelopes of EventBridge, one a line',
      { 'bus.json': RECORDS.map((detail) => JSON.stringify({ version: '0', detail })).join('\n') },
    ],
    ['CSV of Athena', { 'athena.csv': ATHENA_CSV }],
    ['CSV of Athena with CRLF and a mark', { 'athena.csv': `\ufeff${csvOf(COLUMNS, ATHENA, ',', '\r\n')}` }],
    [
      'CSV of Athena in UTF-16, packed',
      { 'athena.csv.gz': gzipSync(Buffer.from(`\ufeff${ATHENA_CSV}`, 'utf16le')) },
    ],
    ['CSV of Athena, saved by a spreadsheet', { 'athena.csv': csvOf(COLUMNS, ATHENA, ';') }],
    ['CSV of Athena, saved with tabs', { 'athena.txt': csvOf(COLUMNS, ATHENA, '\t') }],
    [
      'CSV of Athena, twice laid end to end',
      { 'athena.csv': csvOf(COLUMNS, ATHENA.slice(0, 2)) + csvOf(COLUMNS, ATHENA.slice(2)) },
    ],
    [
      'CSV with columns as log files spell them',
      {
        'a.csv': csvOf(
          COLUMNS.map((name) => name.replace('event', 'Event_').replace('id', 'ID')),
          ATHENA,
        ),
      },
    ],
    ['CSV with nested columns as JSON', { 'a.csv': csvOf(COLUMNS, RECORDS.map(jsonCells)) }],
    ['JSON of Athena', { 'athena.json': athenaAnswer(COLUMNS, ATHENA) }],
    ['CSV of CloudTrail Lake', { 'lake.csv': csvOf(LAKE_HEADER, LAKE) }],
    ['packed CSV of CloudTrail Lake', { 'result_1.csv.gz': gzipSync(csvOf(LAKE_HEADER, LAKE)) }],
    ['JSON of CloudTrail Lake', { 'lake.json': lakeAnswer(LAKE_HEADER, LAKE) }],
    [
      'pretty-printed JSON of CloudTrail Lake',
      { 'lake.json': JSON.stringify(lakeAnswer(LAKE_HEADER, LAKE), null, 4) },
    ],
    ['a list of rows', { 'rows.json': objectsOf(COLUMNS, ATHENA) }],
    [
      'rows of objects',
      {
        'rows.json': RECORDS.map((record) =>
          Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value])),
        ),
      },
    ],
    [
      'one row a line',
      {
        'rows.ndjson': objectsOf(COLUMNS, LAKE)
          .map((row) => JSON.stringify(row))
          .join('\n'),
      },
    ],
    [
      'rows spelt as records, nested columns as text',
      {
        'rows.json': RECORDS.map((record) => ({
          ...record,
          userIdentity: JSON.stringify(record.userIdentity),
        })),
      },
    ],
  ])('gives the same assumptions and calls from %s', async (_, files) => {
    const { assumptions, calls, trail, codes, unrecognised } = await read(files);
    expect(assumptions).toEqual(expectedAssumptions());
    expect(calls).toEqual(expectedCalls());
    expect(trail).toMatchObject({
      files: 1,
      records: RECORDS.length,
      malformed: 0,
      from: '2026-10-01T09:05:12Z',
      until: '2026-10-01T09:05:12Z',
    });
    expect([codes, unrecognised]).toEqual([[], []]);
  });

  it('expects all of them', () => {
    expect(expectedCalls()).toHaveLength(CALLS.length);
    expect(expectedAssumptions()).toHaveLength(RECORDS.length - CALLS.length - 1);
  });
});
