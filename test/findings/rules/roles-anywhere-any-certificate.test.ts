import { rolesAnywhereAnyCertificate } from '../../../lib/findings/rules/roles-anywhere-any-certificate';
import type { Party } from '../../../lib/parties/party';
import { type GrantSpec, graphOf, guard } from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY: Party = {
  id: 'roles-anywhere',
  kind: 'identity-provider',
  name: 'IAM Roles Anywhere',
  accounts: [],
  namedBy: 'catalogue',
  sources: [],
};
const OPEN: GrantSpec = {
  caller: { kind: 'service', service: 'rolesanywhere.amazonaws.com' },
  party: PARTY.id,
};
const ANCHOR = guard('source-arn', 'aws:SourceArn', [
  'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a1',
]);
const NAME = guard('tag', 'aws:PrincipalTag/x509Subject/CN', ['router-7']);
const graph = (grant: GrantSpec) => graphOf({ parties: [PARTY], roles: [{ grants: [grant] }] });

describe('roles-anywhere-any-certificate', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['no test at all', OPEN, ['critical']],
    ['a name without a trust anchor', { ...OPEN, guards: [NAME] }, ['high']],
    ['a trust anchor without a name', { ...OPEN, guards: [ANCHOR] }, ['medium']],
    ['both', { ...OPEN, guards: [ANCHOR, NAME] }, []],
    ['another service', { caller: { kind: 'service', service: 'ec2.amazonaws.com' }, party: PARTY.id }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(rolesAnywhereAnyCertificate, graph(grant))).toEqual(expected);
  });

  it('asks for the part that is missing', () => {
    expect(
      statementsIn(onlyHit(rolesAnywhereAnyCertificate, graph({ ...OPEN, guards: [ANCHOR] }))),
    ).toMatchObject([
      { Condition: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': expect.any(String) } } },
    ]);
  });
});
