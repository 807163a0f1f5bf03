import {
  type Agreement,
  allOf,
  matchHour,
  matchName,
  matchNetworks,
  matchRegion,
  matchTactic,
} from '../../lib/parties/match-expected';

describe('networks', () => {
  it.each<[string, readonly string[] | undefined, string, number | undefined, Agreement]>([
    ['nothing agreed', undefined, '203.0.113.7', undefined, 'open'],
    ['an address in a range', ['198.51.100.0/24', '203.0.113.0/28'], '203.0.113.7', undefined, 'met'],
    ['an address outside', ['203.0.113.0/28'], '203.0.113.77', undefined, 'broken'],
    ['the very address', ['203.0.113.7'], '203.0.113.7', undefined, 'met'],
    ['the address in the other spelling', ['203.0.113.7'], '::ffff:203.0.113.7', undefined, 'met'],
    ['an address of IPv6', ['2001:db8::/32'], '2001:db8:1::9', undefined, 'met'],
    ['an address of the other version', ['2001:db8::/32'], '203.0.113.7', undefined, 'broken'],
    ['a range within the agreed one', ['203.0.0.0/16'], '203.0.113.0/24', undefined, 'met'],
    ['a range that is only partly agreed', ['203.0.113.0/28'], '203.0.113.0/24', undefined, 'undecided'],
    ['a range beside it', ['203.0.113.0/28'], '198.51.100.0/24', undefined, 'broken'],
    ['the owner, who is known', ['asn:64496'], '203.0.113.7', 64496, 'met'],
    ['another owner', ['asn:64496'], '203.0.113.7', 64497, 'broken'],
    ['an owner who is not known', ['asn:64496'], '203.0.113.7', undefined, 'undecided'],
    [
      'an owner who is not known beside a range',
      ['asn:64496', '203.0.113.0/24'],
      '203.0.113.7',
      undefined,
      'met',
    ],
    ['a host of AWS', ['203.0.113.0/24'], 'cloudformation.amazonaws.com', undefined, 'open'],
  ])('%s', (_, patterns, network, asn, expected) => {
    expect(matchNetworks(patterns, network, asn)).toBe(expected);
  });
});

describe('hours', () => {
  it.each<[string | undefined, number, Agreement]>([
    [undefined, 3, 'open'],
    ['08-18 UTC', 8, 'met'],
    ['08-18 UTC', 17, 'met'],
    ['08-18 UTC', 18, 'broken'],
    ['08-18 UTC', 7, 'broken'],
    ['22-06 UTC', 23, 'met'],
    ['22-06 UTC', 0, 'met'],
    ['22-06 UTC', 5, 'met'],
    ['22-06 UTC', 6, 'broken'],
    ['22-06 UTC', 21, 'broken'],
    ['00-24 UTC', 0, 'met'],
    ['00-24 UTC', 23, 'met'],
    ['always', 3, 'undecided'],
  ])('%s at %i: %s', (hours, hour, expected) => {
    expect(matchHour(hours, hour)).toBe(expected);
  });
});

it.each<[string, Agreement, Agreement]>([
  ['a region that was agreed', matchRegion(['us-east-1'], 'us-east-1'), 'met'],
  ['another region', matchRegion(['us-east-1'], 'us-east-2'), 'broken'],
  ['any region', matchRegion(undefined, 'us-east-2'), 'open'],
  ['a name by its pattern', matchName(['scan-*'], 'scan-7'), 'met'],
  ['a name beside it', matchName(['scan-*'], 'Scan-7'), 'broken'],
  ['any name', matchName(undefined, 'x'), 'open'],
  ['a tactic that was ruled out', matchTactic(['persistence'], 'persistence'), 'broken'],
  ['one that was not', matchTactic(['persistence'], 'collection'), 'open'],
  ['any tactic', matchTactic(undefined, 'persistence'), 'open'],
  ['several, one of them broken', allOf(['met', 'undecided', 'broken']), 'broken'],
  ['several, one of them undecided', allOf(['met', 'undecided']), 'undecided'],
  ['several that are met', allOf(['met', 'open']), 'met'],
  ['none', allOf([]), 'open'],
])('%s', (_, found, expected) => {
  expect(found).toBe(expected);
});
