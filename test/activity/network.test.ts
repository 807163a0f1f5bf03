import * as fc from 'fast-check';
import { type Network, networkIn, networkPrefix } from '../../lib/activity/network';
import { ipTextOf } from '../../lib/policy/ip-range';
import { holdsPublicAddress } from '../../lib/policy/public-address';
import { propertyRuns } from '../support/property-runs';

const RUNS = { numRuns: propertyRuns(500) };

const address4 = fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map((number) => ipTextOf(4, number) ?? '');
const address6 = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }).map((number) => ipTextOf(6, number) ?? '');

describe('networkIn', () => {
  it.each<[string, Network['kind'], string]>([
    ['203.0.113.7', 'public-address', '203.0.113.7'],
    ['3.5.140.2', 'public-address', '3.5.140.2'],
    ['10.1.2.3', 'private-address', '10.1.2.3'],
    ['100.64.0.1', 'private-address', '100.64.0.1'],
    ['172.31.255.255', 'private-address', '172.31.255.255'],
    ['172.32.0.0', 'public-address', '172.32.0.0'],
    ['127.0.0.1', 'private-address', '127.0.0.1'],
    ['2001:DB8:0:0:0:0:0:1', 'public-address', '2001:db8::1'],
    ['2a05:d018:0000::00AF', 'public-address', '2a05:d018::af'],
    ['2001:db8:0:1:1:1:1:1', 'public-address', '2001:db8:0:1:1:1:1:1'],
    ['fd00::1', 'private-address', 'fd00::1'],
    ['fe80::1', 'private-address', 'fe80::1'],
    ['::1', 'private-address', '::1'],
    ['::ffff:203.0.113.7', 'public-address', '203.0.113.7'],
    ['::FFFF:cb00:7107', 'public-address', '203.0.113.7'],
    ['::ffff:10.0.0.1', 'private-address', '10.0.0.1'],
    [
      '0000:0000:0000:0000:0000:ffff:203.000.113.007',
      'other',
      '0000:0000:0000:0000:0000:ffff:203.000.113.007',
    ],
    ['lambda.amazonaws.com', 'service', 'lambda.amazonaws.com'],
    ['config.amazonaws.com.cn', 'service', 'config.amazonaws.com.cn'],
    ['spot.eu-west-1.amazonaws.com', 'service', 'spot.eu-west-1.amazonaws.com'],
    ['AWS Internal', 'aws-internal', 'AWS Internal'],
    ['AWS Internal/7', 'aws-internal', 'AWS Internal'],
    ['aws internal', 'other', 'aws internal'],
    ['amazonaws.com.evil.example', 'other', 'amazonaws.com.evil.example'],
    ['evilamazonaws.com', 'other', 'evilamazonaws.com'],
    ['lambda.amazonaws.com\n', 'other', 'lambda.amazonaws.com\n'],
    ['fe80::1%eth0', 'other', 'fe80::1%eth0'],
    ['203.0.113.7:443', 'other', '203.0.113.7:443'],
    ['203.0.113.7/24', 'other', '203.0.113.7/24'],
    ['0x7f.1', 'other', '0x7f.1'],
    ['010.0.0.1', 'other', '010.0.0.1'],
    ['203.0.113.256', 'other', '203.0.113.256'],
    ['3405803783', 'other', '3405803783'],
    ['', 'other', ''],
    ['__proto__', 'other', '__proto__'],
    ['\ud800', 'other', '\ud800'],
  ])('reads `%s` as %s', (text, kind, value) => {
    expect(networkIn(text)).toMatchObject({ kind, value });
  });

  it('takes any text, and its own spelling for the same network', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), address4, address6, fc.ipV6()), (text) => {
        const network = networkIn(text);
        expect(networkIn(network.value)).toEqual(network);
      }),
      RUNS,
    );
  });

  it('calls public what policies can hold as `aws:SourceIp`', () => {
    const isPublic = (text: string) => networkIn(text).kind === 'public-address';
    fc.assert(
      fc.property(fc.oneof(address4, address6), (text) => {
        expect(isPublic(text)).toBe(holdsPublicAddress(networkIn(text).value));
      }),
      RUNS,
    );
  });

  it('reads a text of a million characters at once', () => {
    const long = `${'a.'.repeat(500_000)}amazonaws.com`;
    expect(networkIn(long)).toEqual({ kind: 'other', value: long });
    expect(networkIn(':'.repeat(1_000_000)).kind).toBe('other');
  });
});

describe('networkPrefix', () => {
  it.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.0/24'],
    ['10.1.2.3', '10.1.2.0/24'],
    ['2001:db8:1:2::3', '2001:db8:1::/48'],
    ['2001:DB8::1', '2001:db8::/48'],
    ['::1', '::/48'],
    ['lambda.amazonaws.com', undefined],
    ['AWS Internal', undefined],
    ['203.0.113.0/24', undefined],
  ])('of %s is %s', (text, prefix) => {
    expect(networkPrefix(text)).toBe(prefix);
  });

  it('is the same for two addresses exactly where their first 24 bits are', () => {
    const near = fc.tuple(address4, fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(near, ([text, third, fourth]) => {
        const [first, second] = text.split('.');
        const one = networkPrefix(`${first}.${second}.${third}.${fourth}`);
        expect(networkPrefix(`${first}.${second}.${third}.${255 - fourth}`)).toBe(one);
        expect(networkPrefix(`${first}.${second}.${255 - third}.${fourth}`)).not.toBe(one);
      }),
      RUNS,
    );
  });
});
