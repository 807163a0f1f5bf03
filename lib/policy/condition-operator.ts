/**
 * What a condition operator is: a test of one value of the policy against one value of the request.
 *
 * Sets, `IfExists`, absent keys and the way several values combine are the same for all operators and live
 * in `condition.ts`; an operator only knows its own comparison.
 */
import { type Pattern, patternOf } from './wildcard';

export interface ConditionOperator {
  /** AWS's spelling, without set prefix and `IfExists` */
  readonly name: string;
  /** true where the condition holds when `test` is true for none of the policy's values */
  readonly negated: boolean;
  /** `${…}` is replaced in the policy's values */
  readonly takesVariables: boolean;
  /** `*` and `?` in the policy's values are wildcards; else they are plain characters */
  readonly takesWildcards: boolean;
  /** whether the two values fit, before any negation; false where either is malformed */
  readonly test: (policy: PolicyValue, request: string) => boolean;
  /** what a policy value should have been, where it can never fit; undefined where it is well formed */
  readonly expected: (policy: PolicyValue) => string | undefined;
}

/** One value of a condition after its variables were replaced. */
export interface PolicyValue {
  /** plain text: what operators without wildcards compare with */
  readonly text: string;
  /** the same with wildcards as tokens, so that a star out of a variable's value stays a star */
  readonly pattern: Pattern;
}

/** A text as it stands in a policy: its wildcards are wildcards. */
export function valueAsWritten(text: string): PolicyValue {
  return new WrittenValue(text);
}

/** The pattern is made when an operator asks for it. A class, since an object with a getter is slow to make. */
class WrittenValue implements PolicyValue {
  private made: Pattern | undefined;

  constructor(readonly text: string) {}

  get pattern(): Pattern {
    this.made ??= patternOf(this.text);
    return this.made;
  }
}

/** The operator that holds exactly where the other's test fits none of the values. */
export function negationOf(operator: ConditionOperator, name: string): ConditionOperator {
  return { ...operator, name, negated: true };
}

/** For operators to which every text is well formed. */
export const anyText = (): undefined => undefined;
