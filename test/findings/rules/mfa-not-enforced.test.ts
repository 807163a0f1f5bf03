import { mfaNotEnforced } from '../../../lib/findings/rules/mfa-not-enforced';
import { byAccount, DATADOG, type GrantSpec, graphOf, guard, STRANGER } from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const KEY = 'aws:MultiFactorAuthPresent';
const FIRM = guard('mfa', KEY, ['true'], { operator: 'Bool' });
const IF_EXISTS = guard('mfa', KEY, ['true'], { operator: 'BoolIfExists', strength: 'weak' });

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
    ['our own users', { ...account(IF_EXISTS), external: false }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(mfaNotEnforced, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('takes IfExists away, and says whom that shuts out', () => {
    const hit = onlyHit(mfaNotEnforced, graphOf({ roles: [{ grants: [account(IF_EXISTS)] }] }));
    expect(hit.remedy).toContain('shuts out roles');
    expect(statementsIn(hit)).toMatchObject([{ Condition: { Bool: { [KEY]: 'true' } } }]);
    expect(hit.remedy).not.toContain('IfExists');
  });
});
