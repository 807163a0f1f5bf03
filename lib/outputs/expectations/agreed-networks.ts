/**
 * Networks to agree to: as narrow as what was seen, and wide enough to hold for more than a week.
 *
 * An address of its own stands alone. Where three or more of one /24 (IPv6: /48) were seen it is the /24; where the
 * /24s of one neighbourhood fill a quarter of it, the range around them. What is held back is in none of them.
 */
import { networkIn, networkPrefix } from '../../activity/network';
import { VALUES_KEPT } from '../../activity/observed-values';
import { groupedBy } from '../../findings/grouping';
import { compareText } from '../../model/compare-text';
import type { NetworkOwner } from '../../model/network-owner';
import { count } from '../words/count-words';
import type { ProposedField, ProposedValue } from './proposal';
import { sightWords } from './sight-words';
import { exactSights, type SeenGroup, type Sight, sightsOf } from './sights';

/** Addresses of one /24 from which on it is the /24. */
const ADDRESSES = 3;
/** Of the /24s of a range the share that has to have been seen. */
const FILLED = 1 / 4;
/** /24s of one neighbourhood from which on they are told as a range. */
const NEIGHBOURS = 4;
/** /24s from which on their owner is worth telling in their stead. */
const OF_ONE_OWNER = 3;
/** /24s that came late, from which on the pool is one that rolls. */
const LATE = 3;

/** Of an address or a prefix; undefined where it is not known. */
export type OwnerOf = (network: string) => NetworkOwner | undefined;

/** Asks a database's answers about addresses, and about the prefixes they are in. */
export function ownerLookup(owners: ReadonlyMap<string, NetworkOwner> = new Map()): OwnerOf {
  const byPrefix = new Map([...owners].map(([address, owner]) => [networkPrefix(address) ?? address, owner]));
  return (network) => owners.get(network) ?? byPrefix.get(network);
}

/**
 * @param partyName of the party: an `asn:` is agreed to only where the network is a company's of that name, since in
 *                  most others anybody rents an address
 * @returns undefined where no public network was seen
 */
export function proposeNetworks(
  group: SeenGroup,
  partyName: string,
  ownerOf: OwnerOf,
): ProposedField | undefined {
  const prefixes = sightsOf(group, 'network').filter(({ value }) => value.includes('/'));
  if (prefixes.length === 0) return undefined;
  const addresses = groupedBy(
    exactSights(group, ({ networks }) => networks).filter(
      ({ value }) => networkIn(value).kind === 'public-address',
    ),
    ({ value }) => networkPrefix(value) ?? value,
  );
  const agreed = prefixes.filter(({ isAgreed }) => isAgreed);
  const held = prefixes.filter(({ isAgreed }) => !isAgreed);
  const heldBack = [
    ...held.flatMap((prefix) => few(addresses.get(prefix.value), prefix)),
    ...agreed.flatMap((prefix) => {
      const within = addresses.get(prefix.value) ?? [];
      return unitsOf(prefix, within).some(({ isWhole }) => isWhole)
        ? []
        : within.filter(({ isAgreed }) => !isAgreed);
    }),
  ].map(ownedValue(ownerOf));

  if (isRolling(agreed, held, group.cutoff)) {
    return {
      key: 'networks',
      form: 'list',
      kept: [],
      held: [...agreed.map(ownedValue(ownerOf)), ...heldBack],
      review: [
        `its networks keep changing (${count(agreed.length, 'network')} before, ${held.length} more in the last week), so no list would hold: what is usual decides`,
      ],
    };
  }
  const units = agreed.flatMap((prefix) => unitsOf(prefix, addresses.get(prefix.value) ?? []));
  const { kept, review } = joinByOwner(units, held, partyName, ownerOf);
  return {
    key: 'networks',
    form: 'list',
    kept: kept.flatMap(({ values }) => values),
    held: heldBack,
    review,
  };
}

/** A part of what is kept, with the sights that it stands for. */
interface Unit {
  readonly sight: Sight;
  /** the prefix it is of */
  readonly prefix: string;
  /** the whole /24 or /48 */
  readonly isWhole: boolean;
}

function unitsOf(prefix: Sight, within: readonly Sight[]): readonly Unit[] {
  const agreed = within.filter(({ isAgreed }) => isAgreed);
  // None is agreed where only earlier runs saw the prefix before: of them no single address is kept.
  if (agreed.length === 0 || isWide(prefix, within)) {
    return [{ sight: prefix, prefix: prefix.value, isWhole: true }];
  }
  return agreed.map((sight) => ({ sight, prefix: prefix.value, isWhole: false }));
}

/** Also where addresses were left out for want of room: which they were is not known. */
function isWide(prefix: Sight, within: readonly Sight[]): boolean {
  const known = within.reduce((sum, each) => sum + each.count, 0);
  return within.filter(({ isAgreed }) => isAgreed).length >= ADDRESSES || known < prefix.count;
}

/** News kept coming before the last week, and in it; or more networks were seen than are kept. */
function isRolling(agreed: readonly Sight[], held: readonly Sight[], cutoff: string): boolean {
  const [first] = agreed;
  if (agreed.length >= VALUES_KEPT) return true;
  if (first === undefined || held.length === 0 || agreed.length < 2 * LATE) return false;
  const half = (Date.parse(first.first) + Date.parse(cutoff)) / 2;
  return agreed.filter((each) => Date.parse(each.first) > half).length >= LATE;
}

