/**
 * A made-up role as `get-account-authorization-details` prints it, with the mix of trust that organizations have.
 *
 * Two roles in three trust as many others do: a service, the management account, an identity provider of the account,
 * a vendor. The rest trust like no other role: one repository, one service account, one other role.
 */
import { type Chance, chanceFrom, hex, pick, text } from './chance';

export const VENDORS = ['464622532012', '999988887777', '123443211234'];
export const ORGANIZATION = 'o-bench00001';
/** the management account */
export const FIRST_ACCOUNT = 200_000_000_000;

/** Where a role is made. */
export interface Home {
  readonly account: string;
  /** how many accounts the organization has */
  readonly accounts: number;
}

const SERVICES = ['lambda', 'ec2', 'ecs-tasks', 'states', 'glue', 'codebuild', 'events', 'rds'];

/** As much of a role as the made-up trail is written from. */
export interface MadeRole {
  readonly RoleName: string;
  readonly RoleId: string;
  readonly Arn: string;
  readonly AssumeRolePolicyDocument: {
    readonly Version: string;
    readonly Statement: readonly MadeStatement[];
  };
  readonly [more: string]: unknown;
}

export interface MadeStatement {
  readonly Effect: string;
  readonly Principal: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Kinds of trust by share, in percent. */
const MIX: readonly (readonly [
  share: number,
  statementsOf: (home: Home, chance: Chance) => MadeStatement[],
])[] = [
  [40, (_, chance) => [allow('', { Service: `${pick(SERVICES, chance)}.amazonaws.com` })]],
  [10, identityCenter],
  [8, () => [allow('', { AWS: `arn:aws:iam::${FIRST_ACCOUNT}:root` })]],
  [10, otherRole],
  [8, vendor],
  [7, gitHub],
  [8, serviceAccount],
  [4, () => [allow('', { AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } })]],
  [3, guarded],
  [2, ({ accounts }, chance) => [allow('', { AWS: account(Math.floor(chance() * accounts)) })]],
];

/** The n-th account of the organization. */
export function account(n: number): string {
  return String(FIRST_ACCOUNT + n * 7_919);
}

export function roleArn(of: string, n: number): string {
  return `arn:aws:iam::${of}:role/role-${n}`;
}

/** The same role every time: it is made from the account and the number alone. */
export function makeRole(home: Home, n: number): MadeRole {
  const { account: of } = home;
  const chance = chanceFrom((Number(of) % 2 ** 31) ^ Math.imul(n + 1, 0x9e3779b9));
  return {
    Path: '/',
    RoleName: `role-${n}`,
    RoleId: `AROA${text(17, chance)}`,
    Arn: roleArn(of, n),
    CreateDate: '2025-01-01T00:00:00+00:00',
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: statements(home, chance) },
    InstanceProfileList: [],
    RolePolicyList: [
      {
        PolicyName: 'inline',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [...Array(5).keys()].map((index) => ({
            Effect: 'Allow',
            Action: ['s3:GetObject', 's3:ListBucket', 'dynamodb:Query', 'sqs:SendMessage'],
            Resource: `arn:aws:s3:::bucket-${of}-${index}/${text(12, chance)}/*`,
          })),
        },
      },
    ],
    AttachedManagedPolicies: [
      { PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
    ],
    Tags: [
      { Key: 'team', Value: pick(['payments', 'platform', 'data', 'web'], chance) },
      { Key: 'stack', Value: `stack-${n % 40}` },
    ],
    RoleLastUsed: { LastUsedDate: '2026-11-20T10:00:00+00:00', Region: 'us-east-1' },
  };
}

function statements(home: Home, chance: Chance): MadeStatement[] {
  let drawn = chance() * 100;
  for (const [share, statementsOf] of MIX) {
    drawn -= share;
    if (drawn < 0) return statementsOf(home, chance);
  }
  return [];
}

function allow(
  flavour: '' | 'WithSAML' | 'WithWebIdentity',
  Principal: MadeStatement['Principal'],
  Condition?: MadeStatement['Condition'],
): MadeStatement {
  return {
    Effect: 'Allow',
    Principal,
    Action: `sts:AssumeRole${flavour}`,
    ...(Condition && { Condition }),
  };
}

function identityCenter({ account: of }: Home): MadeStatement[] {
  const provider = `arn:aws:iam::${of}:saml-provider/AWSSSO_0a1b2c3d4e5f6789_DO_NOT_DELETE`;
  const audience = { 'SAML:aud': 'https://signin.aws.amazon.com/saml' };
  return [allow('WithSAML', { Federated: provider }, { StringEquals: audience })];
}

function otherRole({ account: of, accounts }: Home, chance: Chance): MadeStatement[] {
  const home = chance() < 0.5 ? of : account(Math.floor(chance() * accounts));
  return [allow('', { AWS: roleArn(home, Math.floor(chance() * 100)) })];
}

/** A vendor gives a customer one external id; some give one to each account. */
function vendor({ account: of }: Home, chance: Chance): MadeStatement[] {
  const id = pick(VENDORS, chance);
  const externalId = chance() < 0.25 ? text(20, chance) : `customer-${ORGANIZATION}-${id}-${of.slice(0, 1)}`;
  return [allow('', { AWS: `arn:aws:iam::${id}:root` }, { StringEquals: { 'sts:ExternalId': externalId } })];
}

function gitHub({ account: of }: Home, chance: Chance): MadeStatement[] {
  const issuer = 'token.actions.githubusercontent.com';
  const repository = `repo:acme/service-${text(6, chance).toLowerCase()}`;
  return [
    allow(
      'WithWebIdentity',
      { Federated: `arn:aws:iam::${of}:oidc-provider/${issuer}` },
      {
        StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com' },
        StringLike: {
          [`${issuer}:sub`]: [`${repository}:ref:refs/heads/main`, `${repository}:environment:*`],
        },
      },
    ),
  ];
}

function serviceAccount({ account: of }: Home, chance: Chance): MadeStatement[] {
  const issuer = `oidc.eks.eu-west-1.amazonaws.com/id/${hex(32, chance).toUpperCase()}`;
  return [
    allow(
      'WithWebIdentity',
      { Federated: `arn:aws:iam::${of}:oidc-provider/${issuer}` },
      {
        StringEquals: {
          [`${issuer}:aud`]: 'sts.amazonaws.com',
          [`${issuer}:sub`]: `system:serviceaccount:team:${text(8, chance).toLowerCase()}`,
        },
      },
    ),
  ];
}

/** Two statements, and a deny from other networks. */
function guarded({ account: of }: Home, chance: Chance): MadeStatement[] {
  const id = pick(VENDORS, chance);
  return [
    allow(
      '',
      { AWS: [id, of] },
      {
        ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${id}:role/collector-*`, roleArn(of, 1)] },
        StringEquals: { 'sts:ExternalId': text(20, chance) },
      },
    ),
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: {
        NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] },
        Bool: { 'aws:ViaAWSService': 'false' },
      },
    },
  ];
}
