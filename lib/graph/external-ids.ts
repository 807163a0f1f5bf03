/**
 * External ids across roles and parties: which of them are no secret between us and one party.
 *
 * One trust policy shows whether an id can be guessed from the role. That it is the name of a party, or that somebody
 * else knows it too, shows only where parties and roles meet. One id for all the roles that a vendor enters for us is
 * as it should be: we are one customer.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
import type { Grant } from '../model/grant';
import type { Guard } from '../model/guard';
import type { AccountId } from '../model/identifiers';
import type { Party } from '../parties/party';
import { isExternalEntry } from './entry';
import { findBypasses, isExternalId } from './external-id-bypass';
import type { GrantEdge, RoleNode } from './trust-graph';

/** What is known beyond the roles. */
export interface ExternalIdKnowledge {
  readonly parties: ReadonlyMap<string, Party>;
  /** whether an account is known to be none of ours, and so another customer of a vendor than we are */
  readonly isOfOthers: (account: AccountId) => boolean;
}

/** The node with the external ids of its grants judged anew, beside those of all others. */
export type JudgeExternalIds = (node: RoleNode) => RoleNode;

/** Gathers once who holds which id and what the parties are called. */
export function indexExternalIds(
  nodes: readonly RoleNode[],
  knowledge: ExternalIdKnowledge,
): JudgeExternalIds {
  const weaknessOf = indexWeaknesses(nodes, knowledge);
  return (node) => {
    if (!node.grants.some(({ grant }) => grant.guards.some(isExternalId))) return node;
    const bypasses = findBypasses(node.grants.filter(isExternalEntry).map(({ grant }) => grant));
    return {
      ...node,
      grants: node.grants.map((edge) => judgeEdge(edge, bypasses.get(edge.grant.id), weaknessOf)),
    };
  };
}

/** Why an id keeps others out badly, in words; undefined where nothing speaks against it. Never quotes the id. */
type WeaknessOf = (value: string) => string | undefined;

function judgeEdge(edge: GrantEdge, bypass: readonly Grant[] | undefined, weaknessOf: WeaknessOf): GrantEdge {
  if (!isExternalEntry(edge)) return edge;
  const guards = edge.grant.guards.map((guard): Guard => {
    if (!isFirmExternalId(guard)) return guard;
    const reason = bypass ? bypassReason(bypass) : firstOf(guard.values, weaknessOf);
    return reason === undefined ? guard : { ...guard, strength: 'weak', reason };
  });
  return {
    ...edge,
    grant: { ...edge.grant, guards },
    ...(bypass && { bypassedBy: bypass.map(({ id }) => id) }),
  };
}

function bypassReason(bypass: readonly Grant[]): string {
  const names = [...new Set(bypass.flatMap(({ statements }) => statements))];
  return names.length === 1
    ? `statement ${names[0]} lets the same caller in without it`
    : `statements ${listed(names)} let the same caller in without it`;
}

function indexWeaknesses(nodes: readonly RoleNode[], knowledge: ExternalIdKnowledge): WeaknessOf {
  const { parties } = knowledge;
  const holders = holdersOf(nodes, knowledge);
  const names = new Set([...parties.values()].flatMap(namesOf));
  const accounts = new Set<string>([...parties.values()].flatMap((party) => party.accounts));
  const nameOf = (party: string) => parties.get(party)?.name ?? party;
  return (value) => {
    if (accounts.has(value)) return 'guessable: equal to an account id';
    if (names.has(bareWord(value))) return 'guessable: the name of a party';
    const held = holders.get(value.toLowerCase());
    if (held === undefined) return undefined;
    if (held.parties.size > 1)
      return `several parties know it: ${listed([...held.parties.values()].map(nameOf))}`;
    return held.others.size + (held.ours ? 1 : 0) > 1
      ? `several customers share it: accounts outside of the organization ask for it too (${listed([...held.others])})`
      : undefined;
  };
}

interface Holders {
  /** by owner, one party of that owner */
  readonly parties: Map<string, string>;
  /** whether a role asks for it that is ours, as far as is known */
  ours: boolean;
  /** accounts of others with a role that asks for it */
  readonly others: Set<AccountId>;
}

/** By id in lower case: one that differs in letter case only is known as well. */
function holdersOf(
  nodes: readonly RoleNode[],
  { isOfOthers }: ExternalIdKnowledge,
): ReadonlyMap<string, Holders> {
  const holders = new Map<string, Holders>();
  for (const { party, value, account } of heldIds(nodes)) {
    const key = value.toLowerCase();
    const held = holders.get(key) ?? { parties: new Map(), ours: false, others: new Set() };
    holders.set(key, held);
    const owner = ownerOf(party);
    const before = held.parties.get(owner);
    if (before === undefined || party < before) held.parties.set(owner, party);
    if (isOfOthers(account)) held.others.add(account);
    else held.ours = true;
  }
  return holders;
}

interface HeldId {
  readonly party: string;
  readonly value: string;
  readonly account: AccountId;
}

/** Every id by which somebody outside enters some role; a star is nobody who could hold one. */
function* heldIds(nodes: readonly RoleNode[]): Iterable<HeldId> {
  for (const { role, grants } of nodes) {
    for (const { party, grant } of grants.filter(
      (edge) => isExternalEntry(edge) && edge.party !== 'anyone',
    )) {
      for (const value of grant.guards.filter(isFirmExternalId).flatMap(({ values }) => values)) {
        yield { party, value, account: role.account };
      }
    }
  }
}

/** Accounts of a vendor that nobody declared are a party of their own, and yet the same company. */
function ownerOf(party: string): string {
  return party.replace(/\/undeclared$/, '');
}

function isFirmExternalId(guard: Guard): boolean {
  return isExternalId(guard) && guard.strength === 'firm';
}

/** A vendor's or partner's name and the last part of its id, as bare words. */
function namesOf({ id, kind, name }: Party): readonly string[] {
  if (kind !== 'vendor' && kind !== 'partner') return [];
  const slug = ownerOf(id).slice(id.indexOf(':') + 1);
  return [name, slug].map(bareWord).filter((word) => word !== '');
}

/** Letters and digits, in lower case; `datadog-external-id` says no more than `Datadog`. */
function bareWord(text: string): string {
  const bare = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return bare.replace(/externalid$/, '');
}

/** Of several values the loosest decides. */
function firstOf(values: readonly string[], weaknessOf: WeaknessOf): string | undefined {
  for (const value of values) {
    const weakness = weaknessOf(value);
    if (weakness !== undefined) return weakness;
  }
  return undefined;
}

const SHOWN = 4;

function listed(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort();
  const more = sorted.length > SHOWN ? ` and ${sorted.length - SHOWN} more` : '';
  return `${sorted.slice(0, SHOWN).join(', ')}${more}`;
}
