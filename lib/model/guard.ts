/**
 * Guards: what a caller must present or be, beyond who it is.
 */

export const GUARD_KINDS = [
  'external-id',
  'organization',
  'account',
  'principal-arn',
  'mfa',
  'source-ip',
  'source-vpc',
  'session-name',
  'source-identity',
  'subject',
  'audience',
  'tag',
  'time',
  'region',
  'source-account',
  'source-arn',
  'other',
] as const;

export type GuardKind = (typeof GUARD_KINDS)[number];

/**
 * `firm`: the caller cannot choose to meet it. `weak`: it can (a wildcard, a value it sets itself, a public
 * network, a test that passes when the key is left out). `unsupported`: such a call never carries the key.
 */
export type GuardStrength = 'firm' | 'weak' | 'unsupported';

export interface Guard {
  readonly kind: GuardKind;
  readonly strength: GuardStrength;
  /** canonical spelling of the key, such as `sts:ExternalId` */
  readonly key: string;
  /** canonical spelling, set prefix and `IfExists` included, such as `ForAnyValue:StringLike` */
  readonly operator: string;
  /** sorted, without repetition; external ids in clear: outputs show fingerprints */
  readonly values: readonly string[];
  /** why it is weak or unsupported, in words; absent when firm */
  readonly reason?: string;
  /** name of the resource control policy that demands it; absent: the trust policy does */
  readonly policy?: string;
}
