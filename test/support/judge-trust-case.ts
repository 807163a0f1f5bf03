/**
 * Judges one case of the decision table by the product's own chain, and tells what differs from the expectation.
 */
import { judgeTier } from '../../lib/access/judge-tier';
import { buildGraph } from '../../lib/graph/build-graph';
import type { GrantEdge, RoleNode } from '../../lib/graph/trust-graph';
import { accountOfArn } from '../../lib/model/arn';
import type { Guard } from '../../lib/model/guard';
import { type AccountId, accountIdIn, organizationIdIn, uniqueIdIn } from '../../lib/model/identifiers';
import { type Inventory, principalsByUniqueId } from '../../lib/model/inventory';
import type { OrganizationPolicy } from '../../lib/model/organization';
import { parseOrganizationPolicy } from '../../lib/model/parse-organization-policy';
import { parseRole } from '../../lib/model/parse-role';
import { type IdentityProvider, issuerOfProviderArn } from '../../lib/model/provider';
import { bindingPolicies } from '../../lib/model/resource-control';
import type { Role, User } from '../../lib/model/role';
import { buildPartyBook } from '../../lib/parties/party-book';
import { scopeOfCaller } from '../../lib/parties/scope-of-caller';
import { evaluateAssumeRequest } from '../../lib/policy/request/evaluate-assume-request';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { indexResourceControl } from '../../lib/trust/resource-control';
import { enteredRole } from '../../lib/trust/way';
import type { ExpectedGrant, ExpectedGuard, TrustCase } from './trust-cases';

export interface JudgedTrustCase {
  readonly node: RoleNode;
  readonly inventory: Inventory;
}

/** Judges the role of one case. */
export function judgeTrustCase(trustCase: TrustCase): JudgedTrustCase {
  const inventory = inventoryOf(trustCase);
  return { node: judge(trustCase, inventory), inventory };
}

/** One sentence for each difference; none when the product and the table agree. */
export function findDifferences(trustCase: TrustCase): readonly string[] {
  const { expect } = trustCase;
  const { node, inventory } = judgeTrustCase(trustCase);
  const said = [
    ...node.grants.map(({ grant }) => grant.reason ?? ''),
    ...node.remarks.map(({ message }) => message),
  ];
  return [
    ...(node.verdict === expect.verdict ? [] : [`verdict is ${node.verdict}, not ${expect.verdict}`]),
    ...(expect.made === undefined || expect.made === (node.made?.by ?? null)
      ? []
      : [`made by ${node.made?.by}, not ${expect.made}`]),
    ...(expect.grants ? grantDifferences(expect.grants, node.grants, expect.more === true) : []),
    ...(expect.remarks ? remarkDifferences(expect.remarks, node) : []),
    ...(expect.reason === undefined || said.some((each) => each.includes(expect.reason ?? ''))
      ? []
      : [`no reason speaks of "${expect.reason}", but: ${said.join('; ')}`]),
    ...node.grants.flatMap((edge) => proofFaults(edge, node, inventory)),
  ];
}

function judge({ role, asOf }: TrustCase, inventory: Inventory): RoleNode {
  const arn = `arn:${role.partition}:iam::${role.account}:role${role.path}${role.name}`;
  const roles = [...inventory.roles.values()];
  const knowledge = { organization: inventory, asOf, principalsByUniqueId: principalsByUniqueId(inventory) };
  const controlOf = indexResourceControl(inventory);
  const graph = buildGraph({
    inventory,
    judgements: new Map(
      roles.map((each) => [each.arn, judgeTrust(each, { ...knowledge, resourceControl: controlOf(each) })]),
    ),
    tiers: new Map(roles.map((each) => [each.arn, judgeTier(each, inventory.managedPolicies)])),
    uses: [],
    book: buildPartyBook(inventory, undefined, asOf),
    asOf,
  });
  const node = [...graph.roles.values()].find((each) => each.role.arn === arn);
  if (!node) throw new Error(`${arn} is not in the graph`);
  return node;
}

function inventoryOf(trustCase: TrustCase): Inventory {
  const { role, organization, unread, uniqueIds, policy, resourceControlPolicies } = trustCase;
  const { partition, account, path, name } = role;
  const judged = roleOf({
    Arn: `arn:${partition}:iam::${account}:role${path}${name}`,
    RoleId: 'AROAEXAMPLEJUDGED001',
    AssumeRolePolicyDocument: policy,
    ...(role.tags && { Tags: Object.entries(role.tags).map(([Key, Value]) => ({ Key, Value })) }),
  });
  const management = accountIdIn(organization?.management ?? (resourceControlPolicies && ANOTHER_ACCOUNT));
  const living = Object.entries(uniqueIds);
  const roles = living
    .filter(([, arn]) => arn.includes(':role/'))
    .map(([RoleId, Arn]) => roleOf({ Arn, RoleId, AssumeRolePolicyDocument: { Statement: [] } }));
  const accounts = (organization?.accounts ?? []).flatMap((text) => accountIdIn(text) ?? []);
  const delegatedAdministrators = organization?.delegated?.flatMap((text) => accountIdIn(text) ?? []);
  const organizationId = organizationIdIn(organization?.id);
  return {
    ...(organizationId && {
      organization: {
        id: organizationId,
        ...(management && { managementAccountId: management }),
        ...(delegatedAdministrators && { delegatedAdministrators }),
      },
    }),
    ...(organization && { accounts: new Map(accounts.map((id) => [id, { id }])) }),
    tree: new Map([[account, 'r-exam']]),
    organizationPolicies: policiesOf(resourceControlPolicies ?? [], judged.account),
    roles: new Map([judged, ...roles].map((each) => [each.arn, each])),
    users: living.flatMap(userOf),
    managedPolicies: new Map(),
    providers: new Map((trustCase.providers ?? []).flatMap(providerOf)),
    read: new Map(
      accounts
        .filter((id) => !unread.includes(id))
        .map((id) => [
          id,
          { state: 'read', usersRead: true, providersRead: trustCase.providers !== undefined },
        ]),
    ),
    problems: [],
    unrecognised: [],
  };
}

