/**
 * Public addresses: the only ones that `aws:SourceIp` ever holds. A call through a VPC endpoint does not carry the key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
 */
import { NOT_PUBLIC } from '../model/public-addresses';
import { type IpRange, ipRangeIn } from './ip-range';

/** All other addresses. */
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
