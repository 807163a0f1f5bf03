/**
 * Public addresses: the only ones that `aws:SourceIp` ever holds. A call through a VPC endpoint does not carry the key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/iana-ipv4-special-registry.xhtml
 */
import { type IpRange, ipRangeIn } from './ip-range';

/**
 * Ranges from which nobody reaches a public endpoint, in order of their first address: private and shared networks,
 * the machine itself, one cable, many receivers. The ranges for documentation are not among them, since policies use
 * them as examples.
 */
export const NOT_PUBLIC: readonly string[] = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
  '::/3',
  '4000::/2',
  '8000::/1',
];

/** The same, read. */
export const NOT_PUBLIC_RANGES: readonly IpRange[] = NOT_PUBLIC.flatMap((text) => ipRangeIn(text) ?? []);

/** Whether some public address lies in an address or range; false where the text is neither. */
export function holdsPublicAddress(text: string): boolean {
  const range = ipRangeIn(text);
  if (!range) return false;
  let next = range.first;
  for (const each of NOT_PUBLIC_RANGES) {
    if (each.version === range.version && each.first <= next && next <= each.last) next = each.last + 1n;
  }
  return next <= range.last;
}
