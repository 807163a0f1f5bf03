/**
 * Tags as AWS lists them: pairs of `Key` and `Value`.
 */
import { rawAt, rawFieldsIn, rawTextAt } from './raw-fields';

/** Tags by key; what is no tag is left out. */
export function parseTags(raw: unknown): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const each of Array.isArray(raw) ? raw : []) {
    const fields = rawFieldsIn(each);
    const key = rawTextAt(fields, 'Key');
    const value = rawAt(fields, 'Value');
    if (key !== undefined) tags.set(key, typeof value === 'string' ? value : '');
  }
  return tags;
}
