/**
 * The organization as it comes together from many answers: id, accounts, tree, policies and what they are attached to.
 */
import { type AccountId, accountIdIn } from '../../model/identifiers';
import type { Inventory } from '../../model/inventory';
import type { Account, Organization, OrganizationPolicy } from '../../model/organization';
import { organizationOfArn, parseAccount } from '../../model/parse-account';
import { parseOrganization } from '../../model/parse-organization';
import { parseOrganizationPolicy } from '../../model/parse-organization-policy';
import { type Problem, problemOf } from '../../model/problem';
import { rawFieldsIn, rawTextAt } from '../../model/raw-fields';
import { sortedMap } from './sorted-map';

type OrganizationParts = Pick<
  Inventory,
  'organization' | 'accounts' | 'accountsIncomplete' | 'tree' | 'organizationPolicies'
>;

/** Units nest five deep; a longer chain is a circle of bad data. */
const DEEPEST = 10;

export class OrganizationDraft {
  private organization: Organization | undefined;
  private readonly accounts = new Map<AccountId, Account>();
  private readonly delegatedAdministrators = new Set<AccountId>();
  private readonly tree = new Map<string, string>();
  private readonly policies = new Map<string, OrganizationPolicy>();
  /** by policy id */
  private readonly targets = new Map<string, Set<string>>();
  /** whether `list-accounts` was read, and where a page of it says that more follow */
  private accountsListed = false;
  private openPage: string | undefined;
  private lastPageRead = false;

  constructor(private readonly report: (problem: Problem) => void) {}

  addOrganization(raw: unknown, at: string): void {
    const parsed = parseOrganization(raw, at);
    if (parsed.kind === 'problem') this.report(parsed.problem);
    else this.know(parsed.value, at);
  }

  /** A root needs nothing but its ARN, which names the organization. */
  addRoot(raw: unknown, at: string): void {
    this.know(organizationOfArn(rawTextAt(rawFieldsIn(raw), 'Arn')), at);
  }

  addAccount(raw: unknown, parent: string | undefined, at: string): void {
    const parsed = parseAccount(raw, at);
    if (parsed.kind === 'problem') {
      this.report(parsed.problem);
      return;
    }
    const account = parsed.value;
    this.accounts.set(account.id, { ...this.accounts.get(account.id), ...account });
    this.know(organizationOfArn(rawTextAt(rawFieldsIn(raw), 'Arn')), at);
    for (const path of account.paths ?? []) this.addPath(path, account.id);
    if (parent !== undefined) this.tree.set(account.id, parent);
  }

  /** It is described as accounts are, and what is said of it here may be older than in the list of accounts. */
  addDelegatedAdministrator(raw: unknown, at: string): void {
    const parsed = parseAccount(raw, at);
    if (parsed.kind === 'problem') {
      this.report(parsed.problem);
      return;
    }
    this.delegatedAdministrators.add(parsed.value.id);
    this.know(organizationOfArn(rawTextAt(rawFieldsIn(raw), 'Arn')), at);
  }

  addAccountsPage(ofParent: boolean, more: boolean, at: string): void {
    if (ofParent) return;
    this.accountsListed = true;
    if (more) this.openPage = at;
    else this.lastPageRead = true;
  }

  addUnit(raw: unknown, parent: string | undefined, at: string): void {
    const fields = rawFieldsIn(raw);
    const id = rawTextAt(fields, 'Id');
    const path = rawTextAt(fields, 'Path');
    if (path !== undefined) this.addPath(path, undefined);
    else this.addEdge(id, parent, at);
  }

  addEdge(child: string | undefined, parent: string | undefined, at: string): void {
    if (child !== undefined && parent !== undefined) this.tree.set(child, parent);
    else this.reportUnnamed(at, child === undefined ? 'child' : 'parent');
  }

  addPolicy(raw: unknown, target: string | undefined, at: string): void {
    const parsed = parseOrganizationPolicy(raw, at);
    if (parsed.kind === 'problem') {
      this.report(parsed.problem);
      return;
    }
    if (parsed.value === undefined) return;
    const { value, problems } = parsed.value;
    problems.forEach(this.report);
    this.policies.set(value.id, { ...this.policies.get(value.id), ...value });
    if (target !== undefined) this.addTarget(value.id, target, at);
  }

