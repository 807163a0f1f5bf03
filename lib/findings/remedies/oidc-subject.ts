/**
 * Remedy: a test of the claim that tells one customer or workload of an OIDC provider from another.
 *
 * The subjects that were seen in use say what is needed. An attacker may be among them, so only those of the
 * organization that was meant are proposed, where the trust says which.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { Condition } from '../../model/policy-document';
import { type ClaimForm, readForm } from '../../parties/claim-form';
import type { Issuer } from '../../parties/issuers';
import { tenantOfSubject } from '../../parties/scope-of-subject';
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
  const seen = subjectsSeen(edges, issuer, reading.tenant);
  const values = seen.length > 0 ? patternsOf(seen, issuer) : [blankSubject(issuer, reading.tenant)];
  const isPattern = values.some((value) => value.includes('*'));
  return { operator: isPattern ? 'StringLike' : 'StringEquals', key, values };
}

/** Without those that hold a wildcard, which would mean something else in a pattern. */
function subjectsSeen(
  edges: readonly GrantEdge[],
  issuer: Issuer,
  tenant: string | undefined,
): readonly string[] {
  const observed = edges.flatMap(({ uses }) => uses).flatMap(({ use }) => use.subjects);
  const subjects = observed.filter(({ count }) => count > 0).map(({ value }) => value);
  const isMeant = (subject: string) =>
    tenant === undefined || tenantOfSubject(issuer.address, subject) === tenant;
  return [...new Set(subjects)].filter((subject) => !/[*?$]/.test(subject) && isMeant(subject)).sort();
}

/** The subjects themselves, or a pattern for their project where there are too many. */
function patternsOf(subjects: readonly string[], issuer: Issuer): readonly string[] {
  if (subjects.length <= LISTED) return subjects;
  return [...new Set(subjects.map((subject) => projectPattern(subject, issuer)))].slice(0, VALUES);
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
function blankSubject({ kind }: Issuer, tenant: string | undefined): string {
  const [form] = kind.claims.get('sub') ?? [];
  if (form === undefined) return '<subject of the one user or workload that is meant>';
  return `${fill(form, (slot) => (slot === 'tenant' && tenant ? tenant : `<${slot}>`))}*`;
}

function fill(form: ClaimForm, nameOf: (slot: string) => string): string {
  return form.map(({ kind, value }) => (kind === 'slot' ? nameOf(value) : value)).join('');
}
