/**
 * What the `Date…` operators share: a moment on both sides, as ISO 8601 or as seconds since 1970. No variables.
 */
import type { ConditionOperator } from '../condition-operator';
import { type Comparison, orderedOperator } from './ordered';

/** Year, month, day, time, zone; everything after the year may be left out from the right. */
const ISO_8601 = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?$/i;
const NO_ZONE = /T[\d:.]+$/i;

/**
 * Four digits alone are a year, so they are left out here. Milliseconds that somebody wrote for seconds are a moment
 * in a far future.
 */
const EPOCH_SECONDS = /^-?(?:\d{1,3}|\d{5,15})(?:\.\d{1,9})?$/;

/** Makes a date operator. */
export function dateOperator(name: string, compare: Comparison): ConditionOperator {
  return orderedOperator(name, momentIn, 'an ISO 8601 date or epoch seconds', compare);
}

/**
 * The text as milliseconds since 1970, or undefined where it is no moment.
 * A time without a zone is taken as UTC, never as the zone of the machine.
 */
export function momentIn(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) return Number(text) * 1000;
  if (!ISO_8601.test(text)) return undefined;

  const moment = Date.parse(NO_ZONE.test(text) ? `${text}Z` : text);
  return Number.isNaN(moment) ? undefined : moment;
}