  /** A policy that was detached from everything has an empty list, and no target that could tell. */
  addTargetList(policy: string | undefined): void {
    if (policy !== undefined) this.targets.set(policy, this.targets.get(policy) ?? new Set());
  }

  addTarget(policy: string | undefined, target: string | undefined, at: string): void {
    if (policy === undefined || target === undefined) {
      this.reportUnnamed(at, policy === undefined ? 'policy' : 'target');
      return;
    }
    const targets = this.targets.get(policy) ?? new Set();
    this.targets.set(policy, targets.add(target));
  }

  finish(): OrganizationParts {
    const isPageMissing = this.openPage !== undefined && !this.lastPageRead;
    if (this.openPage !== undefined && isPageMissing) {
      const message = 'expected another page of the account list, found none';
      this.report(problemOf('page-missing', this.openPage, message));
    }
    if (this.accounts.size > 0 && !this.accountsListed) {
      const message =
        'expected the whole account list (list-accounts), found some accounts only; siblings may look like strangers';
      this.report(problemOf('account-list-partial', 'organization', message));
    }
    return {
      ...(this.organization && { organization: this.finishOrganization(this.organization) }),
      ...((this.accountsListed || this.accounts.size > 0) && { accounts: this.finishAccounts() }),
      ...((isPageMissing || !this.accountsListed) && { accountsIncomplete: true as const }),
      tree: sortedMap(this.tree),
      organizationPolicies: this.finishPolicies(),
    };
  }

  private finishOrganization(organization: Organization): Organization {
    const delegatedAdministrators = [...this.delegatedAdministrators].sort();
    return delegatedAdministrators.length === 0 ? organization : { ...organization, delegatedAdministrators };
  }

  private finishAccounts(): ReadonlyMap<AccountId, Account> {
    return new Map(
      [...sortedMap(this.accounts)].map(([id, account]) => {
        const path = account.paths ? undefined : this.pathOf(id);
        return [id, path === undefined ? account : { ...account, paths: [path] }];
      }),
    );
  }

  private finishPolicies(): readonly OrganizationPolicy[] {
    for (const [id, targets] of sortedMap(this.targets)) {
      const policy = this.policies.get(id);
      if (policy) this.policies.set(id, { ...policy, targets: [...targets].sort() });
      else if (targets.size > 0) {
        const message = 'expected the policy itself (describe-policy), found only what it is attached to';
        this.report(problemOf('organization-policy-missing', id, message));
      }
    }
    return [...sortedMap(this.policies).values()];
  }

  /** `o-…/r-…/ou-…/` up to the account's unit; undefined where a step to the root is not known. */
  private pathOf(account: AccountId): string | undefined {
    const steps: string[] = [];
    let at = this.tree.get(account);
    while (at !== undefined && steps.length < DEEPEST) {
      steps.unshift(at);
      if (at.startsWith('r-')) return this.organization && `${this.organization.id}/${steps.join('/')}/`;
      at = this.tree.get(at);
    }
    return undefined;
  }

  /** Takes the edges out of `o-…/r-…/ou-…/ou-…/`. */
  private addPath(path: string, account: AccountId | undefined): void {
    const steps = path.split('/').filter((step) => step !== '' && accountIdIn(step) === undefined);
    const [, ...units] = account === undefined ? steps : [...steps, account];
    units.slice(1).forEach((child, index) => {
      const parent = units[index];
      if (parent !== undefined) this.tree.set(child, parent);
    });
  }

  /** The first answer names the organization; another one that names another is somebody else's export. */
  private know(organization: Organization | undefined, at: string): void {
    if (!organization) return;
    if (this.organization && this.organization.id !== organization.id) {
      const message = `expected organization ${this.organization.id}, found another`;
      this.report(problemOf('organization-other', at, message, organization.id));
      return;
    }
    this.organization = { ...this.organization, ...organization };
  }

  private reportUnnamed(at: string, what: string): void {
    const message = `expected the id of the ${what} in the name of the file or its folder, found none`;
    this.report(problemOf('owner-unnamed', at, message));
  }
}
