/**
 * Why accounts cannot be compared, in words.
 */
import type { Gap } from '../../history/trust-difference';

const WORDS: Readonly<Record<Gap, string>> = {
  'not-read-before': 'was not read before, so what is there now is not told as added',
  'not-read-after': 'is not read now, so what is missing is not told as removed',
  'controls-unknown-before': 'had resource control policies that were not known, which are known now',
  'controls-unknown-after': 'has resource control policies that are not known now',
};

/** The rest of a sentence that begins with the account. */
export function describeGap(gap: Gap): string {
  return WORDS[gap];
}
