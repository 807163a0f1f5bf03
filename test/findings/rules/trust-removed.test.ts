import { trustRemoved } from '../../../lib/findings/rules/trust-removed';
import { arnOf, OURS } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';
import { hitsAfter, seenOn, vendor } from '../../support/trust-runs';

const BEFORE = seenOn(10, { roles: [{ grants: [vendor('a')] }] });

describe('trust-removed', () => {
  it.each([
    ['a way in', seenOn(12, { roles: [{}] })],
    ['a whole role', seenOn(12, { roles: [{ name: 'Other' }] })],
  ])('tells that %s is gone', (_, now) => {
    const [hit, ...others] = hitsAfter(trustRemoved, [BEFORE, now]);
    expect([hit?.subject, hit?.party, hit?.key, hit?.severity, others.length]).toEqual([
      arnOf(),
      'vendor:datadog',
      'a',
      'info',
      0,
    ]);
  });

  it('says so where whom it names is one of our own now', () => {
    const now = seenOn(12, { roles: [{ grants: [vendor('a', { external: false })] }] });
    const [hit] = hitsAfter(trustRemoved, [BEFORE, now]);
    expect(hit && evidenceOf(hit, 'still')).toEqual([
      'the trust has not changed: whom it names is one of our own now',
    ]);
  });

  it('says nothing of an account that was not read', () => {
    const coverage = [{ id: OURS, state: 'unreadable' as const, roles: 0 }];
    expect(hitsAfter(trustRemoved, [BEFORE, seenOn(12, { coverage })])).toEqual([]);
  });
});