const ANOTHER_ACCOUNT = '222233334444';

/** Attached to one account; a document that is no policy is not there. */
function policiesOf(
  given: NonNullable<TrustCase['resourceControlPolicies']>,
  account: AccountId,
): readonly OrganizationPolicy[] {
  return given.flatMap(({ name, document }, at) => {
    const PolicySummary = { Id: `p-${at}`, Name: name, Type: 'RESOURCE_CONTROL_POLICY' };
    const parsed = parseOrganizationPolicy({ PolicySummary, Content: document }, 'case');
    return parsed.kind === 'ok' && parsed.value ? [{ ...parsed.value.value, targets: [account] }] : [];
  });
}

function roleOf(raw: unknown): Role {
  const parsed = parseRole(raw, 'case');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed.value.value;
}

function userOf([id, arn]: readonly [string, string]): readonly User[] {
  const uniqueId = uniqueIdIn(id);
  const account = accountIdIn(arn.split(':')[4]);
  return uniqueId && account && arn.includes(':user/') ? [{ arn, account, uniqueId }] : [];
}

function providerOf(arn: string): readonly (readonly [string, IdentityProvider])[] {
  const account = accountOfArn(arn);
  const issuer = issuerOfProviderArn(arn);
  if (account === undefined) throw new Error(`${arn} is in no account`);
  return [
    [arn, issuer === undefined ? { kind: 'saml', arn, account } : { kind: 'oidc', arn, account, issuer }],
  ];
}

function grantDifferences(
  expected: readonly ExpectedGrant[],
  edges: readonly GrantEdge[],
  mayBeMore: boolean,
): readonly string[] {
  const left = [...edges];
  const missing = expected.filter((each) => {
    const at = left.findIndex((edge) => isAsExpected(each, edge));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [
    ...missing.map((each) => `missing: ${JSON.stringify(each)}`),
    ...(mayBeMore && missing.length === 0 ? [] : left.map((edge) => `found: ${describe(edge)}`)),
  ];
}

function isAsExpected(expected: ExpectedGrant, edge: GrantEdge): boolean {
  const { grant, external, insider, administrative = false } = edge;
  const caller = new Map(Object.entries(grant.caller));
  return (
    grant.call === expected.call &&
    grant.verdict === (expected.verdict ?? 'admits') &&
    (expected.external === undefined || expected.external === external) &&
    (expected.insider === undefined || expected.insider === insider) &&
    (expected.administrative === undefined || expected.administrative === administrative) &&
    (expected.scope === undefined || expected.scope === scopeOfCaller(grant.caller, grant.guards)?.scope) &&
    (expected.unless === undefined || expected.unless === grant.unless.length) &&
    Object.entries(expected.caller).every(([key, value]) => isSame(caller.get(key), value)) &&
    (expected.guards === undefined || guardsAgree(expected.guards, grant.guards))
  );
}

/** One to one; the expectations that say most choose first. */
function guardsAgree(expected: readonly ExpectedGuard[], guards: readonly Guard[]): boolean {
  const left = [...guards];
  const strictestFirst = [...expected].sort((a, b) => Object.keys(b).length - Object.keys(a).length);
  for (const { kind, strength, values } of strictestFirst) {
    const at = left.findIndex(
      (guard) =>
        guard.kind === kind &&
        (strength === undefined || guard.strength === strength) &&
        (values === undefined || isSame(guard.values, values)),
    );
    if (at < 0) return false;
    left.splice(at, 1);
  }
  return left.length === 0;
}

function remarkDifferences(expected: readonly string[], { remarks }: RoleNode): readonly string[] {
  const kinds = [...new Set(remarks.map(({ kind }) => kind))].sort();
  return isSame(kinds, [...expected].sort())
    ? []
    : [`remarks are ${JSON.stringify(remarks)}, not of the kinds ${JSON.stringify(expected)}`];
}

/** A grant that admits has a witness which the concrete evaluator lets in; an undecided one has a reason. */
function proofFaults(
  { grant }: GrantEdge,
  { role, resourceControl }: RoleNode,
  inventory: Inventory,
): readonly string[] {
  if (grant.verdict === 'undecided') return grant.reason ? [] : [`undecided without a reason: ${grant.id}`];
  if (!grant.witness || role.trust.kind !== 'policy') return [`admits without a witness: ${grant.id}`];
  const { principal, context } = grant.witness;
  const request = { call: grant.call, ...enteredRole(role), principal };
  const lowerCase = new Map([...context].map(([key, values]) => [key.toLowerCase(), values]));
  const answer = evaluateAssumeRequest(
    { ...request, context: lowerCase },
    role.trust.document,
    inventory,
    bindingPolicies(resourceControl),
  );
  return answer.decision === 'allowed' ? [] : [`its witness is ${answer.decision}: ${answer.because}`];
}

function describe({ grant, external, insider, administrative }: GrantEdge): string {
  const { call, caller, verdict, guards, unless, reason } = grant;
  const scope = scopeOfCaller(caller, guards)?.scope;
  const shown = guards.map(({ kind, strength, values }) => ({ kind, strength, values }));
  return JSON.stringify({
    call,
    caller,
    verdict,
    external,
    insider,
    administrative,
    scope,
    guards: shown,
    unless: unless.length,
    reason,
  });
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
