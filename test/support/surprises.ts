/**
 * Surprises in a few words, for tests of the rules that tell them.
 */
import type { Surprise } from '../../lib/findings/surprise';
import type { TrustGraph } from '../../lib/graph/trust-graph';
import { roleArnIn } from '../../lib/model/arn';
import { arnOf } from './graph-builder';

/** One of Datadog's in the role `Entry`, against what was usual, unless told otherwise. */
export function surpriseOf(
  graph: TrustGraph,
  spec: Pick<Surprise, 'aspect' | 'value'> & Partial<Surprise>,
): Surprise {
  const party = graph.parties.get('vendor:datadog');
  if (party === undefined) throw new Error('the graph does not know Datadog');
  const role = roleArnIn(spec.role ?? arnOf());
  const node = role && graph.roles.get(role);
  return {
    party,
    ...(node && { node }),
    role: arnOf(),
    first: '2026-11-20T00:00:00Z',
    last: '2026-11-20T01:00:00Z',
    count: 1,
    denied: 0,
    against: 'usual',
    because: 'not seen in 40 days before',
    learning: false,
    exact: [],
    company: [],
    severity: 'medium',
    uses: [],
    sessions: [],
    ...spec,
  };
}
