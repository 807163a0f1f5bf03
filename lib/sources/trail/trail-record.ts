/**
 * Bytes that the scanner does not take for a plain record, such as one in an envelope: what can be told of them
 * without parsing.
 */

const ESCAPE = Buffer.from('\\u00');
const EVENT_SOURCE = Buffer.from('eventSource');
const EVENT_NAME = Buffer.from('eventName');
const EVENT_TIME = Buffer.from('eventTime');

/** `2026-11-24T08:00:00Z` */
const TIME_LENGTH = 20;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Whether bytes may be a record in whatever wrapping: they name what every record has, or an escape could hide it. */
export function mayBeRecord(bytes: Buffer): boolean {
  return namesRecord(bytes) || bytes.includes(ESCAPE);
}

/** Whether bytes that are no JSON were meant as a record. */
export function namesRecord(bytes: Buffer): boolean {
  return bytes.includes(EVENT_SOURCE) && bytes.includes(EVENT_NAME);
}

/** The first `eventTime` in a record, escaped or not, as written; undefined where there is none in the usual form. */
export function eventTimeIn(bytes: Buffer): string | undefined {
  const name = bytes.indexOf(EVENT_TIME);
  if (name < 0) return undefined;
  let at = name + EVENT_TIME.length;
  while (isBetween(bytes[at])) at += 1;
  const text = bytes.toString('latin1', at, at + TIME_LENGTH);
  return TIME.test(text) ? text : undefined;
}

/** Bytes between a member's name and its text: blanks, quotes, colon, and the backslashes of an escaped quote. */
function isBetween(byte: number | undefined): boolean {
  return (
    byte === 0x22 ||
    byte === 0x3a ||
    byte === 0x5c ||
    byte === 0x20 ||
    (byte !== undefined && byte >= 0x09 && byte <= 0x0d)
  );
}
