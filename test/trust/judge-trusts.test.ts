import * as fc from 'fast-check';
import { documentReader } from '../../lib/model/document-reader';
import { parseRole } from '../../lib/model/parse-role';
import type { ResourceControl } from '../../lib/model/resource-control';
import type { Role } from '../../lib/model/role';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { judgeTrusts } from '../../lib/trust/judge-trusts';
import { propertyRuns } from '../support/property-runs';
import { KNOWLEDGE, ROLE_TAGS, randomControl, randomStatements } from '../support/random-trust';
import { documentOf } from '../support/trust-role';

const ARNS = [
  'arn:aws:iam::111122223333:role/app/Target',
  'arn:aws:iam::111122223333:role/app/Twin',
  'arn:aws:iam::222233334444:role/app/Target',
  'arn:aws:iam::999988887777:role/Elsewhere',
  'arn:aws-cn:iam::111122223333:role/Abroad',
];
const TAGS = [ROLE_TAGS, [{ Key: 'team', Value: 'blue' }], []];
const UNCONTROLLED: ResourceControl = { kind: 'unknown', why: 'no resource control policies were given' };

const SERVICE = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };

/** Roles of one document, as an export's reader shares it. */
function rolesTrusting(document: unknown): Role[] {
  const readTrust = documentReader();
  return ARNS.map((Arn, index) => {
    const Tags = TAGS[index % TAGS.length];
    const parsed = parseRole({ Arn, Tags, AssumeRolePolicyDocument: document }, 'test', readTrust);
    if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
    return parsed.value.value;
  });
}

function expectAsOneByOne(roles: readonly Role[], control: ResourceControl): void {
  const together = judgeTrusts(roles, KNOWLEDGE, () => control);
  for (const role of roles) {
    expect(together.get(role.arn)).toEqual(judgeTrust(role, { ...KNOWLEDGE, resourceControl: control }));
  }
}

describe('roles that are judged together', () => {
  it('are judged once where they trust alike', () => {
    const judged = judgeTrusts(rolesTrusting(documentOf(SERVICE)), KNOWLEDGE, () => UNCONTROLLED);
    const ours = [...judged.values()].slice(0, 4).flatMap(({ grants }) => grants);
    expect(new Set(ours.map(({ witness }) => witness)).size).toBe(1);
    expect(new Set(ours.map(({ id }) => id)).size).toBe(4);
  });

  it.each<[string, object]>([
    ['a service', SERVICE],
    ['an account of the organization', { ...SERVICE, Principal: { AWS: '222233334444' } }],
    [
      'anybody with an external id that is one of the names',
      { ...SERVICE, Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': 'Target' } } },
    ],
    [
      'anybody with an external id that is the ARN of one',
      { ...SERVICE, Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': ARNS[2] } } },
    ],
    [
      'a principal by its unique id, with a tag of its account',
      {
        ...SERVICE,
        Principal: { AWS: 'AROAEXAMPLEROLE00002' },
        Condition: { StringEquals: { 'aws:PrincipalTag/Team': 'red' } },
      },
    ],
    [
      'who is tagged as the role is',
      {
        ...SERVICE,
        Principal: { AWS: '222233334444' },
        Condition: { StringEquals: { 'aws:PrincipalTag/Team': `\${aws:ResourceTag/Team}` } },
      },
    ],
    ['one of the roles itself', { ...SERVICE, Principal: { AWS: ARNS[1] } }],
    [
      'the role of a tag',
      {
        ...SERVICE,
        Principal: { AWS: '*' },
        Condition: { StringEquals: { 'aws:PrincipalAccount': `\${aws:ResourceAccount}` } },
      },
    ],
    [
      'a provider of one of the accounts',
      {
        ...SERVICE,
        Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/Idp' },
        Action: 'sts:AssumeRoleWithSAML',
      },
    ],
  ])('are judged as one by one where they trust %s', (_, statement) => {
    expectAsOneByOne(rolesTrusting(documentOf(statement)), UNCONTROLLED);
  });

  it('are judged as one by one whatever they trust', () => {
    fc.assert(
      fc.property(randomStatements, (statements) => {
        expectAsOneByOne(rolesTrusting(documentOf(...statements)), UNCONTROLLED);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  it('are judged as one by one under a resource control policy', () => {
    fc.assert(
      fc.property(randomStatements, randomControl, (statements, policy) => {
        expectAsOneByOne(rolesTrusting(documentOf(...statements)), { kind: 'in-force', policies: [policy] });
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});
