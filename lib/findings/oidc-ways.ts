/**
 * Ways in by an OIDC provider, with how wide each is: what the rules about OIDC judge.
 */
import type { GrantEdge, TrustGraph } from '../graph/trust-graph';
import type { Evidence } from '../model/finding';
import { findIssuer, type Issuer } from '../parties/issuers';
import { type ScopeReading, scopeOfSubjects } from '../parties/scope-of-subject';
import { externalWaysIn, type WayIn } from './ways-in';

export interface OidcWay extends WayIn {
  readonly issuer: Issuer;
  /** of the first of its grants */
  readonly reading: ScopeReading;
}

/** The ways in through OIDC provider objects whose reading passes `test`; built-in providers are left out. */
export function oidcWaysIn(graph: TrustGraph, test: (reading: ScopeReading) => boolean): readonly OidcWay[] {
  const passes = (edge: GrantEdge) => {
    const reading = readingOf(edge);
    return reading !== undefined && test(reading);
  };
  return externalWaysIn(graph, passes).flatMap((way) => {
    const [edge] = way.edges;
    const reading = edge && readingOf(edge);
    if (reading === undefined || edge?.grant.caller.kind !== 'oidc') return [];
    return { ...way, reading, issuer: findIssuer(edge.grant.caller.issuer) };
  });
}

/** How wide a grant to an OIDC provider is; undefined for other callers. */
export function readingOf({ grant: { caller, guards } }: GrantEdge): ScopeReading | undefined {
  return caller.kind === 'oidc' ? scopeOfSubjects(caller.issuer, caller.subjects, guards) : undefined;
}

/** The reading as evidence. */
export function readingRow(edge: GrantEdge): Evidence {
  const reading = readingOf(edge);
  if (reading === undefined) return {};
  const { scope, tenant, lookalike, why } = reading;
  return {
    scope,
    ...(tenant !== undefined && { tenant }),
    ...(lookalike !== undefined && { lookalike }),
    why,
  };
}
