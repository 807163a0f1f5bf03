/**
 * Who calls in the made-up trail: sessions of roles, users, services; and how an outsider or a service gets a session.
 */
import { type Chance, pick } from './chance';
import { base64Of, capitalsOf, digitsOf, hexOf } from './letters';
import { account, FIRST_ACCOUNT, type MadeRole, type MadeStatement, VENDORS } from './make-role';
import type { Call } from './trail-calls';
import type { Surroundings } from './trail-record';

/** Where a log object is of. */
export interface Scene {
  readonly account: string;
  readonly region: string;
  /** ISO 8601, to the second */
  readonly time: string;
}

export interface Caller extends Surroundings {
  /** for the gaps: `account`, `region`, `role`, `session`, `address`, `agent`, `bucket`, `keyId` and what more it has */
  readonly values: Readonly<Record<string, string>>;
}

/** Somebody who enters a role: the call, and the session that comes of it. */
export interface Entry {
  readonly call: Call;
  readonly by: Caller;
  readonly session: Caller;
  readonly isOutsider: boolean;
}

const AGENTS = [
  'Boto3/1.43.12 md/Botocore#1.43.12 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.12.7 md/pyimpl#CPython cfg/retry-mode#standard Botocore/1.43.12',
  'aws-sdk-java/2.31.60 md/io#sync md/http#Apache ua/2.1 os/Linux#5.10.217 lang/java#21.0.5 md/OpenJDK_64-Bit_Server_VM#21.0.5+11-LTS md/vendor#Amazon.com_Inc. md/en_US',
  'aws-sdk-go-v2/1.36.3 ua/2.1 os/linux lang/go#1.24.2 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.210.1',
  'aws-sdk-js/3.821.0 ua/2.1 os/linux#5.10.236 lang/js md/nodejs#22.15.0 api/s3#3.821.0',
  'APN/1.0 HashiCorp/1.0 Terraform/1.12.1 (+https://www.terraform.io) terraform-provider-aws/5.99.1 (+https://registry.terraform.io/providers/hashicorp/aws)',
  'aws-cli/2.27.25 md/awscrt#0.26.1 ua/2.1 os/linux#6.8.0-1029-aws md/arch#x86_64 lang/python#3.13.3 md/pyimpl#CPython exec-env/CloudShell',
];

/** A session of one of the account's own roles, a user, or a service. */
export function makeCaller(scene: Scene, roles: readonly MadeRole[], chance: Chance): Caller {
  const kind = chance();
  if (kind < 0.08)
    return service(
      scene,
      `${pick(['config', 'autoscaling', 'cloudtrail', 'delivery.logs'], chance)}.amazonaws.com`,
      chance,
    );
  if (kind < 0.12) return user(scene, chance);
  const role = roles[Math.floor(chance() * roles.length)];
  return role ? sessionOf(scene, role, `i-0${hexOf(16, chance)}`, key(chance), chance) : user(scene, chance);
}

/** Enters a role as its trust policy says. */
export function enter(scene: Scene, role: MadeRole, chance: Chance): Entry {
  const { Principal, Action, Condition = {} } = role.AssumeRolePolicyDocument.Statement[0] ?? NOBODY;
  const principal = Principal === '*' ? undefined : Object.entries(Principal)[0];
  const [kind = 'AWS', named = ''] = principal ?? [];
  const who = String(named);
  if (kind === 'Service') return enterAsService(scene, role, who, chance);
  if (Action.endsWith('SAML')) return enterWithSaml(scene, role, who, chance);
  if (Action.endsWith('WebIdentity')) return enterWithToken(scene, role, who, subjectIn(Condition), chance);
  const vendor = VENDORS.find((id) => who.includes(id));
  return vendor ? enterAsVendor(scene, role, vendor, chance) : enterAsOwn(scene, role, chance);
}

const NOBODY: MadeStatement = { Effect: 'Deny', Principal: '*', Action: '' };

function enterAsVendor(scene: Scene, role: MadeRole, vendor: string, chance: Chance): Entry {
  const name = `integration-${digitsOf(10, chance)}`;
  const by = callerOf(scene, chance, {
    userIdentity: {
      type: 'AWSAccount',
      principalId: `AROAVENDOR${vendor.slice(0, 11)}:collector`,
      accountId: vendor,
    },
    isShared: true,
  });
  const request = { externalId: `customer-${scene.account}`, durationSeconds: 3600 };
  return { ...entry(scene, role, name, by, 'AssumeRole', request, {}, chance), isOutsider: true };
}

function enterAsService(scene: Scene, role: MadeRole, invokedBy: string, chance: Chance): Entry {
  const by = { ...service(scene, invokedBy, chance), isShared: true };
  return entry(scene, role, `${role.RoleName}-handler`, by, 'AssumeRole', {}, {}, chance);
}

/** Mostly from the management account, as pipelines do. */
function enterAsOwn(scene: Scene, role: MadeRole, chance: Chance): Entry {
  const home = chance() < 0.5 ? String(FIRST_ACCOUNT) : account(Math.floor(chance() * 50));
  const by = callerOf(scene, chance, {
    userIdentity: { type: 'AWSAccount', principalId: `AROA${home}PIPEL:deploy`, accountId: home },
    isShared: home !== scene.account,
  });
  return entry(
    scene,
    role,
    `deploy-${digitsOf(6, chance)}`,
    by,
    'AssumeRole',
    { durationSeconds: 900 },
    {},
    chance,
  );
}

