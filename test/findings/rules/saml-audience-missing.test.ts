import { samlAudienceMissing } from '../../../lib/findings/rules/saml-audience-missing';
import { byGitHub, type GrantSpec, graphOf, guard, OURS } from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const SAML: GrantSpec = {
  caller: { kind: 'saml', provider: `arn:aws:iam::${OURS}:saml-provider/okta`, account: OURS },
  party: 'saml:okta',
};
const AUDIENCE = guard('audience', 'SAML:aud', ['https://signin.aws.amazon.com/saml']);

describe('saml-audience-missing', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['no recipient', SAML, ['medium']],
    ['a recipient', { ...SAML, guards: [AUDIENCE] }, []],
    ['an OIDC provider', { caller: byGitHub(), party: 'oidc:github/acme' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(samlAudienceMissing, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('asks for the sign-in address', () => {
    const hit = onlyHit(samlAudienceMissing, graphOf({ roles: [{ grants: [SAML] }] }));
    expect(hit.party).toBe('saml:okta');
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } },
    ]);
  });
});
