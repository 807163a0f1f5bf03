/**
 * How wide a trust in an OIDC issuer is: one subject, a project, an organization, or every customer of the vendor.
 *
 * What a pattern fixes is its text before the first wildcard, since a wildcard also matches delimiters. Values of
 * one test are alternatives, so the loosest decides; tests of several claims must all hold, so the tightest does.
 */
import type { Guard } from '../model/guard';
import { type ClaimForm, readForm } from './claim-form';
import { openAt, testsOf } from './claim-tests';
import { findIssuer, type Issuer } from './issuers';

/**
 * `tenant` is everyone whom a dedicated issuer vouches for; `anyone` is every customer of a shared one;
 * `nobody` is a subject that this issuer never writes.
 */
export type SubjectScope = 'nobody' | 'exact' | 'project' | 'organization' | 'tenant' | 'anyone';

export interface ScopeReading {
  readonly scope: SubjectScope;
  /**
   * the customer or organization, several joined by a comma; an id is written `@ID`. Beside a `lookalike` it is
   * only the name that was meant, and the scope is as wide as without any test.
   */
  readonly tenant?: string;
  readonly project?: string;
  /** a name that the missing delimiter also admits, such as `acme-evil` */
  readonly lookalike?: string;
  /** one sentence, lower-case start, for people */
  readonly why: string;
}

/** From tight to wide. */
const WIDTHS: readonly SubjectScope[] = ['nobody', 'exact', 'project', 'organization', 'tenant', 'anyone'];

/**
 * Judges the width of a trust in an OIDC or built-in identity provider.
 *
 * @param issuer   host and path, with or without `https://`
 * @param subjects patterns over the subject claim as the trust policy has them; empty when it is not tested
 * @param guards   of the same grant: other claims of the issuer may name the customer too
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export function scopeOfSubjects(
  issuer: string,
  subjects: readonly string[],
  guards: readonly Guard[],
): ScopeReading {
  const found = findIssuer(issuer);
  const readings: ScopeReading[] = [];
  for (const [claim, forms] of found.kind.claims) {
    const tests = claim === 'sub' ? [subjects] : testsOf(guards, keyOf(found, claim));
    for (const values of tests) {
      if (values.length > 0)
        readings.push(loosest(values.map((value) => readValue(found, claim, forms, value))));
    }
  }
  if (subjects.length > 0 && !found.kind.claims.has('sub')) {
    readings.push(loosest(subjects.map((value) => readValue(found, 'sub', [], value))));
  }
  return readings.toSorted(byWidth)[0] ?? untested(found);
}

/**
 * The customer named in one subject, or in the part of a subject that was kept as a caller's key.
 * @returns undefined for a dedicated issuer, whose address says it, and where the text names nobody
 */
export function tenantOfSubject(issuer: string, subject: string): string | undefined {
  const found = findIssuer(issuer);
  if (found.kind.sharing === 'dedicated') return undefined;
  const { tenant, project } = scopeOfSubjects(issuer, [subject], []);
  return tenant ?? project;
}

function readValue(issuer: Issuer, claim: string, forms: readonly ClaimForm[], value: string): ScopeReading {
  const cut = openAt(value);
  const open = cut >= 0;
  const head = open ? value.slice(0, cut) : value;
  const readings = forms.map((form): ScopeReading => {
    const { slots, unfinished } = readForm(form, head, open);
    const named = new Map(slots);
    if (unfinished && issuer.kind.immutableIds && unfinished.text.includes('@')) {
      named.set(unfinished.slot, unfinished.text);
    }
    const tenant = nameIn(issuer, named, 'tenant');
    const project = nameIn(issuer, named, 'project');
    if (tenant && issuer.tenant && tenant !== issuer.tenant) return neverWritten(issuer, value);
    const isOne = !open && (claim === 'sub' || isOfOneUser(form));
    if (tenant || project) return pinned(value, isOne, tenant ?? issuer.owner, project);
    const cutShort = unfinished?.slot === 'tenant' ? unfinished.text : '';
    if (claim === 'sub' && cutShort !== '') return lookalike(issuer, value, cutShort, value.charAt(cut));
    return unpinned(issuer, claim, value, open);
  });
  return readings.toSorted(byMeaning)[0] ?? unpinned(issuer, claim, value, open);
}

/** The form that was meant comes first: it makes the pattern tight, or at least finds a name in it. */
function byMeaning(a: ScopeReading, b: ScopeReading): number {
  return byWidth(a, b) || Number(a.lookalike === undefined) - Number(b.lookalike === undefined);
}

