import { deletedPrincipal } from '../../../lib/findings/rules/deleted-principal';
import { arnOf, byAccount, externalId, type GrantSpec, graphOf } from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const GONE: GrantSpec = {
  caller: { kind: 'unique-id', uniqueId: 'AROAEXAMPLEGONE1' },
  party: 'organization:o-exampleorg1',
  external: false,
  deleted: 'deleted',
};

describe('deleted-principal', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['an id that nobody has', GONE, ['low']],
    ['an id that somebody has', { ...GONE, deleted: 'live' }, []],
    ['an id that may be in an account that was not read', { ...GONE, deleted: 'cannot-tell' }, []],
    ['an account', { caller: byAccount(), party: 'vendor:datadog' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(deletedPrincipal, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('is silent about a service-linked role', () => {
    const path = '/aws-service-role/x.amazonaws.com/';
    expect(severitiesOf(deletedPrincipal, graphOf({ roles: [{ path, grants: [GONE] }] }))).toEqual([]);
  });

  it('is one finding for each id, whatever the number of statements', () => {
    const grants = [GONE, { ...GONE, guards: [externalId('x')] }];
    expect(onlyHit(deletedPrincipal, graphOf({ roles: [{ grants }] }))).toMatchObject({
      subject: arnOf(),
      key: 'AROAEXAMPLEGONE1',
    });
  });

  it('takes the id out, and says to delete a statement that is then empty', () => {
    const both = [
      { ...GONE, statement: 'Both' },
      { caller: byAccount(), party: 'vendor:datadog', statement: 'Both' },
    ];
    expect(statementsIn(onlyHit(deletedPrincipal, graphOf({ roles: [{ grants: both }] })))).toMatchObject([
      { Principal: { AWS: 'arn:aws:iam::464622532012:root' } },
    ]);
    expect(onlyHit(deletedPrincipal, graphOf({ roles: [{ grants: [GONE] }] })).remedy).toMatch(
      /^Delete statement "0"/,
    );
  });
});
