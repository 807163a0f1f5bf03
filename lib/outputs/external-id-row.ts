/**
 * An external id and how far it reaches, as the JSON that other programs build against.
 */
import type { ExternalIdUse } from '../graph/external-id-use';
import { type SecretView, shownExternalId } from './words/guard-words';

/** One row of `externalIds`, of a party or of an explained grant. */
export function externalIdRow({ value, roles, accounts }: ExternalIdUse, view: SecretView): object {
  return { externalId: shownExternalId(value, view), roles: roles.size, accounts: accounts.size };
}
