/**
 * Differences of trust as data: what two states of it do not share. Words are made where they are shown.
 */
import type { AssumeCall } from '../model/assume-call';
import type { Caller } from '../model/caller';
import type { Guard } from '../model/guard';
import type { AccountId } from '../model/identifiers';
import type { KnownGrant, KnownGuardrail, KnownProvider } from './trust-snapshot';

export type TrustDifference = GrantDifference | ProviderDifference | GuardrailDifference;

/** Seen from the later state; the earlier one sees the opposite of the same difference. */
export interface GrantDifference {
  readonly subject: 'grant';
  /** `changed`: neither is proven to let in all whom the other does */
  readonly kind: 'added' | 'removed' | 'widened' | 'narrowed' | 'changed';
  /** ARN */
  readonly role: string;
  /** party id: whom it lets in now, or did where it is removed */
  readonly party: string;
  readonly call: AssumeCall;
  /** absent where it is added */
  readonly before?: KnownGrant;
  /** absent where it is removed */
  readonly after?: KnownGrant;
  /** the role itself came, or went */
  readonly ofWholeRole: boolean;
  /** what became of caller, guards, exceptions and verdict; empty where it is added or removed */
  readonly details: readonly GrantDetail[];
}

export type GrantDetail =
  | {
      readonly aspect: 'caller';
      readonly change: 'wider' | 'narrower' | 'other';
      readonly before: Caller;
      readonly after: Caller;
    }
  | { readonly aspect: 'guard'; readonly change: 'lost'; readonly before: Guard }
  | { readonly aspect: 'guard'; readonly change: 'gained'; readonly after: Guard }
  | {
      readonly aspect: 'guard';
      readonly change: 'loosened' | 'tightened' | 'other';
      readonly before: Guard;
      readonly after: Guard;
    }
  /** what is refused all the same, as `unless` of a grant */
  | { readonly aspect: 'exception'; readonly change: 'lost'; readonly before: readonly Guard[] }
  | { readonly aspect: 'exception'; readonly change: 'gained'; readonly after: readonly Guard[] }
  /** it can be decided now, or no more */
  | { readonly aspect: 'verdict'; readonly change: 'decided' | 'undecided' };

export interface ProviderDifference {
  readonly subject: 'provider';
  readonly kind: 'added' | 'removed' | 'changed';
  readonly arn: string;
  readonly before?: KnownProvider;
  readonly after?: KnownProvider;
}

export interface GuardrailDifference {
  readonly subject: 'guardrail';
  /** `detached`: from a root, unit or account, and nowhere attached anew */
  readonly kind: 'added' | 'removed' | 'attached' | 'detached' | 'changed';
  /** `p-…` */
  readonly id: string;
  readonly before?: KnownGuardrail;
  readonly after?: KnownGuardrail;
}

/** Why an account's roles cannot be compared. */
export type Gap =
  | 'not-read-before'
  | 'not-read-after'
  /** resource control policies: what they close looks open */
  | 'controls-unknown-before'
  | 'controls-unknown-after';

export interface TrustComparison {
  /** grants, then providers, then guardrails; each sorted by role, ARN or id */
  readonly differences: readonly TrustDifference[];
  /** accounts that were left out, sorted */
  readonly gaps: readonly { readonly account: AccountId; readonly why: Gap }[];
}

/** Tells differences of two states apart, and outlives a third state that has the same one. */
export function differenceKey(difference: TrustDifference): string {
  switch (difference.subject) {
    case 'grant':
      return JSON.stringify([difference.before?.id ?? '', difference.after?.id ?? '', difference.kind]);
    case 'provider':
      return JSON.stringify([difference.arn, difference.kind, difference.after?.audiences ?? []]);
    case 'guardrail': {
      const { targets, fingerprint } = difference.after ?? {};
      return JSON.stringify([difference.id, difference.kind, targets ?? [], fingerprint ?? '']);
    }
  }
}
