/**
 * Conditions in words: what a request would have needed.
 *
 * External ids are shown as fingerprints only, because these sentences are printed and saved.
 */
import { externalIdFingerprint } from '../../model/fingerprint';
import type { Condition } from '../../model/policy-document';
import type { ConditionOutcome } from '../condition';
import { conditionOperator, type OperatorUse } from '../condition-operators';
import { contextKey } from '../context-keys';

/** How many values a sentence names before it counts the rest. */
const VALUES_SHOWN = 5;

const MUST: Readonly<Record<string, string>> = {
  StringEquals: 'must be',
  StringNotEquals: 'must not be',
  StringEqualsIgnoreCase: 'must be, in any letter case,',
  StringNotEqualsIgnoreCase: 'must not be, in any letter case,',
  StringLike: 'must match',
  StringNotLike: 'must not match',
  ArnEquals: 'must match',
  ArnNotEquals: 'must not match',
  ArnLike: 'must match',
  ArnNotLike: 'must not match',
  NumericEquals: 'must be',
  NumericNotEquals: 'must not be',
  NumericLessThan: 'must be less than',
  NumericLessThanEquals: 'must be at most',
  NumericGreaterThan: 'must be more than',
  NumericGreaterThanEquals: 'must be at least',
  DateEquals: 'must be',
  DateNotEquals: 'must not be',
  DateLessThan: 'must be before',
  DateLessThanEquals: 'must be at the latest',
  DateGreaterThan: 'must be after',
  DateGreaterThanEquals: 'must be at the earliest',
  Bool: 'must be',
  BinaryEquals: 'must be',
  IpAddress: 'must lie in',
  NotIpAddress: 'must not lie in',
};

/**
 * A sentence for a condition that is not met.
 * @param salt our organization's id, for the fingerprints of external ids; the empty string where it is not known
 */
export function explainUnmet({ condition, reason }: ConditionOutcome, salt: string): string {
  const use = conditionOperator(condition.operator);
  const key = contextKey(condition.key).name;
  if (!use) return `\`${key}\` is tested by the unknown operator \`${condition.operator}\``;
  if (reason === 'set-operator-on-null') return `\`${use.name}\` on \`${key}\` never holds`;
  if (reason === 'key-present') return `\`${key}\` must not be sent`;
  if (use.operator.name === 'Null') return `\`${key}\` must be sent`;
  if (condition.values.length === 0) return `\`${key}\` is compared with an empty list, which nothing fits`;

  const must = `${demandOf(use, key)} ${valuesOf(condition.key, condition.values, salt)}`;
  return reason === 'key-absent' ? `${must}, and the request does not carry it` : must;
}

/**
 * What a condition asks of every request, such as `` `sts:ExternalId` must be … ``.
 * @param shown its values in words: which of them may be shown is the reader's affair
 */
export function explainDemand({ operator, key, values }: Condition, shown: string): string {
  const use = conditionOperator(operator);
  const { name } = contextKey(key);
  if (!use) return `\`${name}\` is tested by the unknown operator \`${operator}\``;
  if (use.operator.name === 'Null') return `\`${name}\` must ${values.includes('true') ? 'not ' : ''}be sent`;
  // what excludes values passes without the key in any case
  const isLenient = use.ifExists && !use.operator.name.includes('Not');
  return `${demandOf(use, name)} ${shown}${isLenient ? ', where it is sent' : ''}`;
}

/** The same as a fact of some requests: `` `sts:ExternalId` is … ``. */
export function explainFact(condition: Condition, shown: string): string {
  return explainDemand(condition, shown).replace(/ must (not )?(be|match|lie)\b/, (_, not, verb) => {
    if (verb === 'be') return not ? ' is not' : ' is';
    return not ? ` does not ${verb}` : verb === 'match' ? ' matches' : ' lies';
  });
}

function demandOf({ set, operator }: OperatorUse, name: string): string {
  const subject = { any: 'a value of ', all: 'every value of ', one: '' }[set ?? 'one'];
  return `${subject}\`${name}\` ${MUST[operator.name]}`;
}

/** A sentence for a condition that a request meets. */
export function explainMet(condition: Condition, salt: string): string {
  return explainFact(condition, valuesOf(condition.key, condition.values, salt));
}

/** A sentence for a condition that cannot be decided. */
export function explainUndecided({ condition, reason }: ConditionOutcome): string {
  const key = contextKey(condition.key).name;
  switch (reason) {
    case 'operator-unknown':
      return `\`${condition.operator}\` is no condition operator`;
    case 'several-values':
      return `\`${condition.operator}\` compares one value, and a request may have several of \`${key}\``;
    default:
      return `a variable in the values of \`${key}\` has no end or no name`;
  }
}

function valuesOf(key: string, values: readonly string[], salt: string): string {
  const secret = contextKey(key).guard === 'external-id';
  const shown = values
    .slice(0, VALUES_SHOWN)
    .map((value) => (secret ? externalIdFingerprint(salt, value) : `\`${value}\``));
  const rest = values.length - shown.length;
  return `${shown.join(' or ')}${rest > 0 ? ` or one of ${rest} more` : ''}`;
}
