/**
 * Repeated texts, kept once: parsed JSON holds every repetition of a text anew, and folds would keep them all.
 */

/** By themselves. */
export type TextsKept = Map<string, string>;

/**
 * The first text that was equal to this one.
 * @param most texts that are kept; further ones are given back as they are
 */
export function once(texts: TextsKept, text: string | undefined, most = Infinity): string | undefined {
  if (text === undefined) return undefined;
  const first = texts.get(text);
  if (first === undefined && texts.size < most) texts.set(text, text);
  return first ?? text;
}
