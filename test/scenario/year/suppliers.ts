/**
 * The suppliers of the made-up organization, each with its own rhythm, and what changes in it over a year without
 * anybody meaning harm: versions, address pools, regions, people.
 */
import { type Chance, pick, text } from '../../bench/chance';
import { type Day, timeOn } from './calendar';
import { DATA, PRODUCTION, SANDBOX, type Visit, type VisitCall } from './visit';

/** What one supplier does on one day. */
export type Supplier = (day: Day, chance: Chance) => readonly Visit[];

export const GITHUB = 'token.actions.githubusercontent.com';
export const GITHUB_PROVIDER = `arn:aws:iam::${PRODUCTION}:oidc-provider/${GITHUB}`;

/** Account ids are those of the catalogue, but for the one that works with people, whom it does not know. */
export const ACCOUNTS = {
  monitoring: '464622532012',
  scanner: '434813966438',
  cost: '454464851268',
  backup: '787223699828',
  reports: '630399649041',
  deploys: '324880187172',
  pilot: '805246085872',
  people: '999900001111',
} as const;

/** The day on which the monitoring role of production gets another name. */
export const RENAMED_ON = 120;

/** The day on which the scanner's program is another one, and the cost reader looks at a second region. */
export const REWRITTEN_ON = 170;
export const EXTENDED_ON = 150;

export function monitoringRole(account: string, { number }: Pick<Day, 'number'>): string {
  return account === PRODUCTION && number >= RENAMED_ON ? 'MonitoringIntegration' : 'MonitoringReader';
}

/** Every hour, in two accounts, from a pool of addresses of which one is replaced every forty days. */
export const monitoring: Supplier = (day, chance) =>
  [PRODUCTION, DATA].flatMap((account) =>
    hours(24).flatMap((hour) =>
      chance() < 0.03
        ? []
        : visit(day, hour + chance(), {
            by: { account: ACCOUNTS.monitoring, principal: 'AROAMONITORINGAAAAAAA' },
            account,
            role: monitoringRole(account, day),
            network: pooled(day, chance),
            agent: `Boto3/1.${34 + Math.floor(day.number / 30)}.${day.number % 30} md/Botocore#1.34 lang/python#3.12`,
            sessionName: 'MonitoringIntegration',
            externalId: 'b7c1e94a2f6d4c0d9a51',
            calls: [call('cloudwatch', 'ListMetrics'), call('ec2', 'DescribeInstances')],
          }),
    ),
  );

function pooled({ number }: Day, chance: Chance): string {
  const member = Math.floor(chance() * 8);
  const generation = Math.floor((number + member * 40) / 320);
  return `52.${10 + member}.${20 + generation * 31}.${10 + member * 3}`;
}

/** Every night, in three accounts, from one gateway; its program is written anew in the sixth month. */
export const scanner: Supplier = (day, chance) =>
  [PRODUCTION, DATA, SANDBOX].flatMap((account, index) =>
    visit(day, 2 + chance() * 0.8, {
      by: { account: ACCOUNTS.scanner, principal: 'AROASCANNERBBBBBBBBBB' },
      account,
      role: 'SecurityAudit',
      network: `34.208.16.${20 + Math.floor(chance() * 2)}`,
      agent:
        day.number < REWRITTEN_ON
          ? `Boto3/1.${30 + Math.floor(day.number / 20)}.1 md/Botocore#1.34`
          : `aws-sdk-go-v2/1.${30 + Math.floor(day.number / 20)}.0 os/linux lang/go#1.24`,
      sessionName: `scan-${4100 + day.number * 3 + index}`,
      externalId: 'SCANNER_0d51f7aa93c24be1',
      calls: [call('iam', 'ListRoles'), call('s3', 'ListBuckets'), call('ec2', 'DescribeSecurityGroups')],
    }),
  );

