import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/run-command';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

const EXAMPLE = 'examples/organization';
const CHANGED_ACCOUNT = '666677778888';
const ROLE = 'CarrierRatesExport';
const SECRET = 'the-new-partners-id';

interface Details {
  RoleDetailList: {
    RoleName: string;
    AssumeRolePolicyDocument: { Statement: object[] };
  }[];
}

let work: string;
/** Of the example, of one with another way in, and of one without an account; a state of the first. */
const file = (name: string) => join(work, name);

beforeAll(async () => {
  work = temporaryFolder({});
  cpSync(EXAMPLE, file('exports'), { recursive: true, filter: (path) => !path.includes('cloudtrail') });
  await analyse('before.json', '24', '--state', file('state'));
  const path = file(`exports/iam/${CHANGED_ACCOUNT}/get-account-authorization-details.json`);
  const details: Details = JSON.parse(readFileSync(path, 'utf8'));
  for (const { RoleName, AssumeRolePolicyDocument } of details.RoleDetailList) {
    if (RoleName !== ROLE) continue;
    AssumeRolePolicyDocument.Statement.push({
      Effect: 'Allow',
      Principal: { AWS: '999911112222' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': SECRET } },
    });
  }
  writeFileSync(path, JSON.stringify(details));
  await analyse('after.json', '25');
  await analyse('shown.json', '25', '--show-external-ids');
  rmSync(file('exports/iam/012345678901'), { recursive: true });
  await analyse('less.json', '26');
});

afterAll(removeTemporaryFolders);

async function analyse(name: string, day: string, ...more: readonly string[]): Promise<void> {
  const asOf = `2026-11-${day}T00:00:00Z`;
  const args = ['--from', file('exports'), '--as-of', asOf, '--format', 'json', ...more];
  const { out, err } = await runCommand('scan', ...args);
  expect(err).toBe('');
  writeFileSync(file(name), out);
}

const diff = (before: string, after: string, ...more: readonly string[]) =>
  runCommand('diff', file(before), file(after), ...more);

describe('diff', () => {
  it('tells what changed, in words', async () => {
    const { code, out, err } = await diff('before.json', 'after.json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').slice(0, 8)).toEqual([
      'What changed from 2026-11-24T00:00:00Z to 2026-11-25T00:00:00Z',
      '',
      'Ways in',
      `added         role ${ROLE} (${CHANGED_ACCOUNT}): unknown account 999911112222`,
      expect.stringMatching(/^ {14}is account 999911112222 by AssumeRole, if `sts:ExternalId` must be$/),
      expect.stringMatching(/^ {14}`external-id:[0-9a-f]{8}`$/),
      '',
      'Verdicts of roles',
    ]);
    expect(out).toContain(`external      role ${ROLE} (${CHANGED_ACCOUNT}), was internal`);
    expect(out).toContain('came in       unknown account 999911112222');
    expect(out).toMatch(/Findings\nnew +medium: Unknown account 999911112222 can enter/);
  });

  it('tells the opposite the other way round', async () => {
    const { out } = await diff('after.json', 'before.json');
    expect(out).toContain(`removed       role ${ROLE}`);
    expect(out).toContain('went out      unknown account 999911112222');
    expect(out).toMatch(/Findings\nclosed +medium: Unknown account 999911112222/);
  });

  it.each([
    ['an analysis and itself', 'before.json', 'before.json'],
    ['an analysis and the state of the same run', 'before.json', 'state'],
    ['a state and the analysis of the same run', 'state', 'before.json'],
    ['analyses of which one shows external ids', 'after.json', 'shown.json'],
  ])('finds nothing between %s', async (_, before, after) => {
    const { code, out } = await diff(before, after);
    expect([code, out.split('\n')[1]]).toEqual([0, 'Nothing, in what both of them saw.']);
  });

  it('tells no removal of what it did not see, and says so', async () => {
    const { out } = await diff('after.json', 'less.json');
    expect(out).not.toContain('Ways in');
    expect(out).toContain('012345678901  is not read now, so what is missing is not told as removed');
    expect(out).toMatch(/open\? +critical: Anyone with an AWS account can enter role PublicIntake/);
  });

  it('tells nothing of providers where an older analysis does not have them', async () => {
    const { providers: _, guardrails: __, ...older } = JSON.parse(readFileSync(file('before.json'), 'utf8'));
    writeFileSync(file('older.json'), JSON.stringify(older));
    const { code, out } = await diff('older.json', 'after.json');
    expect(code).toBe(0);
    expect(out).toContain('Ways in');
    expect(out).not.toMatch(/Identity providers|Resource control policies/);
  });

  it('prints JSON, without any external id', async () => {
    const { out } = await diff('before.json', 'shown.json', '--format', 'json');
    expect(out).not.toContain(SECRET);
    expect(JSON.parse(out)).toMatchObject({
      schema: 'trust-atlas/diff/1',
      before: { asOf: '2026-11-24T00:00:00Z' },
      grants: [{ change: 'added', party: 'account:999911112222', ofWholeRole: false }],
      providers: [],
      verdicts: [{ before: 'internal', after: 'external' }],
      partiesIn: [{ id: 'account:999911112222', name: 'unknown account 999911112222' }],
      findingsClosed: [],
      notCompared: [],
    });
  });

  it.each<[string, () => Promise<{ code: number; err: string }>, string]>([
    ['a file that is not there', () => diff('before.json', 'nothing.json'), 'cannot read the analysis'],
    ['a folder with neither', () => diff('before.json', 'exports'), 'neither analysis.json nor history.json'],
    [
      'other JSON',
      () => diff('exports/organizations/describe-organization.json', 'before.json'),
      'expected an analysis of schema trust-atlas/analysis/1',
    ],
    [
      'an analysis that was cut off',
      () => {
        writeFileSync(file('cut.json'), readFileSync(file('after.json'), 'utf8').slice(0, 5_000));
        return diff('before.json', 'cut.json');
      },
      'expected an analysis as `scan --format json` writes it',
    ],
    [
      'another organization',
      () => {
        writeFileSync(
          file('other.json'),
          readFileSync(file('after.json'), 'utf8').replace('o-exampleorg1', 'o-otherorg123'),
        );
        return diff('before.json', 'other.json');
      },
      'the first belongs to o-exampleorg1, the second to o-otherorg123',
    ],
    [
      'state of a version that kept no trust',
      () => {
        writeFileSync(
          join(temporaryFolderOf('old'), 'history.json'),
          JSON.stringify({ version: 2, asOf: '2026-11-01T00:00:00Z', findings: [] }),
        );
        return diff('old', 'before.json');
      },
      'holds no state of trust',
    ],
  ])('refuses %s with exit code 2', async (_, ask, sentence) => {
    const { code, err } = await ask();
    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});

function temporaryFolderOf(name: string): string {
  cpSync(temporaryFolder({}), file(name), { recursive: true });
  return file(name);
}
