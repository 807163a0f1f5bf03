/**
 * Titles: one plain line that names the party and the role, and fits where little room is.
 */
import type { Role } from '../model/role';
import type { Party } from '../parties/party';

/** Characters; an SNS subject has to hold it beside the severity. */
export const TITLE_LIMIT = 100;

/** What a party's name keeps at least: an account id with a word before it. */
const PARTY_ROOM = 28;

/** Names are cut only where the whole does not fit; what `say` adds must stay within 44 characters. */
export function titleOf(
  { party, role }: { readonly party: Pick<Party, 'name'>; readonly role: Pick<Role, 'name'> },
  say: (party: string, role: string) => string,
): string {
  const room = TITLE_LIMIT - say('', '').length;
  const who = cut(party.name, Math.max(PARTY_ROOM, room - role.name.length));
  const title = say(who, cut(role.name, room - who.length));
  return title.charAt(0).toUpperCase() + title.slice(1);
}

/** At most `limit` UTF-16 units, the last an ellipsis where something is missing; no half of a surrogate pair. */
export function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
