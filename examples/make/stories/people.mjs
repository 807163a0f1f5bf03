/**
 * People: Identity Center and the corporate identity provider on working days, a few hops, a few refusals.
 */
import { at, HOUR, MONDAYS, WEEKDAYS } from '../calendar.mjs';
import { chanceOf } from '../chance.mjs';
import { ACCOUNT } from '../company.mjs';
import { USERS } from '../identities.mjs';
import { bySession, byUser, storyOf } from '../records.mjs';
import { roleOf } from '../roles/all-roles.mjs';
import { CARRIER_TRUST_BEFORE, CARRIER_TRUST_NOW } from '../roles/workloads.mjs';
import { CORPORATE_IDP, IDENTITY_CENTER, roleArn, samlArn } from '../trust.mjs';

const { management, prodApps, prodData, prodEdge, devApps, devData, sandbox } = ACCOUNT;

const OFFICE = '192.0.2.10';
const AT_HOME = '2001:db8:4:10::7';
const BROWSER = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_7) AppleWebKit/605.1.15 Safari/605.1.15';

export const PEOPLE_STORIES = [developers, analysts, administrators, students];

function signInBy(story, provider, issuer) {
  return (account, role, time, person, network = OFFICE) =>
    story.assumeWithSaml({
      time,
      role: roleOf(account, role),
      name: `${person}@meridian-freight.example`,
      provider: samlArn(account, provider),
      issuer,
      network,
      agent: BROWSER,
      ownKey: provider === IDENTITY_CENTER,
    });
}

const identityCenter = (story) =>
  signInBy(story, IDENTITY_CENTER, 'https://portal.sso.eu-west-1.amazonaws.com/saml/assertion/EXAMPLE');
const corporate = (story) => signInBy(story, CORPORATE_IDP, 'https://idp.meridian-freight.example/saml');

/** Tomas develops on every working day, from home on Fridays; on Wednesdays he tries production and is refused. */
function developers(records) {
  const chance = chanceOf('developers');
  const story = storyOf(records, chance);
  const signIn = identityCenter(story);
  for (const [n, day] of WEEKDAYS.entries()) {
    const time = day + 8 * HOUR + chance.below(HOUR);
    const session = signIn(
      devApps,
      'AWSReservedSSO_Developer',
      time,
      'tomas.lindqvist',
      n % 5 === 4 ? AT_HOME : OFFICE,
    );
    story.call(session, time + 60_000, 'logs:FilterLogEvents');
    story.call(session, time + 90_000, 'ec2:DescribeInstances');
    if (n % 5 === 1) {
      const samples = story.assume({
        time: time + HOUR,
        caller: bySession(session),
        role: roleOf(devData, 'TrainingData'),
        name: 'tomas',
        network: session.network,
        agent: 'aws-cli/2.17.52 md/command#sts.assume-role',
      });
      story.call(samples, samples.time + 9_000, 's3:ListObjects', {
        parameters: { bucketName: 'meridian-samples' },
      });
    }
    if (n % 5 === 2) {
      story.refuse({
        time: time + 2 * HOUR,
        caller: bySession(session),
        roleArn: roleArn(prodApps, 'DeployTarget'),
        network: session.network,
        agent: 'aws-cli/2.17.52 md/command#sts.assume-role',
      });
    }
    const reading = signIn(prodApps, 'AWSReservedSSO_ReadOnlyAccess', time + 3 * HOUR, 'mei.tanaka');
    story.call(reading, reading.time + 40_000, 'ecs:ListServices');
  }
}

/** Two analysts by the corporate identity provider, whose trust does not check the audience. */
function analysts(records) {
  const chance = chanceOf('analysts');
  const story = storyOf(records, chance);
  const signIn = corporate(story);
  for (const day of WEEKDAYS) {
    for (const person of ['mei.tanaka', 'joao.ferreira']) {
      const time = day + 9 * HOUR + chance.below(6 * HOUR);
      const session = signIn(prodData, 'AnalystSaml', time, person);
      story.call(session, time + 30_000, 's3:ListObjects', {
        parameters: { bucketName: 'meridian-shipments' },
      });
    }
  }
}

/**
 * Ines administers: on Mondays by the corporate provider; twice through the data platform role; once from the
 * management account into a member. On 12 November she took the carrier out of a trust policy.
 */
function administrators(records) {
  const chance = chanceOf('administrators');
  const story = storyOf(records, chance);
  const signIn = identityCenter(story);
  for (const day of MONDAYS) {
    const session = corporate(story)(prodApps, 'CorporateAdmin', at(day, '08:30'), 'ines.okafor');
    story.call(session, at(day, '08:34'), 'ecs:ListClusters');
  }
  for (const day of ['2026-11-02', '2026-11-16']) {
    const platform = signIn(prodData, 'AWSReservedSSO_DataPlatform', at(day, '13:05'), 'ines.okafor');
    const edge = story.assume({
      time: at(day, '13:09'),
      caller: bySession(platform),
      role: roleOf(prodEdge, 'DataPlatformAdmin'),
      name: 'ines.okafor',
      network: platform.network,
      agent: 'aws-cli/2.17.52 md/command#sts.assume-role',
    });
    story.call(edge, at(day, '13:12'), 's3:ListBuckets');
  }
  const root = signIn(
    management,
    'AWSReservedSSO_AdministratorAccess',
    at('2026-11-04', '10:00'),
    'ines.okafor',
  );
  const member = story.assume({
    time: at('2026-11-04', '10:03'),
    caller: bySession(root),
    role: roleOf(prodEdge, 'OrganizationAccountAccessRole'),
    name: 'ines.okafor',
    network: root.network,
    agent: BROWSER,
  });
  story.call(member, at('2026-11-04', '10:06'), 'cloudfront:ListDistributions');

  const admin = signIn(
    prodApps,
    'AWSReservedSSO_AdministratorAccess',
    at('2026-11-12', '14:20'),
    'ines.okafor',
  );
  for (const [clock, policy] of [
    ['14:21', CARRIER_TRUST_BEFORE],
    ['14:26', CARRIER_TRUST_NOW],
  ]) {
    story.call(admin, at('2026-11-12', clock), 'iam:UpdateAssumeRolePolicy', {
      parameters: { roleName: 'CarrierRatesExport', policyDocument: JSON.stringify(policy) },
    });
  }
}

/** Rosa uses the lab with MFA, and tries its administrator role without. */
function students(records) {
  const chance = chanceOf('students');
  const story = storyOf(records, chance);
  const rosa = USERS.find((user) => user.name === 'rosa');
  for (const day of ['2026-10-29', '2026-11-05', '2026-11-19']) {
    const from = {
      caller: byUser(rosa),
      network: '192.0.2.11',
      agent: 'aws-cli/2.17.52 md/command#sts.assume-role',
    };
    const session = story.assume({
      ...from,
      time: at(day, '15:00'),
      role: roleOf(sandbox, 'StudentLab'),
      name: 'rosa',
      sent: { serialNumber: `arn:aws:iam::${sandbox}:mfa/rosa` },
    });
    story.call(session, at(day, '15:02'), 'ec2:DescribeInstances');
    story.refuse({ ...from, time: at(day, '15:10'), roleArn: roleArn(sandbox, 'LabAdmin') });
  }
}
