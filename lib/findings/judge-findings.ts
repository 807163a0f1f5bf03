/**
 * Judges the graph by every rule, and gives each hit its identity and its past.
 */

import { TIERS } from '../access/tier';
import type { TrustGraph } from '../graph/trust-graph';
import { findDrift } from '../history/find-drift';
import type { History } from '../history/history';
import { roleArnIn } from '../model/arn';
import { compareText } from '../model/compare-text';
import type { Finding, Severity } from '../model/finding';
import { RULES } from './catalogue';
import { findSurprises } from './find-surprises';
import { findingId } from './finding-id';
import { liveFindings } from './life-cycle';
import type { Rule, RuleHit } from './rule';
import type { RuleContext } from './rule-context';
import { DEFAULT_SETTINGS, type Settings } from './settings';
import { compareSeverity } from './severity';

/**
 * All findings, the worst first; then by what the role is worth, rule, subject, party and key. Those of earlier runs
 * that this one did not find come last, by id: see `liveFindings`.
 */
export function judgeFindings(
  graph: TrustGraph,
  history: History,
  settings: Settings = DEFAULT_SETTINGS,
): readonly Finding[] {
  return liveFindings(findBy(RULES, graph, history, settings), graph, history, settings);
}

/** What these rules find, in order, with its identity and not yet its state. */
export function findBy(
  rules: readonly Rule[],
  graph: TrustGraph,
  history: History,
  settings: Settings,
  drift = findDrift(history, graph, settings.quietDays),
): readonly Finding[] {
  const surprises = findSurprises(graph, history, settings);
  const context: RuleContext = { history, settings, surprises, drift };
  return rules
    .flatMap((rule) =>
      rule.judge(graph, context).map((hit) => ({
        rule,
        hit: { ...hit, severity: settings.severity.get(rule.id) ?? severityOf(rule, hit, graph, history) },
        worth: worthOf(hit, graph),
      })),
    )
    .sort(byRank)
    .map(({ rule, hit }) => findingOf(rule, hit, graph.asOf, history));
}

/** A role that is gone, or was not read now, is worth what it was: not to know its worth makes nothing worse. */
function severityOf(rule: Rule, hit: RuleHit, { roles }: TrustGraph, { findings }: History): Severity {
  const role = roleArnIn(hit.subject);
  const before = findings.get(findingId(rule.id, hit.subject, hit.party, hit.key))?.severity;
  const isKnown = role === undefined || roles.has(role);
  return isKnown || before === undefined || compareSeverity(before, hit.severity) < 0 ? hit.severity : before;
}

interface Judged {
  readonly rule: Rule;
  readonly hit: RuleHit;
  /** place of the role's tier among `TIERS`; the last where the subject is no role */
  readonly worth: number;
}

function worthOf({ subject }: RuleHit, { roles }: TrustGraph): number {
  const role = roleArnIn(subject);
  return TIERS.indexOf((role && roles.get(role)?.tier.tier) ?? 'unknown');
}

function byRank(a: Judged, b: Judged): number {
  return (
    compareSeverity(a.hit.severity, b.hit.severity) ||
    a.worth - b.worth ||
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.hit.subject, b.hit.subject) ||
    compareText(a.hit.party ?? '', b.hit.party ?? '') ||
    compareText(a.hit.key ?? '', b.hit.key ?? '')
  );
}

function findingOf(rule: Rule, { key, ...hit }: RuleHit, asOf: string, history: History): Finding {
  const id = findingId(rule.id, hit.subject, hit.party, key);
  return {
    id,
    rule: rule.id,
    ...hit,
    state: 'new',
    technique: rule.technique,
    firstSeen: history.findings.get(id)?.firstSeen ?? asOf,
    lastSeen: asOf,
  };
}
