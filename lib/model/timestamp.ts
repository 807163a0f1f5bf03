/**
 * Timestamps of AWS answers, in the one form that sorts as text.
 *
 * The same field comes as ISO 8601 from the command line, with a blank for the `T` from scripts, as seconds
 * since 1970 from older versions, and as a `Date` from the SDK.
 */

const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/;

/** Seconds of the year 2100: a larger number is no time of IAM's. */
const LATEST = 4_102_444_800;

/** `YYYY-MM-DDTHH:MM:SSZ`, or undefined where the value is no time. A time without a zone is UTC. */
export function timestampIn(raw: unknown): string | undefined {
  const milliseconds = millisecondsOf(raw);
  return Number.isFinite(milliseconds) ? `${new Date(milliseconds).toISOString().slice(0, 19)}Z` : undefined;
}

function millisecondsOf(raw: unknown): number {
  if (raw instanceof Date) return raw.getTime();
  if (typeof raw === 'number') return raw >= 0 && raw < LATEST ? raw * 1000 : Number.NaN;
  const [, day, clock, zone = 'Z'] = (typeof raw === 'string' && ISO.exec(raw)) || [];
  return day === undefined ? Number.NaN : Date.parse(`${day}T${clock}${zone}`);
}
