/**
 * An analysis: the graph and what the rules say of it. All that an output needs.
 */
import type { TrustGraph } from '../graph/trust-graph';
import type { Finding } from '../model/finding';

export interface Analysis {
  readonly graph: TrustGraph;
  /** sorted by severity, tier, rule, subject, party and key */
  readonly findings: readonly Finding[];
}
