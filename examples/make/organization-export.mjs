/**
 * What `aws organizations …` prints: the organization, its accounts over two pages, its tree and its policies.
 *
 * The two pages differ as AWS's answers of different years do: the first has `State`, `Status` and `Paths`,
 * the second `Status` alone.
 */
import { cliTime } from './calendar.mjs';
import { hexOf } from './chance.mjs';
import { ACCOUNT, ACCOUNTS, ORGANIZATION, OUTSIDER, ROOT, UNITS } from './company.mjs';
import { permit } from './permissions.mjs';

const arn = (resource) => `arn:aws:organizations::${ACCOUNT.management}:${resource}`;
const PAGE = 7;

/** Files by path below `organizations/`. */
export function organizationExport() {
  const files = {
    'describe-organization.json': {
      Organization: {
        Id: ORGANIZATION,
        Arn: arn(`organization/${ORGANIZATION}`),
        FeatureSet: 'ALL',
        MasterAccountArn: arn(`account/${ORGANIZATION}/${ACCOUNT.management}`),
        MasterAccountId: ACCOUNT.management,
        MasterAccountEmail: 'aws+management@meridian-freight.example',
        AvailablePolicyTypes: POLICY_TYPES,
      },
    },
    'list-accounts-1.json': {
      Accounts: ACCOUNTS.slice(0, PAGE).map(newAccount),
      NextToken: hexOf(24, 'page 2'),
    },
    'list-accounts-2.json': { Accounts: ACCOUNTS.slice(PAGE).map(oldAccount) },
    'list-delegated-administrators.json': {
      DelegatedAdministrators: ACCOUNTS.filter(({ id }) => id === ACCOUNT.security).map((account) => ({
        ...oldAccount(account),
        DelegationEnabledDate: cliTime(Date.parse('2022-10-03T08:00:00Z')),
      })),
    },
    'list-roots.json': {
      Roots: [
        { Id: ROOT, Arn: arn(`root/${ORGANIZATION}/${ROOT}`), Name: 'Root', PolicyTypes: POLICY_TYPES },
      ],
    },
  };

  for (const parent of [ROOT, 'ou-mf01-workload']) {
    const units = UNITS.filter((unit) => unit.parent === parent);
    files[`list-organizational-units-for-parent-${parent}.json`] = {
      OrganizationalUnits: units.map(({ id, name }) => ({
        Id: id,
        Arn: arn(`ou/${ORGANIZATION}/${id}`),
        Name: name,
      })),
    };
  }
  for (const { id, parent } of ACCOUNTS) {
    const Type = parent === ROOT ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
    files[`list-parents-${id}.json`] = { Parents: [{ Id: parent, Type }] };
  }
  for (const type of ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']) {
    const ofType = POLICIES.filter((policy) => policy.type === type);
    files[`list-policies-${type.toLowerCase().replaceAll('_', '-')}.json`] = {
      Policies: ofType.map(summary),
    };
  }
  for (const policy of POLICIES) {
    files[`describe-policy-${policy.id}.json`] = {
      Policy: { PolicySummary: summary(policy), Content: JSON.stringify(policy.document) },
    };
    files[`list-targets-for-policy-${policy.id}.json`] = { Targets: policy.targets.map(target) };
  }
  return files;
}

const POLICY_TYPES = [
  { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
  { Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' },
];

const ALLOW_ALL_RESOURCES = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
};

/** Closes the roles of the Dev unit to everybody but our organization, Datadog and AWS services. */
const CLOSE_DEV = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'OnlyOurOrganizationAndDatadog',
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: {
          'aws:PrincipalOrgID': ORGANIZATION,
          'aws:PrincipalAccount': OUTSIDER.datadog,
        },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    },
  ],
};

const EUROPE_ONLY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'EuropeOnly',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*', 'organizations:*', 'ce:*', 'cloudfront:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
    },
  ],
};

const EVERYTHING = [ROOT, ...UNITS.map((unit) => unit.id), ...ACCOUNTS.map((account) => account.id)];

const POLICIES = [
  {
    id: 'p-FullAWSAccess',
    name: 'FullAWSAccess',
    type: 'SERVICE_CONTROL_POLICY',
    aws: true,
    document: permit([['*']]),
    targets: EVERYTHING,
  },
  {
    id: 'p-mf0europe1',
    name: 'europe-only',
    type: 'SERVICE_CONTROL_POLICY',
    document: EUROPE_ONLY,
    targets: ['ou-mf01-workload'],
  },
  {
    id: 'p-RCPFullAWSAccess',
    name: 'RCPFullAWSAccess',
    type: 'RESOURCE_CONTROL_POLICY',
    aws: true,
    document: ALLOW_ALL_RESOURCES,
    targets: EVERYTHING,
  },
  {
    id: 'p-mf0closedv',
    name: 'close-dev-to-outsiders',
    type: 'RESOURCE_CONTROL_POLICY',
    document: CLOSE_DEV,
    targets: ['ou-mf01-wklddev1'],
  },
];

function summary({ id, name, type, aws = false }) {
  const kind = type.toLowerCase();
  const Arn = aws
    ? `arn:aws:organizations::aws:policy/${kind}/${id}`
    : arn(`policy/${ORGANIZATION}/${kind}/${id}`);
  return { Id: id, Arn, Name: name, Description: '', Type: type, AwsManaged: aws };
}

function target(id) {
  if (id === ROOT)
    return { TargetId: id, Arn: arn(`root/${ORGANIZATION}/${id}`), Name: 'Root', Type: 'ROOT' };
  const unit = UNITS.find((one) => one.id === id);
  if (unit)
    return {
      TargetId: id,
      Arn: arn(`ou/${ORGANIZATION}/${id}`),
      Name: unit.name,
      Type: 'ORGANIZATIONAL_UNIT',
    };
  const { name } = ACCOUNTS.find((one) => one.id === id);
  return { TargetId: id, Arn: arn(`account/${ORGANIZATION}/${id}`), Name: name, Type: 'ACCOUNT' };
}

function oldAccount({ id, name, suspended = false }) {
  return {
    Id: id,
    Arn: arn(`account/${ORGANIZATION}/${id}`),
    Email: `aws+${name}@meridian-freight.example`,
    Name: name,
    Status: suspended ? 'SUSPENDED' : 'ACTIVE',
    JoinedMethod: suspended || id === ACCOUNT.management ? 'INVITED' : 'CREATED',
    JoinedTimestamp: cliTime(
      Date.parse('2022-09-05T09:30:00Z') + Number.parseInt(hexOf(7, 'joined', id), 16) * 60,
    ),
  };
}

function newAccount(account) {
  const { JoinedMethod, JoinedTimestamp, ...rest } = oldAccount(account);
  const Paths = [`${pathOf(account.parent)}${account.id}/`];
  return { ...rest, State: rest.Status, Paths, JoinedMethod, JoinedTimestamp };
}

/** `o-…/r-…/ou-…/` of a unit or the root. */
function pathOf(parent) {
  const unit = UNITS.find((one) => one.id === parent);
  return unit ? `${pathOf(unit.parent)}${unit.id}/` : `${ORGANIZATION}/${ROOT}/`;
}
