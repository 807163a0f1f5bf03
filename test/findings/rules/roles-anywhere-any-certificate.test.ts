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
    [
      'an anchor that need not be met',
      { ...OPEN, guards: [{ ...ANCHOR, strength: 'weak' }, NAME] },
      ['high'],
    ],
    [
      'any anchor of the account',
      {
        ...OPEN,
        guards: [
          { ...ANCHOR, operator: 'ArnLike', values: ['arn:aws:rolesanywhere:*:111122223333:trust-anchor/*'] },
          NAME,
        ],
      },
      ['high'],
    ],
    ['a name that anybody has', { ...OPEN, guards: [ANCHOR, { ...NAME, strength: 'weak' }] }, ['medium']],
    ['both', { ...OPEN, guards: [ANCHOR, NAME] }, []],
    ['another service', { caller: { kind: 'service', service: 'ec2.amazonaws.com' }, party: PARTY.id }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(rolesAnywhereAnyCertificate, graph(grant))).toEqual(expected);
  });

  it.each<[string, GrantSpec[], string]>([
    ['no test, beside a trust anchor', [{ ...OPEN, guards: [ANCHOR] }, OPEN], 'critical'],
    [
      'a name, beside a trust anchor',
      [
        { ...OPEN, guards: [ANCHOR] },
        { ...OPEN, guards: [NAME] },
      ],
      'high',
    ],
  ])('takes the worst of several grants: %s', (_, grants, expected) => {
    const several = graphOf({ parties: [PARTY], roles: [{ grants }] });
    expect(severitiesOf(rolesAnywhereAnyCertificate, several)).toEqual([expected]);
    expect(onlyHit(rolesAnywhereAnyCertificate, several).remedy).toContain('<ARN of your trust anchor>');
    expect(onlyHit(rolesAnywhereAnyCertificate, several).remedy).toContain(
      '<common name of the certificate>',
    );
  });

  it('asks for all that is missing', () => {
    expect(statementsIn(onlyHit(rolesAnywhereAnyCertificate, graph(OPEN)))).toMatchObject([
      {
        Condition: {
          ArnEquals: { 'aws:SourceArn': '<ARN of your trust anchor>' },
          StringEquals: { 'aws:PrincipalTag/x509Subject/CN': '<common name of the certificate>' },
        },
      },
    ]);
  });

  it('asks for the part that is missing', () => {
    expect(
      statementsIn(onlyHit(rolesAnywhereAnyCertificate, graph({ ...OPEN, guards: [ANCHOR] }))),
    ).toMatchObject([
      { Condition: { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': expect.any(String) } } },
    ]);
  });
});
