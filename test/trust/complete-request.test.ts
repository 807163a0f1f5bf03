import { accountIdIn } from '../../lib/model/identifiers';
import { meetingMore } from '../../lib/trust/complete-request';
import { type Constraint, mustFit } from '../../lib/trust/constraint';
import { findRequest } from '../../lib/trust/find-request';
import { judgeTrust } from '../../lib/trust/judge-trust';
import type { Way } from '../../lib/trust/way';
import { KNOWLEDGE, WORLD } from '../support/random-trust';
import { documentOf, judge, roleTrusting } from '../support/trust-role';

const ALLOW = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';

const grantFor = (Condition: unknown, parts: object = {}) =>
  judge([{ ...ALLOW, ...parts, Condition }]).grants[0];
const carried = (key: string, Condition: unknown, parts?: object) =>
  grantFor(Condition, parts)?.witness?.context.get(key);

describe('a whole request', () => {
  it('of a stranger names the organization that its path begins with', () => {
    const Condition = {
      StringLike: { 'aws:PrincipalOrgID': 'o-foreign*' },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-foreignorg1/r-wxyz/*' },
    };
    expect(carried('aws:PrincipalOrgID', Condition)).toEqual(['o-foreignorg1']);
    expect(carried('aws:PrincipalOrgPaths', Condition)).toEqual([
      expect.stringMatching(/^o-foreignorg1\/r-wxyz\/.*/),
    ]);
  });

  it('of a stranger never has a place in our organization', () => {
    const Condition = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-exampleorg1/*' } };
    expect(grantFor(Condition, { Principal: { AWS: '444455556666' } })).toBeUndefined();
    expect(grantFor(Condition, { Principal: { AWS: '111122223333' } })).toMatchObject({ verdict: 'admits' });
  });

  it('of an account of ours in a place that is not known has one of our organization', () => {
    const id = accountIdIn('222233334444');
    const accounts = new Map(id ? [[id, { id }]] : []);
    const Condition = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*/r-abcd/*' } };
    const statement = { ...ALLOW, Principal: { AWS: '222233334444' }, Condition };
    const [grant] = judge([statement], { ...KNOWLEDGE, organization: { ...WORLD, accounts } }).grants;
    expect(grant?.witness?.context.get('aws:PrincipalOrgPaths')).toEqual([
      expect.stringMatching(/^o-exampleorg1\/(.*\/)?r-abcd\/.*/),
    ]);
  });

  it('comes from the provider that the statement names', () => {
    const federated = { Principal: { Federated: GITHUB }, Action: 'sts:AssumeRoleWithWebIdentity' };
    const provider = (value: string) => ({ StringEquals: { 'aws:FederatedProvider': value } });
    expect(carried('aws:FederatedProvider', provider(GITHUB), federated)).toEqual([GITHUB]);
    expect(grantFor(provider(`${GITHUB}2`), federated)).toBeUndefined();
  });

  it.each([
    ['after a time in seconds', { NumericGreaterThan: { 'aws:EpochTime': '1600000000' } }],
    ['before a time in seconds', { NumericLessThan: { 'aws:EpochTime': '1900000000' } }],
    [
      'between two, compared as dates and as numbers',
      {
        DateGreaterThan: { 'aws:EpochTime': '2020-01-01' },
        NumericLessThan: { 'aws:EpochTime': '1900000000' },
      },
    ],
    ['as a date alone', { DateLessThan: { 'aws:EpochTime': '2030-01-01T00:00:00Z' } }],
  ])('is made from now on: %s', (_, Condition) => {
    const [seconds] = carried('aws:EpochTime', Condition) ?? [];
    expect(Number(seconds)).toBeGreaterThanOrEqual(Date.parse(KNOWLEDGE.asOf) / 1000);
    expect(Number(seconds)).toBeLessThan(4_000_000_000);
  });

  it('is not made where the time is over, and that alone is the reason', () => {
    const { remarks } = judge([
      { ...ALLOW, Condition: { NumericLessThan: { 'aws:EpochTime': '1700000000' } } },
    ]);
    expect(remarks).toMatchObject([{ kind: 'expired', raw: 'aws:EpochTime' }]);
    const never = { NumericLessThan: { 'aws:EpochTime': '1' }, NumericGreaterThan: { 'aws:EpochTime': '2' } };
    expect(judge([{ ...ALLOW, Condition: never }]).remarks).toMatchObject([{ kind: 'never-true' }]);
  });

  it.each([
    ['the role', 'aws:ResourceTag/open', '`aws:ResourceTag/open` of the role is not known'],
    ['the call', 'aws:BrandNew', 'it is not known whether such a call ever carries `aws:BrandNew`'],
  ])('is not told where a key of %s is not known', (_, key, reason) => {
    const statement = { ...ALLOW, Condition: { StringEquals: { [key]: 'x' } } };
    const { tags: _tags, ...role } = roleTrusting(documentOf(statement));
    expect(judgeTrust(role, KNOWLEDGE).grants).toMatchObject([{ verdict: 'undecided', reason }]);
  });

  it('has none of the tags that the role is known not to have', () => {
    expect(grantFor({ StringEquals: { 'aws:ResourceTag/open': 'x' } })).toBeUndefined();
  });

  it('fills in what other values name', () => {
    const name = `\${aws:PrincipalTag/team}-\${sts:ExternalId}`;
    const Condition = {
      StringEquals: { 'sts:RoleSessionName': name },
      StringLike: { 'sts:ExternalId': 'k7-*' },
    };
    const grant = grantFor(Condition);
    const [team, id, session] = ['aws:PrincipalTag/team', 'sts:ExternalId', 'sts:RoleSessionName'].map(
      (key) => grant?.witness?.context.get(key) ?? grant?.witness?.context.get(key.toLowerCase()),
    );
    expect(session).toEqual([`${team?.[0]}-${id?.[0]}`]);
  });
});

