/**
 * How wide a grant to identities from outside AWS is: users of web identity and SAML providers, holders of certificates.
 *
 * Callers with an AWS account have no scope: their ARN or account says it.
 */
import type { Caller } from '../model/caller';
import type { Guard } from '../model/guard';
import { isLimit, openAt, testsOf } from './claim-tests';
import { guestsIn } from './cognito-guests';
import { findIssuer } from './issuers';
import { type ScopeReading, scopeOfSubjects } from './scope-of-subject';

/**
 * The scope of a grant's caller; undefined for principals of AWS accounts and for AWS services.
 * @param guards of the same grant
 */
export function scopeOfCaller(caller: Caller, guards: readonly Guard[]): ScopeReading | undefined {
  switch (caller.kind) {
    case 'oidc':
    case 'web-identity':
      return scopeOfWebIdentity(caller.issuer, caller.subjects, guards);
    case 'saml':
      return scopeOfSaml(guards);
    case 'service':
      return caller.service.startsWith('rolesanywhere.') ? scopeOfCertificates(guards) : undefined;
    default:
      return undefined;
  }
}

function scopeOfWebIdentity(
  issuer: string,
  subjects: readonly string[],
  guards: readonly Guard[],
): ScopeReading {
  const reading = scopeOfSubjects(issuer, subjects, guards);
  const { kind } = findIssuer(issuer);
  if (kind.caution !== undefined) return { ...reading, why: `${reading.why}; ${kind.caution}` };
  if (reading.scope !== 'organization') return reading;
  switch (guestsIn(issuer, guards)) {
    case 'admitted':
      return { ...reading, scope: 'anyone', why: `${reading.why}, guests too, who need no login` };
    case 'left-to-pool':
      return { ...reading, why: `${reading.why}, guests too where the pool admits them` };
    default:
      return reading;
  }
}

/** Keys of a SAML sign-in that tell the provider or the way, not the user. */
const NOT_OF_USER: ReadonlySet<string> = new Set([
  'saml:aud',
  'saml:doc',
  'saml:iss',
  'saml:namequalifier',
  'saml:sub_type',
]);

/** Of a provider that signs for one owner: whoever it vouches for, unless users or their attributes are named. */
function scopeOfSaml(guards: readonly Guard[]): ScopeReading {
  const subjects = testsOf(guards, 'saml:sub');
  const named = subjects.find((values) => values.every((value) => openAt(value) < 0));
  if (named) return { scope: 'exact', why: `only the subjects ${quoted(named)}` };
  const attributes = guards.filter((guard) => {
    const key = guard.key.toLowerCase();
    return guard.strength === 'firm' && isLimit(guard) && key.startsWith('saml:') && !NOT_OF_USER.has(key);
  });
  if (attributes.length === 0) {
    return { scope: 'tenant', why: 'no user is named, so whoever the identity provider vouches for gets in' };
  }
  const tests = attributes.map(({ key, values }) => `\`${key}\` ${quoted(values)}`);
  return { scope: 'organization', why: `users of the identity provider with ${tests.join(' and ')}` };
}

const CERTIFICATE = 'aws:principaltag/x509';
const COMMON_NAME = 'aws:principaltag/x509subject/cn';

/** A name in a certificate is unique for one authority only, so without its trust anchor it pins nothing down. */
function scopeOfCertificates(guards: readonly Guard[]): ScopeReading {
  const anchors = guards.some((guard) => guard.strength === 'firm' && namesTrustAnchors(guard));
  const fields = guards.filter(
    (guard) => guard.strength === 'firm' && isLimit(guard) && guard.key.toLowerCase().startsWith(CERTIFICATE),
  );
  const tests = fields.map(
    ({ key, values }) => `\`${key.slice('aws:PrincipalTag/'.length)}\` ${quoted(values)}`,
  );
  const which = tests.length === 0 ? 'any certificate' : `certificates with ${tests.join(' and ')}`;
  if (!anchors) return { scope: 'tenant', why: `${which} of any trust anchor of the account` };
  const isOneName = fields.some(
    ({ key, values }) => key.toLowerCase() === COMMON_NAME && values.every((value) => openAt(value) < 0),
  );
  const scope = isOneName ? 'exact' : tests.length > 0 ? 'project' : 'organization';
  return { scope, why: `${which} of the trust anchors that are named` };
}

/** Whether a guard demands trust anchors by their ids, rather than any of an account. */
export function namesTrustAnchors(guard: Guard): boolean {
  return (
    guard.kind === 'source-arn' &&
    isLimit(guard) &&
    guard.values.every((value) => openAt(value.slice(value.lastIndexOf('/') + 1)) < 0)
  );
}

function quoted(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `\`${value}\``);
  const more = values.length > 3 ? ` or ${values.length - 3} more` : '';
  return `${shown.join(' or ')}${more}`;
}
