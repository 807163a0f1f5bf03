import { networkText } from '../../lib/findings/network-text';
import type { NetworkOwner } from '../../lib/model/network-owner';

describe('networkText', () => {
  it.each<[NetworkOwner, string]>([
    [{ asn: 64496, name: 'Example Hosting', country: 'NL' }, '203.0.113.7 (AS64496 Example Hosting, NL)'],
    [{ asn: 64496 }, '203.0.113.7 (AS64496)'],
    [{ country: 'NL' }, '203.0.113.7 (NL)'],
    [{ name: 'n'.repeat(100) }, `203.0.113.7 (${'n'.repeat(39)}…)`],
  ])('puts the owner %j behind the address', (owner, text) => {
    expect(networkText('203.0.113.7', owner)).toBe(text);
  });

  it('is the address alone where the owner is not known', () => {
    expect(networkText('203.0.113.7', {})).toBe('203.0.113.7');
    expect(networkText('lambda.amazonaws.com')).toBe('lambda.amazonaws.com');
  });
});
