/**
 * What is known of an account id, and every party that has a name: the answers of `trust-atlas parties`.
 */
import type { AccountId } from '../model/identifiers';
import type { Account } from '../model/organization';
import {
  CATALOGUE,
  type CatalogueAccount,
  type CatalogueEntry,
  catalogueAccountOf,
  catalogueEntryOf,
} from './catalogue';
import type { DeclaredParty } from './declaration';
import type { Party } from './party';
import { type PartyBook, partyOfAccount } from './party-book';

export interface AccountDescription {
  readonly account: AccountId;
  readonly party: Party;
  /** not of our organization, as far as its accounts are known */
  readonly external: boolean;
  /** as our organization lists it; absent for everyone else's */
  readonly ownAccount?: Account;
  /** as the user declared it */
  readonly declared?: DeclaredParty;
  /** as the catalogue has it, even where a declaration names it otherwise */
  readonly catalogued?: { readonly entry: CatalogueEntry; readonly account: CatalogueAccount };
}

/** Everything the book and the catalogue say of one account. */
export function describeAccount(book: PartyBook, account: AccountId): AccountDescription {
  const ownAccount = book.ownAccounts.get(account);
  const declared = book.declared.get(account);
  const entry = catalogueEntryOf(account);
  const inEntry = catalogueAccountOf(account);
  return {
    account,
    ...partyOfAccount(book, account, undefined),
    ...(ownAccount && { ownAccount }),
    ...(declared && { declared }),
    ...(entry && inEntry && { catalogued: { entry, account: inEntry } }),
  };
}

/** Our organization, the declared parties and the catalogue, sorted by id. */
export function listParties(book: PartyBook): readonly Party[] {
  const accounts = [
    ...book.ownAccounts.keys(),
    ...book.declared.keys(),
    ...CATALOGUE.flatMap((entry) => entry.accounts.map(({ id }) => id)),
  ];
  const parties = new Map<string, Party>();
  for (const account of accounts) {
    const { party } = partyOfAccount(book, account, undefined);
    parties.set(party.id, party);
  }
  return [...parties.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