/** On Mondays; in the sixth month it begins to look at a second region. */
export const cost: Supplier = (day, chance) => {
  if (day.weekday !== 0) return [];
  const regions = day.number < EXTENDED_ON ? ['us-east-1'] : ['us-east-1', 'eu-west-1'];
  return regions.flatMap((region, index) =>
    visit(day, 6 + index * 0.3 + chance() * 0.2, {
      by: { account: ACCOUNTS.cost, principal: 'AROACOSTCCCCCCCCCCCCC' },
      account: DATA,
      role: 'CostReader',
      region,
      network: '44.195.100.7',
      agent: 'aws-sdk-java/2.31.60 lang/java#21.0.5',
      sessionName: `cost-${day.date}`,
      externalId: '4f0c8d5e-9b1a-4c7e-8f2d-1a2b3c4d5e6f',
      calls: [call('ce', 'GetCostAndUsage')],
    }),
  );
};

/** Every six hours; it may do much. */
export const backup: Supplier = (day, chance) =>
  [1, 7, 13, 19].flatMap((hour) =>
    visit(day, hour + chance() * 0.3, {
      by: { account: ACCOUNTS.backup, principal: 'AROABACKUPDDDDDDDDDDD' },
      account: PRODUCTION,
      role: 'BackupService',
      network: pick(['18.210.44.9', '18.210.45.12'], chance),
      agent: `aws-sdk-go/1.55.${Math.floor(day.number / 14)} (go1.22; linux; amd64)`,
      sessionName: `backup-${Math.floor(day.midnight / 1000) + hour}`,
      externalId: 'bk-9d2f0c61e7',
      calls: [call('ec2', 'DescribeVolumes'), call('ec2', 'CreateSnapshot')],
    }),
  );

/** On the first of each month, and a second time where the month begins on a weekend. */
export const reports: Supplier = (day, chance) => {
  const date = day.date.slice(8);
  const isDue = date === '01' || (date === '03' && (day.weekday === 0 || day.weekday === 1));
  if (!isDue) return [];
  return visit(day, 9 + chance() * 2, {
    by: { account: ACCOUNTS.reports, principal: 'AROAREPORTSEEEEEEEEEE' },
    account: DATA,
    role: 'MonthlyReports',
    network: pick(['3.88.10.4', '3.90.77.31'], chance),
    agent: 'Boto3/1.35.2 md/Botocore#1.35',
    sessionName: `report-${day.date.slice(0, 7)}`,
    externalId: 'vnt-77f0a2d99c',
    calls: [call('ce', 'GetCostAndUsage'), call('organizations', 'ListAccounts')],
  });
};

/** On workdays, some times a day. */
export const deploys: Supplier = (day, chance) =>
  (day.isWorkday ? hours(3 + Math.floor(chance() * 6)) : []).flatMap(() =>
    visit(day, 7 + chance() * 11, {
      by: { account: ACCOUNTS.deploys, principal: 'AROADEPLOYSFFFFFFFFFF' },
      account: SANDBOX,
      role: 'InfrastructureDeploy',
      network: pick(['52.49.218.181', '52.210.132.12', '54.77.11.199'], chance),
      agent: `APN/1.0 HashiCorp/1.0 Terraform/1.${8 + Math.floor(day.number / 60)}.0 terraform-provider-aws/5.99.1`,
      sessionName: `run-01J${text(20, chance)}7`,
      externalId: 'meridian@01J7ZQ4N2B',
      calls: [call('ec2', 'DescribeVpcs'), call('ec2', 'CreateTags')],
    }),
  );

/** A pilot that ended after three weeks and a half; the trust stayed. */
export const pilot: Supplier = (day, chance) => (day.number < 25 ? pilotVisit(day, 4 + chance()) : []);

