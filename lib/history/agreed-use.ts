/**
 * Agreed use: what a declaration says of a value that was seen.
 */
import { attackSystemIn } from '../activity/agent-family';
import type { TrustGraph } from '../graph/trust-graph';
import type { DeclaredUse } from '../parties/declaration';
import { type ExpectedUse, expectedUseOf } from '../parties/expected-use';
import {
  type Agreement,
  allOf,
  matchHour,
  matchName,
  matchNetworks,
  matchRegion,
  matchTactic,
} from '../parties/match-expected';
import type { Teaching } from './learn-usual';
import type { SeenUse, SeenValue } from './seen-row';
import type { Aspect } from './usual-use';

/** The entry of the party's declaration that speaks of the role; undefined where none does. */
export function expectedOf(
  { party, role }: Pick<SeenUse, 'party' | 'role'>,
  graph: TrustGraph,
): ExpectedUse | undefined {
  const declared = graph.parties.get(party)?.declared;
  return declared && expectedUseOf(declared, role);
}

/** Whether a value was agreed. Of a /24 each address that was kept is asked about. */
export function agreementOn(
  expected: DeclaredUse,
  aspect: Aspect,
  { value, exact }: Pick<SeenValue, 'value' | 'exact'>,
  { networkOwners }: Pick<TrustGraph, 'networkOwners'>,
): Agreement {
  switch (aspect) {
    case 'network':
      return allOf(
        (exact.length > 0 ? exact : [value]).map((network) =>
          matchNetworks(expected.networks, network, networkOwners?.get(network)?.asn),
        ),
      );
    case 'region':
      return matchRegion(expected.regions, value);
    case 'agent':
      return matchAgents(expected.userAgents, value, exact);
    case 'session-name':
      return matchExact(expected.sessionNames, exact);
    case 'hour':
      return matchHour(expected.hours, Number(value.slice(-2)));
    case 'tactic':
      return matchTactic(expected.actions?.tactics?.deny, value);
    case 'caller':
    case 'network-owner':
    case 'onward-role':
      return 'open';
  }
}

/** A pattern that was meant for a tool does not agree to its use from a system that is made for breaking in. */
function matchAgents(
  patterns: readonly string[] | undefined,
  family: string,
  exact: readonly string[],
): Agreement {
  const system = attackSystemIn(family);
  const isMeant = system === undefined || patterns?.some((each) => each.toLowerCase().includes(system));
  return patterns !== undefined && !isMeant ? 'broken' : matchExact(patterns, exact);
}

/** A family or shape of which no exact value was kept cannot be told by a pattern. */
function matchExact(patterns: readonly string[] | undefined, exact: readonly string[]): Agreement {
  if (patterns !== undefined && exact.length === 0) return 'undecided';
  return allOf(exact.map((each) => matchName(patterns, each)));
}

/** Whether values were agreed with the parties of a graph, as learning asks it. */
export function agreedIn(graph: TrustGraph): Teaching['isAgreed'] {
  const entries = new Map<SeenUse, ExpectedUse | undefined>();
  return (row, aspect, value) => {
    if (!entries.has(row)) entries.set(row, expectedOf(row, graph));
    const entry = entries.get(row);
    return entry !== undefined && agreementOn(entry.use, aspect, value, graph) === 'met';
  };
}
