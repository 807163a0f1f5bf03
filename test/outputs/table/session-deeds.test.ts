import { renderSessionDeeds } from '../../../lib/outputs/table/session-deeds';
import { graphOf } from '../../support/graph-builder';
import { intrusion } from '../../support/intrusion';

const SCREEN = { width: 100, color: false };

describe('what their sessions did', () => {
  it('has a row for each party and role, those with a sensitive call first', async () => {
    const { graph } = await intrusion();
    expect(renderSessionDeeds(graph, SCREEN, 30)).toBe(
      [
        '',
        'What their sessions did',
        '  IN ROLE           CALLS        SERVICES        TACTICS               FIRST SENSITIVE    WENT ON TO',
        'Qubole',
        '  QuboleAccess      4 (1         secretsmanager  credential-access 2,  secretsmanager:Ge  DataReader',
        '  (111122223333)    refused) in  2, s3 1, sts 1  lateral-movement 1,   tSecretValue 3 d',
        '                    1 session                    privilege-escalation  ago',
        '                                                 1 and 1 more',
        '  DataReader        3 in 1       s3 3            collection 3,         none',
        '  (111122223333)    session                      exfiltration 3',
        'unknown caller',
        '  QuboleAccess      1 in 1       s3 1            discovery 1           none',
        '  (111122223333)    session',
        '',
      ].join('\n'),
    );
  });

  it('counts the rows that it does not show', async () => {
    const { graph } = await intrusion();
    const text = renderSessionDeeds(graph, SCREEN, 1);
    expect(text).toContain('QuboleAccess');
    expect(text).not.toContain('unknown caller');
    expect(text).toContain('… and 2 more roles: use --all, or --format json');
  });

  it('adds up the sessions of one party in one role', async () => {
    const { graph } = await intrusion();
    const twice = { ...graph, sessions: [...graph.sessions, ...graph.sessions] };
    expect(renderSessionDeeds(twice, { ...SCREEN, width: 160 }, 30)).toMatch(
      /QuboleAccess.* 8 \(2 refused\) in/,
    );
  });

  it('says where calls were counted by a sample', async () => {
    const { graph } = await intrusion();
    const sessions = graph.sessions.map((edge) => ({
      ...edge,
      session: { ...edge.session, gaps: ['calls-estimated' as const] },
    }));
    expect(renderSessionDeeds({ ...graph, sessions }, SCREEN, 30)).toMatch(/about 4/);
  });

  it('is not there where no session is shown', () => {
    expect(renderSessionDeeds(graphOf({}), SCREEN, 30)).toBe('');
  });
});