export function pilotVisit(day: Day, hour: number): readonly Visit[] {
  return visit(day, hour, {
    by: { account: ACCOUNTS.pilot, principal: 'AROAPILOTGGGGGGGGGGGG' },
    account: DATA,
    role: 'PilotDataAccess',
    network: '54.160.10.22',
    agent: 'aws-sdk-java/1.12.700 Linux/5.10',
    sessionName: `pilot-${100 + day.number}`,
    externalId: 'pl-18cc02fe71',
    calls: [call('s3', 'ListBuckets')],
  });
}

/** Pipelines of many repositories, from machines that are anywhere; a new repository every three weeks. */
export const pipelines: Supplier = (day, chance) => {
  const repositories = 22 + Math.floor(day.number / 21);
  const runs = (day.isWorkday ? 25 : 4) + Math.floor(chance() * 12);
  return hours(runs).flatMap(() => {
    const repository = `service-${String.fromCharCode(97 + Math.floor(chance() * repositories))}`;
    return visit(day, chance() < 0.9 ? 7 + chance() * 12 : chance() * 24, {
      by: { provider: GITHUB_PROVIDER, subject: `repo:meridian/${repository}:ref:refs/heads/main` },
      account: PRODUCTION,
      role: 'PipelineDeploy',
      network: `20.${Math.floor(chance() * 60) + 40}.${Math.floor(chance() * 250)}.${Math.floor(chance() * 250)}`,
      agent: 'aws-sdk-js/3.821.0 ua/2.1 os/linux lang/js md/nodejs#20.19.2',
      sessionName: 'GitHubActions',
      calls: [call('ecr', 'DescribeRepositories')],
    });
  });
};

/** Five people of a service provider, in the office and at home; somebody new every fifteen weeks. */
export const people: Supplier = (day, chance) => {
  const team = 5 + Math.floor(day.number / 105);
  return (day.isWorkday ? hours(team) : chance() < 0.15 ? [0] : []).flatMap((person) => {
    if (chance() < 0.35) return [];
    const name = `${pick(['ana', 'ben', 'cleo', 'dirk', 'eva', 'finn', 'gil', 'hana', 'ivo'].slice(person), () => 0)}@helpers.example`;
    return hours(1 + Math.floor(chance() * 2)).flatMap(() =>
      visit(day, 7.5 + chance() * 9.5, {
        by: { account: ACCOUNTS.people, principal: 'AROAPEOPLEHHHHHHHHHHH' },
        account: SANDBOX,
        role: 'Operations',
        network: workplace(person, day, chance),
        agent: pick(
          [
            'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
            'aws-cli/2.27.25 md/awscrt#0.26.1 os/linux',
            'aws-cli/2.27.25 md/awscrt#0.26.1 os/macos',
          ],
          chance,
        ),
        sessionName: name,
        calls: [call('ec2', 'DescribeInstances'), call('logs', 'DescribeLogGroups')],
      }),
    );
  });
};

/** The office, a home whose address changes with its router, or a train. */
function workplace(person: number, { number }: Day, chance: Chance): string {
  const place = chance();
  if (place < 0.6) return `81.20.30.${40 + person}`;
  if (place < 0.97) return `86.${50 + person}.${Math.floor((number + person * 17) / 90)}.${10 + person}`;
  return `109.40.${Math.floor(chance() * 20)}.7`;
}

export const SUPPLIERS: readonly Supplier[] = [
  monitoring,
  scanner,
  cost,
  backup,
  reports,
  deploys,
  pilot,
  pipelines,
  people,
];

/** One visit; in Ireland unless told otherwise. */
export function visit(
  day: Day,
  hour: number,
  what: Omit<Visit, 'time' | 'region'> & Partial<Pick<Visit, 'region'>>,
): readonly Visit[] {
  return [{ region: 'eu-west-1', ...what, time: timeOn(day, hour) }];
}

export function call(service: string, event: string, rest: Partial<VisitCall> = {}): VisitCall {
  return { service, event, ...rest };
}

function hours(count: number): readonly number[] {
  return [...Array(count).keys()];
}
