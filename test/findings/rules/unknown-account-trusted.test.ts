import { unknownAccountTrusted } from '../../../lib/findings/rules/unknown-account-trusted';
import {
  arnOf,
  byAccount,
  externalId,
  type GrantSpec,
  type GraphSpec,
  graphOf,
  OURS,
  party,
  STRANGER,
} from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY = `account:${STRANGER}`;
const UNKNOWN: GrantSpec = { caller: byAccount(STRANGER), party: PARTY };

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

  it.each<[string, Pick<GraphSpec, 'accounts' | 'accountsIncomplete'>]>([
    ['without an account list', { accounts: 'unknown' }],
    ['where only some accounts were listed', { accountsIncomplete: true }],
  ])('is less sure %s', (_, known) => {
    const hit = onlyHit(unknownAccountTrusted, graphOf({ ...known, roles: [{ grants: [UNKNOWN] }] }));
    expect(hit.severity).toBe('high');
    expect(evidenceOf(hit, 'unsure')).toEqual([
      'it may be of your own organization, whose accounts are not all known',
    ]);
    expect(evidenceOf(hit, 'expected')).toEqual([]);
  });

  it.each([
    ['OrganizationAccountAccessRole', 'the management account'],
    ['AWSControlTowerExecution', 'the management account'],
    ['AWSCloudFormationStackSetExecutionRole', 'an administering account'],
  ])('says for whom AWS makes %s where the account may be ours', (name, who) => {
    const graph = graphOf({ accounts: 'unknown', roles: [{ name, grants: [UNKNOWN] }] });
    expect(evidenceOf(onlyHit(unknownAccountTrusted, graph), 'expected')).toEqual([
      `AWS makes a role of this name for ${who} of an organization`,
    ]);
  });

  it.each(['OrganizationAccountAccessRole', 'AWSControlTowerExecution', 'stacksets-exec-0123abcd'])(
    'clears no stranger by the name %s',
    (name) => {
      const graph = graphOf({ roles: [{ name, grants: [UNKNOWN] }] });
      expect(severitiesOf(unknownAccountTrusted, graph)).toEqual(['critical']);
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
