/**
 * Fingerprints: stable short ids of meanings, and stand-ins for secrets.
 *
 * A pure function of its input; the hash is Node's own because a home-made one would be slower and weaker.
 */
import { hash } from 'node:crypto';

/** 16 hex digits over the parts, which are kept apart whatever they hold. */
export function fingerprint(...parts: readonly string[]): string {
  return digest(JSON.stringify(parts));
}

/** Fingerprints of parts that differ in the first one only: `fingerprintsOf(b, c)(a)` is `fingerprint(a, b, c)`. */
export function fingerprintsOf(...rest: readonly string[]): (first: string) => string {
  const end = JSON.stringify(rest).slice(1);
  return (first) => digest(`[${JSON.stringify(first)},${end}`);
}

function digest(text: string): string {
  const digits = hash('sha256', text);
  // a slice of all digits would keep all of them in memory, a million times over
  return [digits.slice(0, 8), digits.slice(8, 16)].join('');
}

/**
 * What stands for an external id in every output, such as `external-id:1a2b3c4d`.
 * @param salt the organization's id, or the empty string where it is not known: without it, equal ids of two
 *   organizations could be matched by anyone who sees both reports
 */
export function externalIdFingerprint(salt: string, externalId: string): string {
  return `external-id:${fingerprint('external-id', salt, externalId).slice(0, 8)}`;
}
