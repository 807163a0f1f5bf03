/**
 * What the place of a CloudTrail log object tells: whose it is, and that digests and insights are none.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */
import { type AccountId, accountIdIn, type OrganizationId, organizationIdIn } from '../../model/identifiers';

export interface LogObjectKey {
  /** of which it has the records */
  readonly account: AccountId;
  /** set for an organization's trail */
  readonly organization?: OrganizationId;
  readonly region: string;
  /** day of delivery, `YYYY-MM-DD`; events of the day before may be inside, late ones of any */
  readonly day: string;
  /** time of delivery, `YYYY-MM-DDTHH:MM:SSZ`; absent where the object was renamed */
  readonly published?: string;
}

/** Digests sign the logs and insights summarise them: neither holds a call that somebody made. */
const LEFT_ASIDE = /(?:^|\/)AWSLogs\/(?:[^/]+\/){1,2}CloudTrail-(?:Digest|Insight)\//;

const FOLDERS =
  /(?:^|\/)AWSLogs\/(?:([^/]+)\/)?(\d{12})\/CloudTrail\/([a-z0-9-]+)\/(\d{4})\/(\d\d)\/(\d\d)\/([^/]+)$/;

/** `ACCOUNT_CloudTrail_REGION_20261124T0805Z_…` */
const PUBLISHED = /_CloudTrail_[a-z0-9-]+_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_/;

/** True for objects beside the logs, by key or path. */
export function isBesideLogs(key: string): boolean {
  return LEFT_ASIDE.test(withSlashes(key));
}

/** Reads a key or a path; undefined where it is not that of a log object. */
export function parseLogObjectKey(key: string): LogObjectKey | undefined {
  const [, group, owner, region, year, month, date, file = ''] = FOLDERS.exec(withSlashes(key)) ?? [];
  const account = accountIdIn(owner);
  const organization = organizationIdIn(group);
  const day = `${year}-${month}-${date}`;
  if (account === undefined || region === undefined || !isDay(day)) return undefined;
  if (group !== undefined && organization === undefined) return undefined;
  const published = timeIn(file);
  return { account, ...(organization && { organization }), region, day, ...(published && { published }) };
}

function timeIn(file: string): string | undefined {
  const [, year, month, date, hour, minute] = PUBLISHED.exec(file) ?? [];
  const time = `${year}-${month}-${date}T${hour}:${minute}:00Z`;
  return year === undefined || Number.isNaN(Date.parse(time)) ? undefined : time;
}

/** False for the 30th of February. */
function isDay(day: string): boolean {
  const at = Date.parse(day);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

/** Paths of Windows have others. */
function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
