import { oidcOrganizationWide } from '../../../lib/findings/rules/oidc-organization-wide';
import {
  byGitHub,
  byOidc,
  GITHUB,
  type GrantSpec,
  graphOf,
  guard,
  type UseSpec,
} from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY = 'oidc:github/acme';
const EKS = 'oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789';
const WIDE: GrantSpec = { caller: byGitHub('repo:acme/*'), party: PARTY };

describe('oidc-organization-wide', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['all repositories of an organization', WIDE, ['high']],
    [
      'all repositories, but one reviewed workflow',
      {
        ...WIDE,
        guards: [
          guard('subject', `${GITHUB}:job_workflow_ref`, ['acme/ci/.github/workflows/d.yml@refs/heads/main']),
        ],
      },
      ['medium'],
    ],
    [
      'a claim that names the organization once more',
      { ...WIDE, guards: [guard('subject', `${GITHUB}:repository_owner_id`, ['12345'])] },
      ['high'],
    ],
    [
      'a firm subject beside it',
      { ...WIDE, guards: [guard('subject', `${GITHUB}:sub`, ['repo:acme/*'])] },
      ['high'],
    ],
    ['a firm audience beside it', { ...WIDE, guards: [guard('audience', `${GITHUB}:aud`, ['x'])] }, ['high']],
    [
      'a claim that need not be there',
      { ...WIDE, guards: [guard('other', `${GITHUB}:ref`, ['x'], { strength: 'weak' })] },
      ['high'],
    ],
    [
      'a look-alike pattern at an issuer of one enterprise',
      { caller: byOidc('token.actions.acme.ghe.com', 'repo:acme*'), party: PARTY },
      [],
    ],
    ['any pod of a cluster', { caller: byOidc(EKS), party: PARTY }, ['high']],
    ['one service account', { caller: byOidc(EKS, 'system:serviceaccount:shop:pay'), party: PARTY }, []],
    ['one repository', { caller: byGitHub('repo:acme/app:*'), party: PARTY }, []],
    ['every customer, which has its own rule', { caller: byGitHub(), party: PARTY }, []],
    ['a look-alike pattern, which has its own rule', { caller: byGitHub('repo:acme*'), party: PARTY }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(oidcOrganizationWide, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('takes the worst of several grants', () => {
    const guarded = { ...WIDE, guards: [guard('other', `${GITHUB}:ref`, ['refs/heads/main'])] };
    expect(severitiesOf(oidcOrganizationWide, graphOf({ roles: [{ grants: [guarded, WIDE] }] }))).toEqual([
      'high',
    ]);
  });

  it('leaves the organization in place, and the project open, where no use tells it', () => {
    const hit = onlyHit(oidcOrganizationWide, graphOf({ roles: [{ grants: [WIDE] }] }));
    expect(evidenceOf(hit, 'tenant')).toEqual(['acme']);
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/<project>:*' } } },
    ]);
  });

  it('opens no other branch of the projects that came, however many', () => {
    const subjects = ['a', 'b', 'c', 'd'].map((name) => `repo:acme/${name}:ref:refs/heads/main`);
    const grant = { caller: byGitHub('repo:acme/*:ref:refs/heads/main'), party: PARTY };
    const caller = { kind: 'oidc', issuer: GITHUB, tenant: 'acme/a' } as const;
    const used = graphOf({
      roles: [{ grants: [grant], uses: [{ party: PARTY, caller, subjects, grant: 0 }] }],
    });
    expect(statementsIn(onlyHit(oidcOrganizationWide, used))).toMatchObject([
      { Condition: { StringEquals: { [`${GITHUB}:sub`]: subjects } } },
    ]);
    const unused = graphOf({ roles: [{ grants: [grant] }] });
    expect(statementsIn(onlyHit(oidcOrganizationWide, unused))).toMatchObject([
      { Condition: { StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/<project>:<rest of the subject>' } } },
    ]);
  });

  it('does not bless the subject of another organization', () => {
    const uses: UseSpec[] = [
      {
        party: PARTY,
        caller: { kind: 'oidc', issuer: GITHUB, tenant: 'acme' },
        subjects: ['repo:acme/app:ref:refs/heads/main', 'repo:evil/app:ref:refs/heads/main'],
        grant: 0,
      },
    ];
    const hit = onlyHit(oidcOrganizationWide, graphOf({ roles: [{ grants: [WIDE], uses }] }));
    expect(hit.remedy).toContain('repo:acme/app:ref:refs/heads/main');
    expect(hit.remedy).not.toContain('evil');
  });

  it('proposes the service accounts that came', () => {
    const subject = 'system:serviceaccount:shop:checkout';
    const uses = [
      {
        party: PARTY,
        caller: { kind: 'oidc', issuer: EKS, tenant: subject } as const,
        subjects: [subject],
        grant: 0,
      },
    ];
    const hit = onlyHit(
      oidcOrganizationWide,
      graphOf({ roles: [{ grants: [{ caller: byOidc(EKS), party: PARTY }], uses }] }),
    );
    expect(statementsIn(hit)).toMatchObject([{ Condition: { StringEquals: { [`${EKS}:sub`]: subject } } }]);
  });
});
