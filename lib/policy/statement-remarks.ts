/**
 * What in a trust policy's statement does nothing, or not what its author meant: for hints beside a judgement.
 *
 * None of these changes an answer; `evaluateStatement` already reads the statement as IAM does.
 */
import { arnIn } from '../model/arn';
import { accountIdIn, uniqueIdIn } from '../model/identifiers';
import type { Condition, PolicyVersion, PrincipalEntry, Statement } from '../model/policy-document';
import { type ConditionOperator, valueAsWritten } from './condition-operator';
import { conditionOperator } from './condition-operators';
import { contextKey } from './context-keys';
import { holdsPublicAddress } from './public-address';
import { hasVariables } from './variables';

const WILDCARD = /[*?]/;

export interface StatementRemark {
  /** one sentence for people, lower-case start */
  readonly message: string;
  /** the principal or value it speaks of; absent where it is the whole statement, or a secret */
  readonly raw?: string;
}

/** Finds them all, in the order of the statement. */
export function findStatementRemarks(
  statement: Statement,
  version: PolicyVersion,
): readonly StatementRemark[] {
  const { principal, notPrincipal, resource, notResource, conditions } = statement;
  const entries = [principal, notPrincipal].flatMap((each) => (each?.kind === 'entries' ? each.entries : []));
  return [
    ...entries.flatMap(remarksOnEntry),
    ...(resource || notResource
      ? [{ message: '`Resource` has no place in a trust policy and is not read' }]
      : []),
    ...conditions.flatMap((condition) => remarksOnValues(condition, version)),
  ];
}

function remarksOnEntry({ type, value }: PrincipalEntry): readonly StatementRemark[] {
  const principal = value.trim();
  const blanks =
    principal === value ? [] : [{ message: 'blanks around a principal are left out', raw: value }];
  const namesNobody = type === 'AWS' && !namesSomebody(principal);
  return [...blanks, ...(namesNobody ? [{ message: nobody(principal), raw: value }] : [])];
}

function namesSomebody(principal: string): boolean {
  if (principal === '*' || accountIdIn(principal) || uniqueIdIn(principal)) return true;
  return !WILDCARD.test(principal) && accountIdIn(arnIn(principal)?.account) !== undefined;
}

function nobody(principal: string): string {
  return WILDCARD.test(principal)
    ? 'a wildcard inside a principal is not allowed, so it names nobody; a pattern belongs in a condition on `aws:PrincipalArn`'
    : 'expected an account id, an ARN with an account id of 12 digits, or a unique id; this names nobody';
}

function remarksOnValues(condition: Condition, version: PolicyVersion): readonly StatementRemark[] {
  const operator = conditionOperator(condition.operator)?.operator;
  if (!operator) return [];
  const { name: key, guard } = contextKey(condition.key);
  return condition.values.flatMap((value) => {
    const message = remarkOnValue(value, key, operator, version);
    return message === undefined ? [] : [{ message, ...(guard !== 'external-id' && { raw: value }) }];
  });
}

function remarkOnValue(
  value: string,
  key: string,
  { name, takesVariables, takesWildcards, expected }: ConditionOperator,
  version: PolicyVersion,
): string | undefined {
  if (takesVariables && hasVariables(value, version)) return undefined;

  const wanted = expected(valueAsWritten(value));
  if (wanted !== undefined) return `expected ${wanted} as a value of \`${key}\`; this one fits nothing`;
  if (key === 'aws:SourceIp' && name.endsWith('IpAddress') && !holdsPublicAddress(value)) {
    return `\`${key}\` holds public addresses only, so this value fits nothing`;
  }
  if (takesVariables && value.includes('${')) {
    return `variables need the version 2012-10-17; this value of \`${key}\` is plain text`;
  }
  return name.startsWith('String') && !takesWildcards && WILDCARD.test(value)
    ? `\`${name}\` takes the wildcard in a value of \`${key}\` as a plain character`
    : undefined;
}
