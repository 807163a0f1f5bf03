/**
 * A grant as the JSON that other programs build against; the analysis and the explanation share it.
 */
import type { GrantEdge } from '../graph/trust-graph';
import type { Guard } from '../model/guard';
import { scopeOfCaller } from '../parties/scope-of-caller';
import { type SecretView, shownExternalId, shownValues } from './words/guard-words';
import { principalText } from './words/principal-words';

/** One row of `grants`. Members that are not known are left out by JSON. */
export function grantRow(edge: GrantEdge, view: SecretView): object {
  const { grant, external, insider, administrative, resourceControl, party, lastUsed } = edge;
  return {
    id: grant.id,
    role: grant.role,
    call: grant.call,
    caller: grant.caller,
    scope: scopeOfCaller(grant.caller, grant.guards),
    external,
    insider,
    administrative,
    resourceControl,
    party,
    verdict: grant.verdict,
    guards: grant.guards.map((guard) => guardRow(guard, view)),
    unless: grant.unless.map((guards) => guards.map((guard) => guardRow(guard, view))),
    statements: grant.statements,
    witness: grant.witness && {
      principal: principalText(grant.witness.principal),
      context: witnessContext(grant.witness.context, view),
    },
    reason: grant.reason,
    bypassedBy: edge.bypassedBy,
    deleted: edge.deleted,
    providerObject: edge.providerObject,
    lastUsed,
  };
}

function guardRow(guard: Guard, view: SecretView): object {
  return { ...guard, values: shownValues(guard, view) };
}

function witnessContext(
  context: ReadonlyMap<string, readonly string[]>,
  view: SecretView,
): Record<string, readonly string[]> {
  const rows = [...context].map(([key, values]): [string, readonly string[]] => [
    key,
    key.toLowerCase() === 'sts:externalid' ? values.map((value) => shownExternalId(value, view)) : values,
  ]);
  return Object.fromEntries(rows);
}
