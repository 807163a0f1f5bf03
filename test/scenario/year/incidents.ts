/**
 * What is planted in the year: intrusions by way of the suppliers, each of another kind.
 *
 * Wherever an intruder could look like the supplier, it does: it has the role, the external id, the name and the
 * program, and lacks one thing.
 */
import { type Chance, pick } from '../../bench/chance';
import { type Day, timeOn } from './calendar';
import { ORGANIZATION, RESOURCE_CONTROL, SAML_PROVIDER } from './organization';
import { roleArn } from './records';
import {
  ACCOUNTS,
  backup,
  call,
  cost,
  deploys,
  monitoring,
  monitoringRole,
  pilotVisit,
  type Supplier,
  scanner,
  visit,
} from './suppliers';
import { DATA, MANAGEMENT, PRODUCTION, SANDBOX, type Visit, type VisitCall } from './visit';

export interface Incident {
  readonly name: string;
  /** the first day on which it can happen; absent: after the learning time */
  readonly notBefore?: number;
  readonly visits?: Supplier;
  /** calls by a stolen key of our own */
  readonly ownCalls?: (day: Day) => readonly OwnCall[];
  /** what the exports show from that day on, and for how long */
  readonly detachesGuardrailFor?: number;
  /** findings that are the incident's though they name none of its events, where they alert within a day of it */
  readonly told?: readonly { readonly rule: string; readonly subject: string }[];
  /** a finding that is right before and after it */
  readonly herald?: { readonly rule: string; readonly subject: string };
}

export interface OwnCall {
  readonly account: string;
  readonly time: string;
  readonly call: VisitCall;
}

const HOSTING = '45.83.64.19';
const VPN = '185.159.157.12';
const NOT_ALLOWED = 'AccessDenied';

/** One of a supplier's own visits on that day, changed. */
function like(supplier: Supplier, day: Day, chance: Chance, changes: Partial<Visit>): readonly Visit[] {
  const monday = { ...day, weekday: 0, isWorkday: true };
  return supplier(monday, chance)
    .slice(0, 1)
    .map((own) => ({ ...own, ...changes }));
}

function byRules(account: string, names: string | readonly string[], ...rules: readonly string[]) {
  return [names].flat().flatMap((name) => rules.map((rule) => ({ rule, subject: roleArn(account, name) })));
}

/** Before and after it was renamed. */
function monitoringNames(account: string): readonly string[] {
  return [0, Number.POSITIVE_INFINITY].map((number) => monitoringRole(account, { number }));
}

