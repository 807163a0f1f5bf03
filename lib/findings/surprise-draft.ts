/**
 * Surprises before they are weighed: what is new of one party's use of one role, not yet beside what else is.
 */

import type { TrustGraph } from '../graph/trust-graph';
import type { SeenUse } from '../history/seen-row';
import type { UsualUse } from '../history/usual-use';
import type { ExpectedUse } from '../parties/expected-use';
import type { Surprise } from './surprise';
import type { Habit } from './unusualness';

export interface SurpriseDraft extends Omit<Surprise, 'company' | 'severity' | 'party' | 'node' | 'role'> {
  readonly habit: Habit;
  /** the network is new, and its owner is a usual one */
  readonly sameOwner: boolean;
  /** it cannot be told whether it was agreed: information */
  readonly undecided: boolean;
  /** when it was first seen by any run; `first` tells only of what was read now */
  readonly since: string;
}

/** One party's use of one role, in all that is known of it. */
export interface KnownUse {
  readonly seen: SeenUse;
  /** after this run has learnt from it */
  readonly usual: UsualUse;
  /** what was agreed; absent where nothing was */
  readonly expected?: ExpectedUse;
  /** ISO 8601 */
  readonly learntUntil: string;
  /** days that were read whole, in any run */
  readonly watched: ReadonlySet<string>;
  readonly graph: TrustGraph;
}

/** Whether the use is being learnt still. */
export function isBeingLearnt({ learntUntil, graph }: KnownUse): boolean {
  return graph.asOf < learntUntil;
}

/** Which entry of the declaration decides, in words, and which others it overrides. */
export function entryText({ because, overrode }: ExpectedUse): string {
  return overrode.length === 0 ? because : `${because}; it goes before ${overrode.join(' and ')}`;
}
