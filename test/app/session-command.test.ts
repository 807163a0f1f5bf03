import { readFileSync } from 'node:fs';
import { type AnalysisJson, changedAnalysis } from '../support/changed-analysis';
import { KEYS, savedIntrusion } from '../support/intrusion';
import { runCommand } from '../support/run-command';

const INCOMPLETE = 3;
const VENDOR_ID = `${KEYS.vendor}@2026-11-20T08:00:00Z`;
const ONWARD_ID = `${KEYS.onward}@2026-11-20T08:10:00Z`;

let file = '';
beforeAll(async () => {
  file = await savedIntrusion();
});

const ask = (id: string, ...rest: string[]) => runCommand('session', id, '--analysis', file, ...rest);
const changed = (change: (analysis: AnalysisJson) => void) => changedAnalysis(file, change);

describe('session', () => {
  it('tells who, from where, what it did and what it went on to', async () => {
    const { code, out, err } = await ask(KEYS.vendor);
    expect({ code, err }).toEqual({ code: INCOMPLETE, err: '' });
    expect(out).toBe(
      [
        `Session ${VENDOR_ID}`,
        'who        Qubole',
        'opened by  805246085872, AROAEXAMPLEQUBOLE01, session hive',
        'role       arn:aws:iam::111122223333:role/QuboleAccess',
        'as         qubole-hive',
        `allowed    by grant ${grantOf(KEYS.vendor)}`,
        'when       2026-11-20T08:00:00Z to 2026-11-20T08:10:00Z',
        'network    198.51.100.23',
        'with       aws-cli/2.15',
        'in         eu-west-1',
        'calls      4 (1 refused)',
        'services   secretsmanager 2, s3 1, sts 1',
        'tactics    credential-access 2, lateral-movement 1, privilege-escalation 1, discovery 2',
        'sensitive  first secretsmanager:GetSecretValue at 2026-11-20T08:03:00Z; event a4',
        'went on to arn:aws:iam::111122223333:role/DataReader',
        'not known  its first caller acted in a session of a role, whose own opening is not in the CloudTrail',
        '           that was read',
        '',
        'Its chain',
        '805246085872, AROAEXAMPLEQUBOLE01, session hive',
        `└ QuboleAccess (111122223333) · ${VENDOR_ID} · calls: 4 (1 refused) ·`,
        '  first sensitive secretsmanager:GetSecretValue · this session',
        `  └ DataReader (111122223333) · ${ONWARD_ID} · calls: 3`,
        '',
      ].join('\n'),
    );
  });

  it('puts an onward session under the first outside caller', async () => {
    const { out } = await ask(KEYS.onward);
    expect(out).toContain('who        Qubole, 1 session further back\n');
    expect(out).toContain(
      [
        'Its chain',
        '805246085872, AROAEXAMPLEQUBOLE01, session hive',
        `└ QuboleAccess (111122223333) · ${VENDOR_ID} · calls: 4 (1 refused) ·`,
        '  first sensitive secretsmanager:GetSecretValue',
        `  └ DataReader (111122223333) · ${ONWARD_ID} · calls: 3 · this session`,
      ].join('\n'),
    );
  });

  it('says what is not known', async () => {
    const { out } = await ask(KEYS.unseen);
    expect(out).toMatch(/who +unknown caller\nopened by +not seen/);
    expect(out).toMatch(/allowed +not known: its opening was not seen/);
    expect(out).toContain('Its chain\na caller that was not seen\n');
  });

  it('prints JSON with its row and its chain', async () => {
    const answer = JSON.parse((await ask(KEYS.onward, '--format', 'json')).out);
    expect(answer).toMatchObject({
      party: { id: 'vendor:qubole', name: 'Qubole' },
      session: { id: ONWARD_ID, hops: 1, chainedFrom: VENDOR_ID, byService: { s3: 3 } },
      chain: [{ id: VENDOR_ID }, { id: ONWARD_ID }],
      opened: [],
    });
    expect(JSON.parse((await ask(KEYS.vendor, '--format', 'json')).out).opened).toMatchObject([
      { depth: 1, id: ONWARD_ID },
    ]);
  });

  it.each([
    ['an access key', KEYS.vendor],
    ['an id', VENDOR_ID],
    ['a beginning that only one session has', KEYS.vendor.slice(0, -4)],
  ])('finds it by %s', async (_, id) => {
    expect((await ask(id)).out).toContain(`Session ${VENDOR_ID}\n`);
  });

  it.each([
    ['several sessions', 'ASIA', /beginning or the key of 3 sessions: expected one of ASIAEXAMPLEUNSEEN01@/],
    ['nothing at all', '', /of 3 sessions/],
    ['no session', 'ASIANOBODY', /no session `ASIANOBODY` among the 3/],
    ['our own people', KEYS.ops, /no session `ASIAEXAMPLEINSIDE01`.* of your own people/],
  ])('says so where the id is of %s, and exits with 2', async (_, id, sentence) => {
    const { code, out, err } = await ask(id);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
  });

  it('says so where two sessions share one key', async () => {
    const twice = changed((analysis) => {
      const again = { ...analysis.sessions[1], id: `${KEYS.vendor}@2026-11-21T08:00:00Z` };
      analysis.sessions.push(again);
    });
    const { code, err } = await runCommand('session', KEYS.vendor, '--analysis', twice);
    expect(code).toBe(2);
    expect(err).toContain(`expected one of ${VENDOR_ID}, ${KEYS.vendor}@2026-11-21T08:00:00Z`);
  });

  it('draws both ends of a long chain and says how much lies between', async () => {
    const long = changed((analysis) => {
      analysis.sessions = Array.from({ length: 60 }, (_, index) => ({
        ...analysis.sessions[1],
        id: `S${index}`,
        accessKeyId: `K${index}`,
        chainedFrom: index === 0 ? null : `S${index - 1}`,
      }));
    });
    const { out } = await runCommand('session', 'K30', '--analysis', long);
    const links = out.split('\n').flatMap((line) => /└ .* · (S\d+) ·/.exec(line)?.[1] ?? []);
    const expected = [...numbers(0, 9), ...numbers(20, 30), ...numbers(31, 50)].map((number) => `S${number}`);
    expect(links).toEqual(expected);
    expect(out).toContain('… 10 more sessions between');
    expect(out).toContain('… and 9 more sessions: use --format json');
  });

  it('ends where a file that was changed by hand goes round in a circle', async () => {
    const circle = changed((analysis) => {
      const ids = analysis.sessions.map(({ id }) => id);
      const openers = [ids[0], ids[2], ids[1]];
      for (const [index, session] of analysis.sessions.entries()) session.chainedFrom = openers[index];
    });
    expect((await runCommand('session', KEYS.vendor, '--analysis', circle)).code).toBe(INCOMPLETE);
  });

  it.each<[string, (analysis: AnalysisJson) => void]>([
    ['the analysis is too old to have sessions', (analysis) => Reflect.deleteProperty(analysis, 'sessions')],
    ['no roles were read', (analysis) => delete analysis.coverage.activity.followed],
  ])('says so where %s', async (_, change) => {
    const { code, err } = await runCommand('session', KEYS.vendor, '--analysis', changed(change));
    expect(code).toBe(2);
    expect(err).toContain('no sessions were followed');
  });

  it('shows an example in its help', async () => {
    expect((await runCommand('session', '--help')).out).toContain('trust-atlas session ASIA');
  });
});

function grantOf(accessKeyId: string): string {
  const { sessions } = JSON.parse(readFileSync(file, 'utf8'));
  return sessions.find((session: { accessKeyId: string }) => session.accessKeyId === accessKeyId).grant;
}

function numbers(from: number, until: number): readonly number[] {
  return Array.from({ length: until - from + 1 }, (_, index) => from + index);
}
