import { guardrailRemoved } from '../../../lib/findings/rules/guardrail-removed';
import type { TrustGraph } from '../../../lib/graph/trust-graph';
import type { OrganizationPolicy } from '../../../lib/model/organization';
import { evidenceOf } from '../../support/rule-hits';
import { changeOn, hitsAfter, seenOn } from '../../support/trust-runs';

const FULL = policy('p-RCPFullAWSAccess', ['r-abcd']);

function policy(id: string, targets: readonly string[], index = 0): OrganizationPolicy {
  const document = {
    version: '2012-10-17' as const,
    statements: [{ index, effect: 'Deny' as const, conditions: [], unknown: [] }],
  };
  return { id, type: 'RESOURCE_CONTROL_POLICY', name: `name of ${id}`, targets, document };
}

const withPolicies = (...organizationPolicies: OrganizationPolicy[]): Partial<TrustGraph> => ({
  organizationPolicies,
});

function hits(before: Partial<TrustGraph>, now: Partial<TrustGraph>) {
  return hitsAfter(guardrailRemoved, [seenOn(10, { roles: [{}] }, before), seenOn(12, { roles: [{}] }, now)]);
}

describe('guardrail-removed', () => {
  const perimeter = policy('p-1', ['ou-1', 'r-abcd']);
  it.each<[string, Partial<TrustGraph>, string[]]>([
    ['is gone', withPolicies(FULL), ['high: Resource control policy name of p-1 is gone']],
    [
      'was detached',
      withPolicies(FULL, policy('p-1', ['ou-1'])),
      ['high: Resource control policy name of p-1 was detached'],
    ],
    [
      'was rewritten',
      withPolicies(FULL, policy('p-1', ['ou-1', 'r-abcd'], 1)),
      ['medium: Resource control policy name of p-1 was rewritten'],
    ],
    ['was attached to more', withPolicies(FULL, policy('p-1', ['ou-1', 'ou-2', 'r-abcd'])), []],
    ['was not read', {}, []],
  ])('judges a policy that %s', (_, now, expected) => {
    const found = hits(withPolicies(FULL, perimeter), now);
    expect(found.map(({ severity, title }) => `${severity}: ${title}`)).toEqual(expected);
  });

  it('tells from what it was detached, and by whom', () => {
    const changes = [
      changeOn(11, { event: 'DetachPolicy', what: 'organization-policy', subject: 'p-1', target: 'r-abcd' }),
    ];
    const [hit] = hits(withPolicies(FULL, perimeter), {
      ...withPolicies(FULL, policy('p-1', ['ou-1'])),
      changes,
    });
    expect(hit?.subject).toBe('o-exampleorg1');
    expect(hit && evidenceOf(hit, 'changed')).toEqual(['DetachPolicy']);
    expect(hit && evidenceOf(hit, 'attachedBefore')).toEqual(['ou-1, r-abcd']);
    expect(hit?.remedy).toContain('again to r-abcd');
  });
});
