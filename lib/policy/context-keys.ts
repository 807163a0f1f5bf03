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

  const family = FAMILIES.find(({ start }) => lower.startsWith(start))?.row;
  if (family) return keyOfRow({ ...family, name: `${family.name}${key.slice(family.name.length)}` });

  const colon = key.lastIndexOf(':');
  const prefix = key.slice(0, Math.max(colon, 0));
  if (prefix.includes('.')) return claimKey(key, prefix, key.slice(colon + 1));
  return unmappedKey(
    key,
    mayBeNew(prefix.toLowerCase()) && !OTHER_STS_CALLS.has(lower) ? 'unknown' : 'never',
  );
}

const KEYS: ReadonlyMap<string, ContextKey> = new Map(
  KEY_ROWS.map((row) => [row.name.toLowerCase(), keyOfRow(row)]),
);

const FAMILIES = KEY_FAMILIES.map((row) => ({ row, start: row.name.toLowerCase() }));

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
    ...(claim?.chosen && { isChosen: true }),
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

/**
 * Whether a key that we have not heard of could still be in an assume call: one of IAM's own may be new, one without
 * prefix is no key at all, and one of another service (`s3:prefix`) never is.
 */
function mayBeNew(prefix: string): boolean {
  return ['', 'aws', 'iam', 'sts', 'saml'].includes(prefix);
}

/** `sts:` keys of other calls. */
const OTHER_STS_CALLS: ReadonlySet<string> = new Set(
  ['AWSServiceName', 'DurationSeconds', 'IdentityTokenAudience', 'SigningAlgorithm', 'TaskPolicyArn'].map(
    (name) => `sts:${name}`.toLowerCase(),
  ),
);

function unmappedKey(key: string, presence: Presence): ContextKey {
  return { name: key, guard: 'other', whoSets: 'unknown', multivalued: false, presence: () => presence };
}
