/**
 * What an alert says beside its finding: whose run it was, who the party is, and where the report lies.
 */
import type { Alert } from '../../findings/alert';
import { accountOfArn } from '../../model/arn';
import { accountIdIn } from '../../model/identifiers';
import type { Party } from '../../parties/party';
import { mailText } from './safe-text';

/** Where the report of a run is kept. */
export type ReportPlace =
  | { readonly kind: 'bucket'; readonly bucket: string; readonly prefix: string; readonly region?: string }
  | { readonly kind: 'folder'; readonly path: string };

export interface AlertContext {
  /** `o-…`; absent where it is not known */
  readonly organization?: string;
  /** the run's time, ISO 8601 */
  readonly asOf: string;
  /** by party id; an alert of an earlier run may name one that is not in it any more */
  readonly parties: ReadonlyMap<string, Pick<Party, 'name' | 'kind'>>;
  /** by account id, where they are known */
  readonly accountNames: ReadonlyMap<string, string>;
  /** absent where none was written */
  readonly report?: ReportPlace;
}

/** The account that the finding's subject is or lies in; absent where it is about an organization. */
export function accountOf({ finding }: Alert): string | undefined {
  return accountOfArn(finding.subject) ?? accountIdIn(finding.subject);
}

/** The party's kind: as this run knows it, or else as its id tells. */
export function partyKindOf(
  { finding: { party } }: Alert,
  { parties }: AlertContext,
): Party['kind'] | undefined {
  if (party === undefined) return undefined;
  const known = parties.get(party)?.kind;
  if (known !== undefined) return known;
  return KIND_OF_SCHEME.get(party.split(':', 1)[0] ?? '') ?? 'unknown';
}

/** What the beginning of a party's id says of its kind. */
const KIND_OF_SCHEME: ReadonlyMap<string, Party['kind']> = new Map([
  ['vendor', 'vendor'],
  ['partner', 'partner'],
  ['aws', 'aws'],
  ['organization', 'organization'],
  ['own', 'organization'],
  ['anyone', 'anyone'],
  ['oidc', 'identity-provider'],
  ['saml', 'identity-provider'],
  ['roles-anywhere', 'identity-provider'],
]);

/** Where all of a finding is that an alert has no room for. */
export function wholeIn({ report }: AlertContext): string {
  return report === undefined ? 'in the output of scan --format json' : 'in the report';
}

/**
 * Lines, safe for mail: how to come to the report: the console's address, which asks for a login of its own, and the command. Never a
 * pre-signed address: whoever reads the mail could open that.
 */
export function reportLines({ report }: AlertContext): readonly string[] {
  if (report === undefined) return [];
  return report.kind === 'folder'
    ? [`folder ${mailText(report.path)}`]
    : [consoleAddress(report), 'or on your own machine: trust-atlas report --fetch'];
}

/** The console's page of the folder in the bucket, in the partition that the region belongs to. */
export function consoleAddress({ bucket, prefix, region }: Extract<ReportPlace, { kind: 'bucket' }>): string {
  const host = region === undefined ? CONSOLE : `${region}.${consoleOf(region)}`;
  const query = [
    ...(region === undefined ? [] : [`region=${encodeURIComponent(region)}`]),
    `prefix=${encodeURIComponent(prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`)}`,
  ];
  return `https://${host}/s3/buckets/${encodeURIComponent(bucket)}?${query.join('&')}`;
}

const CONSOLE = 'console.aws.amazon.com';

function consoleOf(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn';
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : CONSOLE;
}
