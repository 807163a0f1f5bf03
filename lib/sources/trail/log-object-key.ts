/**
 * What the place of a CloudTrail log object tells: whose it is, and that digests and insights are none.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html
 */

/** Digests sign the logs and insights summarise them: neither holds a call that somebody made. */
const LEFT_ASIDE = /(?:^|\/)AWSLogs\/(?:[^/]+\/){1,2}CloudTrail-(?:Digest|Insight)\//;

/** True for objects beside the logs, by key or path with forward slashes. */
export function isBesideLogs(key: string): boolean {
  return LEFT_ASIDE.test(key);
}
