import { oidcTenantOpen } from '../../../lib/findings/rules/oidc-tenant-open';
import {
  arnOf,
  byGitHub,
  byOidc,
  GITHUB,
  type GrantSpec,
  graphOf,
  guard,
  type UseSpec,
} from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY = 'oidc:github/acme';
const OPEN: GrantSpec = { caller: byGitHub(), party: PARTY };
const VERCEL = 'oidc.vercel.com';

function usedBy(...subjects: string[]): UseSpec {
  const caller = { kind: 'oidc', issuer: GITHUB, tenant: 'acme' } as const;
  return { party: PARTY, caller, subjects, grant: 0 };
}

describe('oidc-tenant-open', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['no test of the subject', OPEN, ['critical']],
    ['a subject of wildcards', { caller: byGitHub('repo:*'), party: PARTY }, ['critical']],
    ['one repository', { caller: byGitHub('repo:acme/app:*'), party: PARTY }, []],
    ['a look-alike pattern, which has its own rule', { caller: byGitHub('repo:acme*'), party: PARTY }, []],
    [
      'a claim of the owner',
      { ...OPEN, guards: [guard('other', `${GITHUB}:repository_owner_id`, ['123456'])] },
      [],
    ],
    [
      'an issuer of its own',
      { caller: byOidc('oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789'), party: PARTY },
      [],
    ],
    [
      'a shared issuer that tells customers by audience',
      { caller: byOidc(VERCEL), party: PARTY },
      ['critical'],
    ],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(oidcTenantOpen, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('proposes the subjects that were seen', () => {
    const uses = [usedBy('repo:acme/app:ref:refs/heads/main')];
    const hit = onlyHit(oidcTenantOpen, graphOf({ roles: [{ grants: [OPEN], uses }] }));
    expect(hit).toMatchObject({ subject: arnOf(), party: PARTY });
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/app:ref:refs/heads/main' } } },
    ]);
  });

  it('proposes the project where many branches were seen', () => {
    const uses = [
      usedBy(...['a', 'b', 'c', 'd'].map((branch) => `repo:acme@1/app@2:ref:refs/heads/${branch}`)),
    ];
    const hit = onlyHit(oidcTenantOpen, graphOf({ roles: [{ grants: [OPEN], uses }] }));
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringLike: { [`${GITHUB}:sub`]: 'repo:acme@1/app@2:*' } } },
    ]);
  });

  it('proposes no observed subject that would be a pattern', () => {
    const hit = onlyHit(
      oidcTenantOpen,
      graphOf({ roles: [{ grants: [OPEN], uses: [usedBy('repo:*/x:y')] }] }),
    );
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringLike: { [`${GITHUB}:sub`]: 'repo:<tenant>/<project>:*' } } },
    ]);
  });

  it('asks for the claim that tells customers of this issuer apart', () => {
    const hit = onlyHit(
      oidcTenantOpen,
      graphOf({ roles: [{ grants: [{ caller: byOidc(VERCEL), party: PARTY }] }] }),
    );
    expect(Object.keys(conditionsOf(hit).StringEquals ?? {})).toEqual([`${VERCEL}:aud`]);
  });
});

function conditionsOf(hit: { remedy: string }): Record<string, object> {
  const [statement] = statementsIn(hit) as { Condition: Record<string, object> }[];
  return statement?.Condition ?? {};
}
