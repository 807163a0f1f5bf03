import { trustAdded } from '../../../lib/findings/rules/trust-added';
import { arnOf, externalId, OURS, type RoleSpec, STRANGER } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';
import { after, changeOn, hitsAfter, seenOn, vendor } from '../../support/trust-runs';

const guards = [externalId('agreed')];
const stranger = vendor('s', {
  party: `account:${STRANGER}`,
  caller: { kind: 'account', account: STRANGER },
});

function hits(role: RoleSpec, changes: readonly ReturnType<typeof changeOn>[] = []) {
  return hitsAfter(trustAdded, [
    seenOn(10, { roles: [{ ...role, grants: [] }] }),
    seenOn(12, { roles: [role] }, { changes }),
  ]);
}

describe('trust-added', () => {
  it.each<[string, RoleSpec, string[]]>([
    ['a vendor without an external id', { grants: [vendor('a')] }, ['high']],
    ['a vendor with one', { grants: [vendor('a', { guards })] }, ['medium']],
    ['an account that nobody knows', { grants: [stranger] }, ['critical']],
    ['a role that is worth nothing', { tier: 'none', grants: [vendor('a', { guards })] }, ['low']],
    ['what cannot be decided', { grants: [vendor('a', { reason: 'odd' })] }, ['high']],
    ['a sibling', { grants: [vendor('a', { external: false })] }, []],
    ['AWS itself', { grants: [vendor('a', { party: 'aws:logs' })] }, []],
    [
      'a role of Identity Center',
      { name: 'AWSReservedSSO_x', path: '/aws-reserved/sso.amazonaws.com/', grants: [vendor('a')] },
      [],
    ],
  ])('judges %s', (_, role, expected) => {
    expect(hits(role).map(({ severity }) => severity)).toEqual(expected);
  });

  it('says nothing of a role that is new: another rule does', () => {
    expect(
      hitsAfter(trustAdded, [seenOn(10, {}), seenOn(12, { roles: [{ grants: [vendor('a')] }] })]),
    ).toEqual([]);
  });

  it('is one finding for each party, with before, after and who changed it', () => {
    const [hit, ...others] = hits({ grants: [vendor('b', { guards }), vendor('a'), stranger] }, [
      changeOn(11),
    ]);
    expect([hit?.subject, hit?.party, hit?.key, others.length]).toEqual([arnOf(), 'vendor:datadog', 'a', 1]);
    expect(hit?.title).toBe('Datadog was given a way into role Entry');
    expect(hit?.evidence).toContainEqual({
      changed: 'UpdateAssumeRolePolicy',
      at: '2026-11-11T00:00:00Z',
      by: 'arn:aws:iam::111122223333:user/alice',
      from: '203.0.113.7',
      region: 'us-east-1',
      agent: 'aws-cli/2.0',
      record: 'change-11',
    });
    expect(hit?.evidence).toContainEqual({
      change: 'added',
      before: 'no such way in',
      after: 'account 464622532012 by AssumeRole, unconditionally',
      grant: 'a',
    });
    expect(hit?.remedy).toContain('Ask arn:aws:iam::111122223333:user/alice whether');
  });

  it('says why it is not known who changed it', () => {
    expect(hits({ grants: [vendor('a')] }).flatMap((hit) => evidenceOf(hit, 'why'))).toEqual([
      'no CloudTrail was read',
    ]);
  });

  it('stays the same finding while it is told', () => {
    const later = hitsAfter(trustAdded, [
      seenOn(10, { roles: [{}] }),
      seenOn(12, { roles: [{ grants: [vendor('a'), vendor('b')] }] }),
      seenOn(14, { roles: [{ grants: [vendor('a'), vendor('b'), vendor('c')] }] }),
    ]);
    expect(later.map(({ key }) => key)).toEqual(['a', 'c']);
  });

  it('leaves it to the life of findings while the role is not read', () => {
    const gap = seenOn(14, { coverage: [{ id: OURS, state: 'unreadable', roles: 0 }] });
    const runs = [seenOn(10, { roles: [{}] }), seenOn(12, { roles: [{ grants: [vendor('a')] }] }), gap];
    expect(hitsAfter(trustAdded, runs)).toEqual([]);
    expect([...after(...runs).findings.values()].map(({ rule, state }) => `${rule} ${state}`)).toContain(
      'trust-added open',
    );
  });

  it('shows no external id', () => {
    expect(
      JSON.stringify(hits({ grants: [vendor('a', { guards: [externalId('very-secret')] })] })),
    ).not.toContain('very-secret');
  });
});
