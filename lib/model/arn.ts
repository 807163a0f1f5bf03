/**
 * Amazon Resource Names, taken apart.
 *
 * Partition matters: `aws`, `aws-cn`, `aws-us-gov` … are worlds of their own, and a role of one
 * can never be entered from another.
 */
import { type AccountId, accountIdIn } from './identifiers';

/** The six colon-separated parts; the resource keeps its own colons. */
export interface Arn {
  readonly text: string;
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  /** as written: may be empty, `aws`, a wildcard or a malformed id; see `accountOfArn` */
  readonly account: string;
  readonly resource: string;
}

/** An IAM role's ARN, path included. Made only by `roleArnIn`. */
export type RoleArn = string & { readonly __arn: 'role' };

const ROLE = /^arn:[a-z-]+:iam::\d{12}:role\/[!-~]+$/;

/** Takes an ARN apart; undefined where the text has not at least six parts or does not start with `arn`. */
export function arnIn(text: string): Arn | undefined {
  const parts = text.split(':');
  const [arn, partition, service, region, account] = parts;
  if (arn !== 'arn' || parts.length < 6 || !partition || !service) return undefined;
  return {
    text,
    partition,
    service,
    region: region ?? '',
    account: account ?? '',
    resource: parts.slice(5).join(':'),
  };
}

/** The text as a role ARN, or undefined. */
export function roleArnIn(text: string | undefined): RoleArn | undefined {
  return text !== undefined && ROLE.test(text) ? (text as RoleArn) : undefined;
}

/** Of the parts between colons, from 0. */
const ACCOUNT_PART = 4;

/** The account named in an ARN, or undefined where that part is not 12 digits. */
export function accountOfArn(text: string): AccountId | undefined {
  let start = 0;
  for (let part = 0; part < ACCOUNT_PART; part++) {
    start = text.indexOf(':', start) + 1;
    if (start === 0) return undefined;
  }
  const end = text.indexOf(':', start);
  return accountIdIn(end < 0 ? text.slice(start) : text.slice(start, end));
}

/** The partition named in an ARN, or undefined where the text is no ARN. */
export function partitionOfArn(text: string): string | undefined {
  const [arn, partition] = text.split(':', 2);
  return arn === 'arn' && partition ? partition : undefined;
}

/** A role's or user's name: what follows the last slash. */
export function nameOfArn(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
