/**
 * The answer to one assume request, with its reasons: what `explain --as` prints.
 */

export interface Decision {
  readonly decision: 'allowed' | 'refused' | 'undecided';
  /** one sentence for people, lower-case start */
  readonly because: string;
  /**
   * names of the deciding statements, in the order of the policy: of a refusal those that deny, or that only lacked
   * conditions; `perimeter/0` is statement 0 of the resource control policy `perimeter`
   */
  readonly statements: readonly string[];
  /** the first thing in the way, in words; absent unless refused */
  readonly stoppedBy?: string;
  /** what the request lacked, in words; external ids only as fingerprints; empty unless refused */
  readonly missing: readonly string[];
  /** what the caller's own side must allow as well; absent where the trust policy is enough */
  readonly alsoNeeds?: string;
  /** what else may refuse it, because it was not read; absent where nothing was left out, or it is refused anyway */
  readonly notJudged?: string;
}
