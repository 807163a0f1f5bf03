/**
 * `IpAddress`: the request's address lies in a range, IPv4 or IPv6. Without a prefix length one address is meant.
 */
import type { ConditionOperator } from '../condition-operator';
import { ipRangeIn } from '../ip-range';

export const ipAddress: ConditionOperator = {
  name: 'IpAddress',
  negated: false,
  takesVariables: false,
  takesWildcards: false,
  test: (policy, request) => {
    const range = ipRangeIn(policy.text);
    const address = request.includes('/') ? undefined : ipRangeIn(request);
    return (
      range !== undefined &&
      range.version === address?.version &&
      range.first <= address.first &&
      address.last <= range.last
    );
  },
  expected: ({ text }) => (ipRangeIn(text) ? undefined : 'an IP address or a range such as 203.0.113.0/24'),
};