export const INCIDENTS: readonly Incident[] = [
  {
    name: 'the scanner from a new hosting network, all else as ever',
    visits: (day, chance) => like(scanner, day, chance, { network: HOSTING }),
  },
  {
    name: 'the backup from a VPN, with an attack system',
    visits: (day, chance) =>
      like(backup, day, chance, {
        network: VPN,
        agent: 'aws-cli/2.15.40 Python/3.11.8 Linux/6.6.9-amd64 source/x86_64.kali.2024',
        calls: [call('ec2', 'DescribeInstances'), call('s3', 'ListBuckets')],
      }),
  },
  {
    name: 'the monitoring reads secrets from its own network',
    visits: (day, chance) =>
      like(monitoring, day, chance, {
        calls: [call('secretsmanager', 'ListSecrets'), call('secretsmanager', 'GetSecretValue')],
      }),
  },
  {
    name: 'the cost reader goes on to another role',
    told: byRules(DATA, 'CostReader', 'session-chained', 'sensitive-action-in-session'),
    visits: (day, chance) =>
      like(cost, day, chance, {
        calls: [
          call('ce', 'GetCostAndUsage'),
          call('sts', 'AssumeRole', {
            request: { roleArn: roleArn(DATA, 'Warehouse'), roleSessionName: 'w' },
            response: {
              credentials: { accessKeyId: 'ASIAEXAMPLEWAREHOUSE', sessionToken: 'EXAMPLE' },
              assumedRoleUser: {
                assumedRoleId: 'AROAWAREHOUSEEXAMPLE1:w',
                arn: `arn:aws:sts::${DATA}:assumed-role/Warehouse/w`,
              },
            },
          }),
        ],
      }),
  },
  {
    name: 'another principal of the deploying account',
    visits: (day, chance) =>
      like(deploys, day, chance, {
        by: { account: ACCOUNTS.deploys, principal: 'AROANEWINTRUDERZZZZZZ' },
      }),
  },
  {
    name: 'the pilot that ended wakes',
    notBefore: 130,
    visits: (day) => pilotVisit(day, 4.5),
    herald: { rule: 'trust-dormant', subject: roleArn(DATA, 'PilotDataAccess') },
  },
  {
    name: 'an account nobody knows, through a trust that is open to all',
    visits: (day) =>
      visit(day, 15, {
        by: { account: '999900005555', principal: 'AROASTRANGERXXXXXXXXX' },
        account: DATA,
        role: 'DropBox',
        network: VPN,
        agent: 'Boto3/1.34',
        sessionName: 'x',
        calls: [call('s3', 'PutObject')],
      }),
  },
  {
    name: 'a trust that is widened for an hour, and shut',
    ownCalls: (day) =>
      ['13:00', '14:00'].map((_, index) => ({
        account: PRODUCTION,
        time: timeOn(day, 13 + index),
        call: call('iam', 'UpdateAssumeRolePolicy', {
          request: { roleName: 'BackupService', policyDocument: '{"Version":"2012-10-17","Statement":[]}' },
        }),
      })),
    visits: (day) =>
      visit(day, 13.4, {
        by: { account: '999900006666', principal: 'AROASTRANGERYYYYYYYYY' },
        account: PRODUCTION,
        role: 'BackupService',
        network: HOSTING,
        agent: 'aws-cli/2.27.25 os/linux',
        sessionName: 'backup-1780000000',
        calls: [call('ec2', 'DescribeVolumes')],
      }),
  },
  {
    name: 'an identity provider gets another key',
    ownCalls: (day) => [
      {
        account: PRODUCTION,
        time: timeOn(day, 22.2),
        call: call('iam', 'UpdateSAMLProvider', {
          request: { sAMLProviderArn: SAML_PROVIDER, sAMLMetadataDocument: '<EntityDescriptor/>' },
          response: { sAMLProviderArn: SAML_PROVIDER },
        }),
      },
    ],
    told: [{ rule: 'provider-changed', subject: SAML_PROVIDER }],
  },
  {
    name: 'a resource control policy is detached',
    detachesGuardrailFor: 5,
    ownCalls: (day) => [
      {
        account: MANAGEMENT,
        time: timeOn(day, 21),
        call: call('organizations', 'DetachPolicy', {
          request: { policyId: RESOURCE_CONTROL, targetId: 'r-year' },
        }),
      },
    ],
    told: [{ rule: 'guardrail-removed', subject: ORGANIZATION }],
  },
  {
    name: 'the monitoring comes ten times as often',
    told: [PRODUCTION, DATA].flatMap((account) =>
      byRules(account, monitoringNames(account), 'unexpected-rate'),
    ),
    visits: (day, chance) => [...Array(10)].flatMap(() => monitoring(day, chance)),
  },
  {
    name: 'the deploying account at night, in a region where it never was',
    visits: (day, chance) => like(deploys, day, chance, { time: timeOn(day, 2.6), region: 'ap-southeast-1' }),
  },
  {
    name: 'the people, from a hosting network with a program of its own',
    visits: (day) =>
      visit(day, 11, {
        by: { account: ACCOUNTS.people, principal: 'AROAPEOPLEHHHHHHHHHHH' },
        account: SANDBOX,
        role: 'Operations',
        network: '45.83.65.77',
        agent: 'Boto3/1.34.2 md/Botocore#1.34',
        sessionName: 'ana@helpers.example',
        calls: [call('ec2', 'DescribeInstances')],
      }),
  },
  {
    name: 'the monitoring tries roles, and is refused',
    told: byRules(
      PRODUCTION,
      monitoringNames(PRODUCTION),
      'assume-role-refused',
      'sensitive-action-in-session',
    ),
    visits: (day, chance) =>
      like(monitoring, day, chance, {
        calls: ['Admin', 'Operations', 'BackupService', 'Breakglass'].map((name) => {
          const arn = roleArn(pick([PRODUCTION, SANDBOX], chance), name);
          return call('sts', 'AssumeRole', {
            error: NOT_ALLOWED,
            message: `User: arn:aws:sts::${PRODUCTION}:assumed-role/${monitoringRole(PRODUCTION, day)}/MonitoringIntegration is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
          });
        }),
      }),
  },
];

/** An incident, and the day it is on. */
export interface Planted extends Incident {
  readonly day: number;
  /** ids of its events begin with it */
  readonly mark: string;
}

/** Spreads over the days after the first weeks what fits into them. */
export function plant(days: number, quietStart: number): readonly Planted[] {
  const fitting = INCIDENTS.filter(({ notBefore = 0 }) => notBefore < days);
  const step = (days - quietStart - 3) / fitting.length;
  return fitting
    .map((incident, index) => ({ incident, day: Math.floor(quietStart + step * (index + 0.5)) }))
    .map(({ incident, day }, index) => ({
      ...incident,
      day: Math.max(day, incident.notBefore ?? 0),
      mark: `planted${String(index + 1).padStart(2, '0')}`,
    }));
}
