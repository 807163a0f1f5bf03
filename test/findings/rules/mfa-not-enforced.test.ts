import { mfaNotEnforced } from '../../../lib/findings/rules/mfa-not-enforced';
import type { Caller } from '../../../lib/model/caller';
import {
  byAccount,
  DATADOG,
  externalId,
  type GrantSpec,
  graphOf,
  guard,
  STRANGER,
} from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const KEY = 'aws:MultiFactorAuthPresent';
const FIRM = guard('mfa', KEY, ['true'], { operator: 'Bool' });
const IF_EXISTS = guard('mfa', KEY, ['true'], { operator: 'BoolIfExists', strength: 'weak' });

const user: Caller & { kind: 'principal' } = {
  kind: 'principal',
  type: 'user',
  arn: `arn:aws:iam::${STRANGER}:user/alice`,
  pattern: false,
};

function account(...guards: GrantSpec['guards'] & object): GrantSpec {
  return { caller: byAccount(STRANGER), party: `account:${STRANGER}`, guards };
}

describe('mfa-not-enforced', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['a test that passes without MFA', account(IF_EXISTS), ['medium']],
    ['a firm test', account(FIRM), []],
    ['a firm test beside it', account(IF_EXISTS, FIRM), []],
    ['no test at all', account(), []],
    [
      'a role, which has no MFA of its own',
      {
        caller: { kind: 'principal', type: 'role', arn: `arn:aws:iam::${DATADOG}:role/X`, pattern: false },
        party: 'vendor:datadog',
        guards: [IF_EXISTS],
      },
      [],
    ],
    ['a test of something else that passes', account(externalId('x', { strength: 'weak' })), []],
    ['such a test of MFA beside a firm external id', account(IF_EXISTS, externalId('x')), ['medium']],
    ['anyone', { ...account(IF_EXISTS), caller: { kind: 'anyone' } }, ['medium']],
    [
      'an organization',
      { ...account(IF_EXISTS), caller: { kind: 'organization', organization: 'o-foreignorg1' } },
      ['medium'],
    ],
    [
      'an organization unit',
      {
        ...account(IF_EXISTS),
        caller: {
          kind: 'organization-unit',
          organization: 'o-foreignorg1',
          path: 'o-foreignorg1/r-ffff/ou-ffff-ffff0001/',
        },
      },
      ['medium'],
    ],
    [
      'a unique id, which may be a user',
      { ...account(IF_EXISTS), caller: { kind: 'unique-id', uniqueId: 'AIDAEXAMPLEUSER1' } },
      ['medium'],
    ],
    ['a user', { ...account(IF_EXISTS), caller: user }, ['medium']],
    ['the root user', { ...account(IF_EXISTS), caller: { ...user, type: 'root' } }, ['medium']],
    ['a pattern of any type', { ...account(IF_EXISTS), caller: { ...user, type: 'any' } }, ['medium']],
    ['a session, whose role has none', { ...account(IF_EXISTS), caller: { ...user, type: 'session' } }, []],
    ['a service', { ...account(IF_EXISTS), caller: { kind: 'service', service: 'ec2.amazonaws.com' } }, []],
    ['our own users', { ...account(IF_EXISTS), external: false }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(mfaNotEnforced, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it.each<[string, readonly GrantSpec[], boolean]>([
    ['a user', [{ ...account(IF_EXISTS), caller: user }], false],
    ['a user and an account', [{ ...account(IF_EXISTS), caller: user }, account(IF_EXISTS)], true],
  ])('warns of roles where they may come: %s', (_, grants, warns) => {
    const { remedy } = onlyHit(mfaNotEnforced, graphOf({ roles: [{ grants }] }));
    expect(remedy.includes('shuts out roles')).toBe(warns);
  });

  it('takes IfExists away, and says whom that shuts out', () => {
    const hit = onlyHit(mfaNotEnforced, graphOf({ roles: [{ grants: [account(IF_EXISTS)] }] }));
    expect(hit.remedy).toContain('shuts out roles');
    expect(statementsIn(hit)).toMatchObject([{ Condition: { Bool: { [KEY]: 'true' } } }]);
    expect(hit.remedy).not.toContain('IfExists');
  });
});
