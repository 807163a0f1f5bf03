import { cognitoAnyPool } from '../../../lib/findings/rules/cognito-any-pool';
import { byGitHub, type GrantSpec, graphOf, guard } from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const COGNITO = 'cognito-identity.amazonaws.com';
const POOL = guard('audience', `${COGNITO}:aud`, ['eu-west-1:00000000-1111-2222-3333-444444444444']);
const GUESTS = guard('other', `${COGNITO}:amr`, ['unauthenticated'], { operator: 'ForAnyValue:StringLike' });

function cognito(...guards: GrantSpec['guards'] & object): GrantSpec {
  return { caller: { kind: 'web-identity', issuer: COGNITO, subjects: [] }, party: 'oidc:cognito', guards };
}

describe('cognito-any-pool', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['any pool', cognito(), ['critical']],
    ['any pool with signed-in users', cognito(GUESTS), ['critical']],
    ['a pool that need not be named', cognito({ ...POOL, strength: 'weak' }), ['critical']],
    ['our pool', cognito(POOL), []],
    [
      'another built-in provider',
      { ...cognito(), caller: { kind: 'web-identity', issuer: 'accounts.google.com', subjects: [] } },
      [],
    ],
    ['another provider', { caller: byGitHub(), party: 'oidc:github/acme' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(cognitoAnyPool, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it.each([
    ['no condition', cognito()],
    ['a condition on another claim', cognito(guard('subject', `${COGNITO}:sub`, ['eu-west-1:0000']))],
  ])('asks for the pool and for signed-in users where there is %s', (_, grant) => {
    const hit = onlyHit(cognitoAnyPool, graphOf({ roles: [{ grants: [grant] }] }));
    expect(statementsIn(hit)).toMatchObject([
      {
        Condition: {
          StringEquals: { [`${COGNITO}:aud`]: '<id of your identity pool>' },
          'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' },
        },
      },
    ]);
  });

  it('leaves a role for guests to guests', () => {
    const hit = onlyHit(cognitoAnyPool, graphOf({ roles: [{ grants: [cognito(GUESTS)] }] }));
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'unauthenticated' } } },
    ]);
  });
});
