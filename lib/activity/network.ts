/**
 * Networks: what the `sourceIPAddress` of a record says of where a call came from, in one spelling.
 *
 * An address tells two networks apart only if it is public: a call through a VPC endpoint carries the caller's
 * private address, and everybody has the same ones.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
import ipaddr from 'ipaddr.js';
import { NOT_PUBLIC } from '../model/public-addresses';
import { type Fields, textAt } from './record-fields';

/** `value` is the text to count by: an address in its canonical spelling, everything else as CloudTrail wrote it. */
export interface Network {
  readonly kind: 'public-address' | 'private-address' | 'service' | 'aws-internal' | 'other';
  readonly value: string;
  /** of an address: its /24, or of IPv6 its /48, which is what one site is given (RFC 6177) */
  readonly prefix?: string;
}

/** Events that AWS originated itself carry this, at times with a number that means something to AWS alone. */
const AWS_INTERNAL = /^AWS Internal(?:\/\d{1,9})?$/;

/** `lambda.amazonaws.com`, `config.amazonaws.com.cn`, `spot.eu-west-1.amazonaws.com`. */
const SERVICE = /^[a-z0-9][a-z0-9.-]{0,250}\.amazonaws\.com(?:\.cn)?$/;

const NOT_PUBLIC_RANGES = NOT_PUBLIC.map((range) => ipaddr.parseCIDR(range));

/** No address is longer, mapped and written out. */
const LONGEST_ADDRESS = 45;

const PREFIX_4 = 24;
const PREFIX_6 = 48;

/**
 * Answers given, by text: a trail holds the same few networks again and again, and reading an address of IPv6 takes as
 * long as reading a record.
 */
const KNOWN = new Map<string, Network>();
const MOST_KNOWN = 10_000;
const LONGEST_KNOWN = 64;

/** Tells what kind of network a `sourceIPAddress` names. Any text has an answer. */
export function networkIn(text: string): Network {
  const known = KNOWN.get(text);
  if (known) return known;
  const network = readNetwork(text);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  if (text.length <= LONGEST_KNOWN) KNOWN.set(text, network);
  return network;
}

function readNetwork(text: string): Network {
  const address = addressIn(text);
  if (address) {
    const kind = isPublic(address) ? 'public-address' : 'private-address';
    return { kind, value: spell(address), prefix: prefixOf(address) };
  }
  if (AWS_INTERNAL.test(text)) return { kind: 'aws-internal', value: 'AWS Internal' };
  return { kind: SERVICE.test(text) ? 'service' : 'other', value: text };
}

/** The network of a record, as the text to count by: one address is one value, however it is written. */
export function networkAt(record: Fields): string | undefined {
  const text = textAt(record, 'sourceIPAddress');
  return text === undefined ? undefined : networkIn(text).value;
}

/** The public addresses among these values, each once, sorted. */
export function publicAddressesIn(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].filter((value) => networkIn(value).kind === 'public-address').sort();
}

/** The neighbourhood of an address, as a CIDR range; undefined where the text is none. See `Network`. */
export function networkPrefix(text: string): string | undefined {
  return networkIn(text).prefix;
}

function prefixOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  const bits = address instanceof ipaddr.IPv4 ? PREFIX_4 : PREFIX_6;
  const bytes = address.toByteArray().map((byte, index) => (index < bits / 8 ? byte : 0));
  return `${spell(ipaddr.fromByteArray(bytes))}/${bits}`;
}

/** An IPv4 address that is written as IPv6 is the IPv4 address. Spellings that readers disagree on are none. */
function addressIn(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  if (text.length > LONGEST_ADDRESS) return undefined;
  if (isPlainIpv4(text)) return ipaddr.IPv4.parse(text);
  if (!text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  const tail = text.slice(text.lastIndexOf(':') + 1);
  if (tail.includes('.') && !isPlainIpv4(tail)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/** Four decimal numbers; the pattern spares host names the library's exceptions. */
function isPlainIpv4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text);
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return !NOT_PUBLIC_RANGES.some((range) => range[0].kind() === address.kind() && address.match(range));
}

function spell(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv4 ? address.toString() : address.toRFC5952String();
}
