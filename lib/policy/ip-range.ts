/**
 * Address ranges as numbers: where a range of a policy begins and ends.
 *
 * `IpAddress` only asks whether an address lies in a range; reasoning about all requests at once needs the ends.
 */
import ipaddr from 'ipaddr.js';

/** `first` and `last` are the addresses as unsigned numbers of 32 or 128 bits. */
export interface IpRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** The ends of an address or CIDR range; undefined where the text is neither. */
export function ipRangeIn(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const version = versionOf(address);
  if (version === undefined || address.includes('%')) return undefined;

  const prefix = slash < 0 ? String(BITS[version]) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > BITS[version]) return undefined;
  const size = 1n << BigInt(BITS[version] - Number(prefix));
  const number = numberOf(ipaddr.parse(address).toByteArray());
  const first = number - (number % size);
  return { version, first, last: first + size - 1n };
}

function versionOf(address: string): IpRange['version'] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return 4;
  return address.includes(':') && ipaddr.IPv6.isValid(address) ? 6 : undefined;
}

/** The address text of a number; undefined where it is outside the version's space. */
export function ipTextOf(version: 4 | 6, number: bigint): string | undefined {
  if (number < 0n || number >= 1n << BigInt(BITS[version])) return undefined;
  const bytes = Array.from({ length: BITS[version] / 8 }, (_, at) =>
    Number((number >> BigInt(BITS[version] - 8 * (at + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

function numberOf(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}
