import { indexExternalIds } from '../../lib/graph/external-ids';
import type { Guard } from '../../lib/model/guard';
import type { AccountId } from '../../lib/model/identifiers';
import {
  account,
  byAccount,
  DATADOG,
  externalId,
  type GrantSpec,
  graphOf,
  MANAGEMENT,
  OURS,
  party,
  QUBOLE,
  type RoleSpec,
  STRANGER,
} from '../support/graph-builder';

const SECOND_ACCOUNT = account('222211113333');
const PARTIES = [
  party('vendor:acme-security-cloud', 'vendor', 'Acme Security Cloud, Inc.', STRANGER, SECOND_ACCOUNT),
  party('partner:bright-ledger', 'partner', 'Bright Ledger', SECOND_ACCOUNT),
  party('vendor:datadog/undeclared', 'vendor', 'Datadog (account not declared)', DATADOG),
];

const datadog = (...guards: readonly Guard[]): GrantSpec => ({
  caller: byAccount(DATADOG),
  party: 'vendor:datadog',
  guards,
});
const qubole = (...guards: readonly Guard[]): GrantSpec => ({
  caller: byAccount(QUBOLE),
  party: 'vendor:qubole',
  guards,
});
const acme = (...guards: readonly Guard[]): GrantSpec => ({
  caller: byAccount(STRANGER),
  party: 'vendor:acme-security-cloud',
  guards,
});

/** What is said of the external ids of all roles, in their order; undefined of firm ones. */
function reasonsOf(
  roles: readonly RoleSpec[],
  isOfOthers: (account: AccountId) => boolean = () => false,
): readonly (string | undefined)[] {
  const graph = graphOf({ roles, parties: PARTIES });
  const nodes = [...graph.roles.values()];
  const judge = indexExternalIds(nodes, { parties: graph.parties, isOfOthers });
  return nodes
    .flatMap((node) => judge(node).grants)
    .flatMap(({ grant }) => grant.guards)
    .map(({ strength, reason }) => (strength === 'firm' ? undefined : (reason ?? '')));
}

const rolesOf = (...grants: readonly GrantSpec[]): readonly RoleSpec[] =>
  grants.map((grant, index) => ({ name: `Role${index}`, grants: [grant] }));

const NAME = 'guessable: the name of a party';

describe('an external id beside the parties', () => {
  it.each<[string, string, string | undefined]>([
    ['the name of the party', 'Datadog', NAME],
    ['the name in another form', 'acme_security_cloud_inc', NAME],
    ['the last part of the party id', 'acme-security-cloud', NAME],
    ['the name with what it is', 'Datadog-External-ID', NAME],
    ['the name of another vendor', 'qubole', NAME],
    ['the name of a partner', 'BrightLedger', NAME],
    ['an account of the party', DATADOG, 'guessable: equal to an account id'],
    ['another account of a party', SECOND_ACCOUNT, 'guessable: equal to an account id'],
    ['the name with something of its own', 'datadog-7f3c9b52', undefined],
    ['the name of no party', 'lacework', undefined],
    ['letters without a name', '日本語日本語', undefined],
    ['what every object has', '__proto__', undefined],
  ])('is judged where it is %s', (_, value, reason) => {
    expect(reasonsOf(rolesOf(datadog(externalId(value))))).toEqual([reason]);
  });

  it('keeps the reason for which it was weak before', () => {
    const weak = externalId('datadog', { strength: 'weak', reason: 'may be absent' });
    expect(reasonsOf(rolesOf(datadog(weak)))).toEqual(['may be absent']);
  });

  it('is as weak as the loosest of its values', () => {
    const either = externalId('', { values: ['7f3c9b52', 'datadog'] });
    expect(reasonsOf(rolesOf(datadog(either)))).toEqual([NAME]);
  });
});

