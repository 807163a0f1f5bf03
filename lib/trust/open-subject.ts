/**
 * Whether a test of a web identity's claims leaves open whose token it is: a wildcard stands where the customer, or in
 * a cluster the namespace, is named, or before the character that ends the name.
 *
 * `acme*` is also `acme-evil`, which anybody may register, and a pattern over ids fits whatever ids come next.
 */

/** What comes before the name in the subjects of some issuers; everywhere else it is one word and a colon. */
const HEADS: readonly RegExp[] = [
  /^system:serviceaccount:/,
  /^pulumi:[^:]*:org:/,
  /^org\/[^/]*\/project\//,
  /^https?:\/\/[^/]*\//,
  /^sc:\/\//,
  /^[^:/]*:/,
];

/** Its subjects name the customer further on than one word and a colon. */
const NAMED_LATER = 'pulumi:';

/** Claims that name a repository by its owner first. */
const OWNED_NAMES: ReadonlySet<string> = new Set(['repository', 'job_workflow_ref']);

/** Whether a value of this claim leaves the customer open. */
export function leavesTenantOpen(claim: string, pattern: string): boolean {
  const fixed = /^[^*?]*/.exec(pattern)?.[0] ?? '';
  if (fixed.length === pattern.length) return false;
  if (claim === 'sub') return !namesToItsEnd(fixed);
  if (OWNED_NAMES.has(claim)) return !/^[^/]+\//.test(fixed);
  return claim.endsWith('_id') || claim.endsWith('-id');
}

function namesToItsEnd(fixed: string): boolean {
  const head = HEADS.map((each) => each.exec(fixed)?.[0]).find((each) => each !== undefined);
  if (head === undefined || head === NAMED_LATER) return false;
  return /^[^:/]+[:/]/.test(fixed.slice(head.length));
}
