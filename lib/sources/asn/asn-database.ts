/**
 * The user's address database, an MMDB file, asked who owns the networks that were seen.
 * @see https://maxmind.github.io/MaxMind-DB/
 */
import { readFile, stat } from 'node:fs/promises';
import { Reader, type Response } from 'maxmind';
import type { NetworkOwner } from '../../model/network-owner';
import { type Problem, problemOf } from '../../model/problem';
import { parseOwner } from './owner-record';

/** The file that the user named is no address database; the message names it and says what was expected. */
export class AsnDatabaseError extends Error {
  override readonly name = 'AsnDatabaseError';
}

export interface OwnersFound {
  /** by address as asked; without those that the database does not know */
  readonly owners: ReadonlyMap<string, NetworkOwner>;
  /** `asn-database-damaged` or `asn-database-without-owners`, once for the file */
  readonly problems: readonly Problem[];
}

/** Four times the largest on the market. It is read whole. */
const LARGEST_FILE = 1024 * 1024 * 1024;

/** What follows it describes the file. */
const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

/** Empty bytes between the tree and the data. */
const GAP = 16;

/**
 * Opens the file.
 * @throws AsnDatabaseError where it is missing, unreadable, or no MMDB file
 */
export async function readAsnDatabase(file: string): Promise<AsnDatabase> {
  return new AsnDatabase(file, readerOf(file, await bytesOf(file)));
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const found = await stat(file);
    if (found.isFile() && found.size <= LARGEST_FILE) return await readFile(file);
  } catch (cause) {
    throw new AsnDatabaseError(`cannot read the address database \`${file}\``, { cause });
  }
  throw new AsnDatabaseError(`expected an MMDB file of at most 1 GB, found \`${file}\``);
}

function readerOf(file: string, bytes: Buffer): Reader<Response> {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    throw new AsnDatabaseError(`expected an MMDB file, found \`${file}\` in gzip: unpack it first`);
  }
  try {
    if (!bytes.includes(MARKER)) throw new Error('expected the marker of an MMDB file');
    // what records share is decoded once: shared anew and anew, a small file could keep us busy for ever
    const reader = new Reader<Response>(bytes, { cache: new Map() });
    const { ipVersion, nodeCount, searchTreeSize } = reader.metadata;
    const isWhole = Number.isInteger(nodeCount) && nodeCount > 0 && searchTreeSize + GAP <= bytes.length;
    if (!isWhole || (ipVersion !== 4 && ipVersion !== 6)) throw new Error('expected a whole search tree');
    return reader;
  } catch (cause) {
    throw new AsnDatabaseError(
      `expected an MMDB file such as GeoLite2-ASN.mmdb, found \`${file}\`, which is damaged or none`,
      { cause },
    );
  }
}

/** An opened file. */
export class AsnDatabase {
  constructor(
    private readonly file: string,
    private readonly reader: Reader<Response>,
  ) {}

  /** Looks up each of the addresses, which are in canonical spelling. Damage found on the way costs one address. */
  findOwners(addresses: Iterable<string>): OwnersFound {
    const owners = new Map<string, NetworkOwner>();
    let [records, damaged] = [0, 0];
    for (const address of addresses) {
      try {
        const record = this.recordOf(address);
        const owner = parseOwner(record);
        if (record !== undefined) records += 1;
        if (owner) owners.set(address, owner);
      } catch {
        damaged += 1;
      }
    }
    return { owners, problems: this.problemsOf(damaged, records > 0 && owners.size === 0) };
  }

  /** A database of IPv4 knows no address of IPv6. */
  private recordOf(address: string): unknown {
    if (this.reader.metadata.ipVersion === 4 && address.includes(':')) return undefined;
    return this.reader.get(address) ?? undefined;
  }

  private problemsOf(damaged: number, tellsNothing: boolean): readonly Problem[] {
    const problems: Problem[] = [];
    if (damaged > 0) {
      const message = `expected whole records in the address database, found damage at ${damaged} of the addresses`;
      problems.push(problemOf('asn-database-damaged', this.file, message));
    }
    if (tellsNothing) {
      const message = 'expected AS numbers, owners or countries in the address database, found other records';
      problems.push(problemOf('asn-database-without-owners', this.file, message));
    }
    return problems;
  }
}
