/**
 * The smaller parsers of AWS answers, one table each.
 */
import { organizationOfArn, parseAccount } from '../../lib/model/parse-account';
import { parseManagedPolicy } from '../../lib/model/parse-managed-policy';
import { parseOrganization } from '../../lib/model/parse-organization';
import { parseOrganizationPolicy } from '../../lib/model/parse-organization-policy';
import { parseOidcProviderDetail, parseProvider } from '../../lib/model/parse-provider';
import { parseUser } from '../../lib/model/parse-user';
import type { Parsed } from '../../lib/model/problem';
import { timestampIn } from '../../lib/model/timestamp';

const ID = '111122223333';

/** The value, or the problem's code. */
function outcome(parsed: Parsed<unknown>): unknown {
  return parsed.kind === 'ok' ? parsed.value : parsed.problem.code;
}

describe('timestamps', () => {
  it.each([
    ['2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z'],
    ['2026-11-24T08:00:00.123456+01:00', '2026-11-24T07:00:00Z'],
    ['2026-11-24 08:00:00+0000', '2026-11-24T08:00:00Z'],
    ['2026-11-24T08:00:00', '2026-11-24T08:00:00Z'],
    [1_481_756_563.134, '2016-12-14T23:02:43Z'],
    [new Date('2026-11-24T08:00:00Z'), '2026-11-24T08:00:00Z'],
    [new Date(Number.NaN), undefined],
    ['2026-99-99T00:00:00Z', undefined],
    ['24 Nov 2026', undefined],
    [-1, undefined],
    [1e18, undefined],
    [null, undefined],
  ])('reads %p', (raw, expected) => {
    expect(timestampIn(raw)).toBe(expected);
  });
});

describe('accounts', () => {
  it.each<[unknown, unknown]>([
    [{ Id: ID }, { id: ID }],
    [
      { Id: ID, Name: 'x', Status: 'ACTIVE' },
      { id: ID, name: 'x', state: 'ACTIVE' },
    ],
    [
      { Id: ID, Status: 'ACTIVE', State: 'CLOSED' },
      { id: ID, state: 'CLOSED' },
    ],
    [{ Id: ID, State: 'LOST', Paths: [] }, { id: ID }],
    [
      { Id: ID, Paths: [`o-a/r-b/ou-c/${ID}/`] },
      { id: ID, paths: ['o-a/r-b/ou-c/'] },
    ],
    [
      { Id: ID, Paths: ['o-a/r-b/'] },
      { id: ID, paths: ['o-a/r-b/'] },
    ],
    [{ Id: 111122223333 }, 'account-id-invalid'],
    [{ Id: '1111222233334' }, 'account-id-invalid'],
    [undefined, 'account-id-invalid'],
  ])('reads %j', (raw, expected) => {
    expect(outcome(parseAccount(raw, 'x'))).toEqual(expected);
  });

  it.each([
    [
      `arn:aws:organizations::${ID}:account/o-example1234/444455556666`,
      { id: 'o-example1234', managementAccountId: ID },
    ],
    [
      `arn:aws:organizations::${ID}:root/o-example1234/r-ab12`,
      { id: 'o-example1234', managementAccountId: ID },
    ],
    ['arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', undefined],
    [`arn:aws:iam::${ID}:role/o-example1234/x`, undefined],
    [undefined, undefined],
  ])('finds the organization in %s', (arn, expected) => {
    expect(organizationOfArn(arn)).toEqual(expected);
  });
});

describe('the organization', () => {
  it.each<[unknown, unknown]>([
    [
      { Id: 'o-example1234', MasterAccountId: ID },
      { id: 'o-example1234', managementAccountId: ID },
    ],
    [{ Id: 'o-example1234', MasterAccountId: '1' }, { id: 'o-example1234' }],
    [{ Id: 'example' }, 'organization-id-invalid'],
    [[], 'organization-id-invalid'],
  ])('reads %j', (raw, expected) => {
    expect(outcome(parseOrganization(raw, 'x'))).toEqual(expected);
  });
});

