/**
 * Build systems and workloads: OIDC tokens, certificates, AWS services, and the sibling roles they go on to.
 */
import { at, DAYS, HOUR, MINUTE, MONDAYS, SUNDAYS, WEEKDAYS } from '../calendar.mjs';
import { chanceOf } from '../chance.mjs';
import { ACCOUNT, HOME } from '../company.mjs';
import { byAwsService, bySession, storyOf } from '../records.mjs';
import { roleOf } from '../roles/all-roles.mjs';
import { CONFIG_ACCOUNTS } from '../roles/everywhere.mjs';
import { AUDITED } from '../roles/foundation.mjs';
import { IDENTITY_POOL } from '../roles/workloads.mjs';
import { COGNITO, EKS_PROD, GITHUB, GITLAB, oidcArn, TERRAFORM } from '../trust.mjs';

const { tooling, prodApps, prodData, prodEdge, devApps, network, security, logs } = ACCOUNT;

export const PIPELINE_STORIES = [github, otherPipelines, workloads, buildRunner, audit, guests];

/** GitHub: two deployments to production on working days, three builds of several repositories, and a few more. */
function github(records) {
  const chance = chanceOf('github');
  const story = storyOf(records, chance);
  const enter = (account, role, time, subject) =>
    story.assumeWithToken({
      time,
      role: roleOf(account, role),
      name: 'GitHubActions',
      provider: oidcArn(account, GITHUB),
      audience: 'sts.amazonaws.com',
      subject,
      network: `192.0.2.${128 + chance.below(32)}`,
      agent: 'aws-sdk-js/3.658.1 ua/2.1 os/linux lang/js md/nodejs#20.17.0',
    });

  for (const [n, day] of WEEKDAYS.entries()) {
    for (const hour of [9, 14]) {
      const time = day + hour * HOUR + chance.below(HOUR);
      const runner = enter(
        tooling,
        'GitHubDeploy',
        time,
        'repo:meridian-freight/platform:ref:refs/heads/main',
      );
      const deploy = story.assume({
        time: time + 20_000,
        caller: bySession(runner),
        role: roleOf(prodApps, 'DeployTarget'),
        name: 'platform-deploy',
        network: runner.network,
        agent: runner.agent,
      });
      story.call(deploy, time + 40_000, 'ecs:UpdateService', {
        parameters: { service: 'orders', cluster: 'prod' },
      });
      story.call(deploy, time + 55_000, 'lambda:UpdateFunctionCode20150331v2', {
        parameters: { functionName: 'orders' },
      });
    }
    for (const repository of ['platform', 'tracking', 'web']) {
      const time = day + 8 * HOUR + chance.below(9 * HOUR);
      const branch = chance.pick(['main', 'develop', 'feature/labels']);
      const builder = enter(
        tooling,
        'GitHubOrgBuild',
        time,
        `repo:meridian-freight/${repository}:ref:refs/heads/${branch}`,
      );
      story.call(builder, time + 30_000, 'ecr:PutImage', { parameters: { repositoryName: repository } });
    }
    if (n % 5 === 3) {
      enter(tooling, 'GitHubRelease', at(day, '16:30'), 'repo:meridian-freight/docs:ref:refs/tags/v4');
      const customs = 'repo:meridian-freight@48151623/customs-api@90210042:ref:refs/heads/main';
      enter(tooling, 'GitHubCustomsApi', at(day, '13:10'), customs);
      enter(devApps, 'PreviewEnvironments', at(day, '10:45'), 'repo:meridian-freight/platform:pull_request');
    }
  }
}

/** GitLab twice a week, Terraform Cloud on each working day. */
function otherPipelines(records) {
  const chance = chanceOf('other pipelines');
  const story = storyOf(records, chance);
  for (const [n, day] of WEEKDAYS.entries()) {
    if (n % 5 === 1 || n % 5 === 3) {
      story.assumeWithToken({
        time: at(day, '12:20') + chance.below(10 * MINUTE),
        role: roleOf(tooling, 'GitLabTerminal'),
        name: 'gitlab-terminal',
        provider: oidcArn(tooling, GITLAB),
        audience: 'https://gitlab.com',
        subject: 'project_path:meridian-freight/terminal:ref_type:branch:ref:main',
        network: '192.0.2.168',
        agent: 'aws-cli/2.17.40 md/command#sts.assume-role-with-web-identity',
      });
    }
    const time = at(day, '11:00') + chance.below(30 * MINUTE);
    const workspace = chance.pick(['network', 'accounts', 'clusters']);
    const session = story.assumeWithToken({
      time,
      role: roleOf(tooling, 'TerraformCloud'),
      name: `terraform-run-${chance.hex(12)}`,
      provider: oidcArn(tooling, TERRAFORM),
      audience: 'aws.workload.identity',
      subject: `organization:meridian-freight:project:platform:workspace:${workspace}:run_phase:plan`,
      network: '192.0.2.176',
      agent: 'APN/1.0 HashiCorp/1.0 Terraform/1.9.5 aws-sdk-go-v2/1.30.4',
    });
    story.call(session, time + 25_000, 'ec2:DescribeVpcs');
  }
}

