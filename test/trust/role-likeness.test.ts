import { parsePolicyDocument } from '../../lib/model/parse-policy-document';
import { parseRole } from '../../lib/model/parse-role';
import type { ResourceControl } from '../../lib/model/resource-control';
import type { Role } from '../../lib/model/role';
import { roleLikeness } from '../../lib/trust/role-likeness';

interface RoleText {
  readonly arn: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const HERE = { arn: 'arn:aws:iam::111122223333:role/Target', tags: { Team: 'red', Cost: '1' } };
const ELSEWHERE = { ...HERE, arn: 'arn:aws:iam::222233334444:role/Target' };
const TWIN = { ...HERE, arn: 'arn:aws:iam::111122223333:role/Twin' };
const BLUE = { ...HERE, tags: { ...HERE.tags, Team: 'blue' } };
const UNTAGGED = { arn: HERE.arn };
const OTHER_NAME_AND_TAGS = { arn: 'arn:aws:iam::222233334444:role/Twin', tags: { Team: 'blue' } };

const UNKNOWN: ResourceControl = { kind: 'unknown', why: 'nothing was read' };

const ALLOW = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
const when = (key: string, value: string) => ({ ...ALLOW, Condition: { StringEquals: { [key]: value } } });

function roleOf({ arn, tags }: RoleText, trust: unknown): Role {
  const Tags = tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const raw = { Arn: arn, AssumeRolePolicyDocument: trust, ...(Tags && { Tags }) };
  const parsed = parseRole(raw, 'test');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed.value.value;
}

function controlOf(statement: object): ResourceControl {
  const parsed = parsePolicyDocument({ Version: '2012-10-17', Statement: [statement] }, 'test');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return { kind: 'in-force', policies: [{ id: 'p-1', name: 'perimeter', document: parsed.value }] };
}

/** Whether two roles with the same trust policy are alike. */
function areAlike(one: RoleText, other: RoleText, statement: unknown, control = UNKNOWN): boolean {
  const likenessOf = roleLikeness();
  const trust = { Version: '2012-10-17', Statement: [statement] };
  return likenessOf(roleOf(one, trust), control) === likenessOf(roleOf(other, trust), control);
}

describe('roles of one trust policy', () => {
  it.each<[string, RoleText, unknown]>([
    ['it speaks of none of what differs', OTHER_NAME_AND_TAGS, ALLOW],
    [
      'it names the account of neither',
      OTHER_NAME_AND_TAGS,
      { ...ALLOW, Principal: { AWS: '444455556666' } },
    ],
    [
      'the tag that it compares is the same',
      { ...HERE, tags: { Team: 'red' } },
      when('aws:ResourceTag/Team', 'x'),
    ],
    ['the external id is the name of neither', TWIN, when('sts:ExternalId', 'k7-prod-88')],
    ['the name of one is the value of another key', TWIN, when('sts:RoleSessionName', 'Twin')],
  ])('are alike where %s', (_, other, statement) => {
    expect(areAlike(HERE, other, statement)).toBe(true);
  });

  it.each<[string, RoleText, unknown]>([
    [
      'they stand in different partitions',
      { ...HERE, arn: 'arn:aws-cn:iam::111122223333:role/Target' },
      ALLOW,
    ],
    ['it names the account of one', ELSEWHERE, { ...ALLOW, Principal: { AWS: '222233334444' } }],
    ['it asks for their account', ELSEWHERE, when('aws:PrincipalAccount', `\${aws:ResourceAccount}`)],
    ['it asks for their organization', ELSEWHERE, when('aws:PrincipalOrgID', `\${AWS:resourceorgid}`)],
    ['it names a role by its id', ELSEWHERE, { ...ALLOW, Principal: { AWS: 'AROAEXAMPLEROLE00001' } }],
    ['it names a user by its id', ELSEWHERE, { ...ALLOW, Principal: { AWS: 'AIDAEXAMPLEUSER00001' } }],
    ['it compares a tag that differs', BLUE, when('aws:ResourceTag/team', 'red')],
    ['the tags of one are not known', UNTAGGED, when('aws:ResourceTag/team', 'red')],
    ['the external id is the name of one', TWIN, when('sts:ExternalId', 'TWIN')],
    ['it cannot be read', TWIN, '{'],
  ])('are not where %s', (_, other, statement) => {
    const trust = statement === '{' ? statement : { Version: '2012-10-17', Statement: [statement] };
    const likenessOf = roleLikeness();
    expect(likenessOf(roleOf(HERE, trust), UNKNOWN)).not.toBe(likenessOf(roleOf(other, trust), UNKNOWN));
  });

  it('are not where the policies differ', () => {
    const likenessOf = roleLikeness();
    const [one, other] = [ALLOW, { ...ALLOW, Sid: 'Other' }].map((statement) =>
      likenessOf(roleOf(HERE, { Statement: [statement] }), UNKNOWN),
    );
    expect(one).not.toBe(other);
  });
});

describe('roles under one resource control policy', () => {
  const deny = { Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' };

  it.each<[string, RoleText, object]>([
    ['is about all', OTHER_NAME_AND_TAGS, deny],
    [
      'compares a tag of the caller',
      OTHER_NAME_AND_TAGS,
      { ...deny, Condition: { Null: { 'aws:PrincipalTag/Team': 'true' } } },
    ],
  ])('are alike where it %s', (_, other, statement) => {
    expect(areAlike(HERE, other, ALLOW, controlOf(statement))).toBe(true);
  });

  it.each<[string, RoleText, object]>([
    ['is about some roles', TWIN, { ...deny, Resource: 'arn:aws:iam::*:role/T*' }],
    ['is about all but some', TWIN, { ...deny, Resource: undefined, NotResource: 'arn:aws:iam::*:role/T*' }],
    ['is about all and one of them', TWIN, { ...deny, Resource: ['*', TWIN.arn] }],
    ['names the account of one', ELSEWHERE, { ...deny, Principal: { AWS: '222233334444' } }],
    [
      'compares a tag that differs',
      BLUE,
      { ...deny, Condition: { Null: { 'aws:ResourceTag/Team': 'true' } } },
    ],
  ])('are not where it %s', (_, other, statement) => {
    expect(areAlike(HERE, other, ALLOW, controlOf(statement))).toBe(false);
  });

  it('are as alike under an equal one, and not under another', () => {
    const likenessOf = roleLikeness();
    const role = roleOf(HERE, { Statement: [ALLOW] });
    const likeness = likenessOf(role, controlOf(deny));
    expect(likenessOf(role, controlOf(deny))).toBe(likeness);
    expect(likenessOf(role, controlOf({ ...deny, Sid: 'Other' }))).not.toBe(likeness);
    expect(likenessOf(role, UNKNOWN)).not.toBe(likeness);
  });
});
