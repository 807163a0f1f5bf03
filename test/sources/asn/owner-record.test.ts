import * as fc from 'fast-check';
import type { NetworkOwner } from '../../../lib/model/network-owner';
import { parseOwner } from '../../../lib/sources/asn/owner-record';

describe('parseOwner', () => {
  it.each<[string, unknown, NetworkOwner | undefined]>([
    [
      'MaxMind and DB-IP',
      { autonomous_system_number: 64496, autonomous_system_organization: 'Example Hosting' },
      { asn: 64496, name: 'Example Hosting' },
    ],
    [
      'IPinfo',
      {
        asn: 'AS64496',
        as_name: 'Example Hosting',
        as_domain: 'host.example',
        country: 'Netherlands',
        country_code: 'NL',
      },
      { asn: 64496, name: 'Example Hosting', country: 'NL' },
    ],
    [
      'older IPinfo',
      { asn: 'as64496', name: 'Example Hosting', country: 'nl' },
      { asn: 64496, name: 'Example Hosting', country: 'NL' },
    ],
    ['countries alone', { country: { iso_code: 'NL', names: { en: 'The Netherlands' } } }, { country: 'NL' }],
    ['a country by its name', { country: 'Netherlands' }, undefined],
    ['numbers that are none', { asn: 'AS0' }, undefined],
    ['numbers past 32 bits', { asn: 4_294_967_296 }, undefined],
    ['parts of numbers', { autonomous_system_number: 1.5 }, undefined],
    ['empty names', { autonomous_system_organization: '  ' }, undefined],
    ['nothing', null, undefined],
    ['a text', 'AS64496', undefined],
    ['members that every object has', { constructor: { asn: 1 } }, undefined],
  ])('reads records of %s', (_, record, owner) => {
    expect(parseOwner(record)).toEqual(owner);
  });

  it('reads no member that only a prototype has', () => {
    expect(parseOwner(Object.create({ asn: 64496 }))).toBeUndefined();
  });

  it('cuts a name of any length, never through a character', () => {
    const name = parseOwner({ name: `${'x'.repeat(199)}😀${'y'.repeat(1_000_000)}` })?.name;
    expect(name).toBe('x'.repeat(199));
  });

  it('takes any record', () => {
    const keys = fc.constantFrom(
      'asn',
      'as_name',
      'country',
      'country_code',
      'name',
      '__proto__',
      'iso_code',
    );
    const record = fc.oneof(fc.anything(), fc.dictionary(keys, fc.anything()));
    fc.assert(
      fc.property(record, (any) => {
        const owner = parseOwner(any);
        if (owner) expect(Object.keys(owner).length).toBeGreaterThan(0);
      }),
    );
  });
});
