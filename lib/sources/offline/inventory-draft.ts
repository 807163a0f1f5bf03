/**
 * The inventory as it comes together: facts in, in any order and from any number of files; one inventory out.
 *
 * Pages are joined and duplicates collapse here. Facts of one document belong together: its items come first,
 * then the end of its lists, which tells of which accounts they were.
 */
import type { RoleArn } from '../../model/arn';
import { accountOfArn, partitionOfArn } from '../../model/arn';
import { documentReader } from '../../model/document-reader';
import type { AccountId } from '../../model/identifiers';
import type { Inventory } from '../../model/inventory';
import { parseManagedPolicy } from '../../model/parse-managed-policy';
import { type OidcProviderDetail, parseOidcProviderDetail, parseProvider } from '../../model/parse-provider';
import { parseRole } from '../../model/parse-role';
import { parseUser } from '../../model/parse-user';
import { type Problem, problemOf } from '../../model/problem';
import type { IdentityProvider } from '../../model/provider';
import type { ManagedPolicy, Role, User } from '../../model/role';
import { AccountReadings } from './account-readings';
import { haveSameTrust, mergeRoles } from './merge-role';
import { OrganizationDraft } from './organization-draft';
import type { Fact } from './recognise';
import { sortedMap } from './sorted-map';

interface FoundDetail {
  readonly detail: OidcProviderDetail;
  readonly account?: AccountId;
  readonly at: string;
}

export class InventoryDraft {
  private readonly roles = new Map<RoleArn, Role>();
  private readonly users = new Map<string, User>();
  private readonly managedPolicies = new Map<string, ManagedPolicy>();
  private readonly providers = new Map<string, IdentityProvider>();
  private readonly details: FoundDetail[] = [];
  private readonly readTrust = documentReader();
  private readonly readings = new AccountReadings();
  private readonly organization: OrganizationDraft;
  /** accounts that the current document spoke of, and whether a part of it was lost */
  private accounts = new Set<AccountId>();
  private isDamaged = false;
  /** the last page of a query's result that said that another follows, and whether one said that it was the last */
  private openRows: string | undefined;
  private lastRowsRead = false;

  constructor(private readonly report: (problem: Problem) => void) {
    this.organization = new OrganizationDraft(report);
  }

  /** Takes one fact; items of a document before the end of its lists. */
  add(fact: Fact, at: string): void {
    switch (fact.kind) {
      case 'role':
        this.addRole(fact.raw, at);
        break;
      case 'user':
        this.addUser(fact.raw, at);
        break;
      case 'managed-policy':
        this.addManagedPolicy(fact.raw, at);
        break;
      case 'provider':
        this.addProvider(fact.raw, at);
        break;
      case 'oidc-detail': {
        const parsed = parseOidcProviderDetail(fact.raw, at);
        if (parsed.kind === 'problem') this.report(parsed.problem);
        else this.details.push({ detail: parsed.value, at, ...(fact.account && { account: fact.account }) });
        break;
      }
      case 'page':
        this.addPage(fact, at);
        break;
      case 'organization':
        this.organization.addOrganization(fact.raw, at);
        break;
      case 'delegated-administrator':
        this.organization.addDelegatedAdministrator(fact.raw, at);
        break;
      case 'root':
        this.organization.addRoot(fact.raw, at);
        break;
      case 'account':
        this.organization.addAccount(fact.raw, fact.parent, at);
        break;
      case 'unit':
        this.organization.addUnit(fact.raw, fact.parent, at);
        break;
      case 'edge':
        this.organization.addEdge(fact.child, fact.parent, at);
        break;
      case 'organization-policy':
        this.organization.addPolicy(fact.raw, fact.target, at);
        break;
      case 'policy-target-list':
        this.organization.addTargetList(fact.policy);
        break;
      case 'policy-target':
        this.organization.addTarget(fact.policy, fact.target, at);
        break;
      case 'record':
      case 'aside':
      case 'row':
        break; // of the trail, or of no use here
      default:
        fact satisfies never;
    }
  }

  /** Says that somebody in the current document could not be read: a unique id may be theirs. */
  loseItem(): void {
    this.isDamaged = true;
  }

  /** Ends the current document; `isWhole` is false where it broke off, so that its lists never ended. */
  endDocument(isWhole: boolean): void {
    if (this.isDamaged || !isWhole) this.readings.addDamage(this.accounts);
    this.accounts = new Set();
    this.isDamaged = false;
  }

