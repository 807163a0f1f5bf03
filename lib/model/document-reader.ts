/**
 * Reads equal policy documents once: organizations repeat the same trust policy thousandfold, and what is one object
 * is kept and judged once.
 */
import { parsePolicyDocument } from './parse-policy-document';
import type { PolicyDocument } from './policy-document';
import { ok } from './problem';

/** A reader that answers as `parsePolicyDocument` does, and with the same object for equal documents. */
export function documentReader(): typeof parsePolicyDocument {
  const known = new Map<string, PolicyDocument>();
  return (raw, at) => {
    const text = textOf(raw);
    const before = text === undefined ? undefined : known.get(text);
    if (before) return ok(before);
    const parsed = parsePolicyDocument(raw, at);
    if (text !== undefined && parsed.kind === 'ok') known.set(text, parsed.value);
    return parsed;
  };
}

/** Undefined where the text may stand for another document as well. */
function textOf(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw;
  try {
    const text = JSON.stringify(raw);
    // a number too large for JavaScript becomes `null`
    return text?.includes('null') ? undefined : text;
  } catch {
    return undefined; // nested too deep
  }
}
