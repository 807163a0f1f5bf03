/**
 * What a rule says of a graph, cut down to what tests compare.
 */

import type { Rule, RuleHit } from '../../lib/findings/rule';
import { NO_CONTEXT, type RuleContext } from '../../lib/findings/rule-context';
import type { TrustGraph } from '../../lib/graph/trust-graph';
import type { Severity } from '../../lib/model/finding';

/** @param context what is known beside the graph; nothing where absent */
export function hitsOf(
  rule: Rule,
  graph: TrustGraph,
  context: Partial<RuleContext> = {},
): readonly RuleHit[] {
  return rule.judge(graph, { ...NO_CONTEXT, ...context });
}

/** Severities of all hits: none is an empty list. */
export function severitiesOf(
  rule: Rule,
  graph: TrustGraph,
  context: Partial<RuleContext> = {},
): readonly Severity[] {
  return hitsOf(rule, graph, context).map(({ severity }) => severity);
}

/** The only hit; throws where there is none or another one. */
export function onlyHit(rule: Rule, graph: TrustGraph, context: Partial<RuleContext> = {}): RuleHit {
  const [hit, ...others] = hitsOf(rule, graph, context);
  if (hit === undefined || others.length > 0)
    throw new Error(`${others.length + (hit ? 1 : 0)} hits of ${rule.id}`);
  return hit;
}

/** The values of one evidence field, over the rows that have it. */
export function evidenceOf({ evidence }: RuleHit, field: string): readonly unknown[] {
  return evidence.flatMap((row) => (field in row ? [row[field]] : []));
}

/** The statements that a remedy writes, from the JSON blocks that stand on lines of their own. */
export function statementsIn({ remedy }: Pick<RuleHit, 'remedy'>): readonly unknown[] {
  const blocks = remedy.match(/^[[{]\n[\s\S]*?\n[\]}]$/gm) ?? [];
  return blocks.flatMap((block): unknown => JSON.parse(block));
}
