/**
 * Changes of trust over runs of the command: the example organization, and what a gap in its exports does.
 */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../support/run-command';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

const EXAMPLE = 'examples/organization';
const IAM = readdirSync(join(EXAMPLE, 'iam')).map((name) => join(EXAMPLE, 'iam', name));
const ORGANIZATION = readdirSync(join(EXAMPLE, 'organizations')).map((name) =>
  join(EXAMPLE, 'organizations', name),
);
const ALL = [...IAM, ...ORGANIZATION];
/** Of many files of one kind the first stands for all. */
const MISSED = ALL.filter((path) => !path.includes('list-parents-') || path.includes('-012345678901'));

const DRIFT = new Set([
  'trust-added',
  'role-created-for-outsider',
  'trust-widened',
  'trust-narrowed',
  'trust-removed',
  'provider-changed',
  'guardrail-removed',
]);

interface FindingRow {
  readonly rule: string;
  readonly state: string;
  readonly subject: string;
  readonly evidence: readonly Readonly<Record<string, unknown>>[];
}

afterAll(removeTemporaryFolders);

/** The findings about changes that a run over these paths gives, after which its state is kept in the folder. */
async function run(state: string, day: number, from: readonly string[]): Promise<readonly FindingRow[]> {
  const asOf = `2026-11-${day}T00:00:00Z`;
  const { out, err } = await runCommand(
    'scan',
    '--from',
    ...from,
    '--state',
    state,
    '--as-of',
    asOf,
    '--format',
    'json',
  );
  expect(err).toBe('');
  const { findings }: { findings: readonly FindingRow[] } = JSON.parse(out);
  return findings.filter(({ rule, state }) => DRIFT.has(rule) && state !== 'closed');
}

describe('the example organization', () => {
  let settled: string;
  beforeAll(async () => {
    settled = temporaryFolder({});
    expect(await run(settled, 24, ALL)).toEqual([]);
  });

  /** State of its own for each test. */
  function state(): string {
    const folder = temporaryFolder({});
    cpSync(settled, folder, { recursive: true });
    return folder;
  }

  it.each(MISSED.map((path) => [path]))('has no change where %s is missing for once', async (path) => {
    const folder = state();
    expect(
      await run(
        folder,
        25,
        ALL.filter((each) => each !== path),
      ),
    ).toEqual([]);
    expect(await run(folder, 26, ALL)).toEqual([]);
  });

  it('has one where a guard goes, until it is back', async () => {
    const exports = temporaryFolder({});
    cpSync(EXAMPLE, exports, { recursive: true, filter: (path) => !path.includes('cloudtrail') });
    withoutConditions(exports, 'QuboleDataAccess');
    const folder = state();
    for (const [day, expected] of [
      [25, 'new'],
      [26, 'open'],
    ] as const) {
      const found = await run(folder, day, [exports]);
      expect(found.map(({ rule, state }) => `${rule} ${state}`)).toEqual([`trust-widened ${expected}`]);
    }
    expect(await run(folder, 27, ALL)).toEqual([]);
  });
});

/** Takes all conditions from a role's trust, in whichever file of the folder it is. */
function withoutConditions(folder: string, role: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.json')) continue;
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    if (!text.includes(`"${role}"`)) continue;
    const details: {
      RoleDetailList?: { RoleName: string; AssumeRolePolicyDocument: { Statement: object[] } }[];
    } = JSON.parse(text);
    for (const { RoleName, AssumeRolePolicyDocument } of details.RoleDetailList ?? []) {
      if (RoleName !== role) continue;
      for (const statement of AssumeRolePolicyDocument.Statement)
        Reflect.deleteProperty(statement, 'Condition');
    }
    writeFileSync(file, JSON.stringify(details));
  }
}
