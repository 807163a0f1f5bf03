/**
 * Finds addresses that pass tests of networks: each test holds on spans of addresses, and so do all together.
 *
 * Lists of ranges are long in practice, so the spans are merged and cut in order instead of being tried one by one.
 */
import { type IpRange, ipRangeIn, ipTextOf } from '../policy/ip-range';

/** Passed by an address in one of the ranges, or if `negated` in none. */
export interface AddressTest {
  readonly ranges: readonly IpRange[];
  readonly negated: boolean;
}

/** First and last address, as unsigned numbers. */
type Span = readonly [first: bigint, last: bigint];

const LAST = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const;

/** Plausible callers: addresses of the ranges for documentation. */
const EXAMPLES = ['203.0.113.10', '198.51.100.10', '2001:db8::10'].flatMap((text) => ipRangeIn(text) ?? []);

/** Some addresses that pass all tests, the most plausible first; none only where none passes. */
export function addressesPassing(tests: readonly AddressTest[]): readonly string[] {
  return ([4, 6] as const).flatMap((version) => {
    let spans: readonly Span[] = [[0n, LAST[version]]];
    for (const { ranges, negated } of tests) {
      const inside = merged(ranges.filter((range) => range.version === version));
      spans = intersection(spans, negated ? between(inside, LAST[version]) : inside);
    }
    const [span] = spans;
    if (!span) return [];
    const examples = EXAMPLES.filter(
      (example) => example.version === version && spans.some((each) => holds(each, example.first)),
    );
    const [first, last] = span;
    // the second address of a range looks more like a caller than its network address
    return [...examples.map((each) => each.first), ...(first < last ? [first + 1n] : []), first].flatMap(
      (number) => ipTextOf(version, number) ?? [],
    );
  });
}

function holds([first, last]: Span, number: bigint): boolean {
  return first <= number && number <= last;
}

/** Ranges in order, those that overlap as one. */
function merged(ranges: readonly IpRange[]): readonly Span[] {
  const inOrder = [...ranges].sort((left, right) => (left.first < right.first ? -1 : 1));
  const spans: [bigint, bigint][] = [];
  for (const { first, last } of inOrder) {
    const before = spans.at(-1);
    if (!before || before[1] < first) spans.push([first, last]);
    else if (before[1] < last) before[1] = last;
  }
  return spans;
}

/** What the spans leave out. */
function between(spans: readonly Span[], end: bigint): readonly Span[] {
  const gaps: Span[] = [];
  let next = 0n;
  for (const [first, last] of spans) {
    if (next < first) gaps.push([next, first - 1n]);
    next = last + 1n;
  }
  return next <= end ? [...gaps, [next, end]] : gaps;
}

/** Where two lists of spans, each in order, overlap. */
function intersection(left: readonly Span[], right: readonly Span[]): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const [first, last] of left) {
    while (at < right.length && (right[at]?.[1] ?? 0n) < first) at++;
    for (let next = at; next < right.length; next++) {
      const [from, to] = right[next] ?? [0n, -1n];
      if (from > last) break;
      spans.push([from > first ? from : first, to < last ? to : last]);
    }
  }
  return spans;
}
