import { externalIdMissing } from '../../../lib/findings/rules/external-id-missing';
import {
  arnOf,
  byAccount,
  byGitHub,
  DATADOG,
  externalId,
  type GrantSpec,
  graphOf,
  guard,
  party,
  STRANGER,
} from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const VENDOR: GrantSpec = { caller: byAccount(DATADOG), party: 'vendor:datadog' };
const OWN_ROLE: GrantSpec = {
  caller: { kind: 'principal', type: 'role', arn: `arn:aws:iam::${DATADOG}:role/Collector`, pattern: false },
  party: 'vendor:datadog',
};
const NETWORK = guard('source-ip', 'aws:SourceIp', ['203.0.113.0/24'], { operator: 'IpAddress' });

describe('external-id-missing', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['a vendor', VENDOR, ['high']],
    ['one role of a vendor', OWN_ROLE, ['high']],
    ['an unknown account', { caller: byAccount(STRANGER), party: `account:${STRANGER}` }, ['high']],
    ['a vendor from a fixed network', { ...VENDOR, guards: [NETWORK] }, ['medium']],
    ['a vendor with an external id', { ...VENDOR, guards: [externalId('k7-prod-88')] }, []],
    [
      'a weak external id, which has its own rule',
      { ...VENDOR, guards: [externalId('1', { strength: 'weak' })] },
      [],
    ],
    [
      'a deny of all who send another external id',
      { ...VENDOR, unless: [[externalId('k7-prod-88', { operator: 'StringNotEquals' })]] },
      [],
    ],
    ['a deny of one external id', { ...VENDOR, unless: [[externalId('leaked')]] }, ['high']],
    ['a partner, who acts for itself', { caller: byAccount(), party: 'partner:p' }, []],
    ['a CI system', { caller: byGitHub('repo:acme/app:*'), party: 'oidc:github/acme' }, []],
  ])('judges %s', (_, grant, expected) => {
    const parties = [party('partner:p', 'partner', 'Partner')];
    expect(severitiesOf(externalIdMissing, graphOf({ parties, roles: [{ grants: [grant] }] }))).toEqual(
      expected,
    );
  });

  it('weighs the role', () => {
    const severities = (['admin', 'data-read', 'metadata', 'none', 'unknown'] as const).flatMap((tier) =>
      severitiesOf(externalIdMissing, graphOf({ roles: [{ tier, grants: [VENDOR] }] })),
    );
    expect(severities).toEqual(['high', 'medium', 'medium', 'low', 'medium']);
  });

  it('speaks of the grants that lack it only', () => {
    const grants = [{ ...VENDOR, guards: [externalId('k7-prod-88')] }, OWN_ROLE];
    const hit = onlyHit(externalIdMissing, graphOf({ roles: [{ grants }] }));
    expect(hit).toMatchObject({ subject: arnOf(), party: 'vendor:datadog' });
    expect(evidenceOf(hit, 'statement')).toEqual(['1']);
    expect(evidenceOf(hit, 'askedBeside')).toEqual([]);
  });

  it('judges whoever is asked for one beside, and names the statement that asks', () => {
    const partner = { caller: byAccount(), party: 'partner:p' };
    const asked = { ...partner, guards: [externalId('k7-prod-88')], bypassedBy: [`${arnOf()}#1`] };
    const graph = graphOf({
      parties: [party('partner:p', 'partner', 'Partner')],
      roles: [{ grants: [{ ...asked, statement: 'Hardened' }, partner] }],
    });
    const hit = onlyHit(externalIdMissing, graph);
    expect(evidenceOf(hit, 'statement')).toEqual(['1']);
    expect(evidenceOf(hit, 'askedBeside')).toEqual([
      'statement Hardened asks for one, which this makes useless',
    ]);
  });

  it('leaves a star beside it to its own rule', () => {
    const asked = { ...VENDOR, guards: [externalId('k7-prod-88')], bypassedBy: [`${arnOf()}#1`] };
    const star: GrantSpec = { caller: { kind: 'anyone' }, party: 'anyone' };
    expect(severitiesOf(externalIdMissing, graphOf({ roles: [{ grants: [asked, star] }] }))).toEqual([]);
  });

  it('keeps the other conditions of the statement', () => {
    const hit = onlyHit(
      externalIdMissing,
      graphOf({ roles: [{ grants: [{ ...VENDOR, guards: [NETWORK] }] }] }),
    );
    expect(statementsIn(hit)).toMatchObject([
      {
        Condition: {
          IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
          StringEquals: { 'sts:ExternalId': '<external id agreed with Datadog>' },
        },
      },
    ]);
  });
});
