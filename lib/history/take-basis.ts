/**
 * Takes the watch basis from a graph, and makes an inventory of it again.
 */
import { TIERS, type Tier, type TierJudgement } from '../access/tier';
import type { RoleNode, TrustGraph } from '../graph/trust-graph';
import { accountOfArn, nameOfArn, type RoleArn } from '../model/arn';
import type { Caller } from '../model/caller';
import { compareText } from '../model/compare-text';
import { externalIdFingerprint } from '../model/fingerprint';
import type { AccountId } from '../model/identifiers';
import type { AccountReading, Inventory } from '../model/inventory';
import type { PolicyDocument, Statement } from '../model/policy-document';
import type { ResourceControl } from '../model/resource-control';
import { isIdentityCenterRole, isServiceLinked, type Role, type TrustSource } from '../model/role';
import type { KnownControl, KnownRole, WatchBasis } from './watch-basis';

/** Room: what is worth most is kept. */
const MOST_OPEN = 50_000;
const MOST_CLOSED = 50_000;

/** Whom such a grant admits is told by more than its caller: it may be somebody outside. */
const BROAD: ReadonlySet<Caller['kind']> = new Set<Caller['kind']>([
  'anyone',
  'organization',
  'organization-unit',
  'unique-id',
]);

/**
 * The basis after a run. Of accounts that it did not read, what was known of them stays.
 * @returns `before` where the run read no roles
 */
export function takeBasis(graph: TrustGraph, before?: WatchBasis): WatchBasis | undefined {
  const nodes = [...graph.roles.values()].filter(({ role }) => isChangeable(role));
  if (nodes.length === 0) return before;
  const read = new Set(nodes.map(({ role }) => role.account));
  const isUnread = (arn: string) => {
    const account = accountOfArn(arn);
    return account !== undefined && !read.has(account);
  };
  const salt = graph.organization?.id ?? '';
  const open = bestOf(
    [
      ...nodes.filter(mayLetOutsidersIn).map((node) => knownRole(node, salt)),
      ...(before?.open ?? []).filter(({ arn }) => isUnread(arn)),
    ],
    MOST_OPEN,
  );
  const closed = bestOf(
    [
      ...nodes
        .filter((node) => !mayLetOutsidersIn(node))
        .map(({ role, tier }) => ({ arn: role.arn, tier: tier.tier })),
      ...[...(before?.closed ?? [])].flatMap(([arn, tier]) => (isUnread(arn) ? { arn, tier } : [])),
    ],
    MOST_CLOSED,
  );
  const controls = new Map<AccountId, KnownControl>();
  const policies = new Map(before?.policies.map((policy) => [policy.id, policy]));
  for (const [account, control] of before?.controls ?? []) controls.set(account, control);
  for (const { role, resourceControl } of nodes) {
    if (resourceControl.kind === 'in-force') {
      for (const policy of resourceControl.policies)
        policies.set(policy.id, { ...policy, document: withoutSecrets(policy.document, salt) });
    }
    controls.set(role.account, knownControl(resourceControl));
  }
  const named = new Set(
    [...controls.values()].flatMap((control) => (control.kind === 'in-force' ? control.policies : [])),
  );
  const leftOut = open.leftOut + closed.leftOut;
  return {
    ours: {
      ...(graph.organization && { organization: graph.organization }),
      ...(graph.accounts && { accounts: graph.accounts }),
      ...(graph.accountsIncomplete && { accountsIncomplete: true as const }),
    },
    open: open.kept,
    closed: new Map(closed.kept.map(({ arn, tier }) => [arn, tier])),
    controls: new Map([...controls].sort(([a], [b]) => compareText(a, b))),
    policies: [...policies.values()]
      .filter(({ id }) => named.has(id))
      .sort((a, b) => compareText(a.id, b.id)),
    ...(leftOut > 0 && { leftOut }),
  };
}

function isChangeable(role: Role): boolean {
  return !isServiceLinked(role) && !isIdentityCenterRole(role);
}

