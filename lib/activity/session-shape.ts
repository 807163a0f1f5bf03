/**
 * Session shapes: what stays the same between the session names of one caller.
 *
 * Most programs put a time, a counter or an id of their own into the name; people put their address there.
 */

const LONGEST = 64;

/** The parts of a name, and what stands between them; role session names hold `\w+=,.@-`. */
const PARTS = /[A-Za-z0-9]+|[^A-Za-z0-9]+/g;

const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

const ADDRESS = /^[^@\s]+(?=@[^@\s]+$)/;

/**
 * Such as `DatadogAWSIntegration`, `scan-#`, `i-*`, `*@example.com`: runs of digits become `#`, other ids `*`.
 * Two names have one shape where only these differ.
 */
export function sessionShape(name: string): string {
  const short = name.slice(0, LONGEST).replace(ADDRESS, '*').replace(UUID, '*');
  const shape = (short.match(PARTS) ?? []).map(shapeOfPart).join('');
  return shape.replace(/[#*](?:[-_.:]?[#*])+/g, '*');
}

/** Words stay; `#` for numbers; `*` for what only a program would write. */
function shapeOfPart(part: string): string {
  if (/^\d+$/.test(part)) return '#';
  if (!/\d/.test(part)) return part;
  const [word = ''] = /^[A-Za-z]{3,}(?=\d+$)/.exec(part) ?? [];
  return word === '' ? '*' : `${word}#`;
}
