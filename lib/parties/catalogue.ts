/**
 * The vendor catalogue: which public material ties an account id to a vendor, or to AWS itself.
 *
 * It names and never clears: an entry says whose account an id is, not that anyone agreed to its access.
 * The data is `catalogue/vendors.json`; NOTICE credits where its facts were first gathered.
 */
import { type AccountId, accountIdIn } from '../model/identifiers';
import vendors from './catalogue/vendors.json';

/** How a name is known: written by the vendor itself, by others who use it, or only by a public list. */
export type EvidenceTier = 'vendor' | 'third-party' | 'list';

export interface CatalogueEntry {
  /** kebab-case, unique and stable: part of the party's id */
  readonly id: string;
  readonly name: string;
  /** `aws` where the accounts are AWS's own */
  readonly kind: 'vendor' | 'aws';
  /** the best that any of its accounts has */
  readonly evidence: EvidenceTier;
  /** sorted by id */
  readonly accounts: readonly CatalogueAccount[];
  /** addresses of the pages behind the name, sorted; empty where the evidence has none that can be linked */
  readonly sources: readonly string[];
  /** the day the facts were last gathered, `YYYY-MM-DD` */
  readonly checked: string;
}

export interface CatalogueAccount {
  readonly id: AccountId;
  readonly evidence: EvidenceTier;
  /** what customers name it in; absent when not known */
  readonly trust?: CatalogueTrust;
  /** absent means the commercial partition, or not known */
  readonly partition?: string;
  /** no current material of the vendor names it any more, though old roles may */
  readonly retired: boolean;
}

/**
 * `role-principal`: role trust policies. `resource-policy`: bucket and topic policies only. `not-principal`: a
 * Security Hub product or image account. `vendor-internal`: the vendor's own development or staging.
 */
export type CatalogueTrust = 'role-principal' | 'resource-policy' | 'not-principal' | 'vendor-internal';

/** A row of the data file, before its words are checked. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly evidence: string;
  readonly checked: string;
  readonly accounts: readonly {
    readonly id: string;
    readonly trust?: string;
    readonly evidence?: string;
    readonly partition?: string;
    readonly retired?: boolean;
  }[];
  readonly sources: readonly string[];
}

const TIERS: readonly EvidenceTier[] = ['vendor', 'third-party', 'list'];
const TRUSTS: readonly CatalogueTrust[] = [
  'role-principal',
  'resource-policy',
  'not-principal',
  'vendor-internal',
];

const ROWS: readonly Row[] = vendors;

/** Every entry, sorted by id. */
export const CATALOGUE: readonly CatalogueEntry[] = ROWS.map(entryIn);

const BY_ACCOUNT: ReadonlyMap<AccountId, CatalogueEntry> = new Map(
  CATALOGUE.flatMap((entry) => entry.accounts.map(({ id }) => [id, entry])),
);

/** The entry that holds an account id, or undefined. */
export function catalogueEntryOf(account: AccountId): CatalogueEntry | undefined {
  return BY_ACCOUNT.get(account);
}

/** What the entry says of one of its accounts, or undefined where it does not hold it. */
export function catalogueAccountOf(account: AccountId): CatalogueAccount | undefined {
  return BY_ACCOUNT.get(account)?.accounts.find(({ id }) => id === account);
}

function entryIn(row: Row): CatalogueEntry {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind === 'aws' ? 'aws' : 'vendor',
    evidence: tierIn(row.evidence),
    accounts: row.accounts.flatMap((account) => {
      const id = accountIdIn(account.id);
      if (id === undefined) return [];
      const trust = TRUSTS.find((known) => known === account.trust);
      return [
        {
          id,
          evidence: tierIn(account.evidence ?? row.evidence),
          ...(trust && { trust }),
          ...(account.partition !== undefined && { partition: account.partition }),
          retired: account.retired === true,
        },
      ];
    }),
    sources: row.sources,
    checked: row.checked,
  };
}

/** An unknown word counts as the weakest tier. */
function tierIn(text: string): EvidenceTier {
  return TIERS.find((tier) => tier === text) ?? 'list';
}