/** Pods, functions, tasks, jobs and certificates: once a day each, though far more often in life. */
function workloads(records) {
  const chance = chanceOf('workloads');
  const story = storyOf(records, chance);
  const start = (account, role, service, time, name) => {
    const host = `${service}.amazonaws.com`;
    return story.assume({
      time,
      caller: byAwsService(service),
      role: roleOf(account, role),
      name,
      network: host,
      agent: host,
    });
  };

  for (const day of DAYS) {
    story.assumeWithToken({
      time: at(day, '05:12') + chance.below(MINUTE),
      role: roleOf(prodApps, 'CheckoutPods'),
      name: `checkout-${chance.hex(10)}`,
      provider: oidcArn(prodApps, EKS_PROD),
      audience: 'sts.amazonaws.com',
      subject: 'system:serviceaccount:shop:checkout',
      network: '192.0.2.200',
      agent: 'aws-sdk-java/2.27.21 Linux/5.10.224 OpenJDK_64-Bit_Server_VM/21.0.4',
    });
    start(prodApps, 'OrdersApi', 'lambda', at(day, '06:00'), 'orders-api');
    start(prodApps, 'OrdersWorker', 'ecs-tasks', at(day, '06:30'), chance.hex(32));
    const job = start(prodData, 'GlueEtl', 'glue', at(day, '01:00'), 'GlueJobRunnerSession');
    story.call(job, at(day, '01:02'), 's3:PutObject', {
      parameters: { bucketName: 'meridian-shipments', key: 'daily/manifest.json' },
      object: 'arn:aws:s3:::meridian-shipments/daily/manifest.json',
    });
    for (const account of CONFIG_ACCOUNTS) {
      const recorder = start(
        account,
        'AWSServiceRoleForConfig',
        'config',
        at(day, '03:20'),
        'AWSConfig-Describe',
      );
      story.call(recorder, at(day, '03:21'), 'ec2:DescribeSecurityGroups');
    }
  }
  for (const day of MONDAYS) {
    start(network, 'BranchRouter', 'rolesanywhere', at(day, '00:30'), '5e9c1a7704f2b83d');
  }
}

/** The build host deploys to development daily, to the edge on Mondays, and there collects rates since 12 November. */
function buildRunner(records) {
  const chance = chanceOf('build runner');
  const story = storyOf(records, chance);
  for (const day of WEEKDAYS) {
    const time = at(day, '07:40') + chance.below(5 * MINUTE);
    const host = story.assume({
      time,
      caller: byAwsService('ec2'),
      role: roleOf(tooling, 'BuildRunner'),
      name: 'i-0f3a9c2b7d1e84650',
      network: 'ec2.amazonaws.com',
      agent: 'ec2.amazonaws.com',
    });
    const runner = { ...host, network: '192.0.2.12', agent: 'aws-cli/2.17.52 md/command#sts.assume-role' };
    const enter = (account, role, minutes) =>
      story.assume({
        time: time + minutes * MINUTE,
        caller: bySession(runner),
        role: roleOf(account, role),
        name: `build-${100 + chance.below(900)}`,
        network: runner.network,
        agent: runner.agent,
      });

    const deploy = enter(devApps, 'DevDeploy', 9);
    story.call(deploy, deploy.time + 15_000, 'ecs:UpdateService', {
      parameters: { service: 'orders', cluster: 'dev' },
    });
    if (!MONDAYS.includes(day)) continue;
    enter(prodEdge, 'EdgeDeploy', 20);
    if (day > at('2026-11-12', '00:00')) enter(prodApps, 'CarrierRatesExport', 30);
  }
}

/** On Sundays the security function enters the auditor role of five accounts and reads the log archive. */
function audit(records) {
  const chance = chanceOf('audit');
  const story = storyOf(records, chance);
  for (const day of SUNDAYS) {
    const time = at(day, '03:00') + chance.below(MINUTE);
    const function_ = story.assume({
      time,
      caller: byAwsService('lambda'),
      role: roleOf(security, 'SecurityTooling'),
      name: 'weekly-audit',
      network: 'lambda.amazonaws.com',
      agent: 'lambda.amazonaws.com',
    });
    const auditor = {
      ...function_,
      network: '192.0.2.14',
      agent: 'Boto3/1.40.21 exec-env/AWS_Lambda_python3.13',
    };
    const targets = [...AUDITED.map((account) => [account, 'SecurityAuditor']), [logs, 'OrgLogReader']];
    for (const [n, [account, name]] of targets.entries()) {
      const session = story.assume({
        time: time + (n + 1) * MINUTE,
        caller: bySession(auditor),
        role: roleOf(account, name),
        name: 'weekly-audit',
        network: auditor.network,
        agent: auditor.agent,
      });
      story.call(session, session.time + 8_000, 's3:ListBuckets');
    }
  }
}

/** One guest a day on the tracking page, by Cognito without sign-in. */
function guests(records) {
  const chance = chanceOf('guests');
  const story = storyOf(records, chance);
  for (const day of DAYS) {
    story.assumeWithToken({
      time: day + 8 * HOUR + chance.below(10 * HOUR),
      role: roleOf(prodApps, 'TrackingGuests'),
      name: 'CognitoIdentityCredentials',
      provider: COGNITO,
      audience: IDENTITY_POOL,
      subject: `${HOME}:${chance.uuid()}`,
      network: `192.0.2.${240 + chance.below(12)}`,
      agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0',
    });
  }
}
