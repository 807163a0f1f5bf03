/**
 * Guests of a Cognito identity pool: whoever knows the pool's id gets an identity of it without any login, where the
 * pool allows that. The id is in every app that uses the pool, so guests are anybody.
 *
 * The token says so by its `amr` claim: `unauthenticated` for a guest; for others `authenticated` and the login.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
import type { Guard } from '../model/guard';
import { testsOf } from './claim-tests';

const COGNITO = 'cognito-identity.amazonaws.com';
const GUEST = 'unauthenticated';

/**
 * `admitted`: the trust names them. `left-to-pool`: the trust does not test for a login, and whether the pool has
 * guests is its own setting. `refused` by a test of the login. Undefined for other issuers.
 */
export type Guests = 'admitted' | 'left-to-pool' | 'refused';

/** What the guards of a grant to users of this issuer mean for guests. */
export function guestsIn(issuer: string, guards: readonly Guard[]): Guests | undefined {
  if (issuer.toLowerCase() !== COGNITO) return undefined;
  const key = `${COGNITO}:amr`;
  const tests = testsOf(guards, key);
  if (tests.some((values) => !values.some(mayBeGuest))) return 'refused';
  if (guards.some((guard) => guard.key.toLowerCase() === key && excludesGuests(guard))) return 'refused';
  return tests.some((values) => values.includes(GUEST)) ? 'admitted' : 'left-to-pool';
}

/** Every login method of a guest is the one word, so any negated operator that lists it will do. */
function excludesGuests({ operator, strength, values }: Guard): boolean {
  return strength !== 'unsupported' && operator.includes('StringNot') && values.includes(GUEST);
}

/** Whether a pattern may fit the guest's word: each piece between its wildcards must be in it. */
function mayBeGuest(pattern: string): boolean {
  const [first = '', ...rest] = pattern.split(/[*?]/);
  return (
    GUEST.startsWith(first) &&
    (rest.length === 0 ? first === GUEST : rest.every((piece) => GUEST.includes(piece)))
  );
}
