/**
 * Fingerprints: stable short ids of meanings, and stand-ins for secrets.
 *
 * A pure function of its input; the hash is Node's own because a home-made one would be slower and weaker.
 */
import { hash } from 'node:crypto';

/** 16 hex digits over the parts, which are kept apart whatever they hold. */
export function fingerprint(...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 16);
}

/**
 * What stands for an external id in every output, such as `external-id:1a2b3c4d`.
 * @param salt the organization's id, or the empty string where it is not known: without it, equal ids of two
 *   organizations could be matched by anyone who sees both reports
 */
export function externalIdFingerprint(salt: string, externalId: string): string {
  return `external-id:${fingerprint('external-id', salt, externalId).slice(0, 8)}`;
}
