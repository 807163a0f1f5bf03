/**
 * Texts with gaps: a record is written once with `<account>` or `<hex 17>` in it, and then filled again and again.
 *
 * Names are filled with what is known of a caller. Letters and times are drawn anew for every record. A number stands
 * in quotes until it is filled, `"<number 5>"`, because the text around it is JSON.
 */
import type { Chance } from './chance';
import { base64Of, capitalsOf, digitsOf, hexOf, uuidOf } from './letters';

/** Draws what goes into a gap; the times to draw from are those of the file. */
export type Draw = (chance: Chance, times: readonly string[]) => string;

/** The pieces around the gaps, one more than there are gaps. */
export interface Gapped {
  readonly pieces: readonly string[];
  readonly draws: readonly Draw[];
}

const NAME = /<(\w+)>/g;
const DRAWN = /"<(number) (\d+)>"|<(\w+)(?: (\d+))?>/g;

/** Fills gaps by name; those of other names stay. */
export function fillNames(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(NAME, (gap, name: string) => values[name] ?? gap);
}

/** @throws where a gap is none that can be drawn: a name was forgotten */
export function gappedOf(text: string): Gapped {
  const pieces: string[] = [];
  const draws: Draw[] = [];
  let from = 0;
  for (const found of text.matchAll(DRAWN)) {
    const [gap, number, digits, kind = number ?? '', length = digits ?? '0'] = found;
    pieces.push(text.slice(from, found.index));
    draws.push(drawOf(kind, Number(length)));
    from = found.index + gap.length;
  }
  pieces.push(text.slice(from));
  return { pieces, draws };
}

export function draw({ pieces, draws }: Gapped, chance: Chance, times: readonly string[]): string {
  let text = pieces[0] ?? '';
  for (const [at, each] of draws.entries()) text += each(chance, times) + (pieces[at + 1] ?? '');
  return text;
}

function drawOf(kind: string, length: number): Draw {
  switch (kind) {
    case 'time':
      return (chance, times) => times[Math.floor(chance() * times.length)] ?? '';
    case 'uuid':
      return uuidOf;
    case 'hex':
      return (chance) => hexOf(length, chance);
    case 'capitals':
      return (chance) => capitalsOf(length, chance);
    case 'base64':
      return (chance) => base64Of(length, chance);
    case 'digits':
      return (chance) => digitsOf(length, chance);
    case 'number':
      return (chance) => String(Math.floor(chance() * 10 ** length));
    default:
      throw new Error(`expected a value for the gap ${kind}`);
  }
}
