/**
 * Rule: a session of a role that outsiders can enter tried to enter other roles, and was refused.
 *
 * Only the log of the account that asked tells of a refusal, so outsiders who are refused at the door are never seen.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
import { TIERS, type Tier } from '../../access/tier';
import type { RoleNode, TrustGraph, UseEdge } from '../../graph/trust-graph';
import { roleArnIn } from '../../model/arn';
import { boundedRows } from '../evidence';
import { groupedBy } from '../grouping';
import type { Rule, RuleHit } from '../rule';
import { severityOf } from '../severity';
import { cut, TITLE_LIMIT } from '../title';
import { isJudged } from '../ways-in';

export const assumeRoleRefused: Rule = {
  id: 'assume-role-refused',
  title: 'A role that outsiders can enter tried to go on, and was refused',
  severity: 'By the most valuable role that it asked for, as for an outsider behind a weak barrier.',
  means:
    'CloudTrail of our own accounts has refused AssumeRole calls that came from a role which somebody outside can enter.',
  matters:
    'Whoever came in is trying doors. A program knows which roles it may enter; an intruder has to find out.',
  fix: 'Look at the sessions of the role around that time: who opened them, from which network, and what else they did.',
  fine: 'When a deployment asks for a role that is not there yet, once.',
  technique: ['T1199', 'T1550.001'],
  judge: (graph) => {
    const refused = graph.uses.filter(({ use }) => use.denied > 0 && use.count === 0);
    return [...groupedBy(refused, callerRoleOf)].flatMap(([caller, edges]) =>
      caller === undefined ? [] : hitOf(caller, edges, graph),
    );
  },
};

function callerRoleOf({ use }: UseEdge): string | undefined {
  return use.caller.kind === 'aws' ? roleArnIn(use.caller.arn) : undefined;
}

function hitOf(caller: string, edges: readonly UseEdge[], graph: TrustGraph): readonly RuleHit[] {
  const arn = roleArnIn(caller);
  const node = arn && graph.roles.get(arn);
  if (node === undefined || !isOpen(node) || !isJudged(node.role)) return [];
  const last =
    edges
      .map(({ use }) => use.last)
      .sort()
      .at(-1) ?? '';
  const named = edges.filter(({ use }) => use.role !== '');
  return [
    {
      subject: caller,
      severity: severityOf('outsider/weak', highestTier(named, graph)),
      title: cut(
        `Role ${node.role.name}, open to outsiders, was refused ${edges.length} other roles`,
        TITLE_LIMIT,
      ),
      evidence: boundedRows(
        edges.map(({ use }) => ({
          asked: use.role === '' ? 'a role that the record does not name' : use.role,
          refused: use.denied,
          first: use.first,
          last: use.last,
        })),
      ),
      remedy: `Look at the sessions of ${caller} up to ${last}: trust-atlas use --role ${caller}.`,
      lastEvent: last,
    },
  ];
}

function isOpen({ verdict }: RoleNode): boolean {
  return verdict === 'external' || verdict === 'undecided';
}

function highestTier(edges: readonly UseEdge[], { roles }: TrustGraph): Tier {
  const tiers = edges.map(({ use }) => {
    const arn = roleArnIn(use.role);
    return (arn && roles.get(arn)?.tier.tier) ?? 'unknown';
  });
  return TIERS.find((tier) => tiers.includes(tier)) ?? 'unknown';
}
