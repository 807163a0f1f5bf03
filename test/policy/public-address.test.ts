import { NOT_PUBLIC } from '../../lib/model/public-addresses';
import { holdsPublicAddress } from '../../lib/policy/public-address';

describe('public addresses', () => {
  it.each([
    '8.8.8.8',
    '203.0.113.0/24',
    '0.0.0.0/0',
    '10.0.0.0/7',
    '172.0.0.0/8',
    '::/0',
    '2001:db8::1',
    '2000::/3',
  ])('are in %s', (text) => {
    expect(holdsPublicAddress(text)).toBe(true);
  });

  it.each([
    ...NOT_PUBLIC,
    '10.1.2.3',
    '172.31.255.255',
    '100.127.0.1',
    '192.168.0.0/24',
    '255.255.255.255',
    '::1',
    'fd12::/16',
    'fe80::1',
    'nonsense',
    '',
  ])('are not in %j', (text) => {
    expect(holdsPublicAddress(text)).toBe(false);
  });

  it.each(['9.255.255.255', '11.0.0.0', '100.128.0.0', '172.32.0.0', '223.255.255.255', '3fff::'])(
    'begin and end where the others do: %s',
    (text) => {
      expect(holdsPublicAddress(text)).toBe(true);
    },
  );
});
