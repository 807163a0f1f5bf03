/**
 * The table of condition operators, and how an operator is read: set prefix, name, `IfExists`.
 *
 * Letter case does not count: AWS's own samples write `ForAnyValue:Stringlike`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import type { ConditionOperator } from './condition-operator';
import { arnEquals } from './operators/arn-equals';
import { arnLike } from './operators/arn-like';
import { arnNotEquals } from './operators/arn-not-equals';
import { arnNotLike } from './operators/arn-not-like';
import { binaryEquals } from './operators/binary-equals';
import { bool } from './operators/bool';
import { dateEquals } from './operators/date-equals';
import { dateGreaterThan } from './operators/date-greater-than';
import { dateGreaterThanEquals } from './operators/date-greater-than-equals';
import { dateLessThan } from './operators/date-less-than';
import { dateLessThanEquals } from './operators/date-less-than-equals';
import { dateNotEquals } from './operators/date-not-equals';
import { ipAddress } from './operators/ip-address';
import { notIpAddress } from './operators/not-ip-address';
import { nullOperator } from './operators/null';
import { numericEquals } from './operators/numeric-equals';
import { numericGreaterThan } from './operators/numeric-greater-than';
import { numericGreaterThanEquals } from './operators/numeric-greater-than-equals';
import { numericLessThan } from './operators/numeric-less-than';
import { numericLessThanEquals } from './operators/numeric-less-than-equals';
import { numericNotEquals } from './operators/numeric-not-equals';
import { stringEquals } from './operators/string-equals';
import { stringEqualsIgnoreCase } from './operators/string-equals-ignore-case';
import { stringLike } from './operators/string-like';
import { stringNotEquals } from './operators/string-not-equals';
import { stringNotEqualsIgnoreCase } from './operators/string-not-equals-ignore-case';
import { stringNotLike } from './operators/string-not-like';

/** Every operator, by family. */
export const CONDITION_OPERATORS: readonly ConditionOperator[] = [
  stringEquals,
  stringNotEquals,
  stringEqualsIgnoreCase,
  stringNotEqualsIgnoreCase,
  stringLike,
  stringNotLike,
  arnEquals,
  arnNotEquals,
  arnLike,
  arnNotLike,
  numericEquals,
  numericNotEquals,
  numericLessThan,
  numericLessThanEquals,
  numericGreaterThan,
  numericGreaterThanEquals,
  dateEquals,
  dateNotEquals,
  dateLessThan,
  dateLessThanEquals,
  dateGreaterThan,
  dateGreaterThanEquals,
  bool,
  binaryEquals,
  ipAddress,
  notIpAddress,
  nullOperator,
];

/** An operator as a condition uses it. */
export interface OperatorUse {
  readonly operator: ConditionOperator;
  /** `ForAnyValue:` or `ForAllValues:`; absent for the plain form, which compares one value */
  readonly set?: 'any' | 'all';
  /** the condition holds when the request does not carry the key */
  readonly ifExists: boolean;
  /** AWS's spelling with set prefix and `IfExists`, such as `ForAnyValue:StringLikeIfExists` */
  readonly name: string;
}

const SET_PREFIXES = [
  { prefix: '', set: undefined },
  { prefix: 'ForAnyValue:', set: 'any' },
  { prefix: 'ForAllValues:', set: 'all' },
] as const;

/** Every legal spelling in lower case. `IfExists` cannot be put on `Null`. */
const USES: ReadonlyMap<string, OperatorUse> = new Map(
  CONDITION_OPERATORS.flatMap((operator) =>
    SET_PREFIXES.flatMap(({ prefix, set }) =>
      (operator === nullOperator ? [false] : [false, true]).map((ifExists): [string, OperatorUse] => {
        const name = `${prefix}${operator.name}${ifExists ? 'IfExists' : ''}`;
        return [name.toLowerCase(), { operator, ...(set && { set }), ifExists, name }];
      }),
    ),
  ),
);

/** Reads an operator as written in a policy; undefined where there is no such operator. */
export function conditionOperator(text: string): OperatorUse | undefined {
  return USES.get(text.toLowerCase());
}
