/**
 * Who administers from inside: the ways by which our own accounts administer one another, and the roles that AWS
 * keeps. They raise no alarm, and they are what an intruder wants who is inside already.
 */

import { TIERS, type Tier } from '../../access/tier';
import type { RoleMaker } from '../../graph/made-role';
import type { GrantEdge, RoleNode, TrustGraph } from '../../graph/trust-graph';
import { compareText } from '../../model/compare-text';
import type { AccountId } from '../../model/identifiers';
import { count } from '../words/count-words';
import { describeInsider, describeMaker } from '../words/insider-words';
import { describeWay } from '../words/way-words';
import { type Cell, type Column, heading, inkFor, layOut, type Screen } from './layout';
import { restLine } from './rest-line';

const COLUMNS: readonly Column[] = [
  { title: 'ROLE', share: 34 },
  { title: 'OF ACCOUNT', share: 22 },
  { title: 'ENTERED BY', share: 32 },
  { title: 'GETS', share: 12, atLeast: 10 },
];

/** Ways that are told in one row: by the same into roles of one name. */
interface Administration {
  readonly role: string;
  readonly enteredBy: string;
  readonly accounts: Set<AccountId>;
  tier: Tier;
}

/** The section; rows past `limit` are counted. Nothing where nobody administers and AWS keeps no role. */
export function renderAdministration(graph: TrustGraph, screen: Screen, limit: number): string {
  const all = administrations(graph);
  const kept = keptByAws(graph);
  if (all.length === 0 && kept === '') return '';
  const ink = inkFor(screen);
  const shown = all.slice(0, limit);
  const left = all.length - shown.length;
  const more = restLine({ left, one: 'way', format: 'json' }, screen);
  const rows = shown.map((each) => row(each, graph));
  return [
    heading('Who administers from inside', screen),
    rows.length > 0 ? layOut(COLUMNS, rows, screen) : '',
    more,
    kept === '' ? '' : ink.dim(`${kept}\n`),
  ].join('');
}

/** The strongest first, then those of most accounts. */
function administrations(graph: TrustGraph): readonly Administration[] {
  const byMeaning = new Map<string, Administration>();
  for (const node of graph.roles.values()) {
    for (const edge of node.grants.filter(({ administrative }) => administrative)) {
      const [role, enteredBy] = [roleText(node), enteredByText(edge, graph)];
      const key = JSON.stringify([role, enteredBy]);
      const tier = node.tier.tier;
      const found = byMeaning.get(key) ?? { role, enteredBy, accounts: new Set(), tier };
      found.accounts.add(node.role.account);
      if (rank(tier) < rank(found.tier)) found.tier = tier;
      byMeaning.set(key, found);
    }
  }
  return [...byMeaning.values()].sort(
    (a, b) =>
      rank(a.tier) - rank(b.tier) ||
      b.accounts.size - a.accounts.size ||
      compareText(a.role, b.role) ||
      compareText(a.enteredBy, b.enteredBy),
  );
}

function rank(tier: Tier): number {
  return TIERS.indexOf(tier);
}

/** Identity Center ends a role's name with an id of its own, and StackSets one with that of the stack set. */
function roleText({ role, made }: RoleNode): string {
  const isNumbered = made?.by === 'identity-center' || made?.by === 'stack-sets';
  const name = isNumbered ? role.name.replace(/(?<=[_-])[0-9a-f]{16,}$/, '*') : role.name;
  return made ? `${name} (${describeMaker(made.by)})` : name;
}

function enteredByText({ grant, insider, party }: GrantEdge, graph: TrustGraph): string {
  const { caller } = grant;
  if (insider === undefined || insider === 'all-siblings') {
    return insider ? describeInsider(insider) : (graph.parties.get(party)?.name ?? party);
  }
  const who = caller.kind === 'principal' ? `${describeWay(grant)} of ` : '';
  const account = 'account' in caller ? caller.account : undefined;
  return `${who}${describeInsider(insider)} ${account ? accountText(account, graph) : ''}`;
}

function accountText(id: AccountId, { accounts }: TrustGraph): string {
  return accounts?.get(id)?.name ?? id;
}

function row({ role, accounts, enteredBy, tier }: Administration, graph: TrustGraph): readonly Cell[] {
  const names = [...accounts].map((id) => accountText(id, graph));
  return [
    { text: role },
    { text: names.length === 1 ? names.join() : count(names.length, 'account') },
    { text: enteredBy },
    { text: tier },
  ];
}

/** Roles whose trust only AWS can change, counted; empty where there are none. */
function keptByAws({ roles }: TrustGraph): string {
  const numberOf = (by: RoleMaker) => [...roles.values()].filter(({ made }) => made?.by === by).length;
  const [linked, ofIdentityCenter] = [numberOf('service-linked'), numberOf('identity-center')];
  const parts = [
    ...(linked > 0 ? [`${count(linked, 'service-linked role')}`] : []),
    ...(ofIdentityCenter > 0 ? [`${count(ofIdentityCenter, 'role')} of Identity Center`] : []),
  ];
  return parts.length === 0 ? '' : `Trust that only AWS can change: ${parts.join(', ')}`;
}
