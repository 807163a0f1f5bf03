/**
 * Constraints: conditions in the normal form that the solver, the guards and the denies reason about.
 *
 * A constraint says what it makes of an absent key and of a present one, and its complement is a constraint again, so
 * that what a Deny leaves over can be asked of a request exactly. Values are always in the language of version
 * 2012-10-17: what is plain text in an older document is escaped.
 */
import { accountIdIn } from '../model/identifiers';
import type { Condition, PolicyVersion, Statement } from '../model/policy-document';
import type { ConditionOperator, PolicyValue } from '../policy/condition-operator';
import { conditionOperator } from '../policy/condition-operators';
import { contextKey } from '../policy/context-keys';
import { truthIn } from '../policy/operators/bool';
import { momentIn } from '../policy/operators/date';
import { numberIn } from '../policy/operators/numeric';
import { type RequestContext, valuesOfKey } from '../policy/request-context';
import { expandVariables } from '../policy/variables';

export type Constraint = ValueConstraint | PresenceConstraint;

/** Asks about the values of a key. */
export interface ValueConstraint {
  readonly kind: 'value';
  /** in lower case */
  readonly key: string;
  /** AWS's spelling of the key, or the policy's where the key is not fixed */
  readonly name: string;
  /** of a key's values one (the only one), any or all must pass */
  readonly set: 'one' | 'any' | 'all';
  /** never a negated operator: `negated` says that a value passes when it fits none of `values` */
  readonly operator: ConditionOperator;
  readonly values: readonly string[];
  readonly negated: boolean;
  readonly whenAbsent: boolean;
  /** name of the resource control policy that asks; absent: the trust policy does */
  readonly policy?: string;
}

/** Asks only whether a key is there. */
export interface PresenceConstraint {
  readonly kind: 'presence';
  readonly key: string;
  readonly name: string;
  readonly whenPresent: boolean;
  readonly whenAbsent: boolean;
  readonly policy?: string;
}

/** The conditions of a statement, and why it cannot be decided, in words: empty as a rule. */
export interface ReadConditions {
  readonly constraints: readonly Constraint[];
  readonly doubts: readonly string[];
}

/** Brings the conditions of a statement into normal form. `version` is that of its document. */
export function readConditions({ conditions, unknown }: Statement, version: PolicyVersion): ReadConditions {
  const constraints: Constraint[] = [];
  const doubts = [...unknown];
  for (const condition of conditions) {
    const read = readConstraint(condition, version);
    if (read.kind === 'ok') constraints.push(read.constraint);
    else doubts.push(read.reason);
  }
  return { constraints, doubts };
}

type ReadConstraint =
  | { readonly kind: 'ok'; readonly constraint: Constraint }
  /** why the condition cannot be judged, in words */
  | { readonly kind: 'doubt'; readonly reason: string };

const LANGUAGE: PolicyVersion = '2012-10-17';

function readConstraint(condition: Condition, version: PolicyVersion): ReadConstraint {
  const use = conditionOperator(condition.operator);
  if (!use) return doubt(`\`${condition.operator.slice(0, 60)}\` is no operator of the policy language`);

  const { name } = contextKey(condition.key);
  const key = condition.key.toLowerCase();
  const { operator, set, ifExists } = use;
  const whenAbsent = ifExists || set === 'all' || (operator.negated && set !== 'any');
  if (operator.name === 'Null')
    return ok({ kind: 'presence', key, name, ...whenNull(set, condition.values) });
  if (condition.values.length === 0)
    return ok({ kind: 'presence', key, name, whenPresent: false, whenAbsent });

  const values =
    operator.takesVariables && version !== LANGUAGE ? condition.values.map(escaped) : condition.values;
  const isOpen = (value: string) => expandVariables(value, LANGUAGE, EMPTY).kind === 'malformed';
  if (operator.takesVariables && values.some(isOpen)) {
    return doubt(`a variable in the values of \`${name}\` has no end`);
  }
  return ok(
    canonical({
      kind: 'value',
      key,
      name,
      set: set ?? 'one',
      operator: operator.negated ? positiveOperator(operator.name) : operator,
      values,
      negated: operator.negated,
      whenAbsent,
    }),
  );
}

/** A test of a request: the key must be there. */
export function mustBePresent(key: string): PresenceConstraint {
  return { kind: 'presence', key, name: contextKey(key).name, whenPresent: true, whenAbsent: false };
}

