/**
 * Builds the graph: every grant gets its party, every use the grant that permits it, every role its
 * verdict, every session the party behind it.
 */
import type { TierJudgement } from '../access/tier';
import type { Session } from '../activity/sessions/session';
import type { TrustChange } from '../activity/trust-change';
import type { ActivityCoverage, Use } from '../activity/use';
import { accountOfArn, type RoleArn } from '../model/arn';
import type { Grant, TrustJudgement } from '../model/grant';
import type { AccountId } from '../model/identifiers';
import { type Inventory, principalsByUniqueId } from '../model/inventory';
import type { NetworkOwner } from '../model/network-owner';
import { knowsAllAccounts } from '../model/organization';
import type { ResourceControl } from '../model/resource-control';
import { isIdentityCenterRole, type Role } from '../model/role';
import type { Party } from '../parties/party';
import { type PartyBook, partyOfAccount } from '../parties/party-book';
import { partyOfCaller, partyOfUseCaller } from '../parties/resolve-party';
import { isAdministrative } from './administration';
import { buildCoverage } from './coverage';
import { indexExternalIds } from './external-ids';
import { insiderOf } from './insider';
import { joinSessions } from './join-sessions';
import { madeRoleOf } from './made-role';
import { type CallerKnowledge, judgePermission } from './permitted-use';
import { indexProviderObjects } from './provider-objects';
import { judgeRoleVerdict } from './role-verdict';
import type { GrantEdge, RoleNode, TrustGraph, UseEdge } from './trust-graph';
import { findUniqueIdOwners, type OwnerOf, type UniqueIdOwner } from './unique-id-owners';

export interface GraphParts {
  readonly inventory: Inventory;
  /** one for every role of the inventory */
  readonly judgements: ReadonlyMap<RoleArn, TrustJudgement>;
  /** one for every role of the inventory */
  readonly tiers: ReadonlyMap<RoleArn, TierJudgement>;
  readonly uses: readonly Use[];
  /** absent where none were followed */
  readonly sessions?: readonly Session[];
  /** of trust, sorted by time, then event id; absent when no CloudTrail was read */
  readonly changes?: readonly TrustChange[];
  /** absent when no CloudTrail was read */
  readonly activity?: ActivityCoverage;
  /** absent when no address database was given */
  readonly networkOwners?: ReadonlyMap<string, NetworkOwner>;
  readonly book: PartyBook;
  /** ISO 8601 */
  readonly asOf: string;
}

/** Joins the parts; pure, and the same parts give the same graph. */
export function buildGraph(parts: GraphParts): TrustGraph {
  const { inventory, book } = parts;
  const live = principalsByUniqueId(inventory);
  const knowledge: CallerKnowledge = { organization: inventory, principalsByUniqueId: live };
  const parties = new Map<string, Party>();
  const ownerOf = findUniqueIdOwners(inventory, live, parts.uses);
  const providerObjectOf = indexProviderObjects(inventory);
  const usesByRole = groupByRole(parts.uses);
  const nodes: RoleNode[] = [];
  const strayUses: UseEdge[] = [];

  for (const role of [...inventory.roles.values()].sort(byArn)) {
    const judgement = parts.judgements.get(role.arn);
    const tier = parts.tiers.get(role.arn);
    if (judgement === undefined || tier === undefined) throw new Error(`role ${role.arn} was not judged`);
    const uses = joinUses(role, judgement.grants, usesByRole.get(role.arn) ?? [], parts, knowledge, parties);
    const resourceControl = CONTROLLED[judgement.resourceControl.kind];
    const made = madeRoleOf(role);
    const grants = judgement.grants.map((grant): GrantEdge => {
      const edge = grantEdge(grant, role, uses, parts, ownerOf, parties);
      const providerObject = providerObjectOf(grant.caller);
      return {
        ...edge,
        ...(isAdministrative(edge, tier.tier, made) && { administrative: true }),
        resourceControl,
        ...(providerObject && { providerObject }),
      };
    });
    nodes.push({
      role,
      verdict: judgeRoleVerdict(grants),
      tier,
      ...(made && { made }),
      remarks: judgement.remarks,
      resourceControl: judgement.resourceControl,
      grants,
      uses,
    });
  }
  const judgeExternalIds = indexExternalIds(nodes, { parties, isOfOthers: otherCustomers(parts) });
  const roles = new Map(nodes.map((node) => [node.role.arn, judgeExternalIds(node)]));
  for (const [role, uses] of usesByRole) {
    if (!roles.has(role as RoleArn)) strayUses.push(...uses.map((use) => strayUse(use, book, parties)));
  }
  const uses = [...[...roles.values()].flatMap((node) => node.uses), ...strayUses].sort(byUse);
  const sessions = joinSessions(parts.sessions ?? [], { roles, uses, live, book, parties });
  return {
    asOf: parts.asOf,
    ...(inventory.organization && { organization: inventory.organization }),
    ...(inventory.accounts && { accounts: inventory.accounts }),
    ...(inventory.accountsIncomplete && { accountsIncomplete: true as const }),
    parties: new Map([...parties].sort(([a], [b]) => (a < b ? -1 : 1))),
    roles,
    grants: [...roles.values()].flatMap((node) => node.grants),
    uses,
    sessions,
    changes: parts.changes ?? [],
    ...(parts.networkOwners && { networkOwners: parts.networkOwners }),
    providers: inventory.providers,
    ...(inventory.organizationPolicies.length > 0 && {
      organizationPolicies: inventory.organizationPolicies,
    }),
    coverage: buildCoverage(inventory, parts.activity, roles.values()),
  };
}

