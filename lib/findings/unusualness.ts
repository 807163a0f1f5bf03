/**
 * Unusualness: how much a surprise is worth, by how settled the habit was that it breaks, and by what else was new.
 *
 * A vendor's habits change one at a time: its address pool rolls, a new version has another user agent, somebody
 * works late. Whoever comes with stolen access comes from another network, with another program and under another
 * name, all at once. So what is new alone is worth little, and what is new together is worth a call at night.
 */
import type { Tier } from '../access/tier';
import type { SeenSpan } from '../history/usual-use';
import { SEVERITIES, type Severity } from '../model/finding';
import type { SurpriseAspect } from './surprise';

/** What a surprise breaks. */
export type Habit =
  /** what the user declared */
  | 'agreed'
  /** few values, and none of them came late in the learning time */
  | 'settled'
  /** many values, or one that came late */
  | 'varied'
  /** news is usual: values kept coming */
  | 'restless';

const H = 'high';
const M = 'medium';
const L = 'low';
const I = 'info';

/** Columns: how many aspects were new on that day. */
// biome-ignore format: a table is read by its columns
const TABLE: Readonly<Record<Habit, readonly [Severity, Severity, Severity]>> = {
  //         alone two three
  agreed:   [M,    H,  H],
  settled:  [M,    H,  H],
  varied:   [L,    M,  H],
  restless: [I,    L,  M],
};

export interface Circumstances {
  readonly habit: Habit;
  /** other aspects that were new on the same day */
  readonly company: number;
  readonly tier: Tier;
  /** no call succeeded */
  readonly triedOnly: boolean;
  /** so little was learnt that anything would be new */
  readonly thin: boolean;
  /** the network is new, and its owner is a usual one */
  readonly sameOwner: boolean;
}

/** The severity of one surprise. */
export function severityOfSurprise(of: Circumstances): Severity {
  const base = TABLE[of.habit][of.company >= 2 ? 2 : of.company === 1 ? 1 : 0];
  if (base === 'info' || (of.sameOwner && of.company === 0)) return 'info';
  const isPowerful = of.tier === 'admin' || of.tier === 'escalation';
  const isHarmless = of.tier === 'metadata' || of.tier === 'none';
  const worse = isPowerful && (of.habit === 'agreed' || of.company >= 2) ? 1 : 0;
  const better = [isHarmless, of.triedOnly, of.thin && of.habit !== 'agreed', of.sameOwner].filter(
    Boolean,
  ).length;
  return shifted(base, worse - better);
}

/** From `critical` to `low`: circumstances make no surprise mere information. */
function shifted(severity: Severity, by: number): Severity {
  const place = Math.min(Math.max(SEVERITIES.indexOf(severity) - by, 0), SEVERITIES.indexOf('low'));
  return SEVERITIES[place] ?? severity;
}

/** Values up to which a habit is settled. */
const FEW = 8;
/** Values that came in the later half of the learning time, from which on more of them are no news. */
const MANY_LATE = 3;

/**
 * The habit that a row of the baseline shows in one aspect.
 * @param since when learning began
 * @param until when it ended
 */
export function habitOf(values: Iterable<SeenSpan>, since: string, until: string): Habit {
  const half = (Date.parse(since) + Date.parse(until)) / 2;
  const all = [...values].filter(({ first }) => first <= until);
  const late = all.filter(({ first }) => Date.parse(first) > half).length;
  if (late >= MANY_LATE) return 'restless';
  return late > 0 || all.length > FEW ? 'varied' : 'settled';
}

/** Everybody looks around, at some hour, and from an owner's other address: these say nothing about what else is new. */
const SILENT: readonly SurpriseAspect[] = ['hour', 'network-owner', 'role', 'rate'];

/** Whether a new value of this aspect makes others that are new beside it more telling. */
export function isTelling(aspect: SurpriseAspect, value: string): boolean {
  return !SILENT.includes(aspect) && !(aspect === 'tactic' && value === 'discovery');
}
