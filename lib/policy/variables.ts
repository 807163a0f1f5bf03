/**
 * Policy variables: `${aws:username}`, with a default `${aws:PrincipalTag/team, 'none'}`, and the escapes
 * `${*}`, `${?}` and `${$}`.
 *
 * They exist only in Version 2012-10-17, and only single-valued keys can be named. What a variable brings in is
 * plain text: a star in a session name or a tag is never a wildcard.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
import type { PolicyVersion } from '../model/policy-document';
import { literalPatternOf, patternOf } from '../model/wildcard';
import { type PolicyValue, valueAsWritten } from './condition-operator';
import { contextKey } from './context-keys';
import { type RequestContext, valuesOfKey } from './request-context';

export type Expansion =
  | { readonly kind: 'value'; readonly value: PolicyValue }
  /** the request has no single value for the variable and no default is given: such a value fits nothing */
  | { readonly kind: 'unresolved'; readonly variable: string }
  /** `${` without end, or nothing between the braces */
  | { readonly kind: 'malformed' };

/** A stretch of a value: plain text, or text as written, whose stars are wildcards. */
interface Piece {
  readonly text: string;
  readonly literal: boolean;
}

const ESCAPES: ReadonlySet<string> = new Set(['*', '?', '$']);

/** A default is quoted and ends the variable: `name, 'default'`. */
const WITH_DEFAULT = /^([^,]*),\s*'([^']*)'\s*$/s;

/** Whether a value holds anything that `expandVariables` would replace. */
export function hasVariables(text: string, version: PolicyVersion): boolean {
  return version === '2012-10-17' && text.includes('${');
}

/** Replaces the variables in one value of a condition by what the request carries. */
export function expandVariables(text: string, version: PolicyVersion, context: RequestContext): Expansion {
  if (!hasVariables(text, version)) return { kind: 'value', value: valueAsWritten(text) };

  const pieces: Piece[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('${', at);
    if (open < 0) break;
    pieces.push({ text: text.slice(at, open), literal: false });

    const close = text.indexOf('}', open);
    const inside = close < 0 ? '' : text.slice(open + 2, close);
    if (inside.trim() === '') return { kind: 'malformed' };

    const replacement = ESCAPES.has(inside) ? inside : valueOfVariable(inside, context);
    if (replacement === undefined) return { kind: 'unresolved', variable: inside };
    pieces.push({ text: replacement, literal: true });
    at = close + 1;
  }
  pieces.push({ text: text.slice(at), literal: false });
  return { kind: 'value', value: join(pieces) };
}

/** What stands for `name` or `name, 'default'`; undefined where the request leaves it open. */
function valueOfVariable(inside: string, context: RequestContext): string | undefined {
  const withDefault = WITH_DEFAULT.exec(inside);
  const name = (withDefault?.[1] ?? inside).trim();
  const values = contextKey(name).multivalued ? [] : valuesOfKey(context, name);
  return values.length === 1 ? values[0] : withDefault?.[2];
}

function join(pieces: readonly Piece[]): PolicyValue {
  return {
    text: pieces.map((piece) => piece.text).join(''),
    pattern: pieces.flatMap(({ text, literal }) => (literal ? literalPatternOf(text) : patternOf(text))),
  };
}
