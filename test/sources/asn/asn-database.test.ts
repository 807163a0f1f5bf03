import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { AsnDatabaseError, readAsnDatabase } from '../../../lib/sources/asn/asn-database';
import { type MmdbOptions, type MmdbRanges, mmdbFile } from '../../support/mmdb-file';
import { propertyRuns } from '../../support/property-runs';
import { removeTemporaryFolders, temporaryFolder } from '../../support/temporary-folder';

afterAll(removeTemporaryFolders);

const HOSTING = { autonomous_system_number: 64_496, autonomous_system_organization: 'Example Hosting' };

const written = (bytes: Buffer | string): string => join(temporaryFolder({ 'asn.mmdb': bytes }), 'asn.mmdb');

const ownersIn = async (ranges: MmdbRanges, addresses: readonly string[], options?: MmdbOptions) =>
  (await readAsnDatabase(written(mmdbFile(ranges, options)))).findOwners(addresses);

describe('an address database', () => {
  it.each<MmdbOptions>([
    { ipVersion: 6, recordSize: 24 },
    { ipVersion: 6, recordSize: 28 },
    { ipVersion: 6, recordSize: 32 },
  ])('of form %j knows addresses of both kinds', async (options) => {
    const { owners, problems } = await ownersIn(
      {
        '203.0.113.0/25': HOSTING,
        '2001:db8:1::/48': { autonomous_system_number: 4_200_000_000 },
      },
      ['203.0.113.7', '203.0.113.128', '2001:db8:1::7', '2001:db8:2::7'],
      options,
    );
    expect([...owners]).toEqual([
      ['203.0.113.7', { asn: 64_496, name: 'Example Hosting' }],
      ['2001:db8:1::7', { asn: 4_200_000_000 }],
    ]);
    expect(problems).toEqual([]);
  });

  it('of IPv4 alone knows no address of IPv6, and that is no fault', async () => {
    const { owners, problems } = await ownersIn(
      { '203.0.113.0/24': HOSTING },
      ['203.0.113.7', '2001:db8::7'],
      {
        ipVersion: 4,
      },
    );
    expect([...owners.keys()]).toEqual(['203.0.113.7']);
    expect(problems).toEqual([]);
  });

  it('is asked for nothing where nothing was seen', async () => {
    expect(await ownersIn({ '203.0.113.0/24': HOSTING }, [])).toEqual({ owners: new Map(), problems: [] });
  });

  it('whose records tell of no owner says so', async () => {
    const { owners, problems } = await ownersIn({ '203.0.113.0/24': { is_anonymous_vpn: true } }, [
      '203.0.113.7',
    ]);
    expect(owners.size).toBe(0);
    expect(problems).toMatchObject([{ code: 'asn-database-without-owners' }]);
  });

  it('with a damaged record loses that one, and says so', async () => {
    const bytes = mmdbFile({ '198.51.100.0/24': HOSTING, '203.0.113.0/24': { asn: 'AS64497' } });
    const damaged = Buffer.from(bytes);
    damaged[damaged.indexOf('asn') - 1] = 0x1f; // a type that is none, of a size past the file
    const database = await readAsnDatabase(written(damaged));
    const { owners, problems } = database.findOwners(['198.51.100.1', '203.0.113.1', '203.0.113.2']);
    expect([...owners.keys()]).toEqual(['198.51.100.1']);
    expect(problems).toMatchObject([
      { code: 'asn-database-damaged', message: expect.stringContaining('at 2 of the addresses') },
    ]);
  });

  it('never ends a run, whatever byte of it is broken', async () => {
    const bytes = mmdbFile({ '198.51.100.0/24': HOSTING, '203.0.113.0/24': HOSTING });
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(255), async (at, byte) => {
        const broken = Buffer.from(bytes);
        broken[at] = byte;
        try {
          const { owners } = (await readAsnDatabase(written(broken))).findOwners([
            '198.51.100.1',
            '203.0.113.1',
          ]);
          expect(owners.size).toBeLessThanOrEqual(2);
        } catch (error) {
          expect(error).toBeInstanceOf(AsnDatabaseError);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('readAsnDatabase', () => {
  const whole = mmdbFile({ '203.0.113.0/24': HOSTING });

  it.each<[string, Buffer | string]>([
    ['is empty', ''],
    ['is other text', '{"autonomous_system_number": 64496}'],
    ['is in gzip', gzipSync(whole)],
    ['has lost its end', whole.subarray(0, whole.length - 20)],
    ['has lost its tree', whole.subarray(whole.length - 250)],
    ['is all marker', Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')],
  ])('refuses a file that %s, by name', async (_, bytes) => {
    const file = written(bytes);
    await expect(readAsnDatabase(file)).rejects.toThrow(AsnDatabaseError);
    await expect(readAsnDatabase(file)).rejects.toThrow(file);
  });

  it('refuses a file that is not there, a folder and a device', async () => {
    const folder = temporaryFolder({});
    mkdirSync(join(folder, 'inner.mmdb'));
    writeFileSync(join(folder, 'a'), '');
    for (const file of [
      join(folder, 'none.mmdb'),
      join(folder, 'inner.mmdb'),
      join(folder, 'a', 'b'),
      '/dev/zero',
    ]) {
      await expect(readAsnDatabase(file)).rejects.toThrow(AsnDatabaseError);
      await expect(readAsnDatabase(file)).rejects.toThrow(file);
    }
  });
});
