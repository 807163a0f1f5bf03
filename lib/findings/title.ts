/**
 * Titles: one plain line that names the party and the role, and fits where little room is.
 */

import type { Role } from '../model/role';
import type { Party } from '../parties/party';

/** Characters; an SNS subject has to hold it beside the severity. */
export const TITLE_LIMIT = 100;

const PARTY_LIMIT = 24;
const ROLE_LIMIT = 32;

/** Says it with the full names where they fit, else with both cut; what `say` adds must stay within 44 characters. */
export function titleOf(
  { party, role }: { readonly party: Pick<Party, 'name'>; readonly role: Pick<Role, 'name'> },
  say: (party: string, role: string) => string,
): string {
  const whole = say(party.name, role.name);
  const title =
    whole.length <= TITLE_LIMIT ? whole : say(cut(party.name, PARTY_LIMIT), cut(role.name, ROLE_LIMIT));
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** At most `limit` UTF-16 units, the last an ellipsis where something is missing; no half of a surrogate pair. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