describe('a request that was found', () => {
  const idIs = (text: string) => mustFit('sts:externalid', 'StringEquals', [text]);
  const accountIs = (id: string) => mustFit('aws:principalaccount', 'StringEquals', [id]);
  const withMfa = mustFit('aws:multifactorauthpresent', 'Bool', ['true']);
  const sessionIs = (name: string) => mustFit('sts:rolesessionname', 'StringEquals', [name]);

  const mayMeet = (constraints: readonly Constraint[], more: readonly Constraint[]) => {
    const way: Way = {
      role: roleTrusting(documentOf()),
      call: 'AssumeRole',
      caller: { kind: 'anyone' },
      who: [],
      constraints,
      unless: [],
      doubts: [],
      choices: [],
    };
    const found = findRequest(way, KNOWLEDGE);
    if (found.kind !== 'found') throw new Error('expected a request');
    return meetingMore(found.request, way, KNOWLEDGE)(more);
  };

  it.each<[string, readonly Constraint[], readonly Constraint[]]>([
    ['asks for another key', [withMfa], [idIs('k7-prod-88')]],
    ['passes without the key', [withMfa], [{ ...idIs('k7-prod-88'), whenAbsent: true }]],
    ['is met by its principal', [accountIs('444455556666')], [accountIs('444455556666'), idIs('k7-prod-88')]],
  ])('may meet what %s', (_, constraints, more) => {
    expect(mayMeet(constraints, more)).toBe(true);
  });

  it.each<[string, readonly Constraint[], readonly Constraint[]]>([
    ['contradicts its way', [idIs('k7-prod-88')], [idIs('k7-prod-99')]],
    ['asks for two values at once', [], [idIs('k7-prod-88'), idIs('k7-prod-99')]],
    ['asks for another principal', [accountIs('444455556666')], [accountIs('555566667777')]],
    ['changes a value that another one names', [sessionIs(`\${sts:ExternalId}`)], [idIs('k7-prod-88')]],
  ])('is not taken to meet what %s', (_, constraints, more) => {
    expect(mayMeet(constraints, more)).toBe(false);
  });
});
