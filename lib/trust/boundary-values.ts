/**
 * Boundary values: for tests of order, the few values that decide.
 *
 * Every such test is true on intervals whose ends the policy names. So the ends, their neighbours and one value
 * beyond all of them stand for every value there is.
 */
import { momentIn } from '../policy/operators/date';
import { numberIn } from '../policy/operators/numeric';

/** Values around the numbers named; whole numbers as well as those between. */
export function numbersAround(values: readonly string[]): readonly string[] {
  const named = values.flatMap((value) => numberIn(value) ?? []).sort((left, right) => left - right);
  const between = named.map((value, at) => (value + (named[at + 1] ?? value)) / 2);
  const near = named.flatMap((value) => {
    const step = stepFrom(value);
    return [value, value + step, value - step, Math.floor(value), Math.ceil(value)];
  });
  const all = [...near, ...between, 0, 1];
  return [...new Set(all.map(String))];
}

/** One, save where a number is so large that it and its neighbour are the same. */
function stepFrom(value: number): number {
  return Math.abs(value) < Number.MAX_SAFE_INTEGER ? 1 : Math.abs(value);
}

/**
 * Moments around those named.
 * @param form how the key writes a moment: ISO 8601, or seconds since 1970
 */
export function momentsAround(values: readonly string[], form: 'iso' | 'seconds'): readonly string[] {
  const named = values.flatMap((value) => momentIn(value) ?? []).sort((left, right) => left - right);
  const between = named.map((value, at) => (value + (named[at + 1] ?? value)) / 2);
  const all = [...named.flatMap((value) => [value, value + SECOND, value - SECOND]), ...between];
  return [...new Set(all.map((moment) => momentText(moment, form)))];
}

const SECOND = 1000;

/** Beyond these a moment has no text in the form that the date operators read, so the last that has one stands in. */
const FIRST_MOMENT = Date.parse('0000-01-01T00:00:00Z');
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59Z');

function momentText(moment: number, form: 'iso' | 'seconds'): string {
  const written = Math.min(Math.max(moment, FIRST_MOMENT), LAST_MOMENT);
  return form === 'iso' ? new Date(written).toISOString() : String(Math.round(written / SECOND));
}
