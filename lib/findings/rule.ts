/**
 * A rule: what it means in words for people, and one function from the graph and what is known beside it to hits.
 *
 * The words are data, so that `rules ID`, the reports and the tests read the same text.
 */
import type { TrustGraph } from '../graph/trust-graph';
import type { Evidence, Severity } from '../model/finding';
import type { RuleContext } from './rule-context';

export interface Rule {
  /** kebab-case, says the risk; the name of its file and of its test */
  readonly id: string;
  /** what is wrong, in a few words */
  readonly title: string;
  /** how the severity is chosen */
  readonly severity: string;
  /** what a finding of this rule says */
  readonly means: string;
  /** what an intruder gains by it */
  readonly matters: string;
  /** what to change */
  readonly fix: string;
  /** when it may stay as it is */
  readonly fine: string;
  /** MITRE ATT&CK technique ids, such as `T1199` */
  readonly technique: readonly string[];
  readonly judge: (graph: TrustGraph, context: RuleContext) => readonly RuleHit[];
}

/** A finding before it has an identity and a past. At most one for each subject, party and key. */
export interface RuleHit {
  /** a role's ARN, an account id or an organization's id */
  readonly subject: string;
  /** party id */
  readonly party?: string;
  /** tells several hits on one subject and party apart; never time, order or wording */
  readonly key?: string;
  readonly severity: Severity;
  /** at most 100 characters, for people */
  readonly title: string;
  readonly evidence: readonly Evidence[];
  readonly remedy: string;
  /** when what it speaks of last happened, ISO 8601; absent for what is so until it is mended */
  readonly lastEvent?: string;
}
