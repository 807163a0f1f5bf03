/**
 * Log files as an attacker or a broken disk would leave them, through the command: nothing crashes, what is whole is
 * read, and coverage and exit code tell of the rest.
 */
import { gzipSync } from 'node:zlib';
import { ownersCopy } from '../support/assume-record';
import { runCommand } from '../support/run-command';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

afterAll(removeTemporaryFolders);

const INCOMPLETE = 3;
const FAILED = 4;
const DEEP = 100_000;
const HOSTILE = '\u001b[2J\u001b]0;x\u0007\u202e<script>alert(1)</script>\u0000\r\n\u2028';
const FORMULA = "=cmd|' /C calc'!A0";
/** Signs that a terminal acts on, but for the line feed, and that turn text around. */
const OBEYED = /[\p{Cc}\u202e\u2028](?<!\n)/u;
const OBJECT =
  'AWSLogs/o-exampleorg1/444455556666/CloudTrail/eu-west-1/2026/10/01/444455556666_CloudTrail_eu-west-1_20261001T0910Z_abcdefghijklmnop.json';

const text = (changes: Record<string, unknown>) => JSON.stringify(ownersCopy(changes));
const FIRST = text({ eventID: 'first', requestID: 'request-first', sharedEventID: undefined });
const LAST = text({ eventID: 'last', requestID: 'request-last', sharedEventID: undefined });
const logOf = (...records: readonly string[]) => `{"Records":[${records.join(',')}]}`;
const around = (middle: string) => logOf(FIRST, middle, LAST);
const middle = (changes: Record<string, unknown>) =>
  around(text({ eventID: 'middle', requestID: 'request-middle', sharedEventID: undefined, ...changes }));
const skipped = (changes: Record<string, unknown>) =>
  middle({ eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances', ...changes });

const scan = (contents: string | Buffer, ...options: readonly string[]) =>
  runCommand(
    ...['scan', '--from', temporaryFolder({ [OBJECT]: contents }), '--as-of', '2026-11-24T00:00:00Z'],
    ...options,
  );

/** Exit code, counts, and codes of all problems. */
async function outcome(contents: string | Buffer) {
  const { code, out } = await scan(contents, '--format', 'json');
  const { activity, problems, unrecognised } = JSON.parse(out).coverage;
  const { records, assumptions, malformed } = activity ?? {};
  const codes: readonly string[] = problems.map((problem: { code: string }) => problem.code);
  return [code, [records, assumptions, malformed], [...new Set(codes)], unrecognised.length];
}

describe('scan of a bad log file', () => {
  it.each<[string, string | Buffer, unknown[]]>([
    [
      'brackets a hundred thousand deep',
      around(`{"a":${'['.repeat(DEEP)}`),
      [[2, 1, 1], ['json-too-deep'], 0],
    ],
    ['deep brackets in a call', middle({ userAgent: nested(1_200) }), [[3, 2, 1], ['json-too-deep'], 0]],
    [
      'bytes that are no UTF-8',
      Buffer.from(middle({ userAgent: '\u00ff\u00c3(' }), 'latin1'),
      [[3, 3, 0], [], 0],
    ],
    ['a NUL byte in a text', around(LAST.replace('nightly', '\0')), [[3, 2, 1], ['json-malformed'], 0]],
    ['NUL bytes between records', around(`\0\0${LAST}`), [[3, 2, 1], ['json-malformed'], 0]],
    [
      'a call long ahead',
      middle({ eventTime: '9999-01-01T00:00:00Z' }),
      [[3, 2, 1], ['event-time-invalid'], 0],
    ],
    ['a call of 2012', middle({ eventTime: '2012-12-31T23:59:59Z' }), [[3, 2, 1], ['event-time-invalid'], 0]],
    ['another record of 2012', skipped({ eventTime: '2012-12-31T23:59:59Z' }), [[3, 2, 0], [], 0]],
    [
      'ids of the wrong length',
      middle({ recipientAccountId: '4444', requestID: 'x'.repeat(9_999) }),
      [[3, 3, 0], [], 0],
    ],
    ['an event id without end', middle({ eventID: 'x'.repeat(9_999) }), [[3, 2, 1], ['event-id-missing'], 0]],
    [
      'a role of no account',
      middle({ requestParameters: { roleArn: 'arn:aws:iam::4444:role/x' }, responseElements: null }),
      [[3, 2, 1], ['assumed-role-unknown'], 0],
    ],
    [
      'values of other kinds',
      around('null,7,"text",[1],{"type":"LOGIN"}'),
      [[7, 2, 5], ['record-unknown'], 0],
    ],
    [
      'the end cut off',
      gzipSync(around(LAST)).subarray(0, -20),
      [[2, 1, 1], ['gzip-truncated', 'json-unfinished'], 0],
    ],
    [
      'hostile texts',
      middle({ userAgent: HOSTILE, awsRegion: HOSTILE, sourceIPAddress: HOSTILE }),
      [[3, 3, 0], [], 0],
    ],
  ])('reads what is whole around %s', async (_, contents, expected) => {
    expect(await outcome(contents)).toEqual([INCOMPLETE, ...expected]);
  });

  it.each([
    ['no records', '{}'],
    ['null for records', '{"Records":null}'],
    ['an object for records', `{"Records":{"0":${FIRST}}}`],
    ['text for records', '{"Records":"x"}'],
    ['only events of another schema', logOf('{"type":"LOGIN"}', '{"type":"LOGOUT"}')],
  ])('names the file, and concludes nothing, where it has %s', async (_, contents) => {
    expect(await outcome(contents)).toEqual([FAILED, [undefined, undefined, undefined], [], 1]);
  });

  it.each(['table', 'csv', 'json'])(
    'prints nothing in %s that a terminal or a spreadsheet obeys',
    async (format) => {
      const contents = logOf(
        ...[HOSTILE, FORMULA].map((hostile, n) =>
          text({
            eventID: `event-${n}`,
            requestID: `request-${n}`,
            sharedEventID: undefined,
            userAgent: hostile,
            awsRegion: hostile,
            sourceIPAddress: hostile,
            userIdentity: {
              type: 'AWSAccount',
              principalId: `${hostile}:${hostile}`,
              accountId: '111122223333',
            },
            requestParameters: { roleArn: 'arn:aws:iam::444455556666:role/T', roleSessionName: hostile },
          }),
        ),
      );
      const folder = temporaryFolder({ [OBJECT]: contents });
      const { out, err } = await runCommand('use', '--from', folder, '--format', format);
      expect(out).toContain('444455556666');
      expect(out + err).not.toMatch(OBEYED);
      if (format === 'csv') expect(out).not.toMatch(/(?:^|[,"\n])[=+@-]/);
    },
  );
});

function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
}
