/**
 * Constraints: conditions in the normal form that the solver, the guards and the denies reason about.
 *
 * A constraint says what it makes of an absent key and of a present one, and its complement is a constraint again, so
 * that what a Deny leaves over can be asked of a request exactly. Values are always in the language of version
 * 2012-10-17: what is plain text in an older document is escaped.
 */
import type { PolicyVersion } from '../model/policy-document';
import type { ConditionOperator, PolicyValue } from '../policy/condition-operator';
import { conditionOperator } from '../policy/condition-operators';
import type { ContextKey } from '../policy/context-key';
import { contextKey } from '../policy/context-keys';
import { type RequestContext, valuesOfKey } from '../policy/request-context';
import { expandVariables } from '../policy/variables';

export type Constraint = ValueConstraint | PresenceConstraint;

/** Asks about the values of a key. */
export interface ValueConstraint {
  readonly kind: 'value';
  /** in lower case */
  readonly key: string;
  /** what is known of the key; its name is the policy's spelling where the key is not fixed */
  readonly about: ContextKey;
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
  readonly about: ContextKey;
  readonly whenPresent: boolean;
  readonly whenAbsent: boolean;
  readonly policy?: string;
}

/** A test of a request: the key must be there. */
export function mustBePresent(key: string): PresenceConstraint {
  return { kind: 'presence', key, about: contextKey(key), whenPresent: true, whenAbsent: false };
}

/** A test of a request: one of the values fits, and the key is there. */
export function mustFit(key: string, operatorName: string, values: readonly string[]): ValueConstraint {
  const operator = positiveOperator(operatorName);
  const about = contextKey(key);
  return { kind: 'value', key, about, set: 'one', operator, values, negated: false, whenAbsent: false };
}

/** `StringEquals` of `StringNotEquals`, and the operator itself of all others. */
export function positiveOperator(name: string): ConditionOperator {
  const operator = conditionOperator(name.replace('Not', ''))?.operator;
  if (!operator) throw new Error(`the table of operators has no positive form of ${name}`);
  return operator;
}

/**
 * Whether it tests a key that can have several values without a set operator. AWS asks for one and does not say what
 * happens without, so only what it makes of an absent key is known.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function lacksSetOperator(constraint: Constraint): boolean {
  return constraint.kind === 'value' && constraint.set === 'one' && constraint.about.multivalued;
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
  const known = values.length > FEW ? RESOLVED[takesVariables ? 'expanded' : 'plain'] : undefined;
  const before = known?.get(values);
  if (before) return before;

  const resolved = values.flatMap((value) => {
    const expansion = expandVariables(value, takesVariables ? LANGUAGE : '2008-10-17', context);
    return expansion.kind === 'value' ? [expansion.value] : [];
  });
  if (known && (!takesVariables || !values.some(hasVariable))) known.set(values, resolved);
  return resolved;
}

/** So many values are resolved again as fast as they are remembered, and are not kept as long as their policy. */
const FEW = 10;

/** Long lists of values that mean the same in every request: they are asked about again and again. */
const RESOLVED = {
  expanded: new WeakMap<readonly string[], readonly PolicyValue[]>(),
  plain: new WeakMap<readonly string[], readonly PolicyValue[]>(),
};

/** The language that values are in. */
export const LANGUAGE: PolicyVersion = '2012-10-17';

const VARIABLE = /\$\{[^*?$}]/;

/** Whether a value names another key of the request. */
export function hasVariable(value: string): boolean {
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
