/**
 * Remedy: a test of the claim that tells one customer or workload of an OIDC provider from another.
 *
 * The subjects that were seen in use say what is needed. An attacker may be among them, so where the trust says
 * which organization was meant, only its own are proposed.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { Condition } from '../../model/policy-document';
import { matchWildcard } from '../../model/wildcard';
import { type ClaimForm, readForm } from '../../parties/claim-form';
import type { Issuer } from '../../parties/issuers';
import { type ScopeReading, tenantOfSubject } from '../../parties/scope-of-subject';
import { groupedBy } from '../grouping';
import type { OidcWay } from '../oidc-ways';
import { withTest } from './condition';
import { renderTrustChange } from './trust-change';

/** Up to so many subjects of a project are listed; more are taken for branches that come and go. */
const LISTED = 3;
const VALUES = 10;

/** The statements behind the way in, with the subjects seen in use required, else with a blank to fill in. */
export function subjectChange(way: OidcWay, graph: TrustGraph): string {
  return renderTrustChange(way, graph, (statement, edges) => withTest(statement, testOf(way, edges)));
}

function testOf({ issuer, reading }: OidcWay, edges: readonly GrantEdge[]): Condition {
  const claim = issuer.kind.tenantClaim ?? 'sub';
  const key = claim.startsWith('sts:') ? claim : `${issuer.address}:${claim}`;
  if (claim !== 'sub') {
    return { operator: 'StringEquals', key, values: [`<${claim} of your own ${issuer.kind.name} account>`] };
  }
  const seen = subjectsSeen(edges, issuer, reading);
  const present = edges.flatMap(({ grant: { caller } }) => (caller.kind === 'oidc' ? caller.subjects : []));
  const values =
    seen.length > 0 ? patternsOf(seen, issuer, present) : [blankSubject(issuer, reading.tenant, present)];
  const isPattern = values.some((value) => value.includes('*'));
  return { operator: isPattern ? 'StringLike' : 'StringEquals', key, values };
}

/**
 * Of the organization that was meant. A pattern such as `repo:acme*` tells only the beginning of its name, so
 * there the one organization that came is taken for it.
 */
function subjectsSeen(
  edges: readonly GrantEdge[],
  issuer: Issuer,
  { tenant, lookalike }: ScopeReading,
): readonly string[] {
  const subjects = observedSubjects(edges);
  if (tenant === undefined || issuer.kind.sharing === 'dedicated') return subjects;
  const byTenant = groupedBy(subjects, (subject) => tenantOfSubject(issuer.address, subject));
  const meant = byTenant.get(tenant);
  if (meant !== undefined || lookalike === undefined) return meant ?? [];
  return byTenant.size === 1 ? subjects : [];
}

/** Sorted, without those that hold a wildcard, which would mean something else in a pattern. */
function observedSubjects(edges: readonly GrantEdge[]): readonly string[] {
  const observed = edges.flatMap(({ uses }) => uses).flatMap(({ use }) => use.subjects);
  const subjects = observed.filter(({ count }) => count > 0).map(({ value }) => value);
  return [...new Set(subjects)].filter((subject) => !/[*?$]/.test(subject)).sort();
}

/** The subjects themselves, or a pattern for their project where there are too many and the trust is as wide now. */
function patternsOf(
  subjects: readonly string[],
  issuer: Issuer,
  present: readonly string[],
): readonly string[] {
  if (subjects.length <= LISTED) return subjects;
  const patterns = subjects.map((subject) => {
    const pattern = projectPattern(subject, issuer);
    return admitsAlready(present, pattern) ? pattern : subject;
  });
  return [...new Set(patterns)].slice(0, VALUES);
}

/** Whether the trust admits by now whatever the pattern would: `repo:acme/*:ref:refs/heads/main` has no other branch. */
function admitsAlready(present: readonly string[], pattern: string): boolean {
  const probe = pattern.replaceAll('*', 'x-any:x');
  return present.length === 0 || present.some((each) => matchWildcard(each, probe));
}

function projectPattern(subject: string, { kind }: Issuer): string {
  for (const form of kind.claims.get('sub') ?? []) {
    const { slots } = readForm(form, subject, false);
    const prefix = fill(form, (slot) => slots.get(slot) ?? '');
    if (slots.size > 0 && subject.startsWith(prefix)) return `${prefix}*`;
  }
  return subject;
}

/** The usual form of the provider's subjects, with names in angle brackets where they are not known. */
function blankSubject({ kind }: Issuer, tenant: string | undefined, present: readonly string[]): string {
  const [form] = kind.claims.get('sub') ?? [];
  const start = form && fill(form, (slot) => (slot === 'tenant' && tenant ? tenant : `<${slot}>`));
  if (start === undefined) return '<subject of the one user or workload that is meant>';
  return admitsAlready(present, `${start}*`) ? `${start}*` : `${start}<rest of the subject>`;
}

function fill(form: ClaimForm, nameOf: (slot: string) => string): string {
  return form.map(({ kind, value }) => (kind === 'slot' ? nameOf(value) : value)).join('');
}
