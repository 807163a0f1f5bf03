import { trustNarrowed } from '../../../lib/findings/rules/trust-narrowed';
import { arnOf, externalId, type GrantSpec } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';
import { hitsAfter, seenOn, vendor } from '../../support/trust-runs';

const guards = [externalId('agreed')];

function hits(before: GrantSpec, now: GrantSpec) {
  const run = (number: number, grant: GrantSpec) => seenOn(number, { roles: [{ grants: [grant] }] });
  return hitsAfter(trustNarrowed, [run(10, before), run(12, now)]);
}

describe('trust-narrowed', () => {
  it('is information, with what is asked now', () => {
    const [hit, ...others] = hits(vendor('a'), vendor('b', { guards }));
    expect([hit?.subject, hit?.key, hit?.severity, others.length]).toEqual([arnOf(), 'b', 'info', 0]);
    expect(hit && evidenceOf(hit, 'what')).toEqual([
      expect.stringMatching(/^asked now: `sts:ExternalId` must be/),
    ]);
  });

  it('tells that it cannot be decided any more', () => {
    const [hit] = hits(vendor('a'), vendor('a', { reason: 'odd' }));
    expect(hit && evidenceOf(hit, 'what')).toEqual([
      'it cannot be decided any more whether it admits anybody',
    ]);
  });

  it('says nothing where it became wider', () => {
    expect(hits(vendor('b', { guards }), vendor('a'))).toEqual([]);
  });
});
