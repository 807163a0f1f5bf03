/**
 * CloudTrail records as values: which values are records, and what they come wrapped in.
 */

/** A record, or undefined: bare, in an EventBridge envelope, or as text in an event of `LookupEvents`. */
export function unwrapRecord(value: unknown): unknown {
  if (isRecord(value)) return value;
  const detail = own(value, 'detail');
  if (isRecord(detail)) return detail;
  const text = own(value, 'CloudTrailEvent');
  if (typeof text !== 'string') return undefined;
  try {
    const inside: unknown = JSON.parse(text);
    return isRecord(inside) ? inside : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Every CloudTrail record has these fields. Notifications of S3 and streams come in `Records` too and have event
 * names, but no request id or recipient, and sources such as `aws:s3`.
 */
function isRecord(value: unknown): boolean {
  const source = own(value, 'eventSource');
  return (
    typeof source === 'string' && !source.startsWith('aws:') && typeof own(value, 'eventName') === 'string'
  );
}

/** True for what CloudTrail writes beside calls: an insight about them, or a digest of log files. */
export function isBesideCalls(value: unknown): boolean {
  return own(value, 'eventCategory') === 'Insight' || own(value, 'digestStartTime') !== undefined;
}

function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
