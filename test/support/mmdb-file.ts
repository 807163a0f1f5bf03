/**
 * Writes small MMDB files: a search tree over address bits, then the records, then what describes the file.
 *
 * Made for tests, so that no binary has to be kept.
 * @see https://maxmind.github.io/MaxMind-DB/
 */
import ipaddr from 'ipaddr.js';

/** A record's value; numbers are written as 32 bits, without sign. */
export type MmdbValue =
  | string
  | number
  | boolean
  | readonly MmdbValue[]
  | { readonly [key: string]: MmdbValue };

/** Records by CIDR range; ranges must not hold one another. */
export type MmdbRanges = Readonly<Record<string, MmdbValue>>;

export interface MmdbOptions {
  readonly ipVersion?: 4 | 6;
  readonly recordSize?: 24 | 28 | 32;
  readonly type?: string;
}

interface Node {
  children: [Child, Child];
}
/** A node, the place of a record in the data, or nothing. */
type Child = Node | number | undefined;

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const GAP = Buffer.alloc(16);

/** The whole file. */
export function mmdbFile(
  ranges: MmdbRanges,
  { ipVersion = 6, recordSize = 24, type = 'Test-ASN' }: MmdbOptions = {},
): Buffer {
  const root: Node = { children: [undefined, undefined] };
  const data: Buffer[] = [];
  let at = 0;
  for (const [range, value] of Object.entries(ranges)) {
    insert(root, bitsOf(range, ipVersion), at);
    const bytes = encode(value);
    data.push(bytes);
    at += bytes.length;
  }
  const nodes = nodesUnder(root);
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_790_000_000,
    database_type: type,
    description: { en: 'made for a test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: recordSize,
  });
  return Buffer.concat([treeOf(nodes, recordSize), GAP, ...data, MARKER, metadata]);
}

/** In a tree of IPv6, addresses of IPv4 stand below 96 zeros. */
function bitsOf(range: string, ipVersion: 4 | 6): number[] {
  const [address, length] = ipaddr.parseCIDR(range);
  const bits = address
    .toByteArray()
    .flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
  const above = ipVersion === 6 && address.kind() === 'ipv4' ? Array<number>(96).fill(0) : [];
  return [...above, ...bits.slice(0, length)];
}

function insert(root: Node, bits: readonly number[], at: number): void {
  let node = root;
  for (const [depth, bit] of bits.entries()) {
    if (depth === bits.length - 1) node.children[bit === 1 ? 1 : 0] = at;
    else {
      const next = node.children[bit === 1 ? 1 : 0];
      if (typeof next === 'number') throw new Error('ranges must not hold one another');
      const below: Node = next ?? { children: [undefined, undefined] };
      node.children[bit === 1 ? 1 : 0] = below;
      node = below;
    }
  }
}

function nodesUnder(root: Node): Node[] {
  const nodes = [root];
  for (const node of nodes) {
    for (const child of node.children) if (typeof child === 'object') nodes.push(child);
  }
  return nodes;
}

function treeOf(nodes: readonly Node[], recordSize: 24 | 28 | 32): Buffer {
  const numberOf = new Map(nodes.map((node, index) => [node, index]));
  const recordOf = (child: Child): number => {
    if (child === undefined) return nodes.length;
    return typeof child === 'number' ? nodes.length + GAP.length + child : (numberOf.get(child) ?? 0);
  };
  return Buffer.concat(
    nodes.map(({ children: [left, right] }) => pair(recordOf(left), recordOf(right), recordSize)),
  );
}

/** Of 28 bits, the upper four of both share the byte in the middle. */
function pair(left: number, right: number, recordSize: 24 | 28 | 32): Buffer {
  const bytes = Buffer.alloc(recordSize / 4);
  if (recordSize === 32) {
    bytes.writeUInt32BE(left, 0);
    bytes.writeUInt32BE(right, 4);
  } else {
    bytes.writeUIntBE(left & 0xff_ffff, 0, 3);
    bytes.writeUIntBE(right & 0xff_ffff, bytes.length - 3, 3);
    if (recordSize === 28) bytes[3] = ((left >>> 24) << 4) | (right >>> 24);
  }
  return bytes;
}

const TYPE = { text: 2, map: 7, uint32: 6, array: 11, boolean: 14 } as const;

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    return Buffer.concat([control(TYPE.text, text.length), text]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(TYPE.uint32, 4), bytes]);
  }
  if (typeof value === 'boolean') return control(TYPE.boolean, Number(value));
  if (Array.isArray(value)) return Buffer.concat([control(TYPE.array, value.length), ...value.map(encode)]);
  const entries = Object.entries(value);
  return Buffer.concat([control(TYPE.map, entries.length), ...entries.flat().map(encode)]);
}

/** Types above 7 stand in a byte of their own; sizes from 29 on in one or two further bytes. */
function control(type: number, size: number): Buffer {
  const [short, rest] =
    size < 29 ? [size, []] : size < 285 ? [29, [size - 29]] : [30, [(size - 285) >> 8, (size - 285) & 0xff]];
  return Buffer.from(type <= 7 ? [(type << 5) | short, ...rest] : [short, type - 7, ...rest]);
}
