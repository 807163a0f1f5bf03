/**
 * Letters that look random, fast: cut from prepared texts, eight at a time. The made-up trail needs gigabytes of them.
 */
import { type Chance, chanceFrom } from './chance';

const PIECE = 8;
/** A few pieces of one text are as good as unique: each stands at one of so many places. */
const PLACES = 1 << 20;

const HEX = prepare('0123456789abcdef', 1);
const CAPITALS = prepare('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 2);
const BASE64 = prepare('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 3);
const DIGITS = prepare('0123456789', 4);

export const hexOf = cutterOf(HEX);
/** As unique ids have them. */
export const capitalsOf = cutterOf(CAPITALS);
/** As tokens have them. */
export const base64Of = cutterOf(BASE64);
export const digitsOf = cutterOf(DIGITS);

export function uuidOf(chance: Chance): string {
  const middle = cut(HEX, chance);
  const end = cut(HEX, chance);
  return `${cut(HEX, chance)}-${middle.slice(0, 4)}-${middle.slice(4)}-${end.slice(0, 4)}-${end.slice(4)}${cut(HEX, chance)}`;
}

function prepare(alphabet: string, seed: number): string {
  const chance = chanceFrom(seed);
  const codes = Buffer.alloc(PLACES + PIECE);
  for (let at = 0; at < codes.length; at += 1) {
    codes[at] = alphabet.charCodeAt(Math.floor(chance() * alphabet.length));
  }
  return codes.toString('latin1');
}

function cut(from: string, chance: Chance): string {
  const at = Math.floor(chance() * PLACES);
  return from.slice(at, at + PIECE);
}

function cutterOf(from: string): (length: number, chance: Chance) => string {
  return (length, chance) => {
    let letters = '';
    while (letters.length < length) letters += cut(from, chance);
    return letters.length === length ? letters : letters.slice(0, length);
  };
}
