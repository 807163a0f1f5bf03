import { cognitoGuests } from '../../../lib/findings/rules/cognito-guests';
import type { Guard } from '../../../lib/model/guard';
import { type GrantSpec, graphOf, guard } from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const COGNITO = 'cognito-identity.amazonaws.com';
const OF_POOL = guard('audience', `${COGNITO}:aud`, ['eu-west-1:0a1b']);
const GUESTS = amr(['unauthenticated']);

function amr(values: readonly string[], rest: Partial<Guard> = {}): Guard {
  return guard('other', `${COGNITO}:amr`, values, { operator: 'ForAnyValue:StringLike', ...rest });
}

function cognito(guards: readonly Guard[], subjects: readonly string[] = []): GrantSpec {
  return { caller: { kind: 'web-identity', issuer: COGNITO, subjects }, party: 'Cognito', guards };
}

describe('cognito-guests', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['guests by name', cognito([OF_POOL, GUESTS]), ['critical']],
    [
      'guests beside those who signed in',
      cognito([OF_POOL, amr(['authenticated', 'unauthenticated'])]),
      ['critical'],
    ],
    ['no test of the login', cognito([OF_POOL]), ['high']],
    ['a pattern that both words fit', cognito([OF_POOL, amr(['*authenticated'])]), ['high']],
    ['those who signed in', cognito([OF_POOL, amr(['authenticated'])]), []],
    [
      'all but guests',
      cognito([OF_POOL, amr(['unauthenticated'], { operator: 'ForAllValues:StringNotEquals' })]),
      [],
    ],
    ['one identity of the pool', cognito([OF_POOL], ['eu-west-1:77']), []],
    ['guests of any pool, which has its own rule', cognito([GUESTS]), []],
    [
      'Google, which has no guests',
      {
        ...cognito([guard('audience', 'accounts.google.com:aud', ['1'])]),
        caller: { kind: 'web-identity', issuer: 'accounts.google.com', subjects: [] },
      },
      [],
    ],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(cognitoGuests, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('takes the worst of several grants, and says of each what it means for guests', () => {
    const hit = onlyHit(
      cognitoGuests,
      graphOf({ roles: [{ grants: [cognito([OF_POOL]), cognito([OF_POOL, GUESTS])] }] }),
    );
    expect(hit.severity).toBe('critical');
    expect(evidenceOf(hit, 'guests')).toEqual(['if the pool has guests', 'the trust names them']);
  });

  it('demands a login in place of the test that there was, and keeps the pool', () => {
    const hit = onlyHit(cognitoGuests, graphOf({ roles: [{ grants: [cognito([OF_POOL, GUESTS])] }] }));
    expect(statementsIn(hit)).toMatchObject([
      {
        Condition: {
          StringEquals: { [`${COGNITO}:aud`]: 'eu-west-1:0a1b' },
          'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: 'authenticated' },
        },
      },
    ]);
  });
});
