import { oidcLookalikePattern } from '../../../lib/findings/rules/oidc-lookalike-pattern';
import { byGitHub, byOidc, GITHUB, type GrantSpec, graphOf } from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY = 'oidc:github/acme';
const LOOKALIKE: GrantSpec = { caller: byGitHub('repo:acme*'), party: PARTY };

describe('oidc-lookalike-pattern', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['a name without its delimiter', LOOKALIKE, ['critical']],
    [
      'such a name beside a good one',
      { caller: byGitHub('repo:acme/app:*', 'repo:acme*'), party: PARTY },
      ['critical'],
    ],
    [
      'such a name at HCP Terraform',
      { caller: byOidc('app.terraform.io', 'organization:acme*'), party: PARTY },
      ['critical'],
    ],
    [
      'such a name at an issuer of one enterprise',
      { caller: byOidc('token.actions.acme.ghe.com', 'repo:acme*'), party: PARTY },
      ['high'],
    ],
    ['a name with its delimiter', { caller: byGitHub('repo:acme/*'), party: PARTY }, []],
    ['no subject at all, which has its own rule', { caller: byGitHub(), party: PARTY }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(oidcLookalikePattern, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('names a look-alike and keeps the name that was meant', () => {
    const hit = onlyHit(oidcLookalikePattern, graphOf({ roles: [{ grants: [LOOKALIKE] }] }));
    expect(evidenceOf(hit, 'lookalike')).toEqual(['acme-evil']);
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/<project>:*' } } },
    ]);
  });

  it.each<[string, string[], string]>([
    ['the one organization that came', ['repo:acme-inc/app:pull_request'], 'repo:acme-inc/app:pull_request'],
    ['the name itself among several', ['repo:acme/app:x', 'repo:acme-evil/app:x'], 'repo:acme/app:x'],
    ['no one of several', ['repo:acme-inc/app:x', 'repo:acme-evil/app:x'], 'repo:acme/<project>:*'],
  ])('proposes %s', (_, subjects, expected) => {
    const caller = { kind: 'oidc', issuer: GITHUB, tenant: 'acme' } as const;
    const uses = [{ party: PARTY, caller, subjects, grant: 0 }];
    const hit = onlyHit(oidcLookalikePattern, graphOf({ roles: [{ grants: [LOOKALIKE], uses }] }));
    expect(JSON.stringify(statementsIn(hit))).toContain(`sub":"${expected}"`);
  });
});
