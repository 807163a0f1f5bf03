import * as fc from 'fast-check';
import { parsePolicyDocument } from '../../lib/model/parse-policy-document';
import type { ResourceControlPolicy } from '../../lib/model/resource-control';
import { findTakenAway } from '../../lib/trust/find-taken-away';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { propertyRuns } from '../support/property-runs';
import { KNOWLEDGE, randomStatements } from '../support/random-trust';
import { documentOf, roleTrusting } from '../support/trust-role';

const allow = (...accounts: readonly string[]) => ({
  Effect: 'Allow',
  Principal: { AWS: accounts },
  Action: 'sts:AssumeRole',
});
const deny = (Principal: unknown, Condition?: object) => ({
  Effect: 'Deny',
  Principal,
  Action: 'sts:AssumeRole',
  ...(Condition && { Condition }),
});
const FROM_VPC = { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } };

function perimeter(...statements: readonly object[]): ResourceControlPolicy {
  const parsed = parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, 'test');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return { id: 'p-perimeter', name: 'perimeter', document: parsed.value };
}

/** Such as `0: closed 444455556666; narrowed 555566667777`. */
function takenAway(statements: readonly object[], ...policies: readonly ResourceControlPolicy[]) {
  const knowledge = { ...KNOWLEDGE, resourceControl: { kind: 'in-force' as const, policies } };
  return findTakenAway(roleTrusting(documentOf(...statements)), knowledge).map(
    ({ source, closed, narrowed }) => {
      const accountsOf = (grants: typeof closed) =>
        grants.map(({ caller }) => ('account' in caller ? caller.account : caller.kind)).join();
      const name = source.kind === 'statement' ? source.index : source.id;
      return `${name}: closed ${accountsOf(closed)}; narrowed ${accountsOf(narrowed)}`;
    },
  );
}

describe('what a Deny takes away', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ['nothing, without a Deny', [allow('444455556666')], []],
    ['all', [allow('444455556666'), deny('*')], ['1: closed 444455556666; narrowed ']],
    [
      'one of two accounts',
      [allow('444455556666', '555566667777'), deny({ AWS: '444455556666' })],
      ['1: closed 444455556666; narrowed '],
    ],
    [
      'a part of what an account may send',
      [allow('444455556666'), deny('*', FROM_VPC)],
      ['1: closed ; narrowed 444455556666'],
    ],
    [
      'nothing that another Deny does not take as well',
      [allow('444455556666'), deny('*'), deny({ AWS: '444455556666' })],
      ['1: closed ; narrowed ', '2: closed ; narrowed '],
    ],
    [
      'nothing of those whom no statement allows',
      [allow('444455556666'), deny({ AWS: '999900001111' })],
      ['1: closed ; narrowed '],
    ],
  ])('is %s', (_, statements, expected) => {
    expect(takenAway(statements)).toEqual(expected);
  });

  it('is told of resource control policies too', () => {
    const policy = perimeter({ ...deny('*', FROM_VPC), Resource: '*' });
    expect(takenAway([allow('444455556666')], policy)).toEqual([
      'p-perimeter: closed ; narrowed 444455556666',
    ]);
  });

  it('is not worked out for ever more denies', () => {
    const many = Array.from({ length: 200 }, () => deny({ AWS: '999900001111' }));
    expect(takenAway([allow('444455556666'), ...many]).length).toBeLessThan(100);
  });

  it('is something wherever the ways in differ with it and without', () => {
    fc.assert(
      fc.property(randomStatements, (statements) => {
        const role = roleTrusting(documentOf(...statements));
        const idsOf = (all: readonly object[]) =>
          judgeTrust(roleTrusting(documentOf(...all)), KNOWLEDGE).grants.map(({ id }) => id);
        for (const { source, closed, narrowed } of findTakenAway(role, KNOWLEDGE)) {
          if (source.kind !== 'statement') continue;
          const without = idsOf(statements.filter((_, index) => index !== source.index));
          const missing = without.filter((id) => !idsOf(statements).includes(id));
          expect([...closed, ...narrowed].map(({ id }) => id).sort()).toEqual(missing);
        }
      }),
      { numRuns: propertyRuns(100) },
    );
  });
});
