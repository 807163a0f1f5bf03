/**
 * Whether one observed value keeps to what was agreed, one function for each aspect that a declaration speaks of.
 */
import ipaddr from 'ipaddr.js';
import { matchWildcard } from '../model/wildcard';

/** `open`: nothing was agreed about it; `undecided`: it cannot be told whether it keeps to what was. */
export type Agreement = 'met' | 'broken' | 'undecided' | 'open';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/**
 * @param patterns addresses, ranges, or `asn:` and a number
 * @param network  an address or a range; a host name of AWS is nothing that a range speaks of
 * @param asn      whose it is; where that is not known, `asn:` decides nothing
 */
export function matchNetworks(
  patterns: readonly string[] | undefined,
  network: string,
  asn?: number,
): Agreement {
  const range = rangeIn(network);
  if (patterns === undefined || range === undefined) return 'open';
  return anyOf(
    patterns.map((pattern) =>
      pattern.startsWith('asn:') ? matchAsn(pattern, asn) : matchRange(pattern, range),
    ),
  );
}

export function matchRegion(regions: readonly string[] | undefined, region: string): Agreement {
  if (regions === undefined) return 'open';
  return regions.includes(region) ? 'met' : 'broken';
}

/** Of session names and user agents. @param patterns with `*` and `?` */
export function matchName(patterns: readonly string[] | undefined, name: string): Agreement {
  if (patterns === undefined) return 'open';
  return patterns.some((pattern) => matchWildcard(pattern, name)) ? 'met' : 'broken';
}

/**
 * @param hours such as `08-18 UTC`, over midnight such as `22-06 UTC`; the first hour is in it, the last is not
 * @param hour  from 0 to 23
 */
export function matchHour(hours: string | undefined, hour: number): Agreement {
  if (hours === undefined) return 'open';
  const [from, until] = [Number(hours.slice(0, 2)), Number(hours.slice(3, 5))];
  if (!Number.isInteger(from) || !Number.isInteger(until)) return 'undecided';
  const isWithin = from < until ? from <= hour && hour < until : from <= hour || hour < until;
  return isWithin ? 'met' : 'broken';
}

/** @param denied tactics that were ruled out; of all others nothing was agreed */
export function matchTactic(denied: readonly string[] | undefined, tactic: string): Agreement {
  return denied?.includes(tactic) ? 'broken' : 'open';
}

/** Of several values behind one: all must keep to it. */
export function allOf(agreements: readonly Agreement[]): Agreement {
  return ORDER.find((each) => agreements.includes(each)) ?? 'open';
}

const ORDER: readonly Agreement[] = ['broken', 'undecided', 'met', 'open'];

/** Of several patterns, one of which has to match. */
function anyOf(agreements: readonly Agreement[]): Agreement {
  if (agreements.includes('met')) return 'met';
  return agreements.includes('undecided') ? 'undecided' : 'broken';
}

function matchAsn(pattern: string, asn: number | undefined): Agreement {
  if (asn === undefined) return 'undecided';
  return Number(pattern.slice('asn:'.length)) === asn ? 'met' : 'broken';
}

/** A range that lies only partly in the agreed one leaves open which of its addresses was meant. */
function matchRange(pattern: string, [base, bits]: Range): Agreement {
  const agreed = agreedRange(pattern);
  if (agreed === undefined || agreed[0].kind() !== base.kind()) return 'broken';
  if (agreed[1] <= bits) return base.match(agreed[0], agreed[1]) ? 'met' : 'broken';
  return agreed[0].match(base, bits) ? 'undecided' : 'broken';
}

/** A declaration is read once and asked about every address. */
const AGREED = new Map<string, Range | undefined>();
const MOST_AGREED = 10_000;

function agreedRange(pattern: string): Range | undefined {
  if (AGREED.has(pattern)) return AGREED.get(pattern);
  if (AGREED.size >= MOST_AGREED) AGREED.clear();
  const range = rangeIn(pattern);
  AGREED.set(pattern, range);
  return range;
}

function rangeIn(text: string): Range | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text);
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.process(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