/** Tells accounts that are known to be none of ours: of none, where the list of ours is not whole. */
function otherCustomers({ inventory, book }: GraphParts): (account: AccountId) => boolean {
  const isListWhole = knowsAllAccounts(inventory);
  return (account) => isListWhole && partyOfAccount(book, account, undefined).external;
}

function grantEdge(
  grant: Grant,
  role: Role,
  uses: readonly UseEdge[],
  { book, inventory }: GraphParts,
  ownerOf: OwnerOf,
  parties: Map<string, Party>,
): Omit<GrantEdge, 'resourceControl'> {
  const owner = ownerOf(grant);
  const { party, external } =
    owner?.kind === 'seen'
      ? partyOfUseCaller(book, owner.caller, role.account)
      : partyOfCaller(book, grant.caller, role, grant.guards);
  parties.set(party.id, party);
  const isOutsider = external || owner?.kind === 'stranger';
  const insider = isOutsider ? undefined : insiderOf(grant.caller, role.account, inventory.organization);
  const permitted = uses.filter((use) => use.grant === grant.id);
  const lastUsed = permitted
    .flatMap(({ use }) => use.lastSuccess ?? [])
    .sort()
    .at(-1);
  return {
    grant,
    role: role.arn,
    external: isOutsider,
    ...(insider && { insider }),
    party: party.id,
    ...(lastUsed !== undefined && { lastUsed }),
    uses: permitted,
    ...(owner && owner.kind !== 'stranger' && { deleted: DELETED[owner.kind] }),
  };
}

const CONTROLLED: Readonly<Record<ResourceControl['kind'], GrantEdge['resourceControl']>> = {
  'in-force': 'judged',
  exempt: 'exempt',
  unknown: 'unknown',
};

const DELETED: Readonly<
  Record<Exclude<UniqueIdOwner['kind'], 'stranger'>, NonNullable<GrantEdge['deleted']>>
> = {
  ours: 'live',
  seen: 'live',
  deleted: 'deleted',
  'cannot-tell': 'cannot-tell',
};

function joinUses(
  role: Role,
  grants: readonly Grant[],
  uses: readonly Use[],
  { book }: GraphParts,
  knowledge: CallerKnowledge,
  parties: Map<string, Party>,
): UseEdge[] {
  return uses.map((use) => {
    const { party, external } = partyOfUseCaller(book, use.caller, role.account, isIdentityCenterRole(role));
    parties.set(party.id, party);
    return { use, party: party.id, external, ...permission(use, grants, knowledge) };
  });
}

function permission(
  use: Use,
  grants: readonly Grant[],
  knowledge: CallerKnowledge,
): Pick<UseEdge, 'grant' | 'permitted' | 'why'> {
  const answers = grants.map((grant) => ({ grant, permits: judgePermission(grant, use, knowledge) }));
  const sure = answers.find(({ grant, permits }) => permits.kind === 'yes' && grant.verdict === 'admits');
  if (sure) return { grant: sure.grant.id, permitted: 'by-grant', why: [] };
  const maybe = answers.filter(({ permits }) => permits.kind !== 'no');
  const [first] = maybe;
  if (first === undefined)
    return { permitted: 'not-now', why: ['no grant of the role as it is now admits this caller'] };
  const why = maybe.map(({ grant, permits }) =>
    permits.kind === 'cannot-tell' ? permits.why : (grant.reason ?? 'the grant is undecided'),
  );
  return {
    ...(maybe.length === 1 && { grant: first.grant.id }),
    permitted: 'unknown',
    why: [...new Set(why)],
  };
}

/** A use of a role that was not read: of an account outside the inventory, deleted, or not told by the record. */
function strayUse(use: Use, book: PartyBook, parties: Map<string, Party>): UseEdge {
  const owner: AccountId | undefined = accountOfArn(use.role);
  const { party, external } = partyOfUseCaller(book, use.caller, owner);
  parties.set(party.id, party);
  const why = use.role === '' ? 'the record does not name the role' : 'the role was not read';
  return { use, party: party.id, external, permitted: 'unknown', why: [why] };
}

function groupByRole(uses: readonly Use[]): ReadonlyMap<string, readonly Use[]> {
  const groups = new Map<string, Use[]>();
  for (const use of uses) {
    const group = groups.get(use.role);
    if (group) group.push(use);
    else groups.set(use.role, [use]);
  }
  return groups;
}

function byArn(a: Role, b: Role): number {
  return a.arn < b.arn ? -1 : 1;
}

function byUse(a: UseEdge, b: UseEdge): number {
  if (a.use.role !== b.use.role) return a.use.role < b.use.role ? -1 : 1;
  return a.use.key < b.use.key ? -1 : 1;
}
