/**
 * A gzip file that is one stream, as CloudTrail writes them, by what stands around it.
 * @see https://www.rfc-editor.org/rfc/rfc1952
 */

export interface GzipMember {
  /** where the stream is */
  readonly start: number;
  readonly end: number;
  /** of the text, in bytes: as the file says, which may be wrong */
  readonly length: number;
  /** CRC-32 of the text */
  readonly checksum: number;
}

const HEADER = 10;
const TRAILER = 8;
const DEFLATE = 8;
/** A flag: the file's name follows the header, up to a zero byte. Others are not in use. */
const NAMED = 8;

/** Undefined where the file has another header or is too short. The stream's end tells whether more members follow. */
export function gzipMemberIn(file: Buffer): GzipMember | undefined {
  const end = file.length - TRAILER;
  if (file[0] !== 0x1f || file[1] !== 0x8b || file[2] !== DEFLATE) return undefined;
  const flags = file[3];
  const start = flags === NAMED ? file.indexOf(0, HEADER) + 1 : HEADER;
  if ((flags !== 0 && flags !== NAMED) || start < HEADER || start > end) return undefined;
  return { start, end, checksum: file.readUInt32LE(end), length: file.readUInt32LE(end + 4) };
}
