/**
 * A network in words: its address, and whose it is where that is known.
 */
import type { NetworkOwner } from '../model/network-owner';
import { cut } from './title';

/** Characters of an owner's name, so that several networks have room in one cell. */
const NAME_LIMIT = 40;

/** Such as `203.0.113.7 (AS64496 Example Hosting, NL)`; the bare value where the owner is not known. */
export function networkText(value: string, { asn, name, country }: NetworkOwner = {}): string {
  const owner = [asn !== undefined && `AS${asn}`, name && cut(name, NAME_LIMIT)].filter(Boolean).join(' ');
  const words = [owner, country].filter(Boolean).join(', ');
  return words === '' ? value : `${value} (${words})`;
}
