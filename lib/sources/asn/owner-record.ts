/**
 * One record of an address database, whatever its maker calls the fields.
 *
 * MaxMind's and DB-IP's files number the system and name its organization; IPinfo's write `AS64496` and keep a country
 * code beside it; files of countries nest the code.
 */
import type { NetworkOwner } from '../../model/network-owner';

const LARGEST_ASN = 0xffff_ffff;

/** UTF-16 units of a name, no half of a surrogate pair: no organization's is longer, and the file may hold anything. */
const NAME_LIMIT = 200;

/** Reads one record; undefined where it tells nothing of an owner. Never throws. */
export function parseOwner(record: unknown): NetworkOwner | undefined {
  const asn = asnIn(fieldOf(record, 'autonomous_system_number') ?? fieldOf(record, 'asn'));
  const name = nameIn(
    fieldOf(record, 'autonomous_system_organization') ??
      fieldOf(record, 'as_name') ??
      fieldOf(record, 'name'),
  );
  const country = countryIn(
    fieldOf(record, 'country_code') ??
      fieldOf(fieldOf(record, 'country'), 'iso_code') ??
      fieldOf(record, 'country'),
  );
  if (asn === undefined && name === undefined && country === undefined) return undefined;
  return {
    ...(asn !== undefined && { asn }),
    ...(name !== undefined && { name }),
    ...(country !== undefined && { country }),
  };
}

function fieldOf(record: unknown, name: string): unknown {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, name)) return undefined;
  return Object.getOwnPropertyDescriptor(record, name)?.value;
}

function asnIn(field: unknown): number | undefined {
  const text = typeof field === 'number' ? String(field) : field;
  const digits = typeof text === 'string' ? /^(?:AS)?(\d{1,10})$/i.exec(text)?.[1] : undefined;
  const asn = Number(digits);
  return asn >= 1 && asn <= LARGEST_ASN ? asn : undefined;
}

function nameIn(field: unknown): string | undefined {
  if (typeof field !== 'string' || field.trim() === '') return undefined;
  return field
    .slice(0, NAME_LIMIT)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}

function countryIn(field: unknown): string | undefined {
  return typeof field === 'string' && /^[a-z]{2}$/i.test(field) ? field.toUpperCase() : undefined;
}
