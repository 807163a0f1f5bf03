/**
 * AWS-managed policies that exports often name without their documents, in short.
 *
 * Either what the policy allows, as a one-statement document, so that it counts together with the role's other
 * policies; or, where its text is long, just the tier it comes to.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
import { arnIn } from '../model/arn';
import type { PolicyDocument, Statement } from '../model/policy-document';
import type { Tier } from './tier';

/** Its document, or the tier that it comes to. */
export type ManagedPolicySummary =
  | { readonly kind: 'document'; readonly document: PolicyDocument }
  | { readonly kind: 'tier'; readonly tier: Tier };

/** What is known of a managed policy of AWS's; undefined for customers' policies and for those not listed. */
export function awsManagedPolicy(arn: string): ManagedPolicySummary | undefined {
  const parts = arnIn(arn);
  if (parts?.service !== 'iam' || parts.account !== 'aws' || !parts.resource.startsWith('policy/'))
    return undefined;
  return SUMMARIES.get(parts.resource.slice('policy/'.length));
}

function allows(...action: string[]): ManagedPolicySummary {
  return { kind: 'document', document: documentOf({ action }) };
}

function allowsAllBut(...notAction: string[]): ManagedPolicySummary {
  return { kind: 'document', document: documentOf({ notAction }) };
}

function tier(is: Tier): ManagedPolicySummary {
  return { kind: 'tier', tier: is };
}

function documentOf(actions: Pick<Statement, 'action' | 'notAction'>): PolicyDocument {
  const statement: Statement = {
    index: 0,
    effect: 'Allow',
    ...actions,
    resource: ['*'],
    conditions: [],
    unknown: [],
  };
  return { version: '2012-10-17', statements: [statement] };
}

/** By path and name, as after `policy/` in the ARN. */
const SUMMARIES: ReadonlyMap<string, ManagedPolicySummary> = new Map<string, ManagedPolicySummary>([
  ['AdministratorAccess', allows('*')],
  ['AdministratorAccess-Amplify', tier('escalation')],
  ['AdministratorAccess-AWSElasticBeanstalk', tier('escalation')],
  ['PowerUserAccess', allowsAllBut('iam:*', 'organizations:*', 'account:*')],
  ['IAMFullAccess', allows('iam:*')],
  ['IAMReadOnlyAccess', allows('iam:Get*', 'iam:List*', 'iam:GenerateCredentialReport')],
  ['IAMUserChangePassword', tier('metadata')],
  ['ReadOnlyAccess', tier('data-read')],
  ['SecurityAudit', tier('metadata')],
  ['AWSSupportAccess', tier('metadata')],
  ['AWSCloudTrail_ReadOnlyAccess', tier('metadata')],
  ['AWSOrganizationsFullAccess', allows('organizations:*')],
  ['AWSOrganizationsReadOnlyAccess', allows('organizations:Describe*', 'organizations:List*')],
  ['AmazonS3FullAccess', allows('s3:*', 's3-object-lambda:*')],
  ['AmazonS3ReadOnlyAccess', allows('s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*')],
  ['AmazonDynamoDBFullAccess', tier('data-write')],
  ['AmazonDynamoDBReadOnlyAccess', tier('data-read')],
  ['AmazonEC2FullAccess', allows('ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*', 'autoscaling:*')],
  ['AmazonEC2ReadOnlyAccess', allows('ec2:Describe*', 'elasticloadbalancing:Describe*', 'cloudwatch:Get*')],
  ['AmazonRDSFullAccess', tier('data-write')],
  ['AmazonRDSReadOnlyAccess', tier('data-read')],
  ['AmazonSQSFullAccess', allows('sqs:*')],
  ['AmazonSNSFullAccess', allows('sns:*')],
  ['AmazonVPCFullAccess', tier('data-write')],
  ['AmazonSSMManagedInstanceCore', tier('data-read')],
  ['AmazonSSMReadOnlyAccess', allows('ssm:Describe*', 'ssm:Get*', 'ssm:List*')],
  ['AmazonEC2ContainerRegistryReadOnly', tier('data-read')],
  ['AmazonEKSClusterPolicy', tier('data-write')],
  ['AmazonEKSWorkerNodePolicy', tier('metadata')],
  ['AWSLambda_FullAccess', allows('lambda:*', 'iam:PassRole')],
  ['AWSLambda_ReadOnlyAccess', tier('data-read')],
  ['AWSCloudFormationFullAccess', allows('cloudformation:*')],
  ['AWSKeyManagementServicePowerUser', tier('data-write')],
  ['SecretsManagerReadWrite', tier('data-write')],
  ['CloudWatchFullAccess', tier('data-write')],
  ['CloudWatchFullAccessV2', tier('data-write')],
  ['CloudWatchReadOnlyAccess', tier('data-read')],
  ['CloudWatchLogsFullAccess', allows('logs:*')],
  ['CloudWatchLogsReadOnlyAccess', tier('data-read')],
  ['CloudWatchAgentServerPolicy', tier('data-read')],
  ['job-function/Billing', tier('data-write')],
  ['job-function/DatabaseAdministrator', tier('data-write')],
  ['job-function/DataScientist', tier('data-write')],
  ['job-function/NetworkAdministrator', tier('data-write')],
  ['job-function/SupportUser', tier('metadata')],
  ['job-function/SystemAdministrator', tier('data-write')],
  ['job-function/ViewOnlyAccess', tier('metadata')],
  ['service-role/AWSLambdaBasicExecutionRole', tier('metadata')],
  ['service-role/AmazonEC2ContainerServiceforEC2Role', tier('data-read')],
  ['service-role/AmazonECSTaskExecutionRolePolicy', tier('data-read')],
  ['service-role/AWSConfigRole', tier('metadata')],
  ['service-role/AWS_ConfigRole', tier('metadata')],
]);
