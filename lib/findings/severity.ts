/**
 * Severity: one table over who can enter, how strongly that is guarded, and what the role is worth.
 *
 * A vendor's name changes nothing here: `outsider` is any outside account, named or not. Only the rule about
 * accounts that nobody can name speaks of a `stranger`.
 */
import { TIERS, type Tier } from '../access/tier';
import type { TrustGraph } from '../graph/trust-graph';
import { SEVERITIES, type Severity } from '../model/finding';
import { knowsAllAccounts } from '../model/organization';
import type { Party } from '../parties/party';
import type { Barrier } from './barrier';

/** Who a finding is about. */
export type Standing =
  /** everybody with an AWS account, or with an account at a shared identity provider */
  | 'anyone'
  /** an account that nobody can name */
  | 'stranger'
  /** any outside account, named or not */
  | 'outsider'
  /** an account or organization that may be our own: no whole account list was read, or our organization is not known */
  | 'possible-sibling'
  /** users or workloads of one identity provider, or of one tenant of it */
  | 'identity-provider';

/** Who and how guarded; `nobody` where the trust is dead. */
export type Exposure = `${Standing}/${Barrier}` | 'nobody';

const C = 'critical';
const H = 'high';
const M = 'medium';
const L = 'low';
const I = 'info';

/** Columns in the order of `TIERS`. */
// biome-ignore format: a table is read by its columns
const TABLE: Readonly<Record<Exposure, readonly Severity[]>> = {
  //                    admin escalation data-write data-read metadata none unknown
  'anyone/none':            [C,    C,         C,        C,       H,     M,    C],
  'anyone/weak':            [C,    C,         C,        C,       H,     M,    C],
  'anyone/firm':            [H,    H,         H,        M,       M,     L,    H],
  'stranger/none':          [C,    C,         H,        H,       M,     L,    H],
  'stranger/weak':          [C,    C,         H,        H,       M,     L,    H],
  'stranger/firm':          [H,    H,         M,        M,       L,     L,    M],
  'outsider/none':          [H,    H,         H,        M,       M,     L,    M],
  'outsider/weak':          [H,    H,         M,        M,       L,     L,    M],
  'outsider/firm':          [M,    M,         L,        L,       I,     I,    L],
  'possible-sibling/none':  [H,    M,         M,        L,       L,     I,    M],
  'possible-sibling/weak':  [H,    M,         M,        L,       L,     I,    M],
  'possible-sibling/firm':  [L,    L,         L,        I,       I,     I,    L],
  'identity-provider/none': [C,    C,         H,        H,       M,     L,    H],
  'identity-provider/weak': [H,    H,         M,        M,       L,     L,    M],
  'identity-provider/firm': [M,    M,         L,        L,       I,     I,    L],
  'nobody':                 [L,    L,         L,        L,       I,     I,    L],
};

/** The severity of an exposure of a role of this tier. */
export function severityOf(exposure: Exposure, tier: Tier): Severity {
  return TABLE[exposure][TIERS.indexOf(tier)] ?? 'medium';
}

/** How a party stands to us, where a rule speaks of any outsider. */
export function standingOf(party: Party, graph: TrustGraph): Standing {
  if (party.kind === 'anyone' || party.kind === 'identity-provider') return party.kind;
  return mayBeOurs(party, graph) ? 'possible-sibling' : 'outsider';
}

/** How a party stands to us that nobody can name. */
export function standingOfUnnamed(party: Party, graph: TrustGraph): Standing {
  return mayBeOurs(party, graph) ? 'possible-sibling' : 'stranger';
}

function mayBeOurs({ kind }: Party, graph: TrustGraph): boolean {
  return (
    (kind === 'unknown' && !knowsAllAccounts(graph)) ||
    (kind === 'organization' && graph.organization === undefined)
  );
}

/** Orders severities, the worst first. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b);
}
