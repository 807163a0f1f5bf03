/**
 * The party book: whose an account is, by what was read of our organization, what the user declared, and the
 * vendor catalogue, in this order.
 */
import type { AccountId, OrganizationId } from '../model/identifiers';
import type { Account, OrganizationKnowledge } from '../model/organization';
import { type CatalogueEntry, catalogueEntryOf } from './catalogue';
import type { DeclaredParty, Expectations } from './declaration';
import { type Party, slugOf } from './party';

export interface PartyBook {
  /** absent when neither the exports nor the user tell it */
  readonly organizationId?: OrganizationId;
  /** our organization, or what stands for it where its id is not known */
  readonly own: Party;
  /** every account known to be the organization's */
  readonly ownAccounts: ReadonlyMap<AccountId, Account>;
  /** by account; declarations whose last day has passed are left out */
  readonly declared: ReadonlyMap<AccountId, DeclaredParty>;
  /** by account: those left out, where no other one took their place */
  readonly lapsed: ReadonlyMap<AccountId, DeclaredParty>;
  /** slugs of declared vendors, which undeclared accounts of the same name must not share */
  readonly declaredVendors: ReadonlySet<string>;
}

/** A party, and whether it is an outsider to the role at hand. */
export interface PartyMatch {
  readonly party: Party;
  readonly external: boolean;
}

/**
 * Builds the book.
 * @param asOf ISO 8601 time that the judgement holds for; without it no declaration is taken for expired
 */
export function buildPartyBook(
  knowledge: OrganizationKnowledge,
  expectations?: Expectations,
  asOf?: string,
): PartyBook {
  const organizationId = knowledge.organization?.id ?? expectations?.organization?.id;
  const ownAccounts = new Map<AccountId, Account>();
  for (const id of expectations?.organization?.accounts ?? []) ownAccounts.set(id, { id });
  const { managementAccountId: management, delegatedAdministrators = [] } = knowledge.organization ?? {};
  if (management !== undefined) ownAccounts.set(management, { id: management });
  for (const id of delegatedAdministrators) ownAccounts.set(id, { id });
  for (const [id, account] of knowledge.accounts ?? []) ownAccounts.set(id, account);

  const declared = new Map<AccountId, DeclaredParty>();
  const lapsed = new Map<AccountId, DeclaredParty>();
  for (const party of expectations?.parties ?? []) {
    const where = isExpired(party, asOf) ? lapsed : declared;
    for (const account of party.accounts) where.set(account, party);
  }
  return {
    ...(organizationId !== undefined && { organizationId }),
    own: {
      id: `organization:${organizationId ?? 'own'}`,
      kind: 'organization',
      name: 'own organization',
      accounts: [...ownAccounts.keys()].sort(),
      namedBy: 'organization',
      sources: [],
    },
    ownAccounts,
    declared,
    lapsed,
    declaredVendors: new Set(
      [...declared.values()].filter(({ kind }) => kind === 'vendor').map(({ name }) => slugOf(name)),
    ),
  };
}

/**
 * Whose account it is. Internal are the role's own account, those of our organization, and those declared `own`;
 * where no account list was read, a sibling of ours looks like a stranger.
 * @param roleAccount owner of the role at hand; undefined when that is not known
 */
export function partyOfAccount(
  book: PartyBook,
  account: AccountId,
  roleAccount: AccountId | undefined,
): PartyMatch {
  const declared = book.declared.get(account);
  if (declared?.kind === 'own') return { party: declaredParty(declared), external: false };
  if (account === roleAccount || book.ownAccounts.has(account)) return { party: book.own, external: false };
  if (declared !== undefined) return { party: declaredParty(declared), external: true };
  const entry = catalogueEntryOf(account);
  const party = entry
    ? cataloguedParty(book, entry)
    : unknownParty(`account:${account}`, `unknown account ${account}`, [account]);
  const lapsed = book.lapsed.get(account);
  return { party: lapsed ? { ...party, lapsed } : party, external: true };
}

/** A party of which nothing is known but the id. */
export function unknownParty(id: string, name: string, accounts: readonly AccountId[] = []): Party {
  return { id, kind: 'unknown', name, accounts, namedBy: 'none', sources: [] };
}

function declaredParty(declared: DeclaredParty): Party {
  const { name, kind, accounts } = declared;
  const sources = accounts.flatMap((account) => catalogueEntryOf(account)?.sources ?? []);
  return {
    id: `${kind}:${slugOf(name)}`,
    kind: kind === 'own' ? 'organization' : kind,
    name,
    accounts: [...accounts].sort(),
    namedBy: 'declared',
    sources: [...new Set(sources)].sort(),
    declared,
  };
}

/**
 * A party that only the catalogue names. Beside a declared vendor of the same name it stays a party of its own,
 * since nobody agreed to these accounts.
 */
function cataloguedParty(book: PartyBook, entry: CatalogueEntry): Party {
  const undeclared = book.declaredVendors.has(entry.id);
  return {
    id: `${entry.kind}:${entry.id}${undeclared ? '/undeclared' : ''}`,
    kind: entry.kind,
    name: undeclared ? `${entry.name} (account not declared)` : entry.name,
    accounts: entry.accounts.map(({ id }) => id).filter((id) => !book.declared.has(id)),
    namedBy: 'catalogue',
    sources: entry.sources,
    evidence: entry.evidence,
  };
}

function isExpired({ expires }: DeclaredParty, asOf: string | undefined): boolean {
  return expires !== undefined && asOf !== undefined && asOf.slice(0, 10) > expires;
}
