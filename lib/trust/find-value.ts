/**
 * Finds one value of a key that passes several tests, or proves that there is none.
 *
 * Plausible candidates are tried first, because they make a readable witness and are mostly enough; only then is the
 * search by patterns asked. Where the candidates are complete (truth values, exact texts, the boundaries of intervals)
 * their failing is the proof.
 */
import type { ConditionOperator, PolicyValue } from '../policy/condition-operator';
import { ipRangeIn } from '../policy/ip-range';
import { holdsPublicAddress, NOT_PUBLIC_RANGES } from '../policy/public-address';
import { momentsAround, numbersAround } from './boundary-values';
import { type AddressTest, addressesPassing } from './find-address';
import { type Found, findText, IMPOSSIBLE, type TextTest, UNKNOWN } from './find-text';
import type { KeyDomain } from './key-domain';
import {
  arnWildcards,
  type CharacterSet,
  coversText,
  exactly,
  filledIn,
  inAnyLetterCase,
  type TextPattern,
  wildcards,
} from './text-pattern';

/** One test of a value, with its variables already replaced. */
export interface ValueTest {
  readonly operator: ConditionOperator;
  readonly values: readonly PolicyValue[];
  readonly negated: boolean;
}

/** Finds a value of the key that passes all tests. */
export function findValue(tests: readonly ValueTest[], domain: KeyDomain, key: string): Found {
  const passes = (value: string) =>
    tests.every((test) => passesTest(test, value)) && isOfDomain(value, domain);
  if (!domain.values && passes(domain.example)) return { kind: 'value', value: domain.example };
  const candidates = domain.values ?? candidatesOf(tests, domain, key);
  const value = candidates.find(passes);
  if (value !== undefined) return { kind: 'value', value };
  if (domain.values || tests.some(isExact) || isOfOneOrder(tests)) return IMPOSSIBLE;

  const textTests = tests.flatMap((test) => textTestOf(test) ?? []);
  if (textTests.length < tests.length) return UNKNOWN;
  const found = findText(
    domain.grammar ? [{ patterns: [domain.grammar], negated: false }, ...textTests] : textTests,
  );
  return found.kind === 'value' && !isOfDomain(found.value, domain) ? UNKNOWN : found;
}

/**
 * A test as patterns; undefined where it compares no text.
 * @param wild what the wildcards of `StringLike` may stand for, where the text is a part of a longer one
 */
export function textTestOf(
  { operator, values, negated }: ValueTest,
  wild?: CharacterSet,
): TextTest | undefined {
  const compile = COMPILERS.get(operator.name);
  if (!compile) return undefined;
  const patterns = values.flatMap((value): readonly TextPattern[] => {
    const pattern = compile(value, wild);
    return pattern ? [pattern] : [];
  });
  return { patterns, negated };
}

type Compiler = (value: PolicyValue, wild?: CharacterSet) => TextPattern | undefined;

const COMPILERS: ReadonlyMap<string, Compiler> = new Map<string, Compiler>([
  ['StringEquals', ({ text }) => exactly(text)],
  ['StringEqualsIgnoreCase', ({ text }) => inAnyLetterCase(text)],
  ['StringLike', wildcards],
  ['ArnLike', arnWildcards],
]);

/** Whether the value passes one test. */
function passesTest({ operator, values, negated }: ValueTest, value: string): boolean {
  return values.some((each) => operator.test(each, value)) !== negated;
}

function isOfDomain(value: string, { grammar, isPublicAddress }: KeyDomain): boolean {
  return (!grammar || coversText(grammar, value)) && (!isPublicAddress || holdsPublicAddress(value));
}

/** A test that only its own values can pass: they are all among the candidates. */
function isExact({ operator, values, negated }: ValueTest): boolean {
  if (negated) return false;
  return operator.takesWildcards
    ? values.every(({ pattern }) => pattern.every((token) => token >= 0))
    : EXACT.has(operator.name);
}

const EXACT: ReadonlySet<string> = new Set(['StringEquals', 'BinaryEquals']);

/** Tests of one family of intervals, for which the boundaries are complete. */
function isOfOneOrder(tests: readonly ValueTest[]): boolean {
  const families = new Set(tests.map(({ operator }) => familyOf(operator)));
  return families.size === 1 && !families.has('text') && !hasManyBounds(tests);
}

/** Most numbers or moments whose surroundings are tried; policies name one or two. */
const BOUNDS = 100;

function hasManyBounds(tests: readonly ValueTest[]): boolean {
  const ordered = tests.filter(({ operator }) => ['number', 'date'].includes(familyOf(operator)));
  return ordered.reduce((sum, { values }) => sum + values.length, 0) > BOUNDS;
}

type Family = 'number' | 'date' | 'address' | 'truth' | 'text';

function familyOf({ name }: ConditionOperator): Family {
  if (name.startsWith('Numeric')) return 'number';
  if (name.startsWith('Date')) return 'date';
  if (name === 'IpAddress') return 'address';
  return name === 'Bool' ? 'truth' : 'text';
}

function candidatesOf(tests: readonly ValueTest[], domain: KeyDomain, key: string): readonly string[] {
  if (hasManyBounds(tests)) return [domain.example];
  const families = new Set(tests.map(({ operator }) => familyOf(operator)));
  // those of one family together: a value may lie between the ends that different tests name
  const ofFamilies = [...families].flatMap((family) => {
    const ofFamily = tests.filter(({ operator }) => familyOf(operator) === family);
    return candidatesOfFamily(family, ofFamily, key);
  });
  const candidates = [domain.example, ...ofFamilies];
  return tests.some(({ operator }) => operator.name === 'ArnLike')
    ? [...candidates, ...candidates.map(inSixParts)]
    : candidates;
}

/** ARN operators compare texts of six parts only, so what is no ARN must look like one. */
function inSixParts(text: string): string {
  return `${text}${':example'.repeat(Math.max(6 - text.split(':').length, 0))}`;
}

function candidatesOfFamily(family: Family, tests: readonly ValueTest[], key: string): readonly string[] {
  const texts = tests.flatMap(({ values }) => values.map(({ text }) => text));
  switch (family) {
    case 'number':
      return numbersAround(texts);
    case 'date':
      return key === 'aws:epochtime'
        ? momentsAround(texts, 'seconds')
        : [...momentsAround(texts, 'iso'), ...momentsAround(texts, 'seconds')];
    case 'address':
      return addressesPassing([
        ...tests.map(({ negated, values }) => ({
          negated,
          ranges: values.flatMap(({ text }) => ipRangeIn(text) ?? []),
        })),
        ...(key === 'aws:sourceip' ? [ONLY_PUBLIC] : []),
      ]);
    case 'truth':
      return ['true', 'false'];
    case 'text':
      return tests.flatMap(({ negated, values }) => (negated ? [] : values.flatMap(textsLike)));
  }
}

const ONLY_PUBLIC: AddressTest = { ranges: NOT_PUBLIC_RANGES, negated: true };

const FILLERS = ['example', 'EXAMPLE', '1', ''];

/** The value itself, and with its wildcards filled in by something readable. */
function textsLike({ text, pattern }: PolicyValue): readonly string[] {
  if (pattern.every((token) => token >= 0)) return [text];
  return FILLERS.map((filler) => filledIn(pattern, filler));
}
