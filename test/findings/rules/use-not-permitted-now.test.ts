import { useNotPermittedNow } from '../../../lib/findings/rules/use-not-permitted-now';
import { arnOf, byAccount, graphOf, type UseSpec } from '../../support/graph-builder';
import { evidenceOf, hitsOf, severitiesOf } from '../../support/rule-hits';

const USED: UseSpec = { party: 'vendor:datadog' };

describe('use-not-permitted-now', () => {
  it.each<[string, UseSpec, string[]]>([
    ['a use that no grant permits', USED, ['high']],
    ['a use that a grant permits', { ...USED, grant: 0 }, []],
    ['a use of which one cannot tell', { ...USED, permitted: 'unknown' }, []],
    ['a caller who was refused', { ...USED, count: 0 }, []],
    ['a sibling', { ...USED, external: false }, []],
    ['AWS itself', { ...USED, party: 'aws:logs' }, []],
  ])('judges %s', (_, use, expected) => {
    const grants = [{ caller: byAccount(), party: 'vendor:datadog' }];
    expect(severitiesOf(useNotPermittedNow, graphOf({ roles: [{ grants, uses: [use] }] }))).toEqual(expected);
  });

  it('is one finding for each caller, with the event to look up', () => {
    const hits = hitsOf(useNotPermittedNow, graphOf({ roles: [{ uses: [USED, USED] }] }));
    expect(hits.map(({ subject, party, key }) => [subject, party, key])).toEqual([
      [arnOf(), 'vendor:datadog', 'use-0'],
      [arnOf(), 'vendor:datadog', 'use-1'],
    ]);
    expect(hits.flatMap((hit) => evidenceOf(hit, 'firstEvent'))).toEqual([
      'event-203.0.113.7',
      'event-203.0.113.7',
    ]);
  });
});
