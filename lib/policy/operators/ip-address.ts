/**
 * `IpAddress`: the request's address lies in a range, IPv4 or IPv6. Without a prefix length one address is meant.
 */
import ipaddr from 'ipaddr.js';
import type { ConditionOperator } from '../condition-operator';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

export const ipAddress: ConditionOperator = {
  name: 'IpAddress',
  negated: false,
  takesVariables: false,
  takesWildcards: false,
  test: (policy, request) => {
    const range = rangeIn(policy.text);
    const address = addressIn(request);
    return (
      range !== undefined &&
      address?.kind() === range.address.kind() &&
      address.match(range.address, range.bits)
    );
  },
  expected: ({ text }) => (rangeIn(text) ? undefined : 'an IP address or a range such as 203.0.113.0/24'),
};

/** An address and how many of its leading bits count. */
interface Range {
  readonly address: Address;
  readonly bits: number;
}

function rangeIn(text: string): Range | undefined {
  const slash = text.indexOf('/');
  const address = addressIn(slash < 0 ? text : text.slice(0, slash));
  if (!address) return undefined;
  const longest = address.kind() === 'ipv4' ? 32 : 128;
  if (slash < 0) return { address, bits: longest };

  const prefix = text.slice(slash + 1);
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest
    ? { address, bits: Number(prefix) }
    : undefined;
}

/** Strict: no octal or shortened IPv4, no IPv6 zone, both of which the library would take. */
function addressIn(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  return ipaddr.IPv6.isValid(text) && !text.includes('%') ? ipaddr.IPv6.parse(text) : undefined;
}
