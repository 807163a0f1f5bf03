/**
 * Principals that no policy lets into a role: STS itself refuses their calls.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html
 */
import type { Principal } from '../../model/principal';

const REASONS: ReadonlyMap<Principal['kind'], string> = new Map([
  // STS answers `Roles may not be assumed by root accounts.`
  ['root', 'the root user of an account can never assume a role'],
  [
    'federated-user',
    'the session of a federated user may ask of STS only who it is, so it never assumes a role',
  ],
]);

/** Why such a principal never enters a role, in words; undefined for those that may. */
export function whyNeverAssumes(kind: Principal['kind']): string | undefined {
  return REASONS.get(kind);
}
