/**
 * Text that outsiders wrote, made harmless for a terminal.
 *
 * Session names, user agents, tags and role names come from attackers: an escape sequence could repaint the
 * report, a right-to-left mark could reorder it, a line feed could forge a row.
 */

/**
 * C0 and C1 controls, zero-width and bidirectional marks, line and paragraph separators, lone surrogates, and
 * the tag characters that are drawn as nothing.
 */
export const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** The text with every unsafe character as a visible `\u{…}`: same meaning to a reader, no effect on a screen. */
export function escapeText(text: string): string {
  return text.replace(UNSAFE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** JSON's own escape for the same characters, for text that is inside a JSON string already. */
export function escapeJson(json: string): string {
  return json.replace(UNSAFE, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
          .join(''),
  );
}
