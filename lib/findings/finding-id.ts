/**
 * Finding identity: what makes two hits, of this run and of another one, the same finding.
 */
import { fingerprint } from '../model/fingerprint';

/** The stable id: `key` tells several findings of one rule on one subject apart (a grant's id, a caller …). */
export function findingId(rule: string, subject: string, party = '', key = ''): string {
  return fingerprint(rule, subject, party, key);
}
