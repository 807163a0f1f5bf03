import { oidcAudienceMissing } from '../../../lib/findings/rules/oidc-audience-missing';
import type { Caller } from '../../../lib/model/caller';
import { byAccount, byGitHub, GITHUB, type GrantSpec, graphOf, guard } from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY = 'oidc:github/acme';
const APP: GrantSpec = { caller: byGitHub('repo:acme/app:*'), party: PARTY };
const AUDIENCE = guard('audience', `${GITHUB}:aud`, ['sts.amazonaws.com']);

function byWeb(issuer: string, ...subjects: string[]): Caller {
  return { kind: 'web-identity', issuer, subjects };
}

describe('oidc-audience-missing', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['no test of the audience', APP, ['medium']],
    ['a test that passes without one', { ...APP, guards: [{ ...AUDIENCE, strength: 'weak' }] }, ['medium']],
    ['a firm audience', { ...APP, guards: [AUDIENCE] }, []],
    ['any app of Google', { caller: byWeb('accounts.google.com'), party: PARTY }, ['critical']],
    [
      'Cognito, which has its own rule',
      { caller: byWeb('cognito-identity.amazonaws.com'), party: PARTY },
      [],
    ],
    ['an account', { caller: byAccount(), party: 'vendor:datadog' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(oidcAudienceMissing, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it.each<[string, Caller, string]>([
    ['an OIDC provider', byGitHub('repo:acme/app:*'), `${GITHUB}:aud`],
    ['Google', byWeb('accounts.google.com'), 'accounts.google.com:aud'],
    ['Facebook', byWeb('graph.facebook.com'), 'graph.facebook.com:app_id'],
  ])('asks %s for its own key', (_, caller, key) => {
    const hit = onlyHit(oidcAudienceMissing, graphOf({ roles: [{ grants: [{ caller, party: PARTY }] }] }));
    expect(statementsIn(hit)).toMatchObject([{ Condition: { StringEquals: { [key]: expect.any(String) } } }]);
  });
});
