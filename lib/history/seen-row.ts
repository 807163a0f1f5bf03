/**
 * Rows of seen use while they are gathered: values of several uses and sessions, added up.
 */
import { successSpan } from '../activity/observed-values';
import type { ObservedValue } from '../activity/use';
import type { SessionEdge, UseEdge } from '../graph/trust-graph';
import { earlierOf, laterOf } from '../model/compare-text';
import type { Aspect, SeenSpan } from './usual-use';

/** One value, in all uses of a role by a party. */
export interface SeenValue extends SeenSpan {
  readonly value: string;
  /** successful calls; of a tactic, calls of sessions; 0 where it was only tried */
  readonly count: number;
  readonly denied: number;
  readonly firstEvent?: string;
  /** first and last success; absent where it was only tried */
  readonly entered?: SeenSpan;
  /** the addresses, user agents or session names behind it, as far as they were kept; empty for other aspects */
  readonly exact: readonly string[];
}

/** One party's use of one role. */
export interface SeenUse {
  /** party id */
  readonly party: string;
  /** ARN */
  readonly role: string;
  /** first and last success, or session; absent where all was refused */
  readonly first?: string;
  readonly last?: string;
  /** last success by caller */
  readonly callers: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<Aspect, ReadonlyMap<string, SeenValue>>;
  /** successful calls by day, `YYYY-MM-DD` */
  readonly days: ReadonlyMap<string, number>;
  /** values that found no room in the capped sets of its uses */
  readonly overflow: number;
  readonly uses: readonly UseEdge[];
  readonly sessions: readonly SessionEdge[];
}

/** The same while it is gathered: changed in place. */
export interface SeenRow extends SeenUse {
  first?: string;
  last?: string;
  readonly callers: Map<string, string>;
  readonly values: Map<Aspect, Map<string, GatheredValue>>;
  readonly days: Map<string, number>;
  overflow: number;
  readonly uses: UseEdge[];
  readonly sessions: SessionEdge[];
}

interface GatheredValue extends SeenValue {
  count: number;
  denied: number;
  first: string;
  last: string;
  firstEvent?: string;
  entered?: SeenSpan;
  exact: readonly string[];
}

/** A row of nothing. */
export function newRow(party: string, role: string): SeenRow {
  return {
    party,
    role,
    callers: new Map(),
    values: new Map(),
    days: new Map(),
    overflow: 0,
    uses: [],
    sessions: [],
  };
}

/** What is added: a value as it was observed in one use or one session. */
export type Sight = Pick<
  SeenValue,
  'value' | 'count' | 'denied' | 'first' | 'last' | 'firstEvent' | 'entered'
>;

/** A value of one use as it is added. */
export function sightOf(observed: ObservedValue): Sight {
  const { value, count, denied, first, last, firstEvent } = observed;
  const entered = successSpan(observed);
  return { value, count, denied, first, last, firstEvent, ...(entered && { entered }) };
}

const NONE: readonly string[] = [];

function newValue({ value, first, last }: Sight): GatheredValue {
  return { value, count: 0, denied: 0, first, last, exact: NONE };
}

/** Adds one value as one use or session has it, in place. Most values have nothing behind them, and share one list. */
export function addSeen(row: SeenRow, aspect: Aspect, sight: Sight, exact: readonly string[] = []): void {
  const values = row.values.get(aspect) ?? new Map<string, GatheredValue>();
  row.values.set(aspect, values);
  const value = values.get(sight.value) ?? newValue(sight);
  join(value, sight);
  values.set(sight.value, value);
  if (exact.length > 0) value.exact = value.exact.length > 0 ? [...value.exact, ...exact] : exact;
}

/** Of two first sights at one time the lesser event id counts, so that the order of uses does not. */
function join(known: GatheredValue, { count, denied, first, last, firstEvent, entered }: Sight): void {
  known.count += count;
  known.denied += denied;
  if (firstEvent !== undefined && isEarlier(first, firstEvent, known)) known.firstEvent = firstEvent;
  known.first = earlierOf(known.first, first);
  known.last = laterOf(known.last, last);
  if (entered) known.entered = known.entered ? joinedSpan(known.entered, entered) : entered;
}

/** From the earlier beginning to the later end. */
export function joinedSpan(one: SeenSpan, other: SeenSpan): SeenSpan {
  return { first: earlierOf(one.first, other.first), last: laterOf(one.last, other.last) };
}

function isEarlier(first: string, event: string, known: SeenValue): boolean {
  if (first !== known.first) return first < known.first;
  return known.firstEvent === undefined || event < known.firstEvent;
}
