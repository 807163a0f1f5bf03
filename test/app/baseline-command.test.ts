import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/run-command';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

const ROLE = 'arn:aws:iam::777788889999:role/QuboleDataAccess';

let state = '';
beforeAll(async () => {
  state = temporaryFolder({});
  await scan();
}, 60_000);
afterAll(removeTemporaryFolders);

const scan = async (): Promise<readonly string[]> => {
  const { out } = await runCommand(
    ...['scan', '--from', 'examples/organization', '--as-of', '2026-11-24T00:00:00Z'],
    ...['--state', state, '--format', 'json'],
  );
  const { findings }: { findings: { rule: string; id: string; severity: string }[] } = JSON.parse(out);
  return findings
    .filter(({ rule }) => rule.startsWith('unexpected-'))
    .map(({ rule, id, severity }) => `${severity} ${rule} ${id}`);
};
const learnt = (): unknown => JSON.parse(readFileSync(join(state, 'history.json'), 'utf8')).baseline;
const show = async (...args: string[]) =>
  (await runCommand('baseline', 'show', '--state', state, ...args)).out;

describe('baseline show', () => {
  it('lists what was learnt, a line for each party and role', async () => {
    const lines = (await show()).split('\n');
    expect(lines[0]).toMatch(/^PARTY +ROLE +LEARNT UNTIL +LAST SEEN +VALUES$/);
    expect(lines.filter((line) => line.includes('vendor:qubole')).join()).toContain('2026-11-08');
  });

  it.each([
    ['--party', 'Qubole'],
    ['--party', 'vendor:qubole'],
    ['--role', 'QuboleDataAccess'],
    ['--role', ROLE],
  ])('shows all of it for %s %s, and nothing that came later', async (...args) => {
    const page = await show(...args);
    expect(page).toContain(`vendor:qubole in ${ROLE}`);
    expect(page).toContain('192.0.2.0/24');
    expect(page).toContain('qubole-hive-#');
    expect(page).not.toContain('203.0.113');
    expect(page).not.toContain('aws-cli');
  });

  it('says where there is nothing', async () => {
    expect(await show('--party', 'Nobody')).toBe('Nothing was learnt of it.\n');
  });

  it('shows until when it was learnt by the days that the user set', async () => {
    const folder = temporaryFolder({ 'expect.yaml': 'version: 1\nsettings: { learnDays: 30 }\n' });
    expect(await show('--party', 'Qubole', '--expect', join(folder, 'expect.yaml'))).toContain('2026-11-24');
  });
});

describe('a scan over the same days', () => {
  it('finds the same again, and learns nothing more', async () => {
    const before = learnt();
    const again = await scan();
    expect(again).toContainEqual(expect.stringMatching(/^high unexpected-network /));
    expect(learnt()).toEqual(before);
  }, 60_000);
});

describe('baseline reset', () => {
  it('forgets one use, and leaves the others', async () => {
    const reset = await runCommand('baseline', 'reset', '--state', state, '--role', ROLE);
    expect(reset).toEqual({ code: 0, out: 'forgot what was learnt of one use\n', err: '' });
    expect(await show('--role', ROLE)).toBe('Nothing was learnt of it.\n');
    expect(await show('--party', 'Datadog')).toContain('DatadogIntegrationRole');
  });

  it('says where there was nothing to forget', async () => {
    const { code, err } = await runCommand('baseline', 'reset', '--state', state, '--role', ROLE);
    expect(code).toBe(2);
    expect(err).toContain('nothing was learnt of that');
  });

  it('forgets all', async () => {
    expect((await runCommand('baseline', 'reset', '--state', state)).out).toMatch(
      /^forgot what was learnt of \d+ uses\n$/,
    );
    expect(await show()).toBe('Nothing was learnt of it.\n');
  });

  it('needs to be told where the state is', async () => {
    expect(await runCommand('baseline', 'reset')).toMatchObject({ code: 2, out: '' });
  });
});
