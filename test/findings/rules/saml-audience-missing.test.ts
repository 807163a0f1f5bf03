import { samlAudienceMissing } from '../../../lib/findings/rules/saml-audience-missing';
import { roleArnIn } from '../../../lib/model/arn';
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
    [
      'a firm test of something else',
      { ...SAML, guards: [guard('other', 'SAML:iss', ['okta'])] },
      ['medium'],
    ],
    [
      'a recipient that need not be there',
      { ...SAML, guards: [{ ...AUDIENCE, strength: 'weak' }] },
      ['medium'],
    ],
    ['a recipient', { ...SAML, guards: [AUDIENCE] }, []],
    ['an OIDC provider', { caller: byGitHub(), party: 'oidc:github/acme' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(samlAudienceMissing, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('leaves the sign-in address of another partition open', () => {
    const graph = graphOf({ roles: [{ grants: [SAML] }] });
    const arn = roleArnIn(`arn:aws-cn:iam::${OURS}:role/Entry`);
    if (!arn) throw new Error('the ARN is misspelt');
    const roles = new Map(
      [...graph.roles.values()].map((node) => [arn, { ...node, role: { ...node.role, arn } }]),
    );
    expect(onlyHit(samlAudienceMissing, { ...graph, roles }).remedy).toContain(
      '"<SAML sign-in address of your partition>"',
    );
  });

  it('asks for the sign-in address', () => {
    const hit = onlyHit(samlAudienceMissing, graphOf({ roles: [{ grants: [SAML] }] }));
    expect(hit.party).toBe('saml:okta');
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } },
    ]);
  });
});
