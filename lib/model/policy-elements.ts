/**
 * The elements of a policy object by their names, for the policy parsers only.
 *
 * IAM wants names in their exact letter case. Another case is still read, so that the worst case is seen, but it is
 * remarked on; so is every name that the policy language does not have.
 */

/** A plain object, not a list. */
export function isObject(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

/**
 * Collects the known elements of an object.
 *
 * @param names   the exact names
 * @param unknown gets one sentence for every name that is none of these, or is so only in another letter case
 */
export function readElements<Name extends string>(
  object: Readonly<Record<string, unknown>>,
  names: readonly Name[],
  unknown: string[],
): ReadonlyMap<Name, unknown> {
  const elements = new Map<Name, unknown>();
  for (const name of names) if (Object.hasOwn(object, name)) elements.set(name, object[name]);

  for (const [written, value] of Object.entries(object)) {
    const name = names.find((each) => each === written) ?? names.find((each) => sameLetters(each, written));
    if (name === written) continue;
    if (name === undefined || elements.has(name)) {
      unknown.push(`expected an element of the policy language, found \`${excerpt(written)}\``);
    } else {
      unknown.push(`expected the element name \`${name}\`, found \`${excerpt(written)}\``);
      elements.set(name, value);
    }
  }
  return elements;
}

/** Equal but for letter case. */
export function sameLetters(left: string, right: string): boolean {
  return left.length === right.length && left.toLowerCase() === right.toLowerCase();
}

/** Written text, short enough for a sentence. */
export function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