function mayLetOutsidersIn({ role, verdict, grants }: RoleNode): boolean {
  return (
    role.trust.kind === 'unreadable' ||
    verdict === 'external' ||
    verdict === 'undecided' ||
    grants.some(({ grant, external }) => external || BROAD.has(grant.caller.kind))
  );
}

function knownRole({ role, tier }: RoleNode, salt: string): KnownRole {
  const { arn, uniqueId, created, trust } = role;
  return {
    arn,
    ...(uniqueId && { uniqueId }),
    ...(created !== undefined && { created }),
    trust: trust.kind === 'policy' ? { ...trust, document: withoutSecrets(trust.document, salt) } : trust,
    tier: tier.tier,
  };
}

function knownControl(control: ResourceControl): KnownControl {
  return control.kind === 'in-force'
    ? { kind: 'in-force', policies: control.policies.map(({ id }) => id).sort() }
    : control;
}

/** The document with fingerprints in place of external ids. */
function withoutSecrets(document: PolicyDocument, salt: string): PolicyDocument {
  const statementOf = (statement: Statement): Statement => ({
    ...statement,
    conditions: statement.conditions.map((condition) =>
      condition.key.toLowerCase() === 'sts:externalid' && !/null/i.test(condition.operator)
        ? { ...condition, values: condition.values.map((value) => externalIdFingerprint(salt, value)) }
        : condition,
    ),
  });
  return { ...document, statements: document.statements.map(statementOf) };
}

/** Those of the highest tiers, sorted by ARN. */
function bestOf<T extends { readonly arn: RoleArn; readonly tier: Tier }>(
  all: readonly T[],
  most: number,
): { readonly kept: readonly T[]; readonly leftOut: number } {
  const best =
    all.length <= most
      ? all
      : all.toSorted((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) || compareText(a.arn, b.arn));
  const kept = best.slice(0, most).toSorted((a, b) => compareText(a.arn, b.arn));
  return { kept, leftOut: all.length - kept.length };
}

/** What of the inventory is known, as if it had been read, and what was judged of it. */
export interface KnownInventory {
  readonly inventory: Inventory;
  readonly tiers: ReadonlyMap<RoleArn, TierJudgement>;
  readonly controlOf: (role: Pick<Role, 'account'>) => ResourceControl;
}

/** Nobody enters by it. */
const CLOSED: TrustSource = { kind: 'policy', document: { version: '2012-10-17', statements: [] } };

/** The inventory that the basis stands for. */
export function inventoryOf(basis: WatchBasis): KnownInventory {
  const roles = new Map<RoleArn, Role>();
  const tiers = new Map<RoleArn, TierJudgement>();
  const add = (role: Omit<KnownRole, 'tier'>, tier: Tier) => {
    const account = accountOfArn(role.arn);
    if (account === undefined) return;
    roles.set(role.arn, { ...role, account, name: nameOfArn(role.arn), path: pathOf(role.arn) });
    tiers.set(role.arn, { role: role.arn, tier, because: ['as the last scan judged it'], unknown: [] });
  };
  for (const [arn, tier] of basis.closed) add({ arn, trust: CLOSED }, tier);
  for (const { tier, ...role } of basis.open) add(role, tier);
  const policies = new Map(basis.policies.map((policy) => [policy.id, policy]));
  return {
    inventory: {
      ...basis.ours,
      tree: new Map(),
      organizationPolicies: [],
      roles,
      users: [],
      managedPolicies: new Map(),
      providers: new Map(),
      read: new Map([...basis.controls.keys()].map((account) => [account, READ])),
      problems: [],
      unrecognised: [],
    },
    tiers,
    controlOf: ({ account }) => {
      const control = basis.controls.get(account);
      if (control === undefined) return { kind: 'unknown', why: 'the last scan did not read the account' };
      if (control.kind !== 'in-force') return control;
      return { kind: 'in-force', policies: control.policies.flatMap((id) => policies.get(id) ?? []) };
    },
  };
}

const READ: AccountReading = { state: 'read', usersRead: false, providersRead: false };

/** `/service/` of `arn:…:role/service/Name`. */
export function pathOf(arn: RoleArn): string {
  return arn.slice(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
}
