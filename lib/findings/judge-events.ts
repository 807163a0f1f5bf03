/**
 * Judges what a stream of events tells, by the same rules as a scan, with what the last scan knew.
 *
 * Left out are rules about what is so until it is mended, which need the whole inventory, and rules about silence. What
 * is only information is left to the scan, as is all that closes a finding.
 */
import type { TrustGraph } from '../graph/trust-graph';
import type { Drift } from '../history/drift';
import type { History } from '../history/history';
import type { Finding } from '../model/finding';
import { RULES } from './catalogue';
import { findBy } from './judge-findings';
import { foundAgain } from './life-cycle';
import type { Settings } from './settings';

/** Ids of rules that single events can break. */
export const OF_EVENTS: ReadonlySet<string> = new Set([
  'use-not-permitted-now',
  'unapproved-party-use',
  'expired-approval-used',
  'dormant-trust-woke',
  'external-id-not-sent',
  'sensitive-action-in-session',
  'session-chained',
  'assume-role-refused',
  'unexpected-caller',
  'unexpected-role',
  'unexpected-network',
  'unexpected-region',
  'unexpected-agent',
  'unexpected-session-name',
  'unexpected-hour',
  'unexpected-rate',
  'trust-added',
  'role-created-for-outsider',
  'trust-widened',
  'trust-narrowed',
  'trust-removed',
  'provider-changed',
  'guardrail-removed',
]);

/**
 * Findings that are not known yet, and those that came back, the worst first.
 * @param graph of what is known, with the uses, sessions and changes of the stream
 * @param drift what changed in trust since the last scan
 */
export function judgeEvents(
  graph: TrustGraph,
  history: History,
  settings: Settings,
  drift: Drift,
): readonly Finding[] {
  const rules = RULES.filter(({ id }) => OF_EVENTS.has(id));
  return findBy(rules, graph, history, settings, drift)
    .flatMap((finding) => foundAgain(finding, graph, history, settings) ?? [])
    .filter(({ state, severity }) => state === 'new' && severity !== 'info');
}