describe('organization policies', () => {
  const summary = { Id: 'p-aaaaaaaa', Name: 'x', Type: 'RESOURCE_CONTROL_POLICY' };
  const policy = { id: 'p-aaaaaaaa', name: 'x', type: 'RESOURCE_CONTROL_POLICY' };

  it.each<[unknown, unknown]>([
    [summary, { value: policy, problems: [] }],
    [
      { PolicySummary: summary, Content: '{"Version":"2012-10-17","Statement":[]}' },
      { value: { ...policy, document: { version: '2012-10-17', statements: [] } }, problems: [] },
    ],
    [
      { PolicySummary: summary, Content: 'x' },
      { value: policy, problems: [expect.objectContaining({ code: 'policy-not-json' })] },
    ],
    [{ ...summary, Type: 'TAG_POLICY' }, undefined],
    [{ Id: 'p-aaaaaaaa' }, 'organization-policy-invalid'],
    [null, 'organization-policy-invalid'],
  ])('reads %j', (raw, expected) => {
    expect(outcome(parseOrganizationPolicy(raw, 'x'))).toEqual(expected);
  });
});

describe('users', () => {
  const arn = `arn:aws:iam::${ID}:user/path/u`;
  it.each<[unknown, unknown]>([
    [
      { Arn: arn, UserId: 'AIDAEXAMPLE0000000001' },
      { arn, account: ID, uniqueId: 'AIDAEXAMPLE0000000001' },
    ],
    [{ Arn: arn, UserId: 'u' }, 'user-invalid'],
    [{ Arn: `arn:aws:iam::${ID}:role/u`, UserId: 'AIDAEXAMPLE0000000001' }, 'user-invalid'],
    [{}, 'user-invalid'],
  ])('reads %j', (raw, expected) => {
    expect(outcome(parseUser(raw, 'x'))).toEqual(expected);
  });
});

describe('managed policies', () => {
  const Arn = `arn:aws:iam::${ID}:policy/path/p`;
  const version = (VersionId: string, more: object = {}) => ({
    VersionId,
    Document: { Statement: [{ Effect: 'Allow', Sid: VersionId }] },
    ...more,
  });
  const read = (sid: string) => ({
    arn: Arn,
    document: expect.objectContaining({ statements: [expect.objectContaining({ sid })] }),
  });

  it.each<[string, unknown, unknown]>([
    [
      'its marked version',
      { Arn, PolicyVersionList: [version('v1'), version('v2', { IsDefaultVersion: true })] },
      read('v2'),
    ],
    [
      'the version it names',
      { Arn, DefaultVersionId: 'v2', PolicyVersionList: [version('v1'), version('v2')] },
      read('v2'),
    ],
    ['no version', { Arn, PolicyVersionList: [version('v1')] }, 'managed-policy-version-missing'],
    [
      'a version without text',
      { Arn, PolicyVersionList: [{ IsDefaultVersion: true }] },
      'policy-not-an-object',
    ],
    ['the ARN of something else', { Arn: `arn:aws:iam::${ID}:role/x` }, 'managed-policy-arn-invalid'],
  ])('reads one with %s', (_, raw, expected) => {
    expect(outcome(parseManagedPolicy(raw, 'x'))).toEqual(expected);
  });
});

describe('identity providers', () => {
  const oidc = `arn:aws:iam::${ID}:oidc-provider/example.com/id/1`;
  const saml = `arn:aws-cn:iam::${ID}:saml-provider/corporate`;
  it.each<[unknown, unknown]>([
    [{ Arn: oidc }, { kind: 'oidc', arn: oidc, account: ID, issuer: 'example.com/id/1' }],
    [{ Arn: saml }, { kind: 'saml', arn: saml, account: ID }],
    [{ Arn: `arn:aws:iam::${ID}:oidc-provider/` }, 'provider-arn-invalid'],
    [{ Arn: 'arn:aws:iam::1:saml-provider/x' }, 'provider-arn-invalid'],
    [7, 'provider-arn-invalid'],
  ])('reads %j', (raw, expected) => {
    expect(outcome(parseProvider(raw, 'x'))).toEqual(expected);
  });

  it.each<[unknown, unknown]>([
    [
      { Url: 'https://gitlab.com', ClientIDList: ['a', 7] },
      { issuer: 'gitlab.com', clientIds: ['a'] },
    ],
    [{ Url: 'gitlab.com' }, { issuer: 'gitlab.com', clientIds: [] }],
    [{}, 'provider-detail-invalid'],
  ])('reads the detail %j', (raw, expected) => {
    expect(outcome(parseOidcProviderDetail(raw, 'x'))).toEqual(expected);
  });
});
