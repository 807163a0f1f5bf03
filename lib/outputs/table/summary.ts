/**
 * The first lines: what was looked at, and the sentence that matters.
 */

import type { Analysis } from '../../findings/analysis';
import { isLive } from '../../findings/life-cycle';
import type { RoleNode, RoleVerdict, TrustGraph } from '../../graph/trust-graph';
import { SEVERITIES } from '../../model/finding';
import { escapeText } from '../escape';
import { count } from '../words/count-words';
import { daysBetween } from '../words/time-words';
import { inkFor, paragraph, type Screen } from './layout';

/** Title line, the answer in a sentence or two, and what is incomplete. */
export function renderSummary({ graph, findings }: Analysis, screen: Screen): string {
  const ink = inkFor(screen);
  const title = ['Trust Atlas', ...scope(graph), `as of ${graph.asOf}`].map(escapeText).join(' · ');
  const gap = graph.coverage.complete ? '' : paragraph(gapSentence(graph), screen, '').trimEnd();
  return [
    ink.dim(title),
    '',
    ink.bold(paragraph(answer(graph), screen, '').trimEnd()),
    ...(findings.length > 0 ? [`${countFindings(findings)}.`] : []),
    ...(gap ? [ink.yellow(gap)] : []),
    '',
  ].join('\n');
}

function scope(graph: TrustGraph): string[] {
  const { organization, coverage } = graph;
  const read = coverage.accounts.filter(({ state }) => state === 'read').length;
  const accounts = `${read} of ${count(coverage.accounts.length, 'account')} read`;
  const trail = coverage.activity;
  const days =
    trail?.from && trail.until ? [`${daysBetween(trail.from, trail.until)} days of CloudTrail`] : [];
  return [organization?.id ?? 'organization not known', accounts, count(graph.roles.size, 'role'), ...days];
}

function answer(graph: TrustGraph): string {
  const nodes = [...graph.roles.values()];
  const open = nodes.filter(({ verdict }) => verdict === 'external');
  const parties = new Set(open.flatMap(externalParties));
  const raised = open.filter(({ tier }) => tier.tier === 'admin' || tier.tier === 'escalation');
  const undecided = countVerdict(nodes, 'undecided');
  if (nodes.length === 0) return 'No role was read, so nothing is said about who can get in.';
  if (open.length === 0 && undecided === 0)
    return `Nobody outside can enter any of the ${count(nodes.length, 'role')} seen.`;
  const sentences = [
    `${count(parties.size, 'outside party', 'outside parties')} can enter ${open.length} of ${count(nodes.length, 'role')}`,
    ...(raised.length > 0 ? [`${raised.length} of these hold or can gain administrator rights`] : []),
    ...(undecided > 0 ? [`${count(undecided, 'role')} could not be decided`] : []),
  ];
  return `${sentences.join('; ')}.`;
}

function externalParties({ grants }: RoleNode): string[] {
  return grants
    .filter(({ external, grant }) => external && grant.verdict === 'admits')
    .map(({ party }) => party);
}

function countVerdict(nodes: readonly RoleNode[], verdict: RoleVerdict): number {
  return nodes.filter((node) => node.verdict === verdict).length;
}

function countFindings(findings: Analysis['findings']): string {
  const others = (['suppressed', 'closed'] as const).flatMap((state) => {
    const found = findings.filter((finding) => finding.state === state).length;
    return found > 0 ? [`${found} ${state}`] : [];
  });
  return [countBySeverity(findings.filter(isLive)), ...others].join('; ');
}

function countBySeverity(findings: Analysis['findings']): string {
  const parts = SEVERITIES.map((severity) => ({
    severity,
    found: findings.filter((finding) => finding.severity === severity).length,
  }));
  const told = parts.filter(({ found }) => found > 0).map(({ severity, found }) => `${found} ${severity}`);
  return [count(findings.length, 'finding'), ...(told.length > 0 ? [told.join(', ')] : [])].join(': ');
}

function gapSentence(graph: TrustGraph): string {
  const { coverage } = graph;
  const unread = coverage.accounts.filter(({ state }) => state !== 'read').length;
  const parts = [
    ...(graph.roles.size === 0 ? ['no roles'] : []),
    ...(unread > 0 ? [`${count(unread, 'account')} not read`] : []),
    ...(coverage.problems.length > 0 ? [`${count(coverage.problems.length, 'problem')} in the input`] : []),
  ];
  return `The answer is incomplete: ${parts.join(', ')} (see “What was not seen”).`;
}
