/**
 * The tactics of an event: what a CloudTrail record's source and name say about the intent of its session.
 *
 * Sessions count their calls by it and point at their first sensitive one. An event without tactics is not known
 * to be harmless: it is not in the table.
 */
import type { Tactic } from '../../model/tactic';
import { TACTIC_TABLE, type TacticRow } from './tactic-table';
import type { Weight } from './weight';

export interface EventTactics {
  /** the main one first */
  readonly tactics: readonly Tactic[];
  /** ATT&CK's ids, as of its version 19 */
  readonly techniques: readonly string[];
  readonly weight: Weight;
  /** a trail shows it only where data events are switched on, so that its absence proves nothing */
  readonly isDataEvent?: true;
}

/** By event source, then name. */
const BY_SOURCE: ReadonlyMap<string, ReadonlyMap<string, EventTactics>> = new Map(
  Object.entries(TACTIC_TABLE).map(([source, rows]) => [
    `${source}.amazonaws.com`,
    new Map(rows.flatMap(eventsOfRow)),
  ]),
);

/** Lambda and CloudFront append the version of their API: `GetFunction20150331v2`, `UpdateDistribution2020_05_31`. */
const API_VERSION = /20\d{6}(?:v\d)?$|20\d\d_\d\d_\d\d$/;

/** Tactics by which a single unusual call already takes something away, or gets further in. */
const TAKING: ReadonlySet<Tactic> = new Set([
  'credential-access',
  'lateral-movement',
  'collection',
  'exfiltration',
]);

/**
 * What one event tells, or undefined where the table does not hold it.
 *
 * @param eventSource the host, such as `s3.amazonaws.com`
 * @param eventName   in CloudTrail's letter case, with or without the version of the API at its end
 */
export function tacticsOf(eventSource: string, eventName: string): EventTactics | undefined {
  const events = BY_SOURCE.get(eventSource);
  return events?.get(eventName) ?? events?.get(eventName.replace(API_VERSION, ''));
}

/**
 * Whether a session is worth a look for one such call: of weight 4 or 5, whatever its tactic, and of weight 3
 * where it takes something (credentials, content) or gets further in. Onward roles and single object reads have
 * weight 2, since sessions are also told by their hops and their counts.
 */
export function isSensitive({ weight, tactics }: EventTactics): boolean {
  return weight >= 4 || (weight === 3 && tactics.some((tactic) => TAKING.has(tactic)));
}

/** All events of a row share one value. */
function eventsOfRow([tactics, weight, techniques, names, data]: TacticRow): [string, EventTactics][] {
  const told: EventTactics = {
    tactics: typeof tactics === 'string' ? [tactics] : tactics,
    techniques: techniques.split(' '),
    weight,
    ...(data && { isDataEvent: true }),
  };
  return names.split(/\s+/).map((name) => [name, told]);
}
