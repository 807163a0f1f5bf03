import { BEFORE, type Call, CUTOFF_DAY, daily, fieldOf } from '../../support/proposed';

/** So many addresses of a /24, each on its own day before the last week. */
function addresses(prefix: string, count: number, from = 0): readonly Call[] {
  return [...Array(count).keys()].map((index) => ({ day: from + index, network: `${prefix}.${index + 1}` }));
}

const networks = (calls: readonly Call[], owners?: Parameters<typeof fieldOf>[2]) =>
  fieldOf('networks', [...daily(BEFORE), ...calls], owners);

describe('networks', () => {
  it('are single addresses while few were seen', () => {
    expect(networks(addresses('198.51.100', 2))).toEqual({
      kept: ['203.0.113.7', '198.51.100.1', '198.51.100.2'],
      held: [],
    });
  });

  it('are the /24 where three of its addresses were seen', () => {
    expect(networks(addresses('198.51.100', 3))?.kept).toContain('198.51.100.0/24');
  });

  it('are the /48 of IPv6', () => {
    const calls = ['a', 'b', 'c'].map((part, day) => ({ day, network: `2001:db9:1:${part}::1` }));
    expect(networks(calls)?.kept).toContain('2001:db9:1::/48');
  });

  it('are held back where they are new in the last week', () => {
    expect(networks([{ day: CUTOFF_DAY, network: '198.51.100.9' }])).toEqual({
      kept: ['203.0.113.7'],
      held: ['198.51.100.9'],
    });
  });

  it('hold a new address of a usual /24 back while single addresses stand there', () => {
    expect(networks([{ day: CUTOFF_DAY, network: '203.0.113.200' }])).toEqual({
      kept: ['203.0.113.7'],
      held: ['203.0.113.200'],
    });
  });

  it('are held back where no grant permits the use', () => {
    const calls = daily([2, 3], {
      network: '198.51.100.9',
      principalId: 'AROAEXAMPLE2',
      permitted: 'not-now',
    });
    expect(networks(calls)).toEqual({ kept: ['203.0.113.7'], held: ['198.51.100.9'] });
  });

  it('are held back where they were only tried', () => {
    expect(networks([{ day: 2, network: '198.51.100.9', outcome: 'refused' }])?.held).toEqual([
      '198.51.100.9',
    ]);
  });

  it('leave out what no declaration could speak of', () => {
    expect(
      networks([
        { day: 1, network: '10.1.2.3' },
        { day: 2, network: 'ec2.amazonaws.com' },
      ])?.kept,
    ).toEqual(['203.0.113.7']);
  });

  it('are a range where a quarter of its /24s were seen', () => {
    const calls = [16, 17, 18, 19].flatMap((third) => addresses(`198.18.${third}`, 3));
    expect(networks(calls)?.kept).toContain('198.18.16.0/22');
  });

  it('are no range around what is held back', () => {
    const calls = [16, 17, 18, 22].flatMap((third) => addresses(`198.18.${third}`, 3));
    const kept = networks([...calls, { day: CUTOFF_DAY, network: '198.18.20.9' }])?.kept;
    expect(kept).toEqual(expect.arrayContaining(['198.18.16.0/24', '198.18.22.0/24']));
    expect(networks(calls)?.kept).toContain('198.18.16.0/21');
  });

  it('are left to what is usual where they keep changing', () => {
    const rolling = [...Array(8).keys()].map((index) => ({ day: 14 + index, network: `198.18.${index}.1` }));
    const field = networks([...rolling, { day: CUTOFF_DAY, network: '198.18.99.1' }]);
    expect(field?.kept).toEqual([]);
    expect(field?.held).toContain('198.18.99.1');
  });

  describe('with an address database', () => {
    const calls = [1, 2, 3].map((third, day) => ({ day, network: `198.18.${third}.1` }));
    const ownedBy = (name: string, ...others: string[]) => ({
      owners: Object.fromEntries(
        [...calls.map(({ network }) => network), ...others].map((each) => [each, { asn: 64496, name }]),
      ),
    });

    it("are the vendor's own autonomous system", () => {
      expect(networks(calls, ownedBy('Datadog, Inc.'))?.kept).toEqual(['203.0.113.7', 'asn:64496']);
    });

    it('are never that of a cloud where anybody rents an address', () => {
      expect(networks(calls, ownedBy('Amazon.com, Inc.'))?.kept).not.toContain('asn:64496');
    });

    it('are never one that something held back is in', () => {
      const field = networks(
        [...calls, { day: CUTOFF_DAY, network: '198.18.77.1' }],
        ownedBy('Datadog, Inc.', '198.18.77.1'),
      );
      expect(field?.kept).not.toContain('asn:64496');
    });
  });
});
