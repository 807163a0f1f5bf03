import { judgeRoleVerdict } from '../../lib/graph/role-verdict';
import type { GrantEdge } from '../../lib/graph/trust-graph';
import { type GrantSpec, graphOf, OURS, STRANGER } from '../support/graph-builder';

const outsider: GrantSpec = { caller: { kind: 'account', account: STRANGER }, party: `account:${STRANGER}` };
const sibling: GrantSpec = {
  caller: { kind: 'account', account: OURS },
  party: 'organization:o-exampleorg1',
  external: false,
};
const service: GrantSpec = {
  caller: { kind: 'service', service: 'ec2.amazonaws.com' },
  party: 'aws:ec2',
  external: false,
};
const gone: GrantSpec = {
  caller: { kind: 'unique-id', uniqueId: 'AROAGONE0000000001' },
  party: 'anyone',
  external: false,
  deleted: 'deleted',
};
const undecided: GrantSpec = { ...sibling, reason: 'nobody knows' };

const edges = (...grants: readonly GrantSpec[]): readonly GrantEdge[] =>
  graphOf({ roles: [{ grants }] }).grants;

describe("a role's verdict", () => {
  it.each([
    ['nobody without a way in', [], 'nobody'],
    ['external by one outsider among others', [service, sibling, outsider], 'external'],
    ['undecided rather than internal', [sibling, undecided], 'undecided'],
    ['external rather than undecided', [undecided, outsider], 'external'],
    ['internal by a sibling', [service, sibling], 'internal'],
    ['service by services alone', [service], 'service'],
    ['nobody by a deleted principal', [gone], 'nobody'],
    [
      'undecided by a principal that cannot be told from a deleted one',
      [{ ...gone, deleted: 'cannot-tell' as const }],
      'undecided',
    ],
    ['internal by a unique id that is alive', [{ ...gone, deleted: 'live' as const }], 'internal'],
  ])('is %s', (_, grants, verdict) => {
    expect(judgeRoleVerdict(edges(...grants))).toBe(verdict);
  });
});
