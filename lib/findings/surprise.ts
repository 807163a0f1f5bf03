/**
 * Surprises: what a party did with a role that was not agreed, or, where nothing was agreed, is not usual.
 *
 * They are found once for all rules; each rule about use speaks of one kind of them.
 */
import type { RoleNode, SessionEdge, UseEdge } from '../graph/trust-graph';
import type { Aspect } from '../history/usual-use';
import type { Severity } from '../model/finding';
import type { Party } from '../parties/party';

/** Beside the aspects of a use: that the party used the role at all, and how often. */
export type SurpriseAspect = Aspect | 'role' | 'rate';

export interface Surprise {
  readonly aspect: SurpriseAspect;
  /** what is new, such as a /24 or a region: tells two findings of one rule apart */
  readonly value: string;
  /** the addresses, user agents, names or hours behind it, as far as they were kept; sorted */
  readonly exact: readonly string[];
  readonly party: Party;
  /** absent where the role was not read */
  readonly node?: RoleNode;
  /** ARN */
  readonly role: string;
  /** ISO 8601: first and last time it was seen, in successful calls or refused ones */
  readonly first: string;
  readonly last: string;
  /** successful calls; 0 where it was only tried */
  readonly count: number;
  readonly denied: number;
  readonly firstEvent?: string;
  /** what it offends: a declaration, or what was usual before */
  readonly against: 'declared' | 'usual';
  /** in words: what was agreed, or what was usual */
  readonly because: string;
  /** first seen while the use was being learnt: told as information, and learnt */
  readonly learning: boolean;
  /** when the learning time ends or ended, ISO 8601; absent where nothing was ever learnt of the use */
  readonly learntUntil?: string;
  /** other aspects of the same use that were new on the same day, sorted */
  readonly company: readonly SurpriseAspect[];
  /** `info` while it is being learnt */
  readonly severity: Severity;
  /** the uses it was seen in */
  readonly uses: readonly UseEdge[];
  /** the sessions it was seen in, where it is about what they did */
  readonly sessions: readonly SessionEdge[];
}
