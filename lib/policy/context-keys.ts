/**
 * Condition keys by name: what each guards, who sets it, and when a request carries it.
 *
 * A key that a call never carries makes a positive test fail for everybody and a negated one hold for everybody, so
 * "never" is said only where AWS's documentation says so; a key that we have not heard of is `unknown`.
 */
import type { ContextKey, Presence } from './context-key';
import { KEY_FAMILIES, KEY_ROWS, type KeyRow } from './context-key-table';
import { claimOfIssuer, isBuiltInIssuer } from './web-identity-claims';

/** What is known of a condition key, as written in a policy; key names are case-insensitive. */
export function contextKey(key: string): ContextKey {
  const lower = key.toLowerCase();
  const known = KEYS.get(lower);
  if (known) return known;

  const family = KEY_FAMILIES.find(({ name }) => lower.startsWith(name.toLowerCase()));
  if (family) return keyOfRow({ ...family, name: `${family.name}${key.slice(family.name.length)}` });

  const colon = key.lastIndexOf(':');
  const prefix = key.slice(0, Math.max(colon, 0));
  if (prefix.includes('.')) return claimKey(key, prefix, key.slice(colon + 1));
  return unmappedKey(key, OWN_PREFIXES.has(prefix.toLowerCase()) || colon < 0 ? 'unknown' : 'never');
}

const KEYS: ReadonlyMap<string, ContextKey> = new Map(
  KEY_ROWS.map((row) => [row.name.toLowerCase(), keyOfRow(row)]),
);

function keyOfRow({ name, guard, whoSets, present, multivalued, calls }: KeyRow): ContextKey {
  return {
    name,
    guard,
    whoSets,
    multivalued: multivalued ?? false,
    presence: (call, principal) => (calls && !calls.includes(call) ? 'never' : present[principal]),
  };
}

/** A claim of a web identity provider. */
function claimKey(key: string, issuer: string, name: string): ContextKey {
  const claim = claimOfIssuer(issuer, name);
  return {
    name: key,
    guard: claim?.guard ?? 'other',
    whoSets: 'identity-provider',
    multivalued: claim?.multivalued ?? false,
    presence: (call, principal, caller) => {
      if (!claim) return 'never';
      // a session that a built-in provider opened keeps the claims when it goes on to assume a role
      if (call === 'AssumeRole')
        return isBuiltInIssuer(issuer) && principal === 'role' ? 'sometimes' : 'never';
      if (principal !== 'oidc' && principal !== 'web-identity') return 'never';
      return caller === undefined || caller.toLowerCase() === issuer.toLowerCase() ? claim.presence : 'never';
    },
  };
}

/** Services of which a new key may show up in assume calls before we hear of it. */
const OWN_PREFIXES: ReadonlySet<string> = new Set(['aws', 'iam', 'sts', 'saml']);

/** `sts:` keys of other calls. */
const OTHER_STS_CALLS: ReadonlySet<string> = new Set(
  ['AWSServiceName', 'DurationSeconds', 'IdentityTokenAudience', 'SigningAlgorithm', 'TaskPolicyArn'].map(
    (name) => `sts:${name}`.toLowerCase(),
  ),
);

/** Keys of other services (`s3:prefix`) are never in an assume call; a new key of IAM's own could be. */
function unmappedKey(key: string, presence: Presence): ContextKey {
  const never = OTHER_STS_CALLS.has(key.toLowerCase());
  return {
    name: key,
    guard: 'other',
    whoSets: 'unknown',
    multivalued: false,
    presence: () => (never ? 'never' : presence),
  };
}
