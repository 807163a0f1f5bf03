import { accountIdIn } from '../../lib/model/identifiers';
import type { OrganizationKnowledge } from '../../lib/model/organization';
import { mustFit } from '../../lib/trust/constraint';
import { findRequest } from '../../lib/trust/find-request';
import type { Way } from '../../lib/trust/way';
import { KNOWLEDGE, WORLD } from '../support/random-trust';
import { documentOf, judge, roleTrusting } from '../support/trust-role';

const ALLOW = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const SIBLING = accountIdIn('222233334444');

function judgeFor(Condition: unknown, organization: OrganizationKnowledge = WORLD) {
  return judge([{ ...ALLOW, Condition }], { ...KNOWLEDGE, organization });
}

/** The account of the witness of the only grant. */
function witnessAccount(Condition: unknown, organization?: OrganizationKnowledge) {
  const [grant, ...others] = judgeFor(Condition, organization).grants;
  expect(others).toEqual([]);
  const principal = grant?.witness?.principal;
  return principal && 'account' in principal ? principal.account : undefined;
}

describe('a request for a way that asks for a place in the organization', () => {
  const inUnit = (path: string) => ({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': path } });
  const accounts = (
    ...paths: readonly (readonly [string, readonly string[] | undefined])[]
  ): OrganizationKnowledge => ({
    ...WORLD,
    accounts: new Map(
      paths.flatMap(([text, place]) => {
        const id = accountIdIn(text);
        return id ? [[id, { id, ...(place && { paths: place }) }] as const] : [];
      }),
    ),
  });

  it.each([
    ['the first unit', 'o-exampleorg1/r-abcd/ou-abcd-prod0001/*', '111122223333'],
    ['the second unit', 'o-exampleorg1/r-abcd/ou-abcd-test0001/*', '222233334444'],
  ])('is of an account in %s', (_, path, account) => {
    expect(witnessAccount(inUnit(path))).toBe(account);
  });

  it('is of an account that meets every test of its place', () => {
    const Condition = {
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' },
      'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': '*/ou-abcd-prod0001/' },
    };
    expect(witnessAccount(Condition)).toBe('222233334444');
  });

  it('is of an account whose place is not known, if no other is in the unit', () => {
    const place = ['o-exampleorg1/r-abcd/ou-abcd-prod0001/'];
    const known = accounts(['111122223333', place], ['222233334444', undefined]);
    expect(witnessAccount(inUnit('o-exampleorg1/r-abcd/ou-abcd-new00001/*'), known)).toBe('222233334444');
    expect(witnessAccount(inUnit('o-exampleorg1/r-abcd/ou-abcd-prod0001/*'), known)).toBe('111122223333');
  });

  it('is none where no account of ours is in the unit', () => {
    expect(judgeFor(inUnit('o-exampleorg1/r-abcd/ou-abcd-none0001/*'))).toMatchObject({
      grants: [],
      remarks: [{ kind: 'never-true' }],
    });
  });

  it('is of a stranger for the unit of another organization', () => {
    const account = witnessAccount(inUnit('o-foreignorg1/r-wxyz/*'));
    expect(account).toMatch(/^\d{12}$/);
    expect([...(WORLD.accounts?.keys() ?? [])]).not.toContain(account);
  });

  it('is of the account named, where that is ours', () => {
    const Condition = {
      StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1', 'aws:PrincipalAccount': SIBLING },
    };
    expect(witnessAccount(Condition)).toBe('222233334444');
  });
});

describe('a request that no deny refuses', () => {
  const deny = (keys: Readonly<Record<string, string>>) => ({
    Effect: 'Deny',
    Principal: '*',
    Action: 'sts:*',
    Condition: { StringEquals: keys },
  });

  it('breaks one condition of each that would refuse it', () => {
    const allow = {
      ...ALLOW,
      Condition: { StringLike: { 'aws:SourceVpc': 'vpc-?', 'sts:ExternalId': 'k7-*' } },
    };
    const denies = [
      deny({ 'aws:SourceVpc': 'vpc-x', 'sts:ExternalId': 'k7-example' }),
      deny({ 'aws:SourceVpc': 'vpc-1', 'sts:ExternalId': 'k7-example' }),
    ];
    const [grant] = judge([allow, ...denies]).grants;
    expect(grant).toMatchObject({ verdict: 'admits' });
    expect(grant?.unless).toMatchObject([[{ values: ['vpc-1', 'vpc-x'] }, { values: ['k7-example'] }]]);
  });
});

describe('of several kinds of principal that cannot call', () => {
  it('the one that comes closest tells why', () => {
    const Condition = { StringEquals: { 'aws:username': 'alice' }, StringLike: { 'aws:username': 'b*' } };
    expect(judgeFor(Condition).remarks).toMatchObject([
      { kind: 'never-true', message: 'the tests of `aws:username` contradict one another' },
    ]);
  });
});

describe('a way by itself', () => {
  const ANYONE: Way = {
    role: roleTrusting(documentOf()),
    call: 'AssumeRole',
    caller: { kind: 'anyone' },
    who: [],
    constraints: [],
    unless: [],
    doubts: [],
    choices: [],
  };

  it.each([
    [49, 'found'],
    [50, 'unknown'],
  ])('that %i denies refuse in turn is searched up to a bound: %s', (count, kind) => {
    const ids = Array.from({ length: count + 1 }, (_, at) => `k7-prod-${at}`);
    const withMfa = mustFit('aws:multifactorauthpresent', 'Bool', ['true']);
    const idIn = (...some: readonly string[]) => mustFit('sts:externalid', 'StringEquals', some);
    const way: Way = {
      ...ANYONE,
      constraints: [idIn(...ids), withMfa],
      unless: ids.slice(0, count).map((id) => [idIn(id), withMfa]),
    };
    expect(findRequest(way, KNOWLEDGE).kind).toBe(kind);
  });

  it('of any service is entered by one that there is', () => {
    const found = findRequest({ ...ANYONE, caller: { kind: 'service', service: '*' } }, KNOWLEDGE);
    expect(found).toMatchObject({
      kind: 'found',
      request: { principal: { kind: 'service', name: expect.stringMatching(/^\w+\.amazonaws\.com$/) } },
    });
  });
});
