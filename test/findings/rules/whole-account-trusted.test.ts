import { wholeAccountTrusted } from '../../../lib/findings/rules/whole-account-trusted';
import {
  byAccount,
  DATADOG,
  externalId,
  graphOf,
  type RoleSpec,
  STRANGER,
} from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const VENDOR = { caller: byAccount(DATADOG), party: 'vendor:datadog' };
const ONE_ROLE = {
  caller: { kind: 'principal', type: 'role', arn: `arn:aws:iam::${DATADOG}:role/X`, pattern: false },
  party: 'vendor:datadog',
} as const;

describe('whole-account-trusted', () => {
  it.each<[string, RoleSpec, string[]]>([
    ['an administrator without an external id', { tier: 'admin', grants: [VENDOR] }, ['high']],
    [
      'an administrator with one',
      { tier: 'admin', grants: [{ ...VENDOR, guards: [externalId('k7')] }] },
      ['medium'],
    ],
    ['a step to administrator', { tier: 'escalation', grants: [VENDOR] }, ['high']],
    ['a role that reads data', { tier: 'data-read', grants: [VENDOR] }, []],
    ['a role whose worth is unknown', { tier: 'unknown', grants: [VENDOR] }, []],
    ['one role of the account', { tier: 'admin', grants: [ONE_ROLE] }, []],
  ])('judges %s', (_, role, expected) => {
    expect(severitiesOf(wholeAccountTrusted, graphOf({ roles: [role] }))).toEqual(expected);
  });

  it('names the roles that were seen, of that account only, and leaves nobody out', () => {
    const uses = [
      { party: 'vendor:datadog', grant: 0 },
      {
        party: 'vendor:datadog',
        grant: 0,
        caller: { kind: 'aws', account: STRANGER, arn: `arn:aws:iam::${STRANGER}:role/Other` },
      },
      {
        party: 'vendor:datadog',
        grant: 0,
        caller: { kind: 'aws', account: DATADOG, principalId: 'AROAEXAMPLE2' },
      },
    ] as const;
    const hit = onlyHit(wholeAccountTrusted, graphOf({ roles: [{ grants: [VENDOR], uses }] }));
    expect(evidenceOf(hit, 'networks')).toHaveLength(3);
    expect(statementsIn(hit)).toMatchObject([
      {
        Principal: {
          AWS: [
            `arn:aws:iam::${DATADOG}:role/Collector`,
            `arn:aws:iam::${DATADOG}:role/<role with id AROAEXAMPLE2>`,
          ],
        },
      },
    ]);
  });

  it('leaves the role to be filled in where none was seen', () => {
    const hit = onlyHit(wholeAccountTrusted, graphOf({ roles: [{ grants: [VENDOR] }] }));
    expect(statementsIn(hit)).toMatchObject([
      { Principal: { AWS: `arn:aws:iam::${DATADOG}:role/<role of Datadog>` } },
    ]);
  });

  it('leaves a blank, not a fingerprint, where the external id stays', () => {
    const grant = { ...VENDOR, guards: [externalId('k7-prod-88')] };
    const [statement] = statementsIn(onlyHit(wholeAccountTrusted, graphOf({ roles: [{ grants: [grant] }] })));
    expect(JSON.stringify(statement)).toMatch(/"sts:ExternalId":"<as it is now: external-id:[0-9a-f]{8}>"/);
  });
});
