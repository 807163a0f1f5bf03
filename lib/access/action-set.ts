/**
 * Sets of AWS actions: one bit for each action that AWS publishes.
 *
 * What a role may do is the union of its policies, less what they deny, within its boundary: plain set algebra over
 * some twenty thousand actions, cheap enough for hundreds of thousands of roles.
 * The list of actions is `action-levels.json`; a test compares it with the data package that it is made from.
 */
import { matchPattern, patternOf } from '../model/wildcard';
import levels from './action-levels.json';

/** Made and combined only by the functions of this file. */
export type ActionSet = Readonly<Uint32Array>;

interface ServiceActions {
  readonly reads: string;
  readonly writes: string;
}

/** Every action, as AWS writes it; its place in this list is its bit. Services sorted, so that one is a range. */
const ACTIONS: string[] = [];
const WRITES: number[] = [];
/** First bit and the bit after the last one, by service prefix. */
const RANGES = new Map<string, readonly [number, number]>();
for (const [service, { reads, writes }] of Object.entries<ServiceActions>(levels)) {
  const start = ACTIONS.length;
  for (const name of namesIn(reads)) ACTIONS.push(`${service}:${name}`);
  for (const name of namesIn(writes)) WRITES.push(ACTIONS.push(`${service}:${name}`) - 1);
  RANGES.set(service, [start, ACTIONS.length]);
}
const LOWER_CASE = ACTIONS.map((action) => action.toLowerCase());
const BITS = new Map(LOWER_CASE.map((action, bit) => [action, bit]));
const WORDS = Math.ceil(ACTIONS.length / 32);

function namesIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}

/** The empty set. */
export const NO_ACTIONS: ActionSet = new Uint32Array(WORDS);

/** Every action that AWS publishes. */
export const ALL_ACTIONS: ActionSet = setOf(ACTIONS.keys());

/** Actions of AWS's access levels Write, Tagging and Permissions management. */
export const WRITE_ACTIONS: ActionSet = setOf(WRITES);

/**
 * The actions that any of the patterns covers, whatever the letter case.
 * @param patterns as in a policy: `s3:Get*`, `*`
 */
export function actionsMatching(patterns: readonly string[]): ActionSet {
  if (patterns.includes('*')) return ALL_ACTIONS;
  const set = new Uint32Array(WORDS);
  for (const pattern of patterns) addBits(set, bitsMatching(pattern));
  return set;
}

/** Whether AWS publishes any action that the pattern covers. */
export function isKnownAction(pattern: string): boolean {
  return bitsMatching(pattern).length > 0;
}

/** All that is in any of the sets. */
export function union(...sets: readonly ActionSet[]): ActionSet {
  return sets.reduce((all, set) => combine(all, set, (left, right) => left | right), NO_ACTIONS);
}

/** What is in both sets. */
export function intersection(left: ActionSet, right: ActionSet): ActionSet {
  return combine(left, right, (one, other) => one & other);
}

/** What is in the first set and not in the second. */
export function difference(left: ActionSet, right: ActionSet): ActionSet {
  return combine(left, right, (one, other) => one & ~other);
}

/** Whether the sets have an action in common. */
export function overlap(left: ActionSet, right: ActionSet): boolean {
  for (let word = 0; word < WORDS; word++) if ((wordOf(left, word) & wordOf(right, word)) !== 0) return true;
  return false;
}

/** Whether everything of the second set is in the first. */
export function includesAll(set: ActionSet, part: ActionSet): boolean {
  for (let word = 0; word < WORDS; word++) if ((wordOf(part, word) & ~wordOf(set, word)) !== 0) return false;
  return true;
}

function combine(left: ActionSet, right: ActionSet, of: (left: number, right: number) => number): ActionSet {
  const all = new Uint32Array(WORDS);
  for (let word = 0; word < WORDS; word++) all[word] = of(wordOf(left, word), wordOf(right, word));
  return all;
}

/** Whether the set has nothing in it. */
export function isEmpty(set: ActionSet): boolean {
  return !overlap(set, ALL_ACTIONS);
}

/** The set's actions as AWS writes them, by service, reads before writes. */
export function actionsIn(set: ActionSet): readonly string[] {
  const actions: string[] = [];
  for (let word = 0; word < WORDS; word++) {
    for (let bits = wordOf(set, word), bit = word * 32; bits !== 0; bits >>>= 1, bit++) {
      const action = (bits & 1) !== 0 ? ACTIONS[bit] : undefined;
      if (action !== undefined) actions.push(action);
    }
  }
  return actions;
}

function setOf(bits: Iterable<number>): ActionSet {
  const set = new Uint32Array(WORDS);
  addBits(set, bits);
  return set;
}

function addBits(set: Uint32Array, bits: Iterable<number>): void {
  for (const bit of bits) set[bit >> 5] = wordOf(set, bit >> 5) | (1 << (bit & 31));
}

function wordOf(set: ActionSet, word: number): number {
  return set[word] ?? 0;
}

/** Roles share most of their patterns, so each is matched once; past the bound we begin anew. */
const remembered = new Map<string, readonly number[]>();
const REMEMBERED_LIMIT = 20_000;

function bitsMatching(pattern: string): readonly number[] {
  const lower = pattern.toLowerCase();
  const known = remembered.get(lower);
  if (known) return known;
  const bits = matchBits(lower);
  if (remembered.size >= REMEMBERED_LIMIT) remembered.clear();
  remembered.set(lower, bits);
  return bits;
}

function matchBits(lower: string): readonly number[] {
  if (!/[*?]/.test(lower)) {
    const bit = BITS.get(lower);
    return bit === undefined ? [] : [bit];
  }
  const [service = '', name] = lower.split(':', 2);
  if (name === undefined) return lower === '*' ? [...ACTIONS.keys()] : [];
  const [start, end] = RANGES.get(service) ?? (/[*?]/.test(service) ? [0, ACTIONS.length] : [0, 0]);
  const tokens = patternOf(lower);
  const bits: number[] = [];
  for (let bit = start; bit < end; bit++) if (matchPattern(tokens, LOWER_CASE[bit] ?? '')) bits.push(bit);
  return bits;
}
