/**
 * One observed assume call, in the one normal form, whatever it was read from.
 *
 * Secrets stop here: the session token is dropped, and of the external id only stays whether one was sent.
 */
import type { AssumeCall } from './assume-call';
import type { AccountId } from './identifiers';

export interface Assumption {
  /** of the copy that was read, or of the one that it corrects; each account's copy of one call has its own */
  readonly eventId: string;
  /** the same on both accounts' copies; also on every service-made call, so its presence proves nothing */
  readonly sharedEventId?: string;
  readonly requestId?: string;
  /** there where CloudTrail delivered the record anew, corrected */
  readonly corrects?: true;
  readonly call: AssumeCall | 'AssumeRoot';
  /** ISO 8601 UTC to the second, such as `2026-11-24T08:00:00Z` */
  readonly time: string;
  readonly region?: string;
  readonly outcome: 'success' | 'refused';
  /** such as `AccessDenied`; absent on success */
  readonly errorCode?: string;
  /** target role's ARN; always there on success (but for AssumeRoot); absent when a refusal does not tell */
  readonly role?: string;
  /** the account whose root user `AssumeRoot` entered; absent for the other calls */
  readonly enteredAccount?: AccountId;
  readonly caller: AssumptionCaller;
  /** name the caller gave the new session */
  readonly sessionName?: string;
  readonly sourceIdentity?: string;
  readonly externalId: 'sent' | 'not-sent' | 'unknown';
  /** an address in canonical spelling, or an AWS service's host name */
  readonly network?: string;
  readonly userAgent?: string;
  /** the account whose trail held this copy */
  readonly recipient?: AccountId;
  /** `ASIA…` of the credentials issued: the key to what the session did next */
  readonly accessKeyId?: string;
  /** `AROA…:session` of the session issued */
  readonly assumedRoleId?: string;
}

/** Who called, as far as this copy tells. The role owner's copy has no ARN for a caller of another account. */
export type AssumptionCaller =
  | {
      readonly kind: 'aws';
      readonly account?: AccountId;
      /** `AROA…` or `AIDA…` without the session name; an account id for root, `account:name` for a federated user */
      readonly principalId?: string;
      /** the role's, user's, root's or federated user's ARN; never that of a role's session */
      readonly arn?: string;
      /** the caller's own session, when it called as one */
      readonly callerSession?: string;
      /** `ASIA…`/`AKIA…` it signed with; absent on the role owner's copy */
      readonly accessKeyId?: string;
      /** the service that made the call on the principal's behalf */
      readonly invokedBy?: string;
    }
  /** `provider` is the provider object's ARN where the record names it */
  | { readonly kind: 'saml'; readonly provider?: string; readonly subject?: string }
  | {
      readonly kind: 'oidc';
      readonly provider?: string;
      readonly issuer: string;
      readonly subject?: string;
      /** of the built-in providers: the application or identity pool, which is the tenant there */
      readonly audience?: string;
    }
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'unknown' };
