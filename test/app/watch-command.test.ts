import { join } from 'node:path';
import { Writable } from 'node:stream';
import { runCommandLine } from '../../lib/app/cli/program';
import type { History } from '../../lib/history/history';
import { FolderStore } from '../../lib/stores/folder-store';
import { runCommand } from '../support/run-command';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';
import { historyIn, recordsOf, scannedState } from '../support/watched-organization';

const TOPIC = 'arn:aws:sns:eu-west-1:222233334444:alerts';

let scanned: History;
let night = '';
let folder = '';

beforeAll(async () => {
  scanned = await historyIn(await scannedState());
  night = recordsOf('2026-11-21', '2026-11-21')
    .map((record) => `${JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail: record })}\n`)
    .join('');
});
beforeEach(async () => {
  folder = temporaryFolder({ 'events.ndjson': night });
  await new FolderStore(join(folder, 'state')).writeHistory(scanned);
});
afterAll(removeTemporaryFolders);

const findingsKept = async () => (await new FolderStore(join(folder, 'state')).readHistory()).findings;
const args = (...more: readonly string[]) => [
  'watch',
  ...['--from', join(folder, 'events.ndjson'), '--state', join(folder, 'state')],
  ...['--as-of', '2026-11-22T00:00:00Z', ...more],
];

describe('trust-atlas watch', () => {
  it('prints a line for each finding, keeps it, and counts', async () => {
    const { code, out, err } = await runCommand(...args());
    expect(code).toBe(0);
    expect(out).toMatch(
      /^2026-11-21T02:03:11Z {2}high {6}Qubole used QuboleDataAccess from new 203\.0\.113\.0\/24 {2}\(unexpected-network [0-9a-f]{16}\)$/m,
    );
    const lines = out.trim().split('\n');
    expect(err).toMatch(
      new RegExp(`^\\d+ events read, \\d+ of outsiders or about trust, ${lines.length} new findings\\n$`),
    );
    expect((await findingsKept()).size).toBe(scanned.findings.size + lines.length);
  });

  it('says nothing the second time', async () => {
    await runCommand(...args());
    const { code, out, err } = await runCommand(...args());
    expect([code, out]).toEqual([0, '']);
    expect(err).toContain(', 0 new findings');
  });

  it('shows what it would send, and leaves the state as it is', async () => {
    const { code, out } = await runCommand(...args('--dry-run', '--topic', TOPIC));
    expect(code).toBe(0);
    expect(out).toContain(`would be sent to topic ${TOPIC}`);
    expect(out).toMatch(/^Subject: \[high\] .*QuboleDataAccess/m);
    expect((await findingsKept()).size).toBe(scanned.findings.size);
  });

  it('reads standard input, passes over lines that it cannot read, and says so by its exit code', async () => {
    const lines = [`{"broken`, ...night.split('\n').filter(Boolean), 'text', '{"source": "aws.events"}'];
    const { code, out, err } = await run(args().with(2, '-'), [lines.join('\n')]);
    expect(code).toBe(3);
    expect(out).toContain('unexpected-network');
    expect(err).toContain(', 1 that are no calls, 2 that could not be read, ');
  });

  it('can tell at any time what was kept, for whoever interrupts it', async () => {
    const { said } = await run(args().with(2, '-'), [night, '\n']);
    expect(said[0]).toMatch(/^0 events read.* 0 findings kept/);
    expect(said.at(-1)).toMatch(/new findings; [1-9]\d* findings kept, the next scan judges the rest$/);
  });

  it.each([
    ['no state', ['watch', '--from', '-'], 'expected --state PLACE'],
    ['no stream', ['watch', '--state', 'x'], "required option '--from <path>'"],
    ['a folder for a file', ['watch', '--from', '.', '--state', 'x'], 'expected a file or `-` after --from'],
    [
      'no topic',
      ['watch', '--from', '-', '--state', 'x', '--topic', 'mine'],
      'expected the ARN of an SNS topic',
    ],
  ])('refuses %s', async (_, wrong, message) => {
    const { code, err } = await runCommand(...wrong);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  it('refuses a state that no scan has written, before it reads anything', async () => {
    const empty = join(folder, 'empty');
    const { code, err } = await runCommand(
      'watch',
      '--from',
      join(folder, 'events.ndjson'),
      '--state',
      empty,
    );
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('run `trust-atlas scan` with the same --state first'),
    ]);
  });
});

/** Runs over a standard input of these chunks, and asks between them what is to be said on an interruption. */
async function run(command: readonly string[], chunks: readonly string[]) {
  const [out, err] = [caught(), caught()];
  const said: string[] = [];
  let say = () => '';
  const input = (async function* () {
    for (const chunk of chunks) {
      said.push(say());
      yield Buffer.from(chunk);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    said.push(say());
  })();
  const code = await runCommandLine(command, {
    out: out.stream,
    err: err.stream,
    color: false,
    interactive: false,
    input,
    onInterrupt: (whatWasKept) => {
      say = whatWasKept;
    },
  });
  return { code, out: out.text(), err: err.text(), said };
}

function caught() {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
