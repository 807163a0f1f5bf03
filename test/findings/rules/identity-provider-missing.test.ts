import { identityProviderMissing } from '../../../lib/findings/rules/identity-provider-missing';
import { oidcTenantOpen } from '../../../lib/findings/rules/oidc-tenant-open';
import { trustUndecided } from '../../../lib/findings/rules/trust-undecided';
import { arnOf, byAccount, byGitHub, type GrantSpec, graphOf, OURS } from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PROVIDER = `arn:aws:iam::${OURS}:oidc-provider/token.actions.githubusercontent.com`;
const GONE: GrantSpec = { caller: byGitHub(), party: 'oidc:github/acme', providerObject: 'missing' };

describe('identity-provider-missing', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['a provider that is not there', GONE, ['low']],
    ['one that is there', { ...GONE, providerObject: 'present' }, []],
    ['one whose account was not read', { ...GONE, providerObject: 'not-read' }, []],
    ['an account', { caller: byAccount(), party: 'vendor:datadog' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(identityProviderMissing, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(
      expected,
    );
  });

  it('takes the place of what would be said of the way in', () => {
    const undecided = { ...GONE, reason: 'a canonical user' };
    for (const rule of [oidcTenantOpen, trustUndecided]) {
      expect(severitiesOf(rule, graphOf({ roles: [{ grants: [GONE, undecided] }] }))).toEqual([]);
    }
  });

  it('is silent about a service-linked role', () => {
    const path = '/aws-service-role/x.amazonaws.com/';
    expect(severitiesOf(identityProviderMissing, graphOf({ roles: [{ path, grants: [GONE] }] }))).toEqual([]);
  });

  it('is one finding for each provider, and takes it out of the trust', () => {
    const grants = [
      { ...GONE, statement: 'Ci' },
      { ...GONE, caller: byGitHub('repo:acme/*'), statement: 'Ci' },
    ];
    const hit = onlyHit(identityProviderMissing, graphOf({ roles: [{ grants }] }));
    expect(hit).toMatchObject({ subject: arnOf(), key: PROVIDER });
    expect(hit.title).toContain('oidc-provider/token.actions.githubusercontent.com');
    expect(hit.remedy).toMatch(/^Delete statement "Ci"/);
  });

  it('leaves the others of a statement in', () => {
    const both = [
      { ...GONE, statement: 'Both' },
      { caller: byAccount(), party: 'vendor:datadog', statement: 'Both' },
    ];
    const hit = onlyHit(identityProviderMissing, graphOf({ roles: [{ grants: both }] }));
    expect(statementsIn(hit)).toMatchObject([{ Principal: { AWS: 'arn:aws:iam::464622532012:root' } }]);
  });
});
