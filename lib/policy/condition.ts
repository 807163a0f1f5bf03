/**
 * One row of a condition block against one request: met, unmet or undecided.
 *
 * The semantics are the table of AWS's user guide, row by row:
 * absent key: false, but true for negated operators, `IfExists` and `ForAllValues`, and false for `ForAnyValue`;
 * several policy values: any of them may fit, and of a negated operator none may.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
import type { Condition, PolicyVersion } from '../model/policy-document';
import type { ConditionOperator, PolicyValue } from './condition-operator';
import { conditionOperator, type OperatorUse } from './condition-operators';
import { contextKey } from './context-keys';
import { truthIn } from './operators/bool';
import { type RequestContext, valuesOfKey } from './request-context';
import { expandVariables } from './variables';

export interface ConditionOutcome {
  readonly kind: 'met' | 'unmet' | 'undecided';
  readonly condition: Condition;
  readonly reason: ConditionReason;
}

export type ConditionReason =
  /** the request does not carry the key */
  | 'key-absent'
  /** `Null`: the request carries the key */
  | 'key-present'
  /** the request's value fits, or for a negated operator fits none */
  | 'value-fits'
  | 'value-does-not-fit'
  /** the policy lists no values to compare with */
  | 'no-values'
  /** `Null` with a set operator asks nothing of the request */
  | 'set-operator-on-null'
  /** undecided: the operator is none of the policy language */
  | 'operator-unknown'
  /** undecided: the key can have several values, so AWS asks for a set operator, and does not say what else happens */
  | 'several-values'
  /** undecided: a `${` without end */
  | 'variable-malformed';

/** Evaluates one condition. `version` decides whether `${…}` means anything. */
export function evaluateCondition(
  condition: Condition,
  version: PolicyVersion,
  context: RequestContext,
): ConditionOutcome {
  const use = conditionOperator(condition.operator);
  if (!use) return { kind: 'undecided', condition, reason: 'operator-unknown' };

  const carried = valuesOfKey(context, condition.key);
  if (use.operator.name === 'Null') return evaluateNull(condition, use, carried.length > 0);
  if (carried.length === 0) return outcome(condition, holdsWhenAbsent(use), 'key-absent');
  if (condition.values.length === 0) return outcome(condition, false, 'no-values');
  if (!use.set && (carried.length > 1 || contextKey(condition.key).multivalued)) {
    return { kind: 'undecided', condition, reason: 'several-values' };
  }

  const values = policyValues(condition, use.operator, version, context);
  if (!values) return { kind: 'undecided', condition, reason: 'variable-malformed' };

  const fits = (value: string) =>
    values.some((each) => use.operator.test(each, value)) !== use.operator.negated;
  const holds = use.set === 'all' ? carried.every(fits) : carried.some(fits);
  return outcome(condition, holds, holds ? 'value-fits' : 'value-does-not-fit');
}

function holdsWhenAbsent({ operator, set, ifExists }: OperatorUse): boolean {
  return ifExists || set === 'all' || (operator.negated && set !== 'any');
}

/** `"true"` asks for the key to be absent, `"false"` for it to be present. */
function evaluateNull(condition: Condition, use: OperatorUse, present: boolean): ConditionOutcome {
  if (use.set) return outcome(condition, use.set === 'all', 'set-operator-on-null');
  const holds = condition.values.some((value) => truthIn(value) === !present);
  return outcome(condition, holds, present ? 'key-present' : 'key-absent');
}

/** The policy's values with variables replaced; a value whose variable stays open fits nothing and is left out. */
function policyValues(
  condition: Condition,
  operator: ConditionOperator,
  version: PolicyVersion,
  context: RequestContext,
): readonly PolicyValue[] | undefined {
  const expansions = condition.values.map((value) =>
    expandVariables(value, operator.takesVariables ? version : '2008-10-17', context),
  );
  if (expansions.some(({ kind }) => kind === 'malformed')) return undefined;
  return expansions.flatMap((expansion) => (expansion.kind === 'value' ? [expansion.value] : []));
}

function outcome(condition: Condition, holds: boolean, reason: ConditionReason): ConditionOutcome {
  return { kind: holds ? 'met' : 'unmet', condition, reason };
}
