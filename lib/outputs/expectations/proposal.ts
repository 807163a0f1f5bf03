/**
 * A proposal: what `expect init` would agree to, what it leaves to the user, and why. The renderer prints it.
 *
 * Names, session names and user agents in it are as outsiders wrote them.
 */
import type { ActivityCoverage } from '../../activity/use';
import type { RoleArn } from '../../model/arn';
import type { AccountId } from '../../model/identifiers';
import type { Party } from '../../parties/party';

export interface Proposal {
  /** ISO 8601 time that it holds for */
  readonly asOf: string;
  /** the organization's id, where it is known */
  readonly organization?: string;
  /** what was read of CloudTrail; absent: nothing is agreed */
  readonly activity?: ActivityCoverage;
  /** ISO 8601: what was first seen from here on is not agreed */
  readonly cutoff: string;
  /** those agreed with first, then by party id */
  readonly parties: readonly ProposedParty[];
  /** outsiders whom no account declares, sorted by id */
  readonly undeclarable: readonly UndeclarableParty[];
}

export interface ProposedParty {
  readonly party: Party;
  /** what stands in the file: its name, made its own where another party has it */
  readonly name: string;
  readonly kind: 'vendor' | 'partner';
  /** it is agreed with: it has an entry that is */
  readonly isAgreed: boolean;
  readonly accounts: readonly ProposedAccount[];
  /** what was seen of it, in a few words */
  readonly facts: string;
  /** doubts, each a sentence */
  readonly review: readonly string[];
  readonly entries: readonly ProposedEntry[];
}

export interface ProposedAccount {
  readonly id: AccountId;
  readonly isAgreed: boolean;
  readonly review: readonly string[];
}

/** Roles of one name, and their agreed use. */
export interface ProposedEntry {
  readonly isAgreed: boolean;
  /** sorted; several differ in their account alone */
  readonly roles: readonly [RoleArn, ...RoleArn[]];
  readonly facts: string;
  readonly review: readonly string[];
  /** in the order of the format; none where nothing was seen */
  readonly fields: readonly ProposedField[];
}

export type FieldKey =
  | 'externalId'
  | 'networks'
  | 'regions'
  | 'sessionNames'
  | 'userAgents'
  | 'hours'
  | 'atMostPerDay'
  | 'actions';

/** One aspect of a use. */
export interface ProposedField {
  readonly key: FieldKey;
  /** of `actions` the tactics to deny; `scalar` has one value at most */
  readonly form: 'list' | 'scalar' | 'tactics';
  /** agreed; empty: the field is not in force, and what is usual decides */
  readonly kept: readonly ProposedValue[];
  /** seen and not agreed: printed as comments */
  readonly held: readonly ProposedValue[];
  readonly review: readonly string[];
}

export interface ProposedValue {
  readonly value: string | number;
  /** how often and when, or what it is made of */
  readonly note: string;
}

/** Judged by what is usual, since only accounts can be declared. */
export interface UndeclarableParty {
  readonly party: Party;
  readonly roles: number;
  readonly facts: string;
}