/** A test of a request: one of the values fits, and the key is there. */
export function mustFit(key: string, operatorName: string, values: readonly string[]): ValueConstraint {
  const operator = positiveOperator(operatorName);
  const { name } = contextKey(key);
  return { kind: 'value', key, name, set: 'one', operator, values, negated: false, whenAbsent: false };
}

/** The constraint that holds exactly where the given one does not. */
export function complementOf(constraint: Constraint): Constraint {
  const whenAbsent = !constraint.whenAbsent;
  if (constraint.kind === 'presence') {
    return { ...constraint, whenPresent: !constraint.whenPresent, whenAbsent };
  }
  const { set, negated } = constraint;
  return canonical({
    ...constraint,
    set: set === 'any' ? 'all' : set === 'all' ? 'any' : set,
    negated: !negated,
    whenAbsent,
  });
}

/**
 * Whether it tests a key that can have several values without a set operator. AWS asks for one and does not say what
 * happens without, so only what it makes of an absent key is known.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function lacksSetOperator(constraint: Constraint): boolean {
  return constraint.kind === 'value' && constraint.set === 'one' && contextKey(constraint.name).multivalued;
}

/** Whether a request meets the constraint, or may meet it where a set operator is lacking. */
export function holdsFor(constraint: Constraint, context: RequestContext): boolean {
  const carried = valuesOfKey(context, constraint.key);
  if (carried.length === 0) return constraint.whenAbsent;
  if (constraint.kind === 'presence') return constraint.whenPresent;
  if (lacksSetOperator(constraint)) return true;
  const { operator, negated, set } = constraint;
  const values = resolvedValues(constraint, context);
  const passes = (value: string) => values.some((each) => operator.test(each, value)) !== negated;
  if (set === 'one') return passes(carried[0] ?? '');
  return set === 'all' ? carried.every(passes) : carried.some(passes);
}

/** The values with their variables replaced. A value whose variable the request leaves open fits nothing. */
export function resolvedValues(
  { values, operator }: ValueConstraint,
  context: RequestContext,
): readonly PolicyValue[] {
  const { takesVariables } = operator;
  const known = RESOLVED[takesVariables ? 'expanded' : 'plain'];
  const before = known.get(values);
  if (before) return before;

  const resolved = values.flatMap((value) => {
    const expansion = expandVariables(value, takesVariables ? LANGUAGE : '2008-10-17', context);
    return expansion.kind === 'value' ? [expansion.value] : [];
  });
  if (!takesVariables || !values.some(hasVariable)) known.set(values, resolved);
  return resolved;
}

/** Lists of values that mean the same in every request: long ones are asked about again and again. */
const RESOLVED = {
  expanded: new WeakMap<readonly string[], readonly PolicyValue[]>(),
  plain: new WeakMap<readonly string[], readonly PolicyValue[]>(),
};

const VARIABLE = /\$\{[^*?$}]/;

function hasVariable(value: string): boolean {
  return VARIABLE.test(value);
}

/** Whether its values name other keys of the request. */
export function hasOpenVariables(constraint: Constraint): boolean {
  return (
    constraint.kind === 'value' && constraint.operator.takesVariables && constraint.values.some(hasVariable)
  );
}

const VARIABLES = /\$\{([^*?$},][^,}]*)/g;

/** The keys that its values name, in lower case. */
export function variablesOf(constraint: Constraint): readonly string[] {
  if (!hasOpenVariables(constraint) || constraint.kind !== 'value') return [];
  return constraint.values.flatMap((value) =>
    [...value.matchAll(VARIABLES)].map(([, key = '']) => key.trim().toLowerCase()),
  );
}

/** Whether a value has wildcards that are not escaped. */
export function hasWildcard(value: string): boolean {
  return /[*?]/.test(value.replace(/\$\{[*?]\}/g, ''));
}

/** A text as a value that stands for itself. */
export function escaped(text: string): string {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the policy language's own escape of a dollar sign
  return text.replaceAll('${', '${$}{');
}

const EMPTY: RequestContext = new Map();

function ok(constraint: Constraint): ReadConstraint {
  return { kind: 'ok', constraint };
}

function doubt(reason: string): ReadConstraint {
  return { kind: 'doubt', reason };
}

