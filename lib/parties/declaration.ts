/**
 * What the user declares in `trust-atlas.yaml`: who the parties are, what was agreed with them, and what may stay.
 */
import type { AccountId, OrganizationId } from '../model/identifiers';
import type { Tactic } from '../model/tactic';

export interface Expectations {
  readonly version: 1;
  /** for exports that do not tell it */
  readonly organization?: { readonly id?: OrganizationId; readonly accounts?: readonly AccountId[] };
  readonly parties: readonly DeclaredParty[];
  readonly suppress: readonly Suppression[];
  readonly settings: ExpectationSettings;
}

export interface DeclaredParty {
  readonly name: string;
  /** `own` accounts are ours, though outside the organization or its list */
  readonly kind: 'vendor' | 'partner' | 'own';
  readonly accounts: readonly AccountId[];
  /** who approved it and answers for it */
  readonly owner?: string;
  readonly reason?: string;
  /** last day on which the declaration holds, `YYYY-MM-DD`; absent: no end */
  readonly expires?: string;
  /** what was agreed about its use; empty where only the name is declared */
  readonly expect: readonly DeclaredUse[];
}

/** Agreed use of some roles; an absent field leaves that aspect open. */
export interface DeclaredUse {
  /** ARN patterns */
  readonly roles?: readonly string[];
  /** account ids, or `*` */
  readonly accounts?: readonly string[];
  readonly externalId?: 'required' | 'any' | 'none';
  /** addresses, ranges, or `asn:` and a number */
  readonly networks?: readonly string[];
  readonly regions?: readonly string[];
  /** patterns */
  readonly sessionNames?: readonly string[];
  /** patterns */
  readonly userAgents?: readonly string[];
  /** such as `08-18 UTC` */
  readonly hours?: string;
  readonly atMostPerDay?: number;
  readonly actions?: { readonly tactics?: { readonly deny?: readonly Tactic[] } };
}

export interface Suppression {
  /** a finding's id, or a rule and a pattern over its subject, joined by a colon */
  readonly finding: string;
  readonly reason: string;
  readonly owner: string;
  /** last day, `YYYY-MM-DD` */
  readonly until: string;
}

/** Days, and severities by rule id; absent means the default. */
export interface ExpectationSettings {
  readonly dormantAfterDays?: number;
  readonly learnDays?: number;
  readonly quietDays?: number;
  readonly severity?: Readonly<Record<string, 'critical' | 'high' | 'medium' | 'low' | 'info'>>;
}
