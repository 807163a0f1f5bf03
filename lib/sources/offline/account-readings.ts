/**
 * How much of each account was read: which lists, and whether their last page was among the files.
 */
import type { AccountId } from '../../model/identifiers';
import type { AccountReading } from '../../model/inventory';
import { type Problem, problemOf } from '../../model/problem';
import type { PageList } from './recognise';

/** Pages of one list of one account, or of a list of the whole organization. */
interface Pages {
  /** pages that say that another follows */
  open: number;
  /** pages that say that they are the last */
  last: number;
  /** where the last open one was read */
  at: string;
}

export class AccountReadings {
  private readonly pages = new Map<AccountId, Map<PageList, Pages>>();
  /** accounts with a document that broke off or had an item that could not be read */
  private readonly damaged = new Set<AccountId>();
  /** accounts of which single roles were read */
  private readonly single = new Set<AccountId>();
  /** last pages that name no account: of whichever account lacks one */
  private readonly loose = new Set<PageList>();

  addPage(accounts: ReadonlySet<AccountId>, list: PageList, more: boolean, at: string): void {
    if (accounts.size === 0 && !more) this.loose.add(list);
    for (const account of accounts) {
      const lists = entry(this.pages, account, () => new Map<PageList, Pages>());
      const pages = entry(lists, list, () => ({ open: 0, last: 0, at }));
      if (more) {
        pages.open += 1;
        pages.at = at;
      } else pages.last += 1;
    }
  }

  addDamage(accounts: ReadonlySet<AccountId>): void {
    for (const account of accounts) this.damaged.add(account);
  }

  addSingleRole(account: AccountId): void {
    this.single.add(account);
  }

  /** The readings, and a problem for each list whose last page is missing. */
  finish(report: (problem: Problem) => void): ReadonlyMap<AccountId, AccountReading> {
    const readings = new Map<AccountId, AccountReading>();
    for (const account of [...new Set([...this.pages.keys(), ...this.single, ...this.damaged])].sort()) {
      const reading = this.readingOf(account, report);
      if (reading) readings.set(account, reading);
    }
    return readings;
  }

  private readingOf(account: AccountId, report: (problem: Problem) => void): AccountReading | undefined {
    const missing = this.findMissing(account);
    const [first] = missing.values();
    if (first) {
      const message = `expected another page for account ${account} (${[...missing.keys()].join(', ')}), found none`;
      report(problemOf('page-missing', first.at, message));
    }
    const whole = (list: PageList) =>
      this.has(account, list) && !missing.has(list) && !this.damaged.has(account);
    const usersRead = whole('roles') && whole('users');
    const providersRead = whole('saml-providers') && whole('oidc-providers');
    if (this.has(account, 'roles')) {
      const reason = this.damaged.has(account)
        ? 'a part of the export could not be read'
        : missing.has('roles')
          ? 'a page of the export is missing'
          : undefined;
      return { state: 'read', ...(reason && { reason }), usersRead, providersRead };
    }
    if (this.damaged.has(account)) {
      return { state: 'unreadable', reason: 'the export breaks off', usersRead: false, providersRead };
    }
    return this.single.has(account)
      ? { state: 'skipped', reason: 'only single roles were exported', usersRead: false, providersRead }
      : undefined;
  }

  private findMissing(account: AccountId): ReadonlyMap<PageList, Pages> {
    const lists = [...(this.pages.get(account) ?? [])];
    return new Map(lists.filter(([list, { open, last }]) => open > 0 && last === 0 && !this.loose.has(list)));
  }

  private has(account: AccountId, list: PageList): boolean {
    return this.pages.get(account)?.has(list) === true;
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
