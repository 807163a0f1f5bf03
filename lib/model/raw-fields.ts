/**
 * Careful reading of untyped AWS answers: own fields only, each checked for its type.
 *
 * The parsers of this folder read through these functions, so that no odd answer can throw or reach a prototype.
 */

/** A JSON object whose fields nobody has checked. */
export type RawFields = Readonly<Record<string, unknown>>;

/** The value as an object with fields; undefined for lists, null and everything else. */
export function rawFieldsIn(raw: unknown): RawFields | undefined {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as RawFields) : undefined;
}

/** The object's own field; undefined where it has none or there is no object. */
export function rawAt(fields: RawFields | undefined, name: string): unknown {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** The field as text; undefined where it is empty or no text. */
export function rawTextAt(fields: RawFields | undefined, name: string): string | undefined {
  const value = rawAt(fields, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The field as an object with fields of its own. */
export function rawFieldsAt(fields: RawFields | undefined, name: string): RawFields | undefined {
  return rawFieldsIn(rawAt(fields, name));
}

/** The items of a field that holds a list; undefined where it holds none. */
export function rawListAt(fields: RawFields | undefined, name: string): readonly unknown[] | undefined {
  const value = rawAt(fields, name);
  return Array.isArray(value) ? value : undefined;
}

/** Those items of a list field that are text. */
export function rawTextsAt(fields: RawFields | undefined, name: string): readonly string[] | undefined {
  return rawListAt(fields, name)?.filter((item) => typeof item === 'string');
}
