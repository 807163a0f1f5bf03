/**
 * Remedy: an external id that must be sent, exactly.
 */
import type { TrustGraph } from '../../graph/trust-graph';
import type { WayIn } from '../ways-in';
import { withTest } from './condition';
import { renderTrustChange } from './trust-change';

/** Stands for the external id, which no output shows and which is the party's to make. */
export function externalIdPlaceholder(party: string): string {
  return `<external id agreed with ${party}>`;
}

/** The statements behind the way in, with `sts:ExternalId` required by `StringEquals`. */
export function externalIdChange(way: WayIn, graph: TrustGraph): string {
  const values = [externalIdPlaceholder(way.party.name)];
  return renderTrustChange(way, graph, (statement) =>
    withTest(statement, { operator: 'StringEquals', key: 'sts:ExternalId', values }),
  );
}
