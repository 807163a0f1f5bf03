import { unknownAccountTrusted } from '../../../lib/findings/rules/unknown-account-trusted';
import {
  arnOf,
  byAccount,
  externalId,
  type GrantSpec,
  graphOf,
  MANAGEMENT,
  OURS,
  party,
  STRANGER,
} from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY = `account:${STRANGER}`;
const UNKNOWN: GrantSpec = { caller: byAccount(STRANGER), party: PARTY };
const BY_MANAGEMENT: GrantSpec = { caller: byAccount(MANAGEMENT), party: PARTY };

describe('unknown-account-trusted', () => {
  const parties = [party('organization:o-otherorg123', 'organization', 'organization o-otherorg123')];

  it.each<[string, GrantSpec, string[]]>([
    ['an unknown account', UNKNOWN, ['critical']],
    [
      'an unknown account with a firm external id',
      { ...UNKNOWN, guards: [externalId('k7-prod-88')] },
      ['high'],
    ],
    [
      'another organization',
      {
        caller: { kind: 'organization', organization: 'o-otherorg123' },
        party: 'organization:o-otherorg123',
      },
      ['critical'],
    ],
    ['a vendor', { caller: byAccount(), party: 'vendor:datadog' }, []],
    ['a sibling', { caller: byAccount(OURS), party: 'organization:o-exampleorg1', external: false }, []],
    ['AWS itself', { caller: byAccount(), party: 'aws:logs' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(unknownAccountTrusted, graphOf({ parties, roles: [{ grants: [grant] }] }))).toEqual(
      expected,
    );
  });

  it('is less sure without an account list', () => {
    const hit = onlyHit(
      unknownAccountTrusted,
      graphOf({ accounts: 'unknown', roles: [{ grants: [UNKNOWN] }] }),
    );
    expect(hit.severity).toBe('high');
    expect(evidenceOf(hit, 'unsure')).toEqual([
      'it may be of your own organization, whose accounts are not known',
    ]);
  });

  it.each(['OrganizationAccountAccessRole', 'AWSControlTowerExecution'])(
    'expects the management account in %s, and nobody else',
    (name) => {
      const graph = (grant: GrantSpec) => graphOf({ roles: [{ name, grants: [grant] }] });
      expect(severitiesOf(unknownAccountTrusted, graph(BY_MANAGEMENT))).toEqual([]);
      expect(severitiesOf(unknownAccountTrusted, graph(UNKNOWN))).toEqual(['critical']);
    },
  );

  it('takes the account out and leaves the others in', () => {
    const shared = [
      { ...UNKNOWN, statement: 'Vendors' },
      { caller: byAccount(), party: 'vendor:datadog', statement: 'Vendors' },
    ];
    const hit = onlyHit(unknownAccountTrusted, graphOf({ roles: [{ grants: shared }] }));
    expect(hit).toMatchObject({ subject: arnOf(), party: PARTY });
    expect(statementsIn(hit)).toEqual([
      {
        Sid: 'Vendors',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::464622532012:root' },
        Action: 'sts:AssumeRole',
      },
    ]);
  });
});
