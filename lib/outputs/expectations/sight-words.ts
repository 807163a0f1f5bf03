/**
 * Sights in words: how often and when.
 */
import { count as countOf } from '../words/count-words';
import type { ProposedValue } from './proposal';
import type { Sight } from './sights';

/** Such as `360 calls, 2026-10-25 to 2026-11-23`; refused ones are told apart. */
export function sightWords({ count, denied, first, last }: Omit<Sight, 'value' | 'isAgreed'>): string {
  const calls = count > 0 || denied === 0 ? countOf(count, 'call') : `refused ${countOf(denied, 'time')}`;
  return `${calls}, ${spanWords(first, last)}`;
}

/** Such as `2026-10-25 to 2026-11-23`, or one day. */
export function spanWords(first: string, last: string): string {
  const [from, until] = [first.slice(0, 10), last.slice(0, 10)];
  return from === until ? from : `${from} to ${until}`;
}

/** The value with its words. */
export function proposedValue(sight: Sight): ProposedValue {
  return { value: sight.value, note: sightWords(sight) };
}
