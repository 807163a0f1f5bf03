import { externalIdUses } from '../../lib/graph/external-id-use';
import {
  arnOf,
  byAccount,
  externalId,
  type GrantSpec,
  graphOf,
  OURS,
  QUBOLE,
} from '../support/graph-builder';

const datadog = (...values: readonly string[]): GrantSpec => ({
  caller: byAccount(),
  party: 'vendor:datadog',
  guards: values.map((value) => externalId(value)),
});

/** `party id: roles in accounts`, a line for each use. */
function linesOf(...grants: readonly GrantSpec[]): readonly string[] {
  const graph = graphOf({ roles: grants.map((grant, index) => ({ name: `Role${index}`, grants: [grant] })) });
  return [...externalIdUses(graph.grants)].flatMap(([party, uses]) =>
    [...uses.values()].map(
      ({ value, roles, accounts }) => `${party} ${value}: ${[...roles].join()} in ${[...accounts].join()}`,
    ),
  );
}

const ROLES = [arnOf('Role0'), arnOf('Role1')];

describe('the use of external ids', () => {
  it.each<[string, readonly GrantSpec[], readonly string[]]>([
    [
      'gathers the roles that one party enters by one id',
      [datadog('same'), datadog('same')],
      [`vendor:datadog same: ${ROLES} in ${OURS}`],
    ],
    [
      'keeps ids apart',
      [datadog('one'), datadog('two')],
      [`vendor:datadog one: ${ROLES[0]} in ${OURS}`, `vendor:datadog two: ${ROLES[1]} in ${OURS}`],
    ],
    [
      'keeps parties apart',
      [datadog('same'), { ...datadog('same'), caller: byAccount(QUBOLE), party: 'vendor:qubole' }],
      [`vendor:datadog same: ${ROLES[0]} in ${OURS}`, `vendor:qubole same: ${ROLES[1]} in ${OURS}`],
    ],
    [
      'counts one that need not be sent as well',
      [
        {
          ...datadog(),
          guards: [externalId('same', { operator: 'StringEqualsIfExists', strength: 'weak' })],
        },
      ],
      [`vendor:datadog same: ${ROLES[0]} in ${OURS}`],
    ],
    [
      'leaves patterns and exceptions out',
      [
        { ...datadog(), guards: [externalId('a*', { operator: 'StringLike', strength: 'weak' })] },
        { ...datadog(), guards: [externalId('a', { operator: 'StringNotEquals', strength: 'weak' })] },
      ],
      [],
    ],
    ['leaves insiders out', [{ ...datadog('same'), external: false }], []],
    ['leaves the undecided out', [{ ...datadog('same'), reason: 'too intricate' }], []],
  ])('%s', (_, grants, lines) => {
    expect(linesOf(...grants)).toEqual(lines);
  });
});
