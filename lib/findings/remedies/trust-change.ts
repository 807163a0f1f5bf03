/**
 * A change of a role's trust, written as the statements that take the place of the present ones.
 *
 * A statement often admits several parties. The entries of the one that a finding is about are split off, so
 * that the change touches nobody else.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { externalIdFingerprint } from '../../model/fingerprint';
import {
  type PrincipalElement,
  type PrincipalEntry,
  type Statement,
  statementName,
} from '../../model/policy-document';
import type { Role } from '../../model/role';
import { textOf } from '../evidence';
import type { WayIn } from '../ways-in';
import { admitsCaller, entriesOf } from './principal-entries';
import { statementJson } from './statement-json';

/** Principals of one statement that are split by hand; a trust policy of 4,096 characters holds fewer. */
const ENTRY_LIMIT = 200;

/** Takes the part of a statement that is about one party and says what it becomes; undefined removes it. */
export type Change = (statement: Statement, edges: readonly GrantEdge[]) => Statement | undefined;

/** The change of every statement behind a way in, as text whose JSON stands on lines of its own. */
export function renderTrustChange(
  way: Pick<WayIn, 'node' | 'role' | 'edges'>,
  graph: TrustGraph,
  change: Change,
): string {
  const statements = statementsBehind(way.role, way.edges).map((statement) =>
    withoutSecrets(statement, graph),
  );
  const texts = statements.map((statement) => renderStatementChange(statement, way, change));
  return texts.length > 0 ? texts.join('\n') : `Change ${statementNames(way.edges)} of the trust policy.`;
}

function renderStatementChange(
  statement: Statement,
  { node, edges }: Pick<WayIn, 'node' | 'edges'>,
  change: Change,
): string {
  const name = `statement ${JSON.stringify(statementName(statement))}`;
  const behind = (edge: GrantEdge) => edge.grant.statements.includes(statementName(statement));
  const mine = edges.filter(behind);
  const own = new Set(edges);
  const others = node.grants.filter((edge) => behind(edge) && !own.has(edge));
  const parts = splitStatement(statement, mine, others);
  if (parts === undefined)
    return `Write ${name} anew, with a statement of its own for each party that it admits.`;
  const changed = change(parts.mine, mine);
  const result = [parts.rest, changed].filter((part) => part !== undefined);
  if (result.length === 0)
    return `Delete ${name} from the trust policy; if no other is left, delete the role.`;
  const json = result.map(statementJson);
  return `Replace ${name} of the trust policy by:\n${JSON.stringify(json.length === 1 ? json[0] : json, null, 2)}`;
}

/**
 * The part of a statement that admits `mine`, and the rest.
 * @returns undefined where one entry admits both, where the statement holds what we could not read, or where it
 *   is longer than IAM would ever store
 */
function splitStatement(
  statement: Statement,
  mine: readonly GrantEdge[],
  others: readonly GrantEdge[],
): { readonly mine: Statement; readonly rest?: Statement } | undefined {
  const entries = entriesOf(statement.principal);
  const admits = (edges: readonly GrantEdge[]) => (entry: PrincipalEntry) =>
    edges.some(({ grant }) => admitsCaller(entry, grant.caller));
  if (statement.unknown.length > 0 || entries.length > ENTRY_LIMIT) return undefined;
  const own = entries.filter(admits(mine));
  if (own.length === 0 || own.some(admits(others))) return undefined;
  const rest = entries.filter((entry) => !own.includes(entry));
  if (rest.length === 0) return { mine: statement };
  const { sid: _, ...unnamed } = statement;
  return {
    mine: { ...unnamed, principal: principalOf(own) },
    rest: { ...statement, principal: principalOf(rest) },
  };
}

/** A principal element of these entries. */
export function principalOf(entries: readonly PrincipalEntry[]): PrincipalElement {
  return { kind: 'entries', entries };
}

/**
 * Blanks for external ids: what stays of a statement is shown to whoever reads the report. A bare fingerprint would
 * be taken for the id itself, and whoever pasted it would shut the party out.
 */
function withoutSecrets(statement: Statement, { organization }: TrustGraph): Statement {
  const conditions = statement.conditions.map((condition) =>
    condition.key.toLowerCase() === 'sts:externalid'
      ? {
          ...condition,
          values: condition.values.map(
            (value) => `<as it is now: ${externalIdFingerprint(organization?.id ?? '', value)}>`,
          ),
        }
      : condition,
  );
  return { ...statement, conditions };
}

function statementsBehind({ trust }: Role, edges: readonly GrantEdge[]): readonly Statement[] {
  if (trust.kind !== 'policy') return [];
  const names = new Set(edges.flatMap(({ grant }) => grant.statements));
  return trust.document.statements.filter(
    (statement) => statement.effect === 'Allow' && names.has(statementName(statement)),
  );
}

function statementNames(edges: readonly GrantEdge[]): string {
  const names = [...new Set(edges.flatMap(({ grant }) => grant.statements))];
  return `statement ${textOf(names.map((name) => JSON.stringify(name)))}`;
}

/** The change that shuts the party out. */
export const REMOVED: Change = () => undefined;
