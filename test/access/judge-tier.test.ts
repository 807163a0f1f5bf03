import fc from 'fast-check';
import { isKnownAction } from '../../lib/access/action-set';
import { awsManagedPolicy } from '../../lib/access/aws-managed-policies';
import { DATA_READ_PATTERNS, HARMLESS_WRITE_PATTERNS } from '../../lib/access/data-reads';
import { ESCALATION_METHODS } from '../../lib/access/escalation-methods';
import { judgeTier } from '../../lib/access/judge-tier';
import { TIERS } from '../../lib/access/tier';
import { parseManagedPolicy } from '../../lib/model/parse-managed-policy';
import { parseRole } from '../../lib/model/parse-role';
import type { ManagedPolicy, Role } from '../../lib/model/role';

const CUSTOMER = 'arn:aws:iam::111122223333:policy/customer';
const BOUNDARY = 'arn:aws:iam::111122223333:policy/boundary';
const aws = (name: string) => `arn:aws:iam::aws:policy/${name}`;

interface Permissions {
  readonly inline?: readonly unknown[];
  readonly attached?: readonly string[];
  /** document of `CUSTOMER` */
  readonly customer?: unknown;
  readonly boundaryArn?: string;
  /** document of `BOUNDARY`, which is then the role's boundary */
  readonly boundary?: unknown;
}

function judge({ inline = [], attached = [], customer, boundaryArn, boundary }: Permissions) {
  const role = roleOf({
    Arn: 'arn:aws:iam::111122223333:role/Example',
    AssumeRolePolicyDocument: { Statement: [] },
    RolePolicyList: inline.map((PolicyDocument, index) => ({ PolicyName: `p${index}`, PolicyDocument })),
    AttachedManagedPolicies: attached.map((PolicyArn) => ({ PolicyArn })),
    ...((boundary !== undefined || boundaryArn !== undefined) && {
      PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn ?? BOUNDARY },
    }),
  });
  return judgeTier(role, managed([CUSTOMER, customer], [BOUNDARY, boundary]));
}

function roleOf(raw: unknown): Role {
  const parsed = parseRole(raw, 'test');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed.value.value;
}

function managed(...documents: readonly (readonly [string, unknown])[]): ReadonlyMap<string, ManagedPolicy> {
  return new Map(
    documents.flatMap(([Arn, Document]) => {
      const PolicyVersionList = [{ VersionId: 'v1', IsDefaultVersion: true, Document }];
      const parsed = parseManagedPolicy({ Arn, PolicyVersionList }, 'test');
      return parsed.kind === 'ok' ? [[Arn, parsed.value] as const] : [];
    }),
  );
}

const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*') =>
  policy({ Effect: 'Allow', Action, Resource });
const statement = (Effect: string, Action: string | readonly string[], more: object = {}) => ({
  Effect,
  Action,
  Resource: '*',
  ...more,
});

