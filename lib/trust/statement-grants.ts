/**
 * What one Allow statement comes to: grants, and remarks on what of it admits nobody.
 */
import type { Grant, TrustRemark } from '../model/grant';
import { type PolicyVersion, type Statement, statementName } from '../model/policy-document';
import type { Role } from '../model/role';
import { findStatementRemarks } from '../policy/statement-remarks';
import type { Loss } from './explain-conflict';
import { judgeWay, type TrustInForce, type WayJudgement } from './judge-way';
import type { NamedCaller } from './principal-entry';
import { readConditions } from './read-conditions';
import { readStatementCallers } from './statement-callers';

export interface StatementJudgement {
  readonly grants: readonly Grant[];
  readonly remarks: readonly TrustRemark[];
}

/** Judges one Allow statement of the trust policy of a role. */
export function judgeStatement(statement: Statement, role: Role, trust: TrustInForce): StatementJudgement {
  const { version } = trust.document;
  const { constraints, doubts } = readConditions(statement, version);
  const named = readStatementCallers(statement, role.arn, trust.knowledge.principalsByUniqueId);
  const judge = ({ caller, call, who, doubt }: NamedCaller) =>
    judgeWay(
      {
        role,
        call,
        caller,
        who,
        constraints,
        unless: [],
        doubts: doubt === undefined ? doubts : [...doubts, doubt],
        choices: [],
      },
      statement,
      trust,
    );
  const first = named.callers.map(judge);
  const isEmpty = first.every((judgement) => judgement.grants.length === 0);
  // what AWS does not say matters only where somebody could meet the conditions
  const beyond = (isEmpty ? (named.otherwise ?? []) : []).map((other) => {
    const { doubt: _, ...certain } = other;
    return { other, asCertain: judge(certain) };
  });
  const possible = beyond.filter(({ asCertain }) => asCertain.grants.length > 0);
  const meant = possible.length > 0 ? possible.map(({ other }) => judge(other)) : first;
  // where nobody else is named, only these tell why nobody comes in
  const judgements = meant.length > 0 ? meant : beyond.map(({ asCertain }) => asCertain);
  const grants = judgements.flatMap((judgement) => judgement.grants);
  const losses = [...named.losses, ...lossesOf(judgements)];
  const hints = grants.length > 0 ? hintsOf(statement, version, named.losses) : [];
  return { grants, remarks: remarksOf([...losses, ...hints], statement) };
}

/**
 * A principal that gets nothing is worth a remark, and so is a value that admits none of the principals. A pair of
 * the two that does not fit is not: two accounts and a role of each make two such pairs.
 */
function lossesOf(judgements: readonly WayJudgement[]): readonly Loss[] {
  const chosen = new Set(judgements.flatMap((judgement) => judgement.chosen));
  return judgements.flatMap(({ grants, losses }) =>
    grants.length === 0
      ? losses.slice(0, 1)
      : losses.filter(({ choices }) => choices.some((choice) => !chosen.has(choice))),
  );
}

/** What does nothing, or not what its author meant, in a statement that admits somebody. */
function hintsOf(statement: Statement, version: PolicyVersion, losses: readonly Loss[]): readonly Loss[] {
  const told = new Set(losses.map(({ raw }) => raw));
  return findStatementRemarks(statement, version)
    .filter(({ raw }) => raw === undefined || !told.has(raw))
    .map((remark) => ({ kind: 'hint', ...remark }));
}

function remarksOf(losses: readonly Loss[], statement: Statement): readonly TrustRemark[] {
  const name = statementName(statement);
  const remarks = losses.map(
    ({ kind, message, raw }): TrustRemark => ({
      kind,
      statement: name,
      message,
      ...(raw !== undefined && { raw }),
    }),
  );
  return [...new Map(remarks.map((remark) => [JSON.stringify(remark), remark])).values()];
}
