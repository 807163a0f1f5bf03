/**
 * Why a role admits whom, as one JSON object: for each statement its grants, its remarks, or what it takes away.
 */
import { type ExternalIdUses, externalIdUses, usesOfGrant } from '../graph/external-id-use';
import type { GrantEdge } from '../graph/trust-graph';
import type { Guard } from '../model/guard';
import { type Statement, statementName } from '../model/policy-document';
import type { TakenAway } from '../trust/find-taken-away';
import { printGrant } from '../trust/print-grant';
import { controlRow } from './control-row';
import { escapeJson } from './escape';
import { externalIdRow } from './external-id-row';
import { grantRow } from './grant-row';
import { type ExplainedRole, takenAwayBy } from './render-explanation';
import { type SecretView, shownValues } from './words/guard-words';
import { explainNoGrants } from './words/statement-words';
import { witnessCommand } from './words/witness-command';

/** One chunk of text. External ids are fingerprints unless `view` says otherwise. */
export function* renderExplanationJson(explained: ExplainedRole, view: SecretView): Iterable<string> {
  const { role, verdict, tier, made, resourceControl } = explained.node;
  const uses = externalIdUses(explained.graph.grants);
  const statements = role.trust.kind === 'policy' ? role.trust.document.statements : [];
  const row = {
    role: role.arn,
    verdict,
    tier: tier.tier,
    because: [...tier.because, ...tier.unknown],
    made,
    ...(role.trust.kind === 'unreadable' && { problem: role.trust.problem }),
    resourceControl: controlRow(resourceControl, (id) => ({
      takesAway: takesAwayRow(takenAwayBy(explained, { kind: 'policy', id })),
    })),
    statements: statements.map((statement) => statementRow(statement, explained, uses, view)),
  };
  yield `${escapeJson(JSON.stringify(row, undefined, 2))}\n`;
}

function statementRow(
  statement: Statement,
  explained: ExplainedRole,
  uses: ExternalIdUses,
  view: SecretView,
): object {
  const { effect, index } = statement;
  const name = statementName(statement);
  const { grants, remarks } = explained.node;
  const own = grants.filter(({ grant }) => grant.statements.includes(name));
  return {
    statement: name,
    effect,
    grants: own.map((edge) => ({
      ...grantRow(edge, view),
      externalIds: usesOfGrant(edge, uses).map((use) => externalIdRow(use, view)),
      witnessCommand: commandRow(edge, view),
      asPolicy: policyRow(edge, view),
    })),
    remarks: remarks.filter((remark) => remark.statement === name),
    ...(effect === 'Deny'
      ? { takesAway: takesAwayRow(takenAwayBy(explained, { kind: 'statement', index })) }
      : { reason: own.length === 0 ? explainNoGrants(statement) : undefined }),
  };
}

/** The statements that say the same; a way in that is not decided has none. */
function policyRow({ grant }: GrantEdge, view: SecretView): readonly object[] | undefined {
  if (grant.verdict !== 'admits') return undefined;
  const shown = (guards: readonly Guard[]) =>
    guards.map((guard) => ({ ...guard, values: shownValues(guard, view) }));
  return printGrant({ ...grant, guards: shown(grant.guards), unless: grant.unless.map(shown) });
}

/** A service takes no command; nor does a way that nobody was found for. */
function commandRow({ grant }: GrantEdge, view: SecretView): object | undefined {
  const { witness } = grant;
  return witness && witness.principal.kind !== 'service' ? witnessCommand(grant, witness, view) : undefined;
}

/** Absent where it was not worked out. */
function takesAwayRow(taken: TakenAway | undefined): object | undefined {
  const waysOf = (grants: TakenAway['closed']) => grants.map(({ caller, call }) => ({ caller, call }));
  return taken && { closes: waysOf(taken.closed), narrows: waysOf(taken.narrowed) };
}
