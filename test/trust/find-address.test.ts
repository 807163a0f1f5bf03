import * as fc from 'fast-check';
import { ipRangeIn, ipTextOf } from '../../lib/policy/ip-range';
import { type AddressTest, addressesPassing } from '../../lib/trust/find-address';
import { propertyRuns } from '../support/property-runs';

const rangesIn = (text: string) => ipRangeIn(text) ?? [];
const within = (...ranges: readonly string[]): AddressTest => ({
  ranges: ranges.flatMap(rangesIn),
  negated: false,
});
const outside = (...ranges: readonly string[]): AddressTest => ({
  ranges: ranges.flatMap(rangesIn),
  negated: true,
});

/** 0.0.0.0/1, 128.0.0.0/2, and so on to 255.255.255.254. */
const ALL_BUT_THE_LAST = Array.from({ length: 32 }, (_, at) => {
  const first = (1n << 32n) - (1n << BigInt(32 - at));
  return `${ipTextOf(4, first)}/${at + 1}`;
});

function passes({ ranges, negated }: AddressTest, address: string): boolean {
  const at = ipRangeIn(address);
  const isInside = ranges.some(
    (range) => at && range.version === at.version && range.first <= at.first && at.last <= range.last,
  );
  return isInside !== negated;
}

describe('an address', () => {
  it.each<[string, readonly AddressTest[], readonly string[]]>([
    [
      'of anywhere is one for documentation',
      [],
      ['203.0.113.10', '198.51.100.10', '0.0.0.1', '0.0.0.0', '2001:db8::10', '::1', '::'],
    ],
    ['of a range is its second, then its first', [within('192.0.2.0/24')], ['192.0.2.1', '192.0.2.0']],
    [
      'of a range for documentation is a plausible one',
      [within('203.0.113.0/24')],
      ['203.0.113.10', '203.0.113.1', '203.0.113.0'],
    ],
    ['alone is itself', [within('192.0.2.7')], ['192.0.2.7']],
    [
      'is looked for behind what is excluded',
      [within('192.0.2.0/24'), outside('192.0.2.0/25')],
      ['192.0.2.129', '192.0.2.128'],
    ],
    [
      'is looked for between what is excluded',
      [outside('0.0.0.0/1', '128.0.0.1', '128.0.0.2/31', '128.0.0.4/30', '::/0')],
      ['203.0.113.10', '198.51.100.10', '128.0.0.0'],
    ],
    ['of the newer kind is found', [within('2001:db8::/64')], ['2001:db8::10', '2001:db8::1', '2001:db8::']],
    [
      'at the end of its kind is found',
      [outside('0.0.0.0/0', '::/1'), within('ffff::/16', '0.0.0.0/0'), outside('ffff::/17')],
      ['ffff:8000::1', 'ffff:8000::'],
    ],
    [
      'at the start of a range is a plausible one',
      [within('203.0.113.10/31')],
      ['203.0.113.10', '203.0.113.11', '203.0.113.10'],
    ],
    ['at its end too', [within('203.0.113.10'), outside('::/0')], ['203.0.113.10', '203.0.113.10']],
    [
      'of a range named by its parts as well is of the whole',
      [within('192.0.2.0/25', '192.0.2.0/24', '192.0.2.0/26'), outside('192.0.2.0')],
      ['192.0.2.2', '192.0.2.1'],
    ],
    ['that alone is left at the end is found', [outside('192.0.2.1'), within('192.0.2.0/31')], ['192.0.2.0']],
    [
      'that alone is left at the start is found',
      [outside('192.0.2.0'), within('192.0.2.0/31')],
      ['192.0.2.1'],
    ],
    ['that is the last of all is found', [outside('::/0', ...ALL_BUT_THE_LAST)], ['255.255.255.255']],
    ['is none where all are excluded', [outside('0.0.0.0/0', '::/0')], []],
    ['is none in two ranges that are apart', [within('192.0.2.0/25'), within('192.0.2.128/25')], []],
    ['is none in what is no range', [within('nowhere')], []],
  ])('%s', (_, tests, expected) => {
    expect(addressesPassing(tests)).toEqual(expected);
  });

  it('is found exactly where there is one, and passes all tests', () => {
    const addresses = Array.from({ length: 16 }, (_, at) => `192.0.2.${at}`);
    const range = fc
      .tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 28, max: 32 }))
      .map(([at, bits]) => `192.0.2.${at}/${bits}`);
    const test = fc
      .tuple(fc.array(range, { maxLength: 4 }), fc.boolean())
      .map(([ranges, negated]) => (negated ? outside(...ranges) : within(...ranges)));
    fc.assert(
      fc.property(fc.array(test, { maxLength: 4 }), (some) => {
        const tests = [...some, within('192.0.2.0/28')];
        const found = addressesPassing(tests);
        expect(found.filter((address) => !tests.every((each) => passes(each, address)))).toEqual([]);
        const isPossible = addresses.some((address) => tests.every((each) => passes(each, address)));
        expect(found.length > 0).toBe(isPossible);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });
});