describe('the tier of a role', () => {
  it.each<[string, string, Permissions]>([
    ['every action on everything', 'admin', { inline: [allow('*')] }],
    ['every action written with its service', 'admin', { inline: [allow('*:*')] }],
    ['every IAM action on everything', 'admin', { inline: [allow('IAM:*')] }],
    [
      'every action but those of S3',
      'admin',
      { inline: [policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })] },
    ],
    [
      'every action under a condition',
      'admin',
      {
        inline: [
          policy(statement('Allow', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': true } } })),
        ],
      },
    ],
    [
      'every action with an unrelated deny',
      'admin',
      { inline: [policy(statement('Allow', '*'), statement('Deny', 'organizations:LeaveOrganization'))] },
    ],
    [
      'every action with a conditional deny of IAM',
      'admin',
      {
        inline: [
          policy(
            statement('Allow', '*'),
            statement('Deny', 'iam:*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } } }),
          ),
        ],
      },
    ],
    [
      'every action with a deny of IAM on one resource',
      'admin',
      { inline: [policy(statement('Allow', '*'), statement('Deny', 'iam:*', { Resource: CUSTOMER }))] },
    ],
    ['AdministratorAccess without its document', 'admin', { attached: [aws('AdministratorAccess')] }],
    [
      'AdministratorAccess of China',
      'admin',
      { attached: ['arn:aws-cn:iam::aws:policy/AdministratorAccess'] },
    ],
    ['a customer policy that allows all', 'admin', { attached: [CUSTOMER], customer: allow('*') }],
    [
      'every action, IAM denied',
      'escalation',
      { inline: [policy(statement('Allow', '*'), statement('Deny', 'iam:*'))] },
    ],
    [
      'AdministratorAccess, IAM denied elsewhere',
      'escalation',
      { attached: [aws('AdministratorAccess')], inline: [policy(statement('Deny', 'iam:*'))] },
    ],
    [
      'a deny of all but reading',
      'data-read',
      {
        attached: [aws('AdministratorAccess')],
        inline: [policy({ Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' })],
      },
    ],
    [
      'a policy writer on one role',
      'escalation',
      { inline: [allow('iam:PutRolePolicy', 'arn:aws:iam::111122223333:role/app')] },
    ],
    ['a policy writer by wildcard', 'escalation', { inline: [allow('iam:Put*')] }],
    ['key maker for others', 'escalation', { inline: [allow('iam:CreateAccessKey')] }],
    [
      'passing any role to a new function',
      'escalation',
      { inline: [allow(['iam:PassRole', 'lambda:CreateFunction'])] },
    ],
    [
      'passing roles by pattern, from two policies',
      'escalation',
      { inline: [allow('iam:PassRole', 'arn:aws:iam::*:role/*')], attached: [aws('AmazonEC2FullAccess')] },
    ],
    [
      'IAM on a pattern of resources',
      'escalation',
      { inline: [allow('iam:*', 'arn:aws:iam::111122223333:role/team/*')] },
    ],
    [
      'key maker for itself',
      'data-write',
      { inline: [allow('iam:CreateAccessKey', `arn:aws:iam::*:user/\${aws:username}`)] },
    ],
    [
      'passing one exact role',
      'data-write',
      { inline: [allow('ec2:RunInstances'), allow('iam:PassRole', 'arn:aws:iam::111122223333:role/web')] },
    ],
    ['PowerUserAccess', 'escalation', { attached: [aws('PowerUserAccess')] }],
    ['writing one bucket', 'data-write', { inline: [allow('s3:PutObject', 'arn:aws:s3:::b/*')] }],
    ['tagging', 'data-write', { inline: [allow('ec2:CreateTags')] }],
    ['looking by an action that AWS calls a write', 'metadata', { inline: [allow('glue:GetStages')] }],
    ['reading objects', 'data-read', { inline: [allow('s3:GetObject', 'arn:aws:s3:::b/*')] }],
    ['reading by wildcard', 'data-read', { inline: [allow('s3:Get*')] }],
    ['reading secrets', 'data-read', { inline: [allow('secretsmanager:GetSecretValue')] }],
    ['decrypting, which AWS calls a write', 'data-read', { inline: [allow('kms:Decrypt')] }],
    ['ReadOnlyAccess', 'data-read', { attached: [aws('ReadOnlyAccess')] }],
    ['describing', 'metadata', { inline: [allow(['ec2:Describe*', 's3:ListAllMyBuckets'])] }],
    ['ViewOnlyAccess', 'metadata', { attached: [aws('job-function/ViewOnlyAccess')] }],
    ['writing its own log', 'metadata', { inline: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'])] }],
    ['going on to any role, whose worth is its own', 'metadata', { inline: [allow('sts:AssumeRole')] }],
    [
      'going on to one role',
      'metadata',
      { inline: [policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::1:role/x' })] },
    ],
    ['the code of any function', 'escalation', { inline: [allow('lambda:UpdateFunctionCode')] }],
    [
      'the code of one function',
      'data-write',
      {
        inline: [
          policy({
            Effect: 'Allow',
            Action: 'lambda:UpdateFunctionCode',
            Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:app',
          }),
        ],
      },
    ],
    ['commands on any machine', 'escalation', { inline: [allow('ssm:SendCommand')] }],
    ['any permission set for anybody', 'escalation', { inline: [allow('sso:CreateAccountAssignment')] }],
    ['no policies', 'none', {}],
    ['only a deny', 'none', { inline: [policy(statement('Deny', '*'))] }],
    [
      'an allow that a deny takes back',
      'none',
      { inline: [policy(statement('Allow', 's3:GetObject'), statement('Deny', 's3:*'))] },
    ],
    ['a policy that is not known', 'unknown', { attached: [CUSTOMER] }],
    ['an action that is not known', 'unknown', { inline: [allow('newservice:DoIt')] }],
    [
      'an unknown policy beside a known one',
      'data-read',
      { attached: [CUSTOMER], inline: [allow('s3:GetObject')] },
    ],
    ['all, bounded to reading', 'data-read', { inline: [allow('*')], boundary: allow('s3:Get*') }],
    [
      'all, bounded by a deny',
      'escalation',
      {
        inline: [allow('*')],
        boundary: policy(statement('Allow', '*'), statement('Deny', 'iam:*')),
      },
    ],
    ['all, bounded to nothing it has', 'none', { inline: [allow('s3:*')], boundary: allow('ec2:*') }],
    [
      'all, bounded by ReadOnlyAccess',
      'data-read',
      { inline: [allow('*')], boundaryArn: aws('ReadOnlyAccess') },
    ],
    ['all, bounded by a policy that is not known', 'admin', { inline: [allow('*')], boundaryArn: CUSTOMER }],
    ['an effect in the wrong case', 'admin', { inline: [policy(statement('allow', '*'))] }],
  ])('of %s is %s', (_, expected, permissions) => {
    expect(judge(permissions).tier).toBe(expected);
  });

  it('is unknown where the export has no permissions', () => {
    const role = roleOf({
      Arn: 'arn:aws:iam::111122223333:role/Example',
      AssumeRolePolicyDocument: { Statement: [] },
    });
    expect(judgeTier(role, new Map())).toMatchObject({ tier: 'unknown', because: [] });
  });

  it('names the policy and the action behind it', () => {
    expect(judge({ inline: [allow('iam:PutRolePolicy')] }).because).toEqual([
      "can write a role's policies, its own included by `iam:PutRolePolicy` (inline policy `p0`)",
    ]);
    expect(judge({ inline: [allow(['s3:GetObject', 's3:GetObjectVersion'])] }).because).toEqual([
      'inline policy `p0` allows `s3:GetObject` and 1 more like it',
    ]);
    expect(judge({ inline: [allow('*')], boundaryArn: aws('ReadOnlyAccess') }).because[0]).toBe(
      'permissions boundary `arn:aws:iam::aws:policy/ReadOnlyAccess` leaves no more',
    );
  });

  it('says what it did not see', () => {
    expect(judge({ attached: [CUSTOMER] }).unknown).toEqual([
      `policy \`${CUSTOMER}\` is attached, its document is not known`,
    ]);
    expect(judge({ inline: ['no policy'] })).toMatchObject({
      tier: 'unknown',
      unknown: ['inline policy `p0` could not be read'],
    });
    expect(judge({ inline: [allow('*')], boundaryArn: CUSTOMER }).unknown[0]).toContain('is not known');
    expect(judge({ inline: [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/web')] }).unknown).toEqual([
      'may pass `arn:aws:iam::111122223333:role/web` to a service; what that role can do is not counted',
    ]);
  });
});

describe('any policies', () => {
  const actions = fc.uniqueArray(
    fc.constantFrom(
      '*',
      'iam:*',
      'iam:PassRole',
      'iam:Put*',
      's3:Get*',
      's3:*',
      'ec2:*',
      'lambda:*',
      'kms:Decrypt',
    ),
    { minLength: 1, maxLength: 4 },
  );
  const statements = fc.array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: actions,
      Resource: fc.constantFrom(
        '*',
        'arn:aws:iam::111122223333:role/*',
        'arn:aws:iam::111122223333:role/web',
      ),
    }),
    { maxLength: 5 },
  );
  const worth = (all: readonly object[]) => TIERS.indexOf(judge({ inline: [policy(...all)] }).tier);

  it('are worth no more with a deny added', () => {
    fc.assert(
      fc.property(statements, actions, (all, more) => {
        expect(worth([...all, statement('Deny', more)])).toBeGreaterThanOrEqual(worth(all));
      }),
    );
  });

  it('are worth no less with an allow added', () => {
    fc.assert(
      fc.property(statements, actions, (all, more) => {
        const before = worth(all);
        const after = worth([...all, statement('Allow', more)]);
        expect(after <= before || before === TIERS.indexOf('unknown')).toBe(true);
      }),
    );
  });

  it('are worth the same in any order and in several policies', () => {
    fc.assert(
      fc.property(statements, (all) => {
        expect(worth([...all].reverse())).toBe(worth(all));
        expect(TIERS.indexOf(judge({ inline: all.map((one) => policy(one)) }).tier)).toBe(worth(all));
      }),
    );
  });
});

describe('the tables of this folder', () => {
  it.each([
    ...DATA_READ_PATTERNS,
    ...HARMLESS_WRITE_PATTERNS,
    ...ESCALATION_METHODS.flatMap(({ needs }) => needs),
  ])('name an action that AWS publishes: %s', (action) => {
    expect(isKnownAction(action)).toBe(true);
  });

  it('know AWS policies by AWS account only', () => {
    expect(awsManagedPolicy(aws('AdministratorAccess'))).toBeDefined();
    expect(awsManagedPolicy('arn:aws:iam::111122223333:policy/AdministratorAccess')).toBeUndefined();
    expect(awsManagedPolicy('AdministratorAccess')).toBeUndefined();
  });
});