/** The name or, marked by `@`, the id in a pair of slots. */
function nameIn(issuer: Issuer, slots: ReadonlyMap<string, string>, slot: string): string | undefined {
  const id = slots.get(`${slot}Id`);
  if (id) return `@${id}`;
  const name = slots.get(slot);
  return (issuer.kind.immutableIds ? name?.split('@')[0] : name) || undefined;
}

/** A claim that is the user's own name or id, such as an address. */
function isOfOneUser(form: ClaimForm): boolean {
  return form.length === 1 && form[0]?.kind === 'slot' && form[0].value === 'project';
}

function pinned(
  value: string,
  isOne: boolean,
  tenant: string | undefined,
  project: string | undefined,
): ScopeReading {
  const names = { ...(tenant && { tenant }), ...(project && { project }) };
  if (isOne) return { scope: 'exact', ...names, why: `only the subject \`${value}\`` };
  if (project)
    return {
      scope: 'project',
      ...names,
      why: `anything in \`${[tenant, project].filter(Boolean).join('/')}\``,
    };
  return { scope: 'organization', ...names, why: `anything in \`${tenant}\`` };
}

/** Nothing is known of the customer: as wide as the issuer, but for a whole subject of a dedicated one. */
function unpinned(issuer: Issuer, claim: string, value: string, open: boolean): ScopeReading {
  if (issuer.kind.sharing === 'shared') {
    return {
      scope: 'anyone',
      why: `\`${claim}\` \`${value}\` names no customer of ${issuer.kind.name}, so all of them get in`,
    };
  }
  if (!open && claim === 'sub')
    return { scope: 'exact', ...ownerOf(issuer), why: `only the subject \`${value}\`` };
  return {
    ...untested(issuer),
    why: `\`${claim}\` \`${value}\` leaves open whom ${nameOf(issuer)} vouches for`,
  };
}

function lookalike(issuer: Issuer, value: string, meant: string, wildcard: string): ScopeReading {
  const tail = wildcard === '?' ? 'x' : meant.endsWith('-') ? 'evil' : '-evil';
  return {
    scope: issuer.kind.sharing === 'shared' ? 'anyone' : 'tenant',
    tenant: meant,
    lookalike: `${meant}${tail}`,
    why: `\`${value}\` does not end the name \`${meant}\`, so \`${meant}${tail}\` gets in as well`,
  };
}

function neverWritten(issuer: Issuer, value: string): ScopeReading {
  return { scope: 'nobody', why: `${nameOf(issuer)} never issues the subject \`${value}\`` };
}

function untested(issuer: Issuer): ScopeReading {
  const { kind } = issuer;
  return kind.sharing === 'shared'
    ? {
        scope: 'anyone',
        why: `no claim that names a customer is tested, so every customer of ${kind.name} gets in`,
      }
    : {
        scope: 'tenant',
        ...ownerOf(issuer),
        why: `no subject is tested, so whoever ${nameOf(issuer)} vouches for gets in`,
      };
}

function ownerOf({ owner }: Issuer): { readonly tenant?: string } {
  return owner === undefined ? {} : { tenant: owner };
}

function nameOf({ kind, owner }: Issuer): string {
  return owner === undefined ? kind.name : `${kind.name} ${owner}`;
}

/** The widest of alternatives, with the names of all of them. */
function loosest(readings: readonly ScopeReading[]): ScopeReading {
  const possible = readings.filter(({ scope }) => scope !== 'nobody');
  const [widest] = (possible.length > 0 ? possible : readings).toSorted(byLooseness);
  if (widest === undefined) return { scope: 'anyone', why: 'nothing is tested' };
  if (possible.length < 2 || widest.scope === 'anyone' || widest.scope === 'tenant') return widest;
  const tenant = namesOf(possible.map((one) => one.tenant));
  const project = widest.scope === 'organization' ? '' : namesOf(possible.map((one) => one.project));
  return {
    scope: widest.scope,
    ...(tenant && { tenant }),
    ...(project && { project }),
    why: `${widest.why}, or ${possible.length - 1} more`,
  };
}

/** Widest first; of two that are open, the one that names nobody says more than a look-alike. */
function byLooseness(a: ScopeReading, b: ScopeReading): number {
  return byWidth(b, a) || compare(a.lookalike ?? '', b.lookalike ?? '') || compare(a.why, b.why);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function namesOf(names: readonly (string | undefined)[]): string {
  return [...new Set(names.filter((name) => name !== undefined))].sort().join(', ');
}

function byWidth(a: ScopeReading, b: ScopeReading): number {
  return WIDTHS.indexOf(a.scope) - WIDTHS.indexOf(b.scope);
}

/** The condition key of a claim: the issuer's own, save for STS keys. */
function keyOf(issuer: Issuer, claim: string): string {
  return claim.startsWith('sts:') ? claim : `${issuer.address}:${claim}`;
}
