/**
 * Rule: a statement of the trust can never be met, so the role does less than its author thinks.
 */
import type { RoleNode, TrustGraph } from '../../graph/trust-graph';
import type { TrustRemark, TrustRemarkKind } from '../../model/grant';
import { boundedRows } from '../evidence';
import { groupedBy } from '../grouping';
import type { Rule, RuleHit } from '../rule';
import { severityOf } from '../severity';
import { cut } from '../title';
import { isJudged } from '../ways-in';

const DEAD: readonly TrustRemarkKind[] = ['never-true', 'mismatch', 'expired', 'invalid'];

export const trustNeverTrue: Rule = {
  id: 'trust-never-true',
  title: 'A trust statement can never be met',
  severity: 'Low, or info for a role that is worth little: nobody gets in.',
  means:
    'The statement contradicts itself, tests a key that such a call never carries, takes a star literally, names only what can be no principal here (one of another partition, a wildcard in an ARN), or its time is over.',
  matters: 'The role is broken for those it was made for, and the next repair in haste may open it too wide.',
  fix: 'Delete the statement, or correct the condition together with those who are meant to enter.',
  fine: 'Where it was shut on purpose, for a time.',
  technique: ['T1199'],
  judge: (graph: TrustGraph) =>
    [...graph.roles.values()].filter(({ role }) => isJudged(role)).flatMap(hitsOf),
};

function hitsOf(node: RoleNode): readonly RuleHit[] {
  const admitting = new Set(node.grants.flatMap(({ grant }) => grant.statements));
  const dead = node.remarks.filter(({ kind, statement }) => DEAD.includes(kind) && !admitting.has(statement));
  return [...groupedBy(dead, ({ statement }) => statement)].map(([statement, remarks]) =>
    hitOf(node, statement, remarks),
  );
}

function hitOf({ role, tier }: RoleNode, statement: string, remarks: readonly TrustRemark[]): RuleHit {
  return {
    subject: role.arn,
    key: statement,
    severity: severityOf('nobody', tier.tier),
    title: `No one can use statement ${cut(JSON.stringify(statement), 26)} of role ${cut(role.name, 40)}`,
    evidence: boundedRows(remarks.map(({ kind, message }) => ({ statement, kind, message }))),
    remedy: `Correct the principal or the condition of statement ${JSON.stringify(statement)} if somebody should enter by it; else delete it.`,
  };
}