/** `Null` asks nothing under a set operator: `ForAllValues` always holds, `ForAnyValue` never. */
function whenNull(
  set: 'any' | 'all' | undefined,
  values: readonly string[],
): Pick<PresenceConstraint, 'whenPresent' | 'whenAbsent'> {
  return {
    whenPresent: set ? set === 'all' : values.some((value) => truthIn(value) === false),
    whenAbsent: set ? set === 'all' : values.some((value) => truthIn(value) === true),
  };
}

/** `StringEquals` of `StringNotEquals`, and the operator itself of all others. */
function positiveOperator(name: string): ConditionOperator {
  const operator = conditionOperator(name.replace('Not', ''))?.operator;
  if (!operator) throw new Error(`the table of operators has no positive form of ${name}`);
  return operator;
}

/** One spelling for what means the same, so that equal meanings compare equal. */
function canonical(constraint: ValueConstraint): Constraint {
  const { operator, values, negated } = constraint;
  switch (operator.name) {
    case 'ArnEquals':
      return { ...constraint, operator: positiveOperator('ArnLike') };
    case 'StringLike':
      return values.some(hasWildcard)
        ? constraint
        : { ...constraint, operator: positiveOperator('StringEquals') };
    case 'Bool':
      return values.some(hasVariable)
        ? constraint
        : canonicalBool({ ...constraint, values: values.map((value) => value.toLowerCase()) });
    case 'NumericEquals':
      return ACCOUNT_KEYS.has(constraint.key) ? asAccounts(constraint) : constraint;
    default:
      return negated && INVERSE.has(operator.name) ? inverted(constraint) : constraint;
  }
}

const ACCOUNT_KEYS: ReadonlySet<string> = new Set(['aws:principalaccount', 'aws:sourceaccount']);

/** Account ids that are compared as numbers: each number is one id, with its zeros in front; other numbers fit none. */
function asAccounts(constraint: ValueConstraint): Constraint {
  const ids = constraint.values.flatMap((value) => {
    const number = numberIn(value);
    return accountIdIn(number === undefined ? '' : String(number).padStart(12, '0')) ?? [];
  });
  const { key, name, negated, whenAbsent } = constraint;
  return ids.length === 0
    ? { kind: 'presence', key, name, whenPresent: negated, whenAbsent }
    : { ...constraint, operator: positiveOperator('StringEquals'), values: ids };
}

/** Not true is false: the policy language has no negated `Bool`. What is no truth value fits nothing. */
function canonicalBool(constraint: ValueConstraint): Constraint {
  const { key, name, negated, whenAbsent } = constraint;
  const truths = [...new Set(constraint.values)].filter((value) => truthIn(value) !== undefined);
  const [truth] = truths;
  if (truth === undefined || truths.length > 1) {
    return { kind: 'presence', key, name, whenPresent: (truth === undefined) === negated, whenAbsent };
  }
  if (!negated) return { ...constraint, values: truths };
  return { ...constraint, negated: false, values: [truth === 'true' ? 'false' : 'true'] };
}

/** Nor has it negated orders: not less than is greater than or equal. */
const INVERSE: ReadonlyMap<string, string> = new Map(
  ['Numeric', 'Date'].flatMap((family) => [
    [`${family}LessThan`, `${family}GreaterThanEquals`],
    [`${family}LessThanEquals`, `${family}GreaterThan`],
    [`${family}GreaterThan`, `${family}LessThanEquals`],
    [`${family}GreaterThanEquals`, `${family}LessThan`],
  ]),
);

/** Of several bounds the loosest decides, so its inverse alone remains; malformed bounds fit nothing. */
function inverted(constraint: ValueConstraint): Constraint {
  const { key, name, operator, values, whenAbsent } = constraint;
  const read = operator.name.startsWith('Date') ? momentIn : numberIn;
  const bounds = values.flatMap((text) => {
    const order = read(text);
    return order === undefined ? [] : [{ text, order }];
  });
  bounds.sort((left, right) => left.order - right.order);
  const loosest = operator.name.includes('Less') ? bounds.at(-1) : bounds[0];
  if (!loosest) return { kind: 'presence', key, name, whenPresent: true, whenAbsent };
  return {
    ...constraint,
    negated: false,
    operator: positiveOperator(INVERSE.get(operator.name) ?? operator.name),
    values: [loosest.text],
  };
}
