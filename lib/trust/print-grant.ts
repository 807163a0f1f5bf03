/**
 * A grant as the statements of a trust policy that says no more: its canonical form, in the language of policies.
 *
 * Judged again it gives the same grant; one that needs a Deny may come back in other words, of the same meaning. For
 * explanations, and to compare ways in across roles and tools.
 */
import type { Caller } from '../model/caller';
import type { Grant } from '../model/grant';
import type { Guard } from '../model/guard';
import { companionsOf } from '../policy/request/companions';

/** As IAM takes it in a document of version 2012-10-17. */
export interface PrintedStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/**
 * One Allow, and one Deny for each list of `unless` and for each guard that the Allow has no room for. External ids
 * are in clear: outputs show fingerprints.
 */
export function printGrant({ call, caller, guards, unless }: Grant): readonly PrintedStatement[] {
  const keys = [guards, ...unless].flat().map(({ key }) => key);
  const companions = companionsOf(new Map(keys.map((key) => [key, ['perhaps sent']])));
  const actions = [call, ...companions].map((name) => `sts:${name}`);
  const [only] = actions;
  const first = firstTests(guards);
  const deny = (Condition: NonNullable<PrintedStatement['Condition']>): PrintedStatement => ({
    Effect: 'Deny',
    Principal: '*',
    Action: `sts:${call}`,
    Condition,
  });
  return [
    {
      Effect: 'Allow',
      Principal: principalOf(caller),
      Action: actions.length === 1 && only !== undefined ? only : actions,
      ...(first.length > 0 && { Condition: blockOf(first) }),
    },
    ...guards.filter((guard) => !first.includes(guard)).map((guard) => deny(oppositeOf(guard))),
    ...unless.map((list) => deny(blockOf(list))),
  ];
}

/** What conditions narrow further is named as widely as it was. */
function principalOf(caller: Caller): PrintedStatement['Principal'] {
  switch (caller.kind) {
    case 'anyone':
    case 'organization':
    case 'organization-unit':
      return { AWS: '*' };
    case 'account':
      return { AWS: caller.account };
    case 'principal':
      return { AWS: caller.pattern ? (caller.account ?? '*') : caller.arn };
    case 'unique-id':
      return { AWS: caller.uniqueId };
    case 'saml':
    case 'oidc':
      return { Federated: caller.provider };
    case 'web-identity':
      return { Federated: caller.issuer };
    case 'service':
      return { Service: caller.service };
    case 'canonical-user':
      return { CanonicalUser: caller.id };
  }
}

/** What a block can hold: one test of a key by one operator; a second one has to be a Deny of its opposite. */
function firstTests(guards: readonly Guard[]): readonly Guard[] {
  const slotOf = ({ operator, key }: Guard) => `${operator} ${key.toLowerCase()}`;
  return [...new Map([...guards].reverse().map((guard) => [slotOf(guard), guard])).values()].reverse();
}

function blockOf(guards: readonly Guard[]): NonNullable<PrintedStatement['Condition']> {
  const block = new Map<string, Map<string, readonly string[]>>();
  for (const { operator, key, values } of guards) {
    const keys = block.get(operator) ?? new Map<string, readonly string[]>();
    const before = keys.get(key);
    block.set(operator, keys.set(key, before ? bothOf(operator, before, values) : values));
  }
  return Object.fromEntries([...block].map(([operator, keys]) => [operator, Object.fromEntries(keys)]));
}

/** Two tests of a key as one: what is none of these and none of those, or, of plain texts, what is among both. */
function bothOf(operator: string, left: readonly string[], right: readonly string[]): readonly string[] {
  if (operator.includes('Not')) return [...new Set([...left, ...right])].sort();
  return operator.includes('Equals') ? left.filter((value) => right.includes(value)) : right;
}

const OPPOSITES: ReadonlyMap<string, string> = new Map(
  [
    ...['StringEquals', 'StringEqualsIgnoreCase', 'StringLike', 'ArnLike', 'NumericEquals', 'DateEquals'].map(
      (name) => [name, name.replace(/^(String|Arn|Numeric|Date)/, '$1Not')],
    ),
    ['IpAddress', 'NotIpAddress'],
    ...['Numeric', 'Date'].flatMap((family) => [
      [`${family}LessThan`, `${family}GreaterThanEquals`],
      [`${family}GreaterThan`, `${family}LessThanEquals`],
    ]),
  ].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
);

/** What a request that does not meet the guard meets. An operator that has no opposite is asked for once only. */
function oppositeOf({ operator, key, values }: Guard): NonNullable<PrintedStatement['Condition']> {
  const [, set = '', name = '', ifExists = ''] = /^(For\w+:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const opposite = OPPOSITES.get(name) ?? name;
  const sets: Readonly<Record<string, string>> = {
    'ForAnyValue:': 'ForAllValues:',
    'ForAllValues:': 'ForAnyValue:',
  };
  const isSpared = ifExists !== '';
  const needsKey = isSpared && opposite.includes('Not');
  const suffix =
    !isSpared && set === '' && !opposite.includes('Not') && !name.includes('Not') ? 'IfExists' : '';
  return {
    [`${sets[set] ?? ''}${opposite}${suffix}`]: { [key]: values },
    ...(needsKey && { Null: { [key]: ['false'] } }),
  };
}
