/**
 * Text that outsiders wrote, made harmless for mail, headers and JSON. Each form of an alert has its own escape.
 */
import { escapeText } from '../escape';

/** Not characters at all; SQS refuses a message that holds one. */
const NO_CHARACTERS = /[\ufffe\uffff]/g;

/** AWS's sign-in page stands in SAML conditions that a remedy asks to be pasted: it stays whole. */
const ADDRESS = /\b([a-z][a-z0-9+.-]{0,30}):\/\/(?!signin\.aws\.amazon\.com\/)/gi;

/** One line in which controls and direction marks are visible, and nothing else is changed. */
export function plainText(text: string): string {
  return escapeText(text.replace(NO_CHARACTERS, '\ufffd'));
}

/**
 * For a body that a mail program shows: one line, controls and direction marks made visible, and addresses broken, so
 * that no outsider can put a link in front of the person on call.
 */
export function mailText(text: string): string {
  return plainText(text)
    .replace(ADDRESS, '$1[:]//')
    .replace(/\bwww\./gi, 'www[.]');
}

/** Printable ASCII: accents are dropped from letters, all else becomes a question mark. */
export function asciiText(text: string): string {
  return text
    .replace(/…/g, '...')
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^ -~]/gu, '?');
}

/** JSON in ASCII: escapes that every parser takes back, and that no queue, screen or protocol stumbles over. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
