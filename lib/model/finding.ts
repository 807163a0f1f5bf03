/**
 * A finding: a rule's result about a subject, with severity, evidence, remedy and a stable id.
 */
/** From worst to mildest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const;

export type Severity = (typeof SEVERITIES)[number];

/** One fact as a flat row, for people and programs; external ids appear as fingerprints only. */
export type Evidence = Readonly<Record<string, string | number | boolean>>;

export interface Finding {
  /** depends on rule, subject, party and key only: never on time, order or wording */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly state: 'new' | 'open' | 'closed' | 'suppressed';
  /** why it is closed or suppressed, or stays open though this run did not find it, in words */
  readonly because?: string;
  /** a role's ARN, an account id, or an organization's id (`organization` where that is not known) */
  readonly subject: string;
  /** party id; absent where no one party is meant */
  readonly party?: string;
  /** one line for people */
  readonly title: string;
  readonly evidence: readonly Evidence[];
  /** what to do, with the real values; may hold a JSON policy snippet on lines of its own */
  readonly remedy: string;
  /** MITRE ATT&CK technique ids */
  readonly technique: readonly string[];
  /** ISO 8601: the first and the last run that found it */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** when what it speaks of last happened; absent for what is so until it is mended, such as a trust */
  readonly lastEvent?: string;
}