describe('an external id beside other roles', () => {
  const SHARED = 'several parties know it: Datadog, Qubole';

  it.each<[string, readonly RoleSpec[], readonly (string | undefined)[]]>([
    [
      'two parties hold it',
      rolesOf(datadog(externalId('same')), qubole(externalId('same'))),
      [SHARED, SHARED],
    ],
    [
      'they hold it, in another order',
      rolesOf(qubole(externalId('same')), datadog(externalId('same'))),
      [SHARED, SHARED],
    ],
    [
      'letter case differs',
      rolesOf(datadog(externalId('same')), qubole(externalId('Same'))),
      [SHARED, SHARED],
    ],
    [
      'one statement lets two parties in by it',
      [{ grants: [datadog(externalId('same')), qubole(externalId('same'))] }],
      [SHARED, SHARED],
    ],
    [
      'one vendor enters all its roles by it',
      rolesOf(datadog(externalId('same')), datadog(externalId('same'))),
      [undefined, undefined],
    ],
    [
      'some accounts of the vendor are not declared',
      rolesOf(datadog(externalId('same')), {
        ...datadog(externalId('same')),
        party: 'vendor:datadog/undeclared',
      }),
      [undefined, undefined],
    ],
    [
      'one party must send another one as well',
      rolesOf(datadog(externalId('same'), externalId('own')), qubole(externalId('same'))),
      [SHARED, undefined, SHARED],
    ],
    [
      'the other party need not send it',
      rolesOf(
        datadog(externalId('same')),
        qubole(externalId('same', { strength: 'weak', reason: 'may be absent' })),
      ),
      [undefined, 'may be absent'],
    ],
    [
      'a star asks for it, behind whom is no party',
      rolesOf(datadog(externalId('same')), {
        caller: { kind: 'anyone' },
        party: 'anyone',
        guards: [externalId('same')],
      }),
      [undefined, undefined],
    ],
    [
      'two parties and a sibling of ours hold it, who is nobody to keep out',
      rolesOf(datadog(externalId('same')), qubole(externalId('same')), {
        caller: byAccount(MANAGEMENT),
        party: 'organization:o-exampleorg1',
        external: false,
        guards: [externalId('same')],
      }),
      [SHARED, SHARED, undefined],
    ],
    ...[0, 1].map((first): [string, readonly RoleSpec[], readonly (string | undefined)[]] => {
      const both = [
        datadog(externalId('same')),
        { ...datadog(externalId('same')), party: 'vendor:datadog/undeclared' },
      ];
      const inOrder = first === 0 ? both : both.toReversed();
      return [
        `two parties hold it, one with accounts that are not declared (${first})`,
        rolesOf(...inOrder, qubole(externalId('same'))),
        [SHARED, SHARED, SHARED],
      ];
    }),
    [
      'a sibling of ours knows it',
      rolesOf(datadog(externalId('same')), {
        caller: byAccount(MANAGEMENT),
        party: 'organization:o-exampleorg1',
        external: false,
        guards: [externalId('same')],
      }),
      [undefined, undefined],
    ],
    [
      'the other way in is undecided',
      rolesOf(datadog(externalId('same')), { ...qubole(externalId('same')), reason: 'too intricate' }),
      [undefined, undefined],
    ],
  ])('is judged where %s', (_, roles, expected) => {
    expect(reasonsOf(roles)).toEqual(expected);
  });

  it.each([
    [4, ''],
    [6, ' and 2 more'],
  ])('names four of %s parties', (count, more) => {
    const ids = [1, 2, 3, 4, 5, 6].slice(0, count).map((digit) => account(String(digit).repeat(12)));
    const grants = ids.map((id) => ({
      caller: byAccount(id),
      party: `account:${id}`,
      guards: [externalId('same')],
    }));
    const named = ids.slice(0, 4).map((id) => `account:${id}`);
    expect(reasonsOf(rolesOf(...grants))[0]).toBe(`several parties know it: ${named.join(', ')}${more}`);
  });
});

describe('an external id beside other customers', () => {
  /** The same role in an account of ours and in another. */
  const shared = (other: AccountId) => {
    const [node] = graphOf({ roles: rolesOf(datadog(externalId('same'))) }).roles.values();
    if (!node) throw new Error('no role');
    return [node, { ...node, role: { ...node.role, account: other } }];
  };
  const judged = (isOfOthers: (account: AccountId) => boolean) => {
    const nodes = shared(STRANGER);
    const judge = indexExternalIds(nodes, { parties: graphOf({}).parties, isOfOthers });
    return nodes
      .flatMap((node) => judge(node).grants)
      .flatMap(({ grant }) => grant.guards.map(({ reason }) => reason));
  };

  it('is weak where a role outside of the organization asks for it too', () => {
    const reason = `several customers share it: accounts outside of the organization ask for it too (${STRANGER})`;
    expect(judged((id) => id !== OURS)).toEqual([reason, reason]);
  });

  it('is firm where all accounts are ours, or nobody knows', () => {
    expect(judged(() => false)).toEqual([undefined, undefined]);
  });

  it('is firm where all roles are of one other customer', () => {
    const nodes = shared(OURS);
    const judge = indexExternalIds(nodes, { parties: new Map(), isOfOthers: () => true });
    expect(nodes.map((node) => judge(node).grants)).toEqual(nodes.map(({ grants }) => grants));
  });
});

describe('roles without external ids', () => {
  it('stay as they are', () => {
    const [node] = graphOf({ roles: rolesOf(acme()) }).roles.values();
    if (!node) throw new Error('no role');
    expect(indexExternalIds([node], { parties: new Map(), isOfOthers: () => true })(node)).toBe(node);
  });
});