  finish(): Omit<Inventory, 'problems' | 'unrecognised'> {
    for (const found of this.details) this.joinDetail(found);
    if (this.openRows !== undefined && !this.lastRowsRead) {
      const message = 'expected another page of the query result, found none';
      this.report(problemOf('page-missing', this.openRows, message));
    }
    return {
      ...this.organization.finish(),
      roles: sortedMap(this.roles),
      users: [...sortedMap(this.users).values()],
      managedPolicies: sortedMap(this.managedPolicies),
      providers: sortedMap(this.providers),
      read: this.readings.finish(this.report),
    };
  }

  private addRole(raw: unknown, at: string): void {
    const parsed = parseRole(raw, at, this.readTrust);
    if (parsed.kind === 'problem') {
      this.report(parsed.problem);
      this.loseItem();
      return;
    }
    const { value: role, problems } = parsed.value;
    problems.forEach(this.report);
    if (role.uniqueId === undefined) this.loseItem();
    const known = this.roles.get(role.arn);
    if (known && !haveSameTrust(known, role)) {
      const message = `expected one trust policy, found another in an earlier file; the one of ${at} is judged`;
      this.report(problemOf('role-contradicted', role.arn, message));
    }
    this.roles.set(role.arn, known ? mergeRoles(known, role) : role);
    this.accounts.add(role.account);
    this.readings.addSingleRole(role.account);
  }

  private addUser(raw: unknown, at: string): void {
    const parsed = parseUser(raw, at);
    if (parsed.kind === 'problem') {
      this.report(parsed.problem);
      this.loseItem();
      return;
    }
    this.users.set(parsed.value.arn, parsed.value);
    this.accounts.add(parsed.value.account);
  }

  private addManagedPolicy(raw: unknown, at: string): void {
    const parsed = parseManagedPolicy(raw, at);
    if (parsed.kind === 'problem') {
      this.report(parsed.problem);
      return;
    }
    this.managedPolicies.set(parsed.value.arn, parsed.value);
    const account = accountOfArn(parsed.value.arn); // none in AWS's own policies
    if (account) this.accounts.add(account);
  }

  private addProvider(raw: unknown, at: string): void {
    const parsed = parseProvider(raw, at);
    if (parsed.kind === 'problem') {
      this.report(parsed.problem);
      return;
    }
    this.providers.set(parsed.value.arn, { ...this.providers.get(parsed.value.arn), ...parsed.value });
    this.accounts.add(parsed.value.account);
  }

  private addPage({ list, more, account }: Extract<Fact, { kind: 'page' }>, at: string): void {
    switch (list) {
      case 'accounts':
      case 'accounts-of-parent':
        this.organization.addAccountsPage(list === 'accounts-of-parent', more, at);
        break;
      case 'roles':
      case 'users':
      case 'saml-providers':
      case 'oidc-providers': {
        const named: ReadonlySet<AccountId> = account ? new Set([account]) : new Set();
        this.readings.addPage(this.accounts.size > 0 ? this.accounts : named, list, more, at);
        break;
      }
      case 'rows':
        if (more) this.openRows = at;
        else this.lastRowsRead = true;
        break;
      default: // whether the others are whole decides nothing
    }
  }

  /**
   * Finds the provider that an answer without ARN describes: the one of the account that the file's name tells,
   * else the only one with that issuer. GitHub's issuer stands in many accounts.
   */
  private joinDetail({ detail, account, at }: FoundDetail): void {
    const alike = [...this.providers.values()].filter(
      (provider) =>
        provider.kind === 'oidc' &&
        provider.issuer === detail.issuer &&
        (account === undefined || provider.account === account),
    );
    const [only] = alike;
    if (only?.kind === 'oidc' && alike.length === 1) {
      this.providers.set(only.arn, { ...only, clientIds: detail.clientIds });
    } else if (account && alike.length === 0) {
      const arn = `arn:${this.partition()}:iam::${account}:oidc-provider/${detail.issuer}`;
      this.providers.set(arn, { kind: 'oidc', arn, account, ...detail });
    } else {
      const message =
        'expected the account of the provider in the name of the file or its folder, found none';
      this.report(problemOf('owner-unnamed', at, message, detail.issuer));
    }
  }

  /** An export is of one partition; with nothing else to go by it is the commercial one. */
  private partition(): string {
    const [arn = ''] = this.roles.keys();
    return partitionOfArn(arn) ?? 'aws';
  }
}
