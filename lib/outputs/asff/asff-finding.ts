/**
 * One finding in the AWS Security Finding Format.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-attributes.html
 */
import { cut } from '../../findings/title';
import { accountOfArn, partitionOfArn, roleArnIn } from '../../model/arn';
import type { Finding, Severity } from '../../model/finding';
import { accountIdIn } from '../../model/identifiers';
import { type AlertContext, consoleAddress } from '../alert/alert-context';
import { plainText } from '../alert/safe-text';
import { evidenceWords } from '../words/evidence-words';

/** Where findings are imported: an account imports under its own default product only. */
export interface HubPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The members that are written; names and limits are Security Hub's. */
export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly Title: string;
  readonly Description: string;
  readonly Types: string[];
  readonly FindingProviderFields: {
    readonly Severity: { Label: AsffSeverity; Original: string };
    Types: string[];
  };
  readonly ProductFields: Record<string, string>;
  readonly Resources: { Type: string; Id: string; Partition: 'aws' | 'aws-cn' | 'aws-us-gov' }[];
  readonly Remediation?: { readonly Recommendation: { readonly Text: string } };
  readonly SourceUrl?: string;
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
}

type AsffSeverity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'INFORMATIONAL';

const SEVERITY: Readonly<Record<Severity, AsffSeverity>> = {
  critical: 'CRITICAL',
  high: 'HIGH',
  medium: 'MEDIUM',
  low: 'LOW',
  info: 'INFORMATIONAL',
};

/** Another form would be refused with the whole finding. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const TYPES = ['TTPs/Initial Access/Trusted Relationship'];

/** Characters. */
const TITLE_LIMIT = 256;
const DESCRIPTION_LIMIT = 1024;
const REMEDY_LIMIT = 512;
const FIELD_LIMIT = 1024;
const ID_LIMIT = 512;

/** One finding in Security Hub's form, every member within its limit. */
export function asffFinding(
  finding: Finding,
  { partition, region, account }: HubPlace,
  context: AlertContext,
): AsffFinding {
  const text = (words: string, limit: number) => cut(plainText(cut(words, limit)), limit);
  const severity = { Label: SEVERITY[finding.severity], Original: finding.severity };
  const facts = finding.evidence.map(evidenceWords);
  const subjectAccount = accountOfArn(finding.subject) ?? accountIdIn(finding.subject);
  const fields = {
    'trust-atlas/rule': finding.rule,
    'trust-atlas/state': finding.state,
    'trust-atlas/because': finding.because,
    'trust-atlas/party': finding.party,
    'trust-atlas/account': subjectAccount,
    'trust-atlas/organization': context.organization,
    'trust-atlas/technique': finding.technique.join(', '),
  };
  return {
    SchemaVersion: '2018-10-08',
    Id: text(finding.id, ID_LIMIT),
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: text(`trust-atlas/${finding.rule}`, ID_LIMIT),
    AwsAccountId: account,
    CreatedAt: TIME.test(finding.firstSeen) ? finding.firstSeen : context.asOf,
    UpdatedAt: context.asOf,
    Title: text(finding.title, TITLE_LIMIT) || 'finding',
    Description: text([finding.title, ...facts].join('. '), DESCRIPTION_LIMIT) || 'finding',
    Types: TYPES,
    FindingProviderFields: { Severity: severity, Types: TYPES },
    ProductFields: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) => (value ? [[name, text(value, FIELD_LIMIT)]] : [])),
    ),
    Resources: [resourceOf(finding.subject, partition, text)],
    ...(finding.remedy !== '' && {
      Remediation: { Recommendation: { Text: text(finding.remedy.replace(/\n\s*/g, ' '), REMEDY_LIMIT) } },
    }),
    ...(context.report?.kind === 'bucket' && { SourceUrl: consoleAddress(context.report) }),
    RecordState: stateOf(finding),
  };
}

/** A suppressed finding is out of sight in Security Hub too: it stays visible in our own reports. */
function stateOf({ state }: Finding): AsffFinding['RecordState'] {
  return state === 'closed' || state === 'suppressed' ? 'ARCHIVED' : 'ACTIVE';
}

function resourceOf(
  subject: string,
  hubPartition: string,
  text: (words: string, limit: number) => string,
): AsffFinding['Resources'][number] {
  const partition = partitionOfArn(subject) ?? hubPartition;
  const Partition = partition === 'aws-cn' || partition === 'aws-us-gov' ? partition : 'aws';
  if (accountIdIn(subject)) return { Type: 'AwsAccount', Id: `AWS::::Account:${subject}`, Partition };
  const Type = roleArnIn(subject) ? 'AwsIamRole' : 'Other';
  return { Type, Id: text(subject, ID_LIMIT) || 'organization', Partition };
}
