/**
 * Careful reading of one untyped CloudTrail record: own fields only, checked types, bounded lengths.
 *
 * Every parser of this folder reads records through these functions, so that no odd record can throw, reach
 * a prototype or fill the memory.
 */

/** A JSON object whose fields nobody has checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** The longest ARN that IAM makes. */
const ID_LIMIT = 2_048;

/** User agents and session names are the caller's free text: more than this says nothing new. */
const TEXT_LIMIT = 256;

/** The value as an object with fields; undefined for lists, null and everything else. */
export function fieldsIn(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The object's own field; undefined where it has none or there is no object. */
export function fieldAt(fields: Fields | undefined, name: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The field as an object with fields of its own. */
export function fieldsAt(fields: Fields | undefined, name: string): Fields | undefined {
  return fieldsIn(fieldAt(fields, name));
}

/** The objects in a field that holds a list; empty where it holds none. */
export function listAt(fields: Fields | undefined, name: string): readonly Fields[] {
  const list = fieldAt(fields, name);
  return Array.isArray(list) ? list.map(fieldsIn).filter((item) => item !== undefined) : [];
}

/**
 * An identifier: text without blanks around it. Undefined where the field is empty, too long to be one (a cut
 * identifier would name something else) or not text.
 */
export function idAt(fields: Fields | undefined, name: string): string | undefined {
  const value = fieldAt(fields, name);
  if (typeof value !== 'string' || value.length > ID_LIMIT) return undefined;
  return value.trim() || undefined;
}

/** Free text, cut to 256 characters and then marked with `…`; undefined where the field is empty or not text. */
export function textAt(fields: Fields | undefined, name: string): string | undefined {
  const value = fieldAt(fields, name);
  return typeof value === 'string' && value !== '' ? cut(value) : undefined;
}

function cut(text: string): string {
  if (text.length <= TEXT_LIMIT) return text;
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(TEXT_LIMIT - 2));
  return `${text.slice(0, TEXT_LIMIT - (splitsPair ? 2 : 1))}…`;
}
