/**
 * Reads the conditions of a statement as constraints, or says why one cannot be judged.
 */
import type { Condition, PolicyVersion, Statement } from '../model/policy-document';
import { conditionOperator } from '../policy/condition-operators';
import { contextKey } from '../policy/context-keys';
import { truthIn } from '../policy/operators/bool';
import type { RequestContext } from '../policy/request-context';
import { expandVariables } from '../policy/variables';
import { canonical } from './canonical-constraint';
import { type Constraint, escaped, LANGUAGE, type PresenceConstraint, positiveOperator } from './constraint';

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

function readConstraint(condition: Condition, version: PolicyVersion): ReadConstraint {
  const use = conditionOperator(condition.operator);
  if (!use) return doubt(`\`${condition.operator.slice(0, 60)}\` is no operator of the policy language`);

  const about = contextKey(condition.key);
  const key = condition.key.toLowerCase();
  const { operator, set, ifExists } = use;
  const whenAbsent = ifExists || set === 'all' || (operator.negated && set !== 'any');
  if (operator.name === 'Null')
    return ok({ kind: 'presence', key, about, ...whenNull(set, condition.values) });
  if (condition.values.length === 0)
    return ok({ kind: 'presence', key, about, whenPresent: false, whenAbsent });

  const values =
    operator.takesVariables && version !== LANGUAGE ? condition.values.map(escaped) : condition.values;
  const isOpen = (value: string) => expandVariables(value, LANGUAGE, EMPTY).kind === 'malformed';
  if (operator.takesVariables && values.some(isOpen)) {
    return doubt(`a variable in the values of \`${about.name}\` has no end`);
  }
  return ok(
    canonical({
      kind: 'value',
      key,
      about,
      set: set ?? 'one',
      operator: operator.negated ? positiveOperator(operator.name) : operator,
      values,
      negated: operator.negated,
      whenAbsent,
    }),
  );
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