function joinByOwner(units: readonly Unit[], held: readonly Sight[], partyName: string, ownerOf: OwnerOf) {
  const heldOwners = new Set(held.map(({ value }) => ownerOf(value)?.asn));
  const review: string[] = [];
  const kept = [
    ...groupedBy(units, ({ sight, prefix }) => String((ownerOf(sight.value) ?? ownerOf(prefix))?.asn)),
  ]
    .map(([asn, of]): { readonly values: readonly ProposedValue[] } => {
      const prefixes = new Set(of.map(({ prefix }) => prefix));
      const owner = ownerOf(of[0]?.prefix ?? '');
      if (owner?.asn === undefined || prefixes.size < OF_ONE_OWNER || heldOwners.has(Number(asn))) {
        return { values: joinRanges(of, held, ownerOf) };
      }
      if (!isNamed(owner.name, partyName)) {
        review.push(
          `${count(prefixes.size, 'network')} of AS${asn} ${owner.name ?? ''}: \`asn:${asn}\` would hold for longer, and for everybody who rents there`,
        );
        return { values: joinRanges(of, held, ownerOf) };
      }
      const note = `${owner.name}: ${count(prefixes.size, 'network')}, ${sightWords(sumOf(of))}`;
      return { values: [{ value: `asn:${asn}`, note }] };
    })
    .sort((a, b) => compareText(String(a.values[0]?.value), String(b.values[0]?.value)));
  return { kept, review };
}

/** `Datadog, Inc.` is Datadog's. */
function isNamed(owner: string | undefined, party: string): boolean {
  const words = (text: string): readonly string[] => text.toLowerCase().match(/[a-z0-9]{4,}/g) ?? [];
  const [first] = words(party);
  return first !== undefined && words(owner ?? '').includes(first);
}

/** Neighbouring /24s as one range, the others and single addresses as they are. Sorted by first sight. */
function joinRanges(
  units: readonly Unit[],
  held: readonly Sight[],
  ownerOf: OwnerOf,
): readonly ProposedValue[] {
  const whole = units.filter(({ isWhole, prefix }) => isWhole && prefix.endsWith('/24'));
  const others = units.filter((unit) => !whole.includes(unit)).map(({ sight }) => ownedValue(ownerOf)(sight));
  const heldNumbers = held.filter(({ value }) => value.endsWith('/24')).map(({ value }) => numberOf(value));
  const ranges = [
    ...groupedBy(whole, ({ prefix }) => prefix.split('.').slice(0, 2).join('.')).values(),
  ].flatMap((near) => coverOf(near, 16, heldNumbers, ownerOf));
  return [...others, ...ranges];
}

/** The least range that holds them all where they fill enough of it, or that of each half. */
function coverOf(
  near: readonly Unit[],
  bits: number,
  held: readonly number[],
  ownerOf: OwnerOf,
): readonly ProposedValue[] {
  const [first] = near;
  if (first === undefined) return [];
  if (near.length < NEIGHBOURS) return near.map(({ sight }) => ownedValue(ownerOf)(sight));
  const size = 2 ** (24 - bits);
  const base = Math.floor(numberOf(first.prefix) / size) * size;
  const isLow = ({ prefix }: Unit) => numberOf(prefix) < base + size / 2;
  const [low, high] = [near.filter(isLow), near.filter((unit) => !isLow(unit))];
  const isHeld = held.some((number) => number >= base && number < base + size);
  if (low.length > 0 && high.length > 0 && !isHeld && near.length >= size * FILLED) {
    const value = `${Math.floor(base / 65_536)}.${Math.floor(base / 256) % 256}.${base % 256}.0/${bits}`;
    return [{ value, note: `${count(near.length, '/24')}, ${sightWords(sumOf(near))}` }];
  }
  return [low, high].flatMap((half) => coverOf(half, bits + 1, held, ownerOf));
}

/** A /24 as a number: its first three bytes. */
function numberOf(prefix: string): number {
  const [a = 0, b = 0, c = 0] = prefix.split('.').map(Number);
  return a * 65_536 + b * 256 + c;
}

function sumOf(units: readonly Unit[]) {
  const sights = units.map(({ sight }) => sight);
  return {
    count: sights.reduce((sum, each) => sum + each.count, 0),
    denied: sights.reduce((sum, each) => sum + each.denied, 0),
    first: sights.map(({ first }) => first).sort()[0] ?? '',
    last:
      sights
        .map(({ last }) => last)
        .sort()
        .at(-1) ?? '',
  };
}

/** Addresses while they are few, else the prefix. */
function few(within: readonly Sight[] | undefined, prefix: Sight): readonly Sight[] {
  return within === undefined || isWide(prefix, within) || within.length > ADDRESSES ? [prefix] : within;
}

function ownedValue(ownerOf: OwnerOf): (sight: Sight) => ProposedValue {
  return (sight) => {
    const { asn, name } = ownerOf(sight.value) ?? {};
    const owner = asn === undefined ? '' : `AS${asn} ${name ?? ''}`.trim();
    return { value: sight.value, note: [owner, sightWords(sight)].filter(Boolean).join(', ') };
  };
}
