import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { ipRangeIn, ipTextOf } from '../../lib/policy/ip-range';

describe('an address range', () => {
  it.each([
    ['203.0.113.7', 4, '203.0.113.7', '203.0.113.7'],
    ['203.0.113.7/24', 4, '203.0.113.0', '203.0.113.255'],
    ['0.0.0.0/0', 4, '0.0.0.0', '255.255.255.255'],
    ['2001:db8::/127', 6, '2001:db8::', '2001:db8::1'],
  ] as const)('%s runs from %s %s to %s', (text, version, first, last) => {
    const range = ipRangeIn(text);
    expect(range?.version).toBe(version);
    expect([range?.first, range?.last].map((end) => end !== undefined && ipTextOf(version, end))).toEqual([
      first,
      last,
    ]);
  });

  it.each([
    '',
    '203.0.113',
    '203.0.113.0/33',
    '203.0.113.0/',
    '203.0.113.0/-1',
    '203.0.113.0/8/8',
    '0xCB.0.113.7',
    '010.0.0.1',
    '256.0.0.1',
    'fe80::1%eth0',
    '::/129',
    '*',
  ])('%j is none', (text) => {
    expect(ipRangeIn(text)).toBeUndefined();
  });

  it('covers the addresses that the library says it covers', () => {
    const prefix4 = fc.nat({ max: 32 });
    fc.assert(
      fc.property(fc.ipV4(), prefix4, fc.ipV4(), (base, prefix, other) => {
        const [range, address] = [ipRangeIn(`${base}/${prefix}`), ipRangeIn(other)];
        const covered =
          range !== undefined &&
          address !== undefined &&
          range.first <= address.first &&
          address.last <= range.last;
        return covered === ipaddr.IPv4.parse(other).match(ipaddr.IPv4.parse(base), prefix);
      }),
    );
  });

  it('has ends that read back as themselves, and none outside the space', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
        (end) => ipRangeIn(ipTextOf(6, end) ?? '')?.first === end,
      ),
    );
    expect([ipTextOf(4, -1n), ipTextOf(4, 1n << 32n), ipTextOf(6, 1n << 128n)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
