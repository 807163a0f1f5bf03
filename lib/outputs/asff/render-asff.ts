/**
 * The findings as a file for `aws securityhub batch-import-findings`: each in the account that its subject lies in,
 * as an account imports for itself only.
 */
import type { Analysis } from '../../findings/analysis';
import { accountOfArn, partitionOfArn } from '../../model/arn';
import { accountIdIn } from '../../model/identifiers';
import { escapeJson } from '../escape';
import { asffFinding } from './asff-finding';

/** Where neither the subject nor the organization names an account: Security Hub refuses it, and one sees why. */
const NO_ACCOUNT = '000000000000';

/** Chunks of one JSON array, a finding a line. `region` is that of the Security Hub it is meant for. */
export function* renderAsff({ graph, findings }: Analysis, region: string): Iterable<string> {
  const { organization, asOf, parties } = graph;
  const context = {
    ...(organization && { organization: organization.id }),
    ...{ asOf, parties, accountNames: new Map<string, string>() },
  };
  const central = organization?.managementAccountId ?? NO_ACCOUNT;
  yield '[';
  for (const [index, finding] of findings.entries()) {
    const { subject } = finding;
    const account = accountOfArn(subject) ?? accountIdIn(subject) ?? central;
    const place = { partition: partitionOfArn(subject) ?? 'aws', region, account };
    yield `${index === 0 ? '' : ','}\n${escapeJson(JSON.stringify(asffFinding(finding, place, context)))}`;
  }
  yield '\n]\n';
}
