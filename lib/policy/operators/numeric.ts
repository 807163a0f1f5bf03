/**
 * What the `Numeric…` operators share: a number on both sides. No variables, no wildcards.
 */
import type { ConditionOperator } from '../condition-operator';
import { type Comparison, orderedOperator } from './ordered';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Makes a numeric operator. */
export function numericOperator(name: string, compare: Comparison): ConditionOperator {
  return orderedOperator(name, numberIn, 'a number', compare);
}

/** The text as a number, or undefined where it is none. */
export function numberIn(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}
