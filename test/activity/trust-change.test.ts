import * as fc from 'fast-check';
import { parseTrustChange, type TrustChange } from '../../lib/activity/trust-change';
import { TRUST_EVENT_NAMES, trustEventOf } from '../../lib/activity/trust-event';
import {
  callersCopy,
  GITHUB_PROVIDER,
  OWNER_ACCOUNT,
  ROLE,
  refusedCopy,
  SAML_PROVIDER,
  serviceCopy,
} from '../support/assume-record';
import { sessionIdentity, sessionRecord } from '../support/session-record';

const DOCUMENT = '{"Statement":[{"Condition":{"StringEquals":{"sts:ExternalId":"k7-prod-88"}}}]}';

/** A call of the role session that changes something; `changes` replace top-level fields. */
function changeRecord(changes: Record<string, unknown>): Record<string, unknown> {
  return sessionRecord({
    eventSource: 'iam.amazonaws.com',
    awsRegion: 'us-east-1',
    eventID: 'event-change',
    ...changes,
  });
}

function read(record: unknown): TrustChange {
  const parsed = parseTrustChange(record, 'log.json#0');
  if (parsed?.kind !== 'ok') throw new Error(`not read: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

describe('parseTrustChange', () => {
  it('reads a new trust policy, without the policy', () => {
    const found = read(
      changeRecord({
        eventName: 'UpdateAssumeRolePolicy',
        requestParameters: { roleName: 'TrustReader', policyDocument: DOCUMENT },
      }),
    );
    expect(found).toEqual({
      eventId: 'event-change',
      time: '2026-10-01T09:10:00Z',
      event: 'UpdateAssumeRolePolicy',
      what: 'role',
      change: 'changed',
      subject: 'TrustReader',
      who: {
        kind: 'aws',
        account: OWNER_ACCOUNT,
        principalId: 'AROAEXAMPLETARGET01',
        arn: ROLE,
        callerSession: 'nightly',
        accessKeyId: 'ASIAEXAMPLESESSION1',
      },
      outcome: 'success',
      account: OWNER_ACCOUNT,
      region: 'us-east-1',
      network: '203.0.113.7',
      userAgent: 'Boto3/1.43',
      hasDocument: true,
    });
    expect(JSON.stringify(found)).not.toContain('k7-prod-88');
  });

  const ANCHOR = 'arn:aws:rolesanywhere:eu-west-1:444455556666:trust-anchor/1';
  const POLICY = 'arn:aws:organizations::999988887777:policy/o-abc1234567/resource_control_policy/p-1';
  const organizations = { eventSource: 'organizations.amazonaws.com' };
  const anywhere = { eventSource: 'rolesanywhere.amazonaws.com' };

  it.each<[string, Record<string, unknown>, Partial<TrustChange>]>([
    [
      'a new role is known by the ARN in the answer, which has its path',
      {
        eventName: 'CreateRole',
        requestParameters: { roleName: 'TrustReader', path: '/audit/', assumeRolePolicyDocument: DOCUMENT },
        responseElements: { role: { arn: ROLE, roleName: 'TrustReader' } },
      },
      { what: 'role', change: 'created', subject: ROLE, hasDocument: true },
    ],
    [
      'a role deleted',
      { eventName: 'DeleteRole', requestParameters: { roleName: 'TrustReader' } },
      { what: 'role', change: 'deleted', subject: 'TrustReader', hasDocument: false },
    ],
    [
      'a new OIDC provider',
      {
        eventName: 'CreateOpenIDConnectProvider',
        requestParameters: { url: 'https://token.actions.githubusercontent.com' },
        responseElements: { openIDConnectProviderArn: GITHUB_PROVIDER },
      },
      { what: 'oidc-provider', change: 'created', subject: GITHUB_PROVIDER },
    ],
    [
      'a new OIDC provider that was refused is known by its address',
      {
        eventName: 'CreateOpenIDConnectProvider',
        requestParameters: { url: 'https://token.actions.githubusercontent.com' },
        errorCode: 'AccessDenied',
      },
      {
        subject: 'https://token.actions.githubusercontent.com',
        outcome: 'refused',
        errorCode: 'AccessDenied',
      },
    ],
    ...['AddClientIDToOpenIDConnectProvider', 'UpdateOpenIDConnectProviderThumbprint'].map(
      (eventName): [string, Record<string, unknown>, Partial<TrustChange>] => [
        eventName,
        { eventName, requestParameters: { openIDConnectProviderArn: GITHUB_PROVIDER } },
        { what: 'oidc-provider', change: 'changed', subject: GITHUB_PROVIDER },
      ],
    ),
    [
      'new metadata of a SAML provider',
      {
        eventName: 'UpdateSAMLProvider',
        requestParameters: { sAMLProviderArn: SAML_PROVIDER, sAMLMetadataDocument: '<x/>' },
      },
      { what: 'saml-provider', change: 'changed', subject: SAML_PROVIDER, hasDocument: true },
    ],
    [
      'a new trust anchor',
      {
        ...anywhere,
        eventName: 'CreateTrustAnchor',
        requestParameters: { name: 'plant', source: { sourceType: 'CERTIFICATE_BUNDLE' } },
        responseElements: { trustAnchor: { trustAnchorArn: ANCHOR } },
      },
      { what: 'trust-anchor', change: 'created', subject: ANCHOR, hasDocument: true },
    ],
    [
      'a profile switched off',
      { ...anywhere, eventName: 'DisableProfile', requestParameters: { profileId: 'profile-1' } },
      { what: 'certificate-profile', change: 'changed', subject: 'profile-1' },
    ],
    [
      'a new policy of an organization',
      {
        ...organizations,
        eventName: 'CreatePolicy',
        requestParameters: { name: 'perimeter', type: 'RESOURCE_CONTROL_POLICY', content: DOCUMENT },
        responseElements: { policy: { policySummary: { id: 'p-1', arn: POLICY } } },
      },
      { what: 'organization-policy', change: 'created', subject: POLICY, hasDocument: true },
    ],
    [
      'a policy taken off a unit',
      {
        ...organizations,
        eventName: 'DetachPolicy',
        requestParameters: { policyId: 'p-1', targetId: 'ou-abcd-12345678' },
      },
      { what: 'organization-policy', change: 'changed', subject: 'p-1', target: 'ou-abcd-12345678' },
    ],
    [
      'a kind of policy switched off',
      {
        ...organizations,
        eventName: 'DisablePolicyType',
        requestParameters: { rootId: 'r-abcd', policyType: 'RESOURCE_CONTROL_POLICY' },
      },
      { what: 'organization-policy', subject: 'RESOURCE_CONTROL_POLICY', target: 'r-abcd' },
    ],
    [
      'an account moved out of its unit',
      {
        ...organizations,
        eventName: 'MoveAccount',
        requestParameters: { accountId: OWNER_ACCOUNT, destinationParentId: 'r-abcd' },
      },
      { what: 'organization-member', subject: OWNER_ACCOUNT, target: 'r-abcd' },
    ],
    [
      'a refusal that names a role in its message only',
      {
        eventName: 'UpdateAssumeRolePolicy',
        requestParameters: null,
        errorCode: 'AccessDenied',
        errorMessage:
          'User: x is not authorized to perform: iam:UpdateAssumeRolePolicy on resource: role TrustReader because no identity-based policy allows it',
      },
      { subject: 'TrustReader', outcome: 'refused', hasDocument: false },
    ],
    [
      'a refusal that names an ARN in its message only',
      {
        ...anywhere,
        eventName: 'DeleteTrustAnchor',
        requestParameters: null,
        errorMessage: `User: x is not authorized to perform: y on resource: ${ANCHOR} with an explicit deny`,
      },
      { subject: ANCHOR, outcome: 'refused' },
    ],
    [
      'a refusal that names everything',
      { eventName: 'DeleteRole', requestParameters: null, errorMessage: 'x on resource: * because y' },
      { subject: undefined },
    ],
    [
      'a call by a service',
      { eventName: 'DeleteRole', userIdentity: serviceCopy().userIdentity },
      { who: { kind: 'service', service: 'lambda.amazonaws.com' } },
    ],
    [
      'a call by a service for somebody',
      {
        eventName: 'DeleteRole',
        userIdentity: sessionIdentity({ invokedBy: 'cloudformation.amazonaws.com' }),
      },
      { who: expect.objectContaining({ arn: ROLE, invokedBy: 'cloudformation.amazonaws.com' }) },
    ],
    [
      'a call of China',
      { eventSource: 'iam.amazonaws.com.cn', eventName: 'DeleteRole', requestParameters: { roleName: 'R' } },
      { subject: 'R' },
    ],
  ])('reads %s', (_, changes, expected) => {
    const found = read(changeRecord(changes));
    expect({ ...found }).toEqual({ ...found, ...expected });
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['an assume call', callersCopy()],
    ['a call that only reads', changeRecord({ eventName: 'GetRole' })],
    [
      'a call of the same name elsewhere',
      changeRecord({ eventSource: 'example.com', eventName: 'DeleteRole' }),
    ],
    ['an IAM policy, which is no policy of the organization', changeRecord({ eventName: 'CreatePolicy' })],
    ['a name from a prototype', changeRecord({ eventSource: '', eventName: 'constructor' })],
  ])('passes over %s', (_, record) => {
    expect(parseTrustChange(record, 'log.json#0')).toBeUndefined();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['without a time', { eventTime: null }, 'event-time-invalid'],
    ['without an event id', { eventID: null }, 'event-id-missing'],
  ])('makes a problem of a change %s', (_, changes, code) => {
    expect(
      parseTrustChange(changeRecord({ eventName: 'DeleteRole', ...changes }), 'log.json#7'),
    ).toMatchObject({
      kind: 'problem',
      problem: { code, at: 'log.json#7' },
    });
  });

  it('never throws, whatever stands in the fields', () => {
    const names = fc.constantFrom(...Object.keys(refusedCopy()), 'addendum', '__proto__');
    const value = fc.oneof(fc.anything({ withNullPrototype: true, withBigInt: true }), fc.jsonValue());
    const source = fc.constantFrom('iam', 'rolesanywhere', 'organizations');
    fc.assert(
      fc.property(
        source,
        fc.constantFrom(...TRUST_EVENT_NAMES),
        fc.dictionary(names, value),
        (host, eventName, changes) => {
          parseTrustChange(
            changeRecord({ eventSource: `${host}.amazonaws.com`, eventName, ...changes }),
            'log.json#0',
          );
        },
      ),
    );
  });
});

describe('the events', () => {
  it.each([
    ['iam', 11 + 2],
    ['rolesanywhere', 17],
    ['organizations', 10],
  ])('of %s are %i', (host, count) => {
    const known = new Set(TRUST_EVENT_NAMES.filter((name) => trustEventOf(`${host}.amazonaws.com`, name)));
    expect(known.size).toBe(count);
  });
});
