import { unapprovedPartyUse } from '../../../lib/findings/rules/unapproved-party-use';
import { DEFAULT_SETTINGS } from '../../../lib/findings/settings';
import { DATADOG, graphOf, party, STRANGER, type UseSpec } from '../../support/graph-builder';
import { hitsOf, severitiesOf } from '../../support/rule-hits';

const VENDOR: UseSpec = { party: 'vendor:datadog' };
const UNKNOWN: UseSpec = { party: `account:${STRANGER}` };
const DECLARES = { settings: { ...DEFAULT_SETTINGS, declaresParties: true } };
const AGREED = { name: 'Datadog', kind: 'vendor', accounts: [DATADOG], expect: [] } as const;

describe('unapproved-party-use', () => {
  it.each<[string, UseSpec, string[], string[]]>([
    ['a vendor that only the catalogue names', VENDOR, [], ['medium']],
    ['an account that nobody can name', UNKNOWN, ['high'], ['high']],
    ['a caller who was refused', { ...UNKNOWN, count: 0 }, [], []],
    ['one of our own', { ...UNKNOWN, external: false }, [], []],
    ['AWS itself', { party: 'aws:logs' }, [], []],
    ['an identity provider, which has no account to declare', { party: 'oidc:github/acme' }, [], []],
  ])('judges %s, without declarations and beside others', (_, use, without, beside) => {
    const parties = [
      { ...party('vendor:datadog', 'vendor', 'Datadog', DATADOG), namedBy: 'catalogue' as const },
      party(`account:${STRANGER}`, 'unknown', `account ${STRANGER}`, STRANGER),
      party('aws:logs', 'aws', 'AWS'),
      party('oidc:github/acme', 'identity-provider', 'GitHub acme'),
    ];
    const graph = graphOf({ parties, roles: [{ uses: [use] }] });
    expect(severitiesOf(unapprovedPartyUse, graph)).toEqual(without);
    expect(severitiesOf(unapprovedPartyUse, graph, DECLARES)).toEqual(beside);
  });

  it.each(['declared', 'lapsed'] as const)('leaves a party alone that is %s', (how) => {
    const parties = [{ ...party('vendor:datadog', 'vendor', 'Datadog', DATADOG), [how]: AGREED }];
    expect(hitsOf(unapprovedPartyUse, graphOf({ parties, roles: [{ uses: [VENDOR] }] }), DECLARES)).toEqual(
      [],
    );
  });

  it('is one finding for a role and party, however many callers', () => {
    const hits = hitsOf(
      unapprovedPartyUse,
      graphOf({ roles: [{ uses: [UNKNOWN, { ...UNKNOWN, at: '2026-11-21T00:00:00Z' }] }] }),
    );
    expect(hits).toMatchObject([{ lastEvent: '2026-11-21T00:00:00Z', evidence: [{}, {}] }]);
  });
});
