/**
 * Finds the resource control policies that bind a role: those attached to its account, its units and the root.
 *
 * The management account and service-linked roles are exempt. What was not read whole is `unknown`, never "none".
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
import type { AccountId } from '../model/identifiers';
import type { Inventory } from '../model/inventory';
import type { OrganizationPolicy, OrganizationTree } from '../model/organization';
import type { ResourceControl, ResourceControlPolicy } from '../model/resource-control';
import { isServiceLinked, type Role } from '../model/role';

/** What is known of our organization's policies. An `Inventory` is one. */
export type OrganizationPolicies = Pick<Inventory, 'organization' | 'tree' | 'organizationPolicies'>;

/** AWS attaches it to the root, every unit and every account, and nobody can detach it. */
const FULL_ACCESS = 'p-RCPFullAWSAccess';

/** Units nest five deep; a longer chain is a circle of bad data. */
const DEEPEST = 10;

/** Indexes the policies by what they are attached to; the answer for an account is worked out once. */
export function indexResourceControl(
  known: OrganizationPolicies,
): (role: Pick<Role, 'account' | 'path'>) => ResourceControl {
  const attachments = indexAttachments(known.organizationPolicies);
  const byAccount = new Map<AccountId, ResourceControl>();
  return (role) => {
    if (isServiceLinked(role)) return { kind: 'exempt', why: 'no such policy binds a service-linked role' };
    const control = byAccount.get(role.account) ?? controlOfAccount(role.account, known, attachments);
    byAccount.set(role.account, control);
    return control;
  };
}

interface Attachments {
  readonly isEmpty: boolean;
  /** a policy that is attached to nobody knows what */
  readonly unplaced?: OrganizationPolicy;
  readonly byTarget: ReadonlyMap<string, readonly OrganizationPolicy[]>;
  /** what `RCPFullAWSAccess` is attached to: of anything else the list is not whole; absent when not read */
  readonly listed?: ReadonlySet<string>;
}

function indexAttachments(all: readonly OrganizationPolicy[]): Attachments {
  const policies = all.filter(({ type }) => type === 'RESOURCE_CONTROL_POLICY');
  const own = policies.filter(({ id }) => id !== FULL_ACCESS);
  const unplaced = own.find(({ targets }) => targets === undefined);
  const listed = policies.find(({ id }) => id === FULL_ACCESS)?.targets;
  const byTarget = new Map<string, OrganizationPolicy[]>();
  for (const policy of own) {
    for (const target of policy.targets ?? []) {
      const attached = byTarget.get(target);
      if (attached) attached.push(policy);
      else byTarget.set(target, [policy]);
    }
  }
  return {
    isEmpty: policies.length === 0,
    ...(unplaced && { unplaced }),
    byTarget,
    ...(listed && { listed: new Set(listed) }),
  };
}

function controlOfAccount(
  account: AccountId,
  { organization, tree }: OrganizationPolicies,
  { isEmpty, unplaced, byTarget, listed }: Attachments,
): ResourceControl {
  const management = organization?.managementAccountId;
  if (account === management) {
    return { kind: 'exempt', why: 'no such policy binds the management account' };
  }
  if (isEmpty) return unknown('no resource control policies were given');
  if (management === undefined) return unknown('it is not known which account is the management account');
  const chain = chainOf(account, tree);
  if (!chain) return unknown(`the place of account ${account} in the organization is not known`);
  if (unplaced) return unknown(`it is not known what policy \`${nameOf(unplaced)}\` is attached to`);
  const unlisted = listed && chain.find((id) => !listed.has(id));
  if (unlisted !== undefined) return unknown(`it is not known what is attached to ${unlisted}`);

  const attached = [...new Set(chain.flatMap((id) => byTarget.get(id) ?? []))].sort(byId);
  const unread = attached.find(({ document }) => document === undefined);
  if (unread) return unknown(`the document of policy \`${nameOf(unread)}\` was not read`);
  const policies = attached.flatMap((policy): readonly ResourceControlPolicy[] =>
    policy.document ? [{ id: policy.id, name: nameOf(policy), document: policy.document }] : [],
  );
  return { kind: 'in-force', policies };
}

/** The account, its units and the root; undefined where a step to the root is not known. */
function chainOf(account: AccountId, tree: OrganizationTree): readonly string[] | undefined {
  const chain: string[] = [account];
  let at = tree.get(account);
  while (at !== undefined && chain.length < DEEPEST) {
    chain.push(at);
    if (at.startsWith('r-')) return chain;
    at = tree.get(at);
  }
  return undefined;
}

function unknown(why: string): ResourceControl {
  return { kind: 'unknown', why };
}

function nameOf({ name, id }: OrganizationPolicy): string {
  return name ?? id;
}

function byId(left: OrganizationPolicy, right: OrganizationPolicy): number {
  return left.id < right.id ? -1 : 1;
}
