/**
 * Use and sessions as the rows that other programs build against, and all of an analysis that questions about
 * activity need: the same rows, whether they were just made or read back from a file.
 */
import type { Analysis } from '../findings/analysis';
import type { SessionEdge, TrustGraph, UseEdge } from '../graph/trust-graph';
import type { SessionRow, UseRow } from '../history/activity-schema';
import type { SavedActivity } from '../history/saved-activity';

/** One row of `use`. Members that are not known are left out by JSON. */
export function useRow(
  { use, party, external, grant, permitted, why }: UseEdge,
  { networkOwners }: Pick<TrustGraph, 'networkOwners'>,
): UseRow {
  const { key, networks, ...rest } = use;
  return {
    id: key,
    ...rest,
    networks: networks.map((network) => ({ ...network, owner: networkOwners?.get(network.value) })),
    party,
    external,
    grant: grant ?? null,
    permitted,
    why,
  };
}

/** One row of `sessions`; `sessionJson` makes it plain. */
export function sessionRow(
  { session, party, use, grant, permitted, why }: SessionEdge,
  { networkOwners }: Pick<TrustGraph, 'networkOwners'>,
): SessionRow {
  const { id, chainedFrom, ...rest } = session;
  return {
    id,
    party,
    ...rest,
    ...(networkOwners && {
      networkOwners: session.networks.flatMap((value) => {
        const owner = networkOwners.get(value);
        return owner ? [{ value, owner }] : [];
      }),
    }),
    chainedFrom: chainedFrom ?? null,
    use: use ?? null,
    grant: grant ?? null,
    permitted,
    why,
  };
}

/** The row as JSON has it. */
export function sessionJson(row: SessionRow): object {
  return { ...row, byService: Object.fromEntries(row.byService), byTactic: Object.fromEntries(row.byTactic) };
}

/** What the analysis tells of activity, as if it had been saved and read. */
export function activityOf({ graph }: Analysis): SavedActivity {
  return {
    asOf: graph.asOf,
    complete: graph.coverage.complete,
    watched: graph.coverage.activity !== undefined,
    parties: graph.parties,
    roles: new Set(graph.roles.keys()),
    guards: new Map(graph.grants.map(({ grant }) => [grant.id, grant.guards])),
    uses: graph.uses.map((edge) => useRow(edge, graph)),
    ...(graph.coverage.activity?.followed && {
      sessions: graph.sessions.map((edge) => sessionRow(edge, graph)),
    }),
  };
}
