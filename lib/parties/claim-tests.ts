/**
 * What the guards of a grant restrict a key to: the values that a claim, or another key that names the caller, may have.
 */
import type { Guard } from '../model/guard';

/** Operators that say which values a key may have. */
const POSITIVE: ReadonlySet<string> = new Set([
  'StringEquals',
  'StringEqualsIgnoreCase',
  'StringLike',
  'NumericEquals',
  'ArnEquals',
  'ArnLike',
  'ForAnyValue:StringEquals',
  'ForAnyValue:StringEqualsIgnoreCase',
  'ForAnyValue:StringLike',
]);

/** The values of each test of a key, in any letter case: every test must hold, of its values any may. */
export function testsOf(guards: readonly Guard[], key: string): readonly (readonly string[])[] {
  const wanted = key.toLowerCase();
  return guards
    .filter((guard) => guard.key.toLowerCase() === wanted && isLimit(guard))
    .map(({ values }) => values);
}

/** Whether some value is demanded of the caller, rather than excluded or left to choice. */
export function isLimit({ operator, strength }: Guard): boolean {
  if (strength === 'unsupported') return false;
  // with a firm guard the key is always there, so the forms that pass where it is missing ask the same
  return POSITIVE.has(strength === 'firm' ? withoutLeniency(operator) : operator);
}

/** Where a value's first wildcard or policy variable stands; -1 where it stands for itself. */
export function openAt(value: string): number {
  return value.search(/[*?]|\$\{/);
}

function withoutLeniency(operator: string): string {
  const single = operator.startsWith('ForAllValues:') ? operator.slice('ForAllValues:'.length) : operator;
  return single.endsWith('IfExists') ? single.slice(0, -'IfExists'.length) : single;
}
