import type { AssumeRequest } from '../../../lib/model/assume-request';
import type { OrganizationId } from '../../../lib/model/identifiers';
import type { OrganizationKnowledge } from '../../../lib/model/organization';
import type { Principal } from '../../../lib/model/principal';
import { contextOf } from '../../../lib/policy/request/context-of';
import {
  cognito,
  github,
  lambda,
  OWN,
  ownRole,
  ownUser,
  ROLE,
  saml,
  vendorFederated,
  vendorRole,
  vendorRoot,
} from '../callers';

const ORGANIZATION: OrganizationKnowledge = {
  organization: { id: 'o-exampleorg1' as OrganizationId },
  accounts: new Map([[OWN, { id: OWN, paths: ['o-exampleorg1/r-ab12/ou-ab12-prod/'] }]]),
};

describe('what a principal implies', () => {
  it.each<[principal: Principal, implied: Readonly<Record<string, readonly string[]>>]>([
    [
      vendorRole,
      {
        'aws:principalaccount': ['444455556666'],
        'aws:principalarn': ['arn:aws:iam::444455556666:role/ops/Deploy'],
        'aws:principaltype': ['AssumedRole'],
        'aws:principalisawsservice': ['false'],
        'aws:userid': ['AROAVENDORDEPLOY:run-7'],
      },
    ],
    [
      ownUser,
      {
        'aws:principalaccount': ['111122223333'],
        'aws:principalarn': ['arn:aws:iam::111122223333:user/people/alice'],
        'aws:principaltype': ['User'],
        'aws:principalisawsservice': ['false'],
        'aws:userid': ['AIDAOWNALICE'],
        'aws:username': ['alice'],
        'aws:principalorgid': ['o-exampleorg1'],
        'aws:principalorgpaths': ['o-exampleorg1/r-ab12/ou-ab12-prod/'],
      },
    ],
    [
      vendorRoot,
      {
        'aws:principalaccount': ['444455556666'],
        'aws:principalarn': ['arn:aws:iam::444455556666:root'],
        'aws:principaltype': ['Account'],
        'aws:principalisawsservice': ['false'],
        'aws:userid': ['444455556666'],
      },
    ],
    [
      vendorFederated,
      {
        'aws:principalaccount': ['444455556666'],
        'aws:principalarn': ['arn:aws:sts::444455556666:federated-user/bob'],
        'aws:principaltype': ['FederatedUser'],
        'aws:principalisawsservice': ['false'],
        'aws:userid': ['444455556666:bob'],
      },
    ],
    [lambda, { 'aws:principalisawsservice': ['true'], 'aws:principalservicename': ['lambda.amazonaws.com'] }],
    [github, {}],
    [cognito, { 'aws:federatedprovider': ['cognito-identity.amazonaws.com'] }],
    [saml, { 'saml:doc': ['111122223333/Corp'] }],
  ])('%j', (principal, implied) => {
    const context = [...contextOf(request(principal), ORGANIZATION)];
    expect(
      Object.fromEntries(context.filter(([key]) => !/^aws:(resource|securetransport)/.test(key))),
    ).toEqual(implied);
  });

  it('leaves the user id out where the unique id or the session is not known', () => {
    const { uniqueId: _, ...noId } = vendorRole;
    const { sessionName: __, ...noSession } = vendorRole;
    for (const principal of [noId, noSession]) {
      expect(contextOf(request(principal), ORGANIZATION).get('aws:userid') ?? []).toEqual([]);
    }
  });
});

describe('what our organization implies', () => {
  it.each<[name: string, knowledge: OrganizationKnowledge, orgId: readonly string[] | undefined]>([
    ['an account on the list', ORGANIZATION, ['o-exampleorg1']],
    ['no list and no id', {}, undefined],
    ['an id without a list', { organization: { id: 'o-exampleorg1' as OrganizationId } }, undefined],
    [
      'the management account without a list',
      { organization: { id: 'o-exampleorg1' as OrganizationId, managementAccountId: OWN } },
      ['o-exampleorg1'],
    ],
    ['a list without an id', { accounts: new Map([[OWN, { id: OWN }]]) }, undefined],
  ])('given %s', (_, knowledge, orgId) => {
    expect(contextOf(request(ownRole), knowledge).get('aws:principalorgid')).toEqual(orgId);
  });

  it('is nothing for a foreign account', () => {
    expect(contextOf(request(vendorRole), ORGANIZATION).has('aws:principalorgid')).toBe(false);
  });
});

describe('what the request gives', () => {
  it('wins, in any letter case, and may take an implied key away', () => {
    const context = contextOf(
      request(ownRole, [
        ['aws:PrincipalOrgID', ['o-otherorg123']],
        ['AWS:userid', []],
        ['sts:ExternalId', ['x']],
      ]),
      ORGANIZATION,
    );
    expect(context.get('aws:principalorgid')).toEqual(['o-otherorg123']);
    expect(context.get('aws:userid')).toEqual([]);
    expect(context.get('sts:externalid')).toEqual(['x']);
  });
});

function request(
  principal: Principal,
  context: readonly (readonly [string, readonly string[]])[] = [],
): AssumeRequest {
  return { call: 'AssumeRole', role: ROLE, principal, context: new Map(context) };
}
