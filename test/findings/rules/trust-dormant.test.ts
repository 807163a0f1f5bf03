import { trustDormant } from '../../../lib/findings/rules/trust-dormant';
import { arnOf, byAccount, type GraphSpec, graphOf, type RoleSpec } from '../../support/graph-builder';
import { knownUse } from '../../support/known-use';
import { evidenceOf, onlyHit, severitiesOf } from '../../support/rule-hits';

const VENDOR = [{ caller: byAccount(), party: 'vendor:datadog' }];
const SPRING = '2026-04-01T00:00:00Z';
const LONG_AGO = {
  grants: VENDOR,
  uses: [{ party: 'vendor:datadog', grant: 0, at: '2026-05-01T00:00:00Z' }],
};

describe('trust-dormant', () => {
  it.each<[string, RoleSpec, Omit<GraphSpec, 'roles'>, string[]]>([
    [
      'a role that nobody used since May',
      { grants: VENDOR, lastUsed: '2026-05-01T00:00:00Z' },
      {},
      ['medium'],
    ],
    ['a role that somebody used last week', { grants: VENDOR, lastUsed: '2026-11-20T00:00:00Z' }, {}, []],
    ['a role that nobody ever used', { grants: VENDOR, lastUsed: 'never' }, {}, []],
    ['a party whose last use in the log was in May', LONG_AGO, { watchedFrom: SPRING }, ['medium']],
    [
      'such a party where somebody else came since',
      { ...LONG_AGO, lastUsed: '2026-11-20T00:00:00Z' },
      { watchedFrom: SPRING },
      ['medium'],
    ],
    [
      'such a party where the log ends in June',
      LONG_AGO,
      { watchedFrom: SPRING, watchedUntil: '2026-06-01T00:00:00Z' },
      [],
    ],
    [
      'a party that came last week',
      { grants: VENDOR, uses: [{ party: 'vendor:datadog', grant: 0 }] },
      { watchedFrom: SPRING },
      [],
    ],
    [
      'anyone, whose last use means little',
      { grants: [{ caller: { kind: 'anyone' }, party: 'anyone' }], lastUsed: '2026-05-01T00:00:00Z' },
      {},
      [],
    ],
    ['a time that is none', { grants: VENDOR, lastUsed: 'yesterday' }, {}, []],
  ])('judges %s', (_, role, spec, expected) => {
    expect(severitiesOf(trustDormant, graphOf({ ...spec, roles: [role] }))).toEqual(expected);
  });

  it.each<[string, RoleSpec, Omit<GraphSpec, 'roles'>]>([
    ['party', LONG_AGO, { watchedFrom: SPRING }],
    ['anybody', { grants: VENDOR, lastUsed: '2026-05-01T00:00:00Z' }, {}],
  ])('says that the last use was by %s', (by, role, spec) => {
    const hit = onlyHit(trustDormant, graphOf({ ...spec, roles: [role] }));
    expect(hit).toMatchObject({ subject: arnOf(), party: 'vendor:datadog' });
    expect(evidenceOf(hit, 'lastUsedBy')).toEqual([by]);
    expect(hit.remedy).toMatch(/^If nobody needs it any more:\nDelete statement/);
  });

  it('counts from the last use that an earlier run saw', () => {
    const graph = graphOf({
      roles: [{ grants: [{ caller: byAccount(), party: 'vendor:datadog' }] }],
      watchedFrom: '2026-11-01T00:00:00Z',
    });
    const hit = onlyHit(trustDormant, graph, { history: knownUse('2026-07-01T00:00:00Z') });
    expect(evidenceOf(hit, 'lastUsedBy')).toEqual(['party']);
    expect(severitiesOf(trustDormant, graph, { history: knownUse('2026-10-01T00:00:00Z') })).toEqual([]);
  });
});
