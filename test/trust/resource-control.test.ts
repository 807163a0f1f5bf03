import { accountIdIn, organizationIdIn } from '../../lib/model/identifiers';
import type { OrganizationPolicy } from '../../lib/model/organization';
import type { PolicyDocument } from '../../lib/model/policy-document';
import { indexResourceControl, type OrganizationPolicies } from '../../lib/trust/resource-control';

const DOCUMENT: PolicyDocument = { version: '2012-10-17', statements: [] };
const MEMBER = known(accountIdIn('444455556666'));
const MANAGEMENT = known(accountIdIn('111122223333'));
const ID = known(organizationIdIn('o-exampleorg1'));

const FULL = rcp('p-RCPFullAWSAccess', ['r-exam', 'ou-exam-prod0001', MEMBER, MANAGEMENT]);

describe('the resource control policies of a role', () => {
  it.each([
    ['of the root', 'r-exam'],
    ['of its unit', 'ou-exam-prod0001'],
    ['of its account', MEMBER],
  ])('are those %s', (_, target) => {
    expect(controlOf([FULL, rcp('p-1', [target])])).toEqual({
      kind: 'in-force',
      policies: [{ id: 'p-1', name: 'p-1', document: DOCUMENT }],
    });
  });

  it('count once, however often they are attached, in the order of their ids', () => {
    const policies = [rcp('p-2', ['r-exam', MEMBER]), rcp('p-1', ['ou-exam-prod0001'])];
    expect(controlOf(policies)).toMatchObject({ policies: [{ id: 'p-1' }, { id: 'p-2' }] });
  });

  it('are not those of another unit, nor service control policies', () => {
    const service: OrganizationPolicy = { ...rcp('p-3', ['r-exam']), type: 'SERVICE_CONTROL_POLICY' };
    expect(controlOf([FULL, rcp('p-1', ['ou-exam-test0001']), service])).toEqual({
      kind: 'in-force',
      policies: [],
    });
  });

  it('are worked out once for all roles of an account', () => {
    const controlOfRole = indexResourceControl(organization([rcp('p-1', ['r-exam'])]));
    expect(controlOfRole({ account: MEMBER, path: '/a/' })).toBe(
      controlOfRole({ account: MEMBER, path: '/b/' }),
    );
  });

  it.each([
    ['the management account', { account: MANAGEMENT, path: '/' }],
    ['a service-linked role', { account: MEMBER, path: '/aws-service-role/ecs.amazonaws.com/' }],
  ])('do not bind %s', (name, role) => {
    expect(indexResourceControl(organization([rcp('p-1', ['r-exam'])]))(role)).toEqual({
      kind: 'exempt',
      why: `no such policy binds ${name}`,
    });
  });

  it.each<[string, Partial<OrganizationPolicies>, string]>([
    ['none were given', { organizationPolicies: [] }, 'no resource control policies were given'],
    [
      'the management account is not known',
      { organization: { id: ID } },
      'it is not known which account is the management account',
    ],
    [
      'the account has no place',
      { tree: new Map() },
      'the place of account 444455556666 in the organization is not known',
    ],
    [
      'the units are a circle',
      {
        tree: new Map([
          [MEMBER, 'ou-a'],
          ['ou-a', 'ou-b'],
          ['ou-b', 'ou-a'],
        ]),
      },
      'the place of account 444455556666 in the organization is not known',
    ],
    [
      'it is not known what one is attached to',
      { organizationPolicies: [FULL, { id: 'p-1', name: 'one', type: 'RESOURCE_CONTROL_POLICY' }] },
      'it is not known what policy `one` is attached to',
    ],
    [
      'the policies of a unit were not listed',
      { organizationPolicies: [rcp('p-RCPFullAWSAccess', ['r-exam', MEMBER])] },
      'it is not known what is attached to ou-exam-prod0001',
    ],
    [
      'a document was not read',
      { organizationPolicies: [{ id: 'p-1', type: 'RESOURCE_CONTROL_POLICY', targets: [MEMBER] }] },
      'the document of policy `p-1` was not read',
    ],
  ])('are not known where %s', (_, parts, why) => {
    const parted = { ...organization([rcp('p-1', ['r-exam'])]), ...parts };
    expect(indexResourceControl(parted)({ account: MEMBER, path: '/' })).toEqual({ kind: 'unknown', why });
  });
});

function controlOf(policies: readonly OrganizationPolicy[]) {
  return indexResourceControl(organization(policies))({ account: MEMBER, path: '/' });
}

function organization(organizationPolicies: readonly OrganizationPolicy[]): OrganizationPolicies {
  return {
    organization: { id: ID, managementAccountId: MANAGEMENT },
    tree: new Map([
      [MEMBER, 'ou-exam-prod0001'],
      ['ou-exam-prod0001', 'r-exam'],
      [MANAGEMENT, 'r-exam'],
    ]),
    organizationPolicies,
  };
}

function rcp(id: string, targets: readonly string[]): OrganizationPolicy {
  return { id, type: 'RESOURCE_CONTROL_POLICY', document: DOCUMENT, targets };
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the test is misspelt');
  return value;
}
