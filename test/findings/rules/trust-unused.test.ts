import { trustUnused } from '../../../lib/findings/rules/trust-unused';
import {
  arnOf,
  byAccount,
  byGitHub,
  type GraphSpec,
  graphOf,
  type RoleSpec,
  type UseSpec,
} from '../../support/graph-builder';
import { knownUse } from '../../support/known-use';
import { evidenceOf, onlyHit, severitiesOf } from '../../support/rule-hits';

const VENDOR = [{ caller: byAccount(), party: 'vendor:datadog' }];
const MONTH_AGO = '2026-10-25T00:00:00Z';
const NEVER = { grants: VENDOR, lastUsed: 'never', created: '2026-01-01T00:00:00Z' };
const BY_SOMEBODY_ELSE: UseSpec = { party: 'vendor:qubole', permitted: 'by-grant' };

describe('trust-unused', () => {
  it.each<[string, RoleSpec, Omit<GraphSpec, 'roles'>, string[]]>([
    ['a role that AWS never saw used', NEVER, {}, ['medium']],
    ['a role that is a week old', { ...NEVER, created: '2026-11-18T00:00:00Z' }, {}, []],
    ['a month of CloudTrail without use', { grants: VENDOR }, { watchedFrom: MONTH_AGO }, ['medium']],
    [
      'a month in which somebody else came',
      { grants: VENDOR, uses: [BY_SOMEBODY_ELSE] },
      { watchedFrom: MONTH_AGO },
      ['medium'],
    ],
    [
      'a month in which the party came',
      { grants: VENDOR, uses: [{ party: 'vendor:datadog', grant: 0 }] },
      { watchedFrom: MONTH_AGO },
      [],
    ],
    [
      'a party that was only refused',
      { grants: VENDOR, uses: [{ party: 'vendor:datadog', grant: 0, count: 0 }] },
      { watchedFrom: MONTH_AGO },
      ['medium'],
    ],
    [
      'a caller whom the record does not name',
      { grants: VENDOR, uses: [{ party: 'x', caller: { kind: 'unknown' }, permitted: 'unknown' }] },
      { watchedFrom: MONTH_AGO },
      [],
    ],
    [
      'a look-alike pattern by which the organization that was meant came',
      {
        grants: [{ caller: byGitHub('repo:acme*'), party: 'oidc:github/acme*' }],
        uses: [{ party: 'oidc:github/acme', grant: 0 }],
      },
      { watchedFrom: MONTH_AGO },
      [],
    ],
    ['a week of CloudTrail', { grants: VENDOR }, { watchedFrom: '2026-11-17T00:00:00Z' }, []],
    [
      'a log that ends two months ago',
      { grants: VENDOR },
      { watchedFrom: '2026-08-01T00:00:00Z', watchedUntil: '2026-09-20T00:00:00Z' },
      [],
    ],
    [
      'a role made in that month',
      { grants: VENDOR, created: '2026-11-01T00:00:00Z' },
      { watchedFrom: MONTH_AGO },
      [],
    ],
    [
      'a log that does not hold the use that AWS knows of',
      { grants: VENDOR, lastUsed: '2026-11-20T00:00:00Z' },
      { watchedFrom: MONTH_AGO },
      [],
    ],
    [
      'a last use by somebody before that month',
      { grants: VENDOR, lastUsed: '2026-10-11T00:00:00Z' },
      { watchedFrom: MONTH_AGO },
      [],
    ],
    ['nothing known of use', { grants: VENDOR }, {}, []],
    [
      'a role idle for long, which has its own rule',
      { grants: VENDOR, lastUsed: '2026-05-01T00:00:00Z' },
      { watchedFrom: MONTH_AGO },
      [],
    ],
    [
      'a role open to anyone, which has its own rule',
      { ...NEVER, grants: [{ caller: { kind: 'anyone' }, party: 'anyone' }] },
      {},
      [],
    ],
  ])('judges %s', (_, role, spec, expected) => {
    expect(severitiesOf(trustUnused, graphOf({ ...spec, roles: [role] }))).toEqual(expected);
  });

  it('says where one looked', () => {
    const hit = onlyHit(trustUnused, graphOf({ watchedFrom: MONTH_AGO, roles: [{ grants: VENDOR }] }));
    expect(hit).toMatchObject({ subject: arnOf(), party: 'vendor:datadog' });
    expect(evidenceOf(hit, 'known')).toEqual([expect.stringContaining(MONTH_AGO)]);
    expect(evidenceOf(hit, 'lastUsed')).toEqual(['not known']);
  });

  it('says nothing where an earlier run saw the party come, before what is read now', () => {
    const graph = graphOf({ roles: [{ grants: VENDOR }], watchedFrom: MONTH_AGO });
    expect(severitiesOf(trustUnused, graph)).toEqual(['medium']);
    expect(severitiesOf(trustUnused, graph, { history: knownUse('2026-10-20T00:00:00Z') })).toEqual([]);
  });
});
