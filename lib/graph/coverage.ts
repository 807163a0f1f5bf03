/**
 * Coverage: what the run did and did not get to see. A gap is never silence.
 */
import type { ActivityCoverage } from '../activity/use';
import type { AccountId } from '../model/identifiers';
import type { Inventory } from '../model/inventory';
import type { Account } from '../model/organization';
import { findIssuer } from '../parties/issuers';
import type { AccountCoverage, GraphCoverage, RoleNode } from './trust-graph';

/** Joins what was listed with what was read. */
export function buildCoverage(
  inventory: Inventory,
  activity: ActivityCoverage | undefined,
  roles: Iterable<RoleNode>,
): GraphCoverage {
  const accounts = accountCoverage(inventory);
  const nodes = [...roles];
  return {
    accounts,
    ...(activity && { activity }),
    problems: inventory.problems,
    unrecognised: inventory.unrecognised,
    limits: [
      ...limitsOf(inventory, activity),
      ...limitsOfControl(inventory, nodes),
      ...limitsOfProviders(nodes),
      ...limitsOfIssuers(nodes),
    ],
    complete:
      inventory.roles.size > 0 &&
      inventory.problems.length === 0 &&
      !accounts.some((row) => isGap(row, inventory)),
  };
}

/** An account that was not seen whole. One that is suspended or closed lets nobody in, so it is none. */
function isGap({ id, state }: AccountCoverage, { accounts }: Inventory): boolean {
  if (state !== 'not-read') return state !== 'read';
  const listed = accounts?.get(id)?.state;
  return listed === undefined || listed === 'ACTIVE' || listed === 'PENDING_ACTIVATION';
}

function accountCoverage(inventory: Inventory): AccountCoverage[] {
  const roles = new Map<AccountId, number>();
  for (const { account } of inventory.roles.values()) roles.set(account, (roles.get(account) ?? 0) + 1);
  const ids = new Set([...(inventory.accounts?.keys() ?? []), ...inventory.read.keys()]);
  return [...ids].sort().map((id) => {
    const account = inventory.accounts?.get(id);
    const reading = inventory.read.get(id);
    const reason = reading ? reading.reason : whyNotRead(account);
    return {
      id,
      ...(account?.name !== undefined && { name: account.name }),
      state: reading?.state ?? 'not-read',
      ...(reason !== undefined && { reason }),
      roles: roles.get(id) ?? 0,
      ...(reading?.providersRead && { providersRead: true as const }),
    };
  });
}

function whyNotRead(account: Account | undefined): string {
  const state = account?.state;
  return state === undefined || state === 'ACTIVE'
    ? 'no export of this account was given'
    : `the account is ${state}`;
}

/** What no amount of reading these inputs could have told. */
function limitsOf(inventory: Inventory, activity: ActivityCoverage | undefined): string[] {
  const limits: string[] = [];
  if (inventory.roles.size === 0) limits.push('no role was read: nothing is said about who can get in');
  if (inventory.accounts === undefined) {
    limits.push(
      'no account list was given: accounts of your own organization cannot be told from strangers, so every other account counts as outside',
    );
  }
  if (inventory.organization === undefined) {
    limits.push('the organization is not known: a trust in an organization id may be a trust in your own');
  }
  if (activity === undefined) {
    limits.push('no CloudTrail was given: nothing is said about who came in');
  }
  return [...limits, ...limitsOfSessions(activity)];
}

function limitsOfSessions(activity: ActivityCoverage | undefined): readonly string[] {
  if (activity === undefined) return [];
  const { followed } = activity;
  if (followed === undefined) {
    return ['no role was read: nothing is said about what sessions did, since nobody knew whose to follow'];
  }
  const { leftOut, dropped, estimated } = followed;
  return [
    ...(leftOut > 0
      ? [
          `${leftOut} roles turned up in the trail for which there was no room: their sessions were not followed`,
        ]
      : []),
    ...(dropped > 0 ? [`about ${dropped} sessions had no room: nothing is said about what they did`] : []),
    ...(estimated > 0 ? [`the calls of ${estimated} sessions were counted by samples`] : []),
  ];
}

/** Resource control policies only close: what is shown without them is never too narrow, but may be too wide. */
function limitsOfControl({ organizationPolicies }: Inventory, roles: readonly RoleNode[]): readonly string[] {
  if (!organizationPolicies.some(({ type }) => type === 'RESOURCE_CONTROL_POLICY')) {
    return ['no resource control policies were given: a role shown as open may be closed by one'];
  }
  const reasons = new Map<AccountId, string>();
  for (const { role, resourceControl } of roles) {
    if (resourceControl.kind === 'unknown') reasons.set(role.account, resourceControl.why);
  }
  const [reason] = [...reasons.values()].sort();
  if (reason === undefined) return [];
  return [
    `the resource control policies of ${accountsOf(reasons)} are not known (${reason}): a role shown as open there may be closed by one`,
  ];
}

/** A provider that is gone lets nobody in, which only a whole list of them tells. */
function limitsOfProviders(roles: readonly RoleNode[]): readonly string[] {
  const unlisted = new Set(
    roles
      .filter(({ grants }) => grants.some(({ providerObject }) => providerObject === 'not-read'))
      .map(({ role }) => role.account),
  );
  if (unlisted.size === 0) return [];
  return [
    `the identity providers of ${accountsOf(unlisted)} were not listed: a role shown as open to one may trust a provider that is gone`,
  ];
}

/** What an issuer's address leaves open, such as the account of a cluster. */
function limitsOfIssuers(roles: readonly RoleNode[]): readonly string[] {
  const issuers = new Map<string, Set<string>>();
  for (const { caller } of roles.flatMap(({ grants }) => grants.map(({ grant }) => grant))) {
    if (caller.kind !== 'oidc') continue;
    const { address, kind } = findIssuer(caller.issuer);
    if (kind.caution === undefined) continue;
    const cautioned = `${kind.name}: ${kind.caution}`;
    issuers.set(cautioned, (issuers.get(cautioned) ?? new Set()).add(address));
  }
  return [...issuers]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([caution, { size }]) => `${caution}, so it may be a stranger's (${size} trusted)`);
}

function accountsOf({ size }: { readonly size: number }): string {
  return size === 1 ? 'one account' : `${size} accounts`;
}