function enterWithToken(
  scene: Scene,
  role: MadeRole,
  provider: string,
  subject: string,
  chance: Chance,
): Entry {
  const by = callerOf(scene, chance, {
    userIdentity: {
      type: 'WebIdentityUser',
      principalId: `${provider}:sts.amazonaws.com:${subject}`,
      userName: subject,
      identityProvider: provider,
    },
  });
  const answer = { subjectFromWebIdentityToken: subject, provider, audience: 'sts.amazonaws.com' };
  const name = `job-${digitsOf(10, chance)}`;
  const made = entry(scene, role, name, by, 'AssumeRoleWithWebIdentity', {}, answer, chance);
  return { ...made, isOutsider: provider.includes('githubusercontent') };
}

function enterWithSaml(scene: Scene, role: MadeRole, provider: string, chance: Chance): Entry {
  const person = `person-${digitsOf(2, chance)}@example.com`;
  const qualifier = `${base64Of(26, chance)}=`;
  const by = callerOf(scene, chance, {
    userIdentity: {
      type: 'SAMLUser',
      principalId: `${qualifier}:${person}`,
      userName: person,
      identityProvider: qualifier,
    },
  });
  const request = { principalArn: provider, sAMLAssertionID: `_${hexOf(32, chance)}`, durationSeconds: 3600 };
  const answer = {
    subject: person,
    subjectType: 'persistent',
    issuer: 'https://portal.sso.eu-west-1.amazonaws.com/saml/assertion',
    audience: 'https://signin.aws.amazon.com/saml',
    nameQualifier: qualifier,
  };
  return entry(scene, role, person, by, 'AssumeRoleWithSAML', request, answer, chance);
}

function entry(
  scene: Scene,
  role: MadeRole,
  name: string,
  by: Caller,
  call: string,
  request: object,
  answer: object,
  chance: Chance,
): Entry {
  const accessKeyId = key(chance);
  return {
    by,
    isOutsider: false,
    session: sessionOf(scene, role, name, accessKeyId, chance),
    call: {
      share: 0,
      service: 'sts',
      name: call,
      request: { roleArn: role.Arn, roleSessionName: name, ...request },
      response: {
        ...answer,
        credentials: {
          accessKeyId,
          sessionToken: `IQoJb3JpZ2luX2Vj${base64Of(420 + Math.floor(chance() * 400), chance)}==`,
          expiration: 'Nov 24, 2026, 9:00:00 AM',
        },
        assumedRoleUser: {
          assumedRoleId: `${role.RoleId}:${name}`,
          arn: `arn:aws:sts::${scene.account}:assumed-role/${role.RoleName}/${name}`,
        },
      },
      extra: { RequestDetails: { endpointType: 'regional', awsServingRegion: scene.region } },
      resources: [{ accountId: scene.account, type: 'AWS::IAM::Role', ARN: role.Arn }],
    },
  };
}

function sessionOf(scene: Scene, role: MadeRole, name: string, accessKeyId: string, chance: Chance): Caller {
  return callerOf(
    scene,
    chance,
    {
      userIdentity: {
        type: 'AssumedRole',
        principalId: `${role.RoleId}:${name}`,
        arn: `arn:aws:sts::${scene.account}:assumed-role/${role.RoleName}/${name}`,
        accountId: scene.account,
        accessKeyId,
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            principalId: role.RoleId,
            arn: role.Arn,
            accountId: scene.account,
            userName: role.RoleName,
          },
          attributes: { creationDate: scene.time, mfaAuthenticated: 'false' },
          ...(name.startsWith('i-') && { ec2RoleDelivery: '2.0' }),
        },
        ...(name.startsWith('i-') && {
          inScopeOf: {
            issuerType: 'AWS::EC2::Instance',
            credentialsIssuedTo: `arn:aws:ec2:${scene.region}:${scene.account}:instance/${name}`,
          },
        }),
      },
      usesEndpoint: chance() < 0.5,
    },
    { role: role.RoleName, session: name },
  );
}

function user(scene: Scene, chance: Chance): Caller {
  const name = `user-${digitsOf(1, chance)}`;
  return callerOf(scene, chance, {
    userIdentity: {
      type: 'IAMUser',
      principalId: `AIDA${scene.account}${name.toUpperCase().slice(0, 5)}`,
      arn: `arn:aws:iam::${scene.account}:user/${name}`,
      accountId: scene.account,
      accessKeyId: `AKIA${scene.account}USER`,
      userName: name,
    },
  });
}

function service(scene: Scene, invokedBy: string, chance: Chance): Caller {
  const made = callerOf(scene, chance, { userIdentity: { type: 'AWSService', invokedBy } });
  return { ...made, values: { ...made.values, address: invokedBy, agent: invokedBy } };
}

function callerOf(
  scene: Scene,
  chance: Chance,
  surroundings: Surroundings,
  more: Readonly<Record<string, string>> = {},
): Caller {
  const address = `203.0.113.${Math.floor(chance() * 250)}`;
  return {
    ...surroundings,
    values: {
      account: scene.account,
      region: scene.region,
      role: 'worker',
      session: 'worker',
      address,
      agent: `[${pick(AGENTS, chance)}]`,
      bucket: `data-${scene.account}-${Math.floor(chance() * 8)}`,
      keyId: `1b2c3d4e-${hexOf(4, chance)}-4000-8000-${scene.account}`,
      keyMaterial: hexOf(64, chance),
      ...more,
    },
  };
}

/** The subject that a policy asks for; an environment's where it leaves it open. */
function subjectIn(condition: NonNullable<MadeStatement['Condition']>): string {
  const tests = Object.values(condition).flatMap((keys) => Object.entries(keys));
  const [, subject = ''] = tests.find(([name]) => name.endsWith(':sub')) ?? [];
  return String(typeof subject === 'string' ? subject : subject[0]);
}

function key(chance: Chance): string {
  return `ASIA${capitalsOf(16, chance)}`;
}
