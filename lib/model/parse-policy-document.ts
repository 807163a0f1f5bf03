/**
 * Policy documents, from whatever form an export gives them: an object, JSON text, or URL-encoded JSON text.
 *
 * Every way into a role starts with this text, and millions of documents pass through here, so it is read by hand
 * and in one go. Only a document without statements to judge is refused as a whole; any other oddity is named in
 * the `unknown` of the statements that it touches, so that they are judged `undecided` and never dropped.
 */
import { findJsonFault } from './json-fault';
import { parseStatement } from './parse-statement';
import type { PolicyDocument, PolicyVersion } from './policy-document';
import { isObject, readElements } from './policy-elements';
import { ok, type Parsed, problem } from './problem';
import { hasRepeatedKey } from './repeated-key';

/**
 * Reads one policy document, of any kind.
 *
 * @param raw as exported: an object, or text; text is URL-decoded once and only where it is encoded, because values
 *   may hold `%41` of their own
 * @param at  the role or policy it belongs to, repeated in the problem
 * @returns the document, or a problem: `policy-not-json`, `policy-not-an-object`, `policy-without-statement`,
 *   `policy-repeats-a-key`. Problems carry no raw text: a policy may hold external ids
 */
export function parsePolicyDocument(raw: unknown, at: string): Parsed<PolicyDocument> {
  const decoded = typeof raw === 'string' ? decode(raw, at) : ok(raw);
  if (decoded.kind === 'problem') return decoded;
  if (!isObject(decoded.value)) {
    return problem(
      'policy-not-an-object',
      at,
      `expected a policy document, found ${nameOfType(decoded.value)}`,
    );
  }

  const unknown: string[] = [];
  const elements = readElements(decoded.value, DOCUMENT_ELEMENTS, unknown);
  const statement = elements.get('Statement');
  if (statement === undefined || statement === null) {
    return problem('policy-without-statement', at, 'expected the element `Statement`, found none');
  }
  const version = versionIn(elements.get('Version'), unknown);
  const statements = (Array.isArray(statement) ? statement : [statement]).map((each: unknown, index) =>
    parseStatement(each, index, unknown.slice(0, INHERITED_LIMIT)),
  );
  return ok({ version, statements });
}

const DOCUMENT_ELEMENTS = ['Version', 'Id', 'Statement'] as const;

/** Each statement carries what is odd about the document; one reason is enough, a hostile thousand is not needed. */
const INHERITED_LIMIT = 3;

/** An absent version means the old language, where variables are plain text. */
function versionIn(raw: unknown, unknown: string[]): PolicyVersion {
  if (raw === '2012-10-17' || raw === '2008-10-17') return raw;
  if (raw !== undefined) unknown.push('expected the version `2012-10-17` or `2008-10-17`, found another');
  return '2008-10-17';
}

/** Text to a value. */
function decode(raw: string, at: string): Parsed<unknown> {
  const text = raw.trim();
  const json = text.startsWith('%') ? urlDecoded(text) : text;
  if (json === undefined) {
    return problem('policy-not-json', at, 'expected URL-encoded JSON, found a `%` that encodes nothing');
  }
  try {
    const value: unknown = JSON.parse(json);
    return hasRepeatedKey(json, value)
      ? problem('policy-repeats-a-key', at, 'expected each key once in an object, found one again')
      : ok(value);
  } catch {
    const { line, column } = findJsonFault(json) ?? { line: 1, column: 1 };
    return problem('policy-not-json', at, `expected JSON, found a fault at line ${line}, column ${column}`);
  }
}

function urlDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return undefined;
  }
}

function nameOfType(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
