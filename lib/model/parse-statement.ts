/**
 * One statement of a policy document, from parsed JSON.
 *
 * A statement is never dropped and this never fails: what cannot be read goes into `unknown`, and where the effect
 * itself cannot be read the statement is kept as an Allow, the worst case.
 */
import type { Condition, PrincipalElement, PrincipalEntry, Statement } from './policy-document';
import { excerpt, isObject, readElements, sameLetters } from './policy-elements';

const ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
] as const;

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

const EXCLUSIVE = [
  ['Principal', 'NotPrincipal'],
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

/**
 * Reads one statement.
 *
 * @param index   its position in the document, from 0
 * @param inherited sentences about the document as a whole, which touch every statement
 */
export function parseStatement(raw: unknown, index: number, inherited: readonly string[]): Statement {
  const unknown = [...inherited];
  if (!isObject(raw)) {
    return { index, effect: 'Allow', conditions: [], unknown: [...unknown, 'expected a statement object'] };
  }
  const elements = readElements(raw, ELEMENTS, unknown);
  for (const [element, opposite] of EXCLUSIVE) {
    if (elements.has(element) && elements.has(opposite)) {
      unknown.push(`expected \`${element}\` or \`${opposite}\`, found both`);
    }
  }
  if (!elements.has('Action') && !elements.has('NotAction')) {
    unknown.push('expected `Action` or `NotAction`, found neither');
  }

  const sid = sidIn(elements.get('Sid'), unknown);
  const principal = principalIn(elements.get('Principal'), 'Principal', unknown);
  const notPrincipal = principalIn(elements.get('NotPrincipal'), 'NotPrincipal', unknown);
  const action = textsIn(elements.get('Action'), 'Action', unknown);
  const notAction = textsIn(elements.get('NotAction'), 'NotAction', unknown);
  const resource = textsIn(elements.get('Resource'), 'Resource', unknown);
  const notResource = textsIn(elements.get('NotResource'), 'NotResource', unknown);
  return {
    index,
    ...(sid !== undefined && { sid }),
    effect: effectIn(elements.get('Effect'), unknown),
    ...(principal && { principal }),
    ...(notPrincipal && { notPrincipal }),
    ...(action && { action }),
    ...(notAction && { notAction }),
    ...(resource && { resource }),
    ...(notResource && { notResource }),
    conditions: conditionsIn(elements.get('Condition'), unknown),
    unknown,
  };
}

/** An empty Sid, which Terraform writes, names nothing. */
function sidIn(raw: unknown, unknown: string[]): string | undefined {
  if (typeof raw === 'string') return raw === '' ? undefined : raw;
  if (raw !== undefined) unknown.push('expected `Sid` to be text');
  return undefined;
}

function effectIn(raw: unknown, unknown: string[]): 'Allow' | 'Deny' {
  if (raw === 'Allow' || raw === 'Deny') return raw;
  unknown.push(
    typeof raw === 'string'
      ? `expected \`Effect\` to be \`Allow\` or \`Deny\`, found \`${excerpt(raw)}\``
      : 'expected `Effect` to be `Allow` or `Deny`, found none',
  );
  return typeof raw === 'string' && sameLetters(raw, 'Deny') ? 'Deny' : 'Allow';
}

/** One text or a list of texts; undefined where the element is absent. */
function textsIn(raw: unknown, name: string, unknown: string[]): readonly string[] | undefined {
  if (raw === undefined) return undefined;
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const texts = items.filter((item) => typeof item === 'string');
  if (texts.length < items.length) unknown.push(`expected \`${name}\` to be text or a list of texts`);
  return texts;
}

/** `"*"`, or an object of principal types; undefined where it is absent or another form. */
function principalIn(
  raw: unknown,
  name: 'Principal' | 'NotPrincipal',
  unknown: string[],
): PrincipalElement | undefined {
  if (raw === undefined) return undefined;
  if (raw === '*') return { kind: 'star' };
  if (!isObject(raw)) {
    unknown.push(`expected \`${name}\` to be \`*\` or an object of principal types`);
    return undefined;
  }
  const types = readElements(raw, PRINCIPAL_TYPES, unknown);
  const entries = [...types].flatMap(([type, values]): PrincipalEntry[] =>
    (textsIn(values, `${name}.${type}`, unknown) ?? []).map((value) => ({ type, value })),
  );
  return { kind: 'entries', entries };
}

/** The rows of a condition block, in the order they are written. */
function conditionsIn(raw: unknown, unknown: string[]): readonly Condition[] {
  if (raw === undefined) return [];
  if (!isObject(raw)) {
    unknown.push('expected `Condition` to be an object of operators');
    return [];
  }
  const operators = new Set<string>();
  return Object.entries(raw).flatMap(([operator, keys]) => {
    if (operators.has(operator.toLowerCase())) {
      unknown.push(
        `expected the operator \`${excerpt(operator)}\` once, found it again in another letter case`,
      );
    }
    operators.add(operator.toLowerCase());
    if (!isObject(keys)) {
      unknown.push(`expected the operator \`${excerpt(operator)}\` to hold an object of keys`);
      return [];
    }
    const seen = new Set<string>();
    return Object.entries(keys).map(([key, values]): Condition => {
      if (seen.has(key.toLowerCase())) {
        unknown.push(`expected the key \`${excerpt(key)}\` once, found it again in another letter case`);
      }
      seen.add(key.toLowerCase());
      return { operator, key, values: scalarsIn(values, key, unknown) };
    });
  });
}

/** Numbers and truth values may be written without quotes. */
function scalarsIn(raw: unknown, key: string, unknown: string[]): readonly string[] {
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const scalars = items.filter(
    (item) => typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean',
  );
  if (scalars.length < items.length) {
    unknown.push(`expected the values of \`${excerpt(key)}\` to be text, numbers or truth values`);
  }
  if (scalars.some((item) => typeof item === 'number' && Math.abs(item) > Number.MAX_SAFE_INTEGER)) {
    unknown.push(`expected no number of \`${excerpt(key)}\` to be too large to be read exactly`);
  }
  return scalars.map(String);
}
