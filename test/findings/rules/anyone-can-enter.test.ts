import { anyoneCanEnter } from '../../../lib/findings/rules/anyone-can-enter';
import {
  arnOf,
  byAccount,
  DATADOG,
  externalId,
  type GrantSpec,
  graphOf,
  guard,
} from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const OPEN: GrantSpec = { caller: { kind: 'anyone' }, party: 'anyone' };
const NETWORK = guard('source-ip', 'aws:SourceIp', ['203.0.113.0/24'], { operator: 'IpAddress' });

describe('anyone-can-enter', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['an open role', OPEN, ['critical']],
    [
      'a pattern that leaves the account open',
      {
        caller: { kind: 'principal', type: 'role', arn: 'arn:aws:iam::*:role/Deploy', pattern: true },
        party: 'anyone',
      },
      ['critical'],
    ],
    [
      'an external id that anyone may guess',
      { ...OPEN, guards: [externalId('1', { strength: 'weak' })] },
      ['critical'],
    ],
    ['a firm external id', { ...OPEN, guards: [externalId('k7-prod-88')] }, ['high']],
    ['a fixed network', { ...OPEN, guards: [NETWORK] }, ['high']],
    [
      'a session name, which the caller sets',
      { ...OPEN, guards: [guard('session-name', 'sts:RoleSessionName', ['x'])] },
      ['critical'],
    ],
    ['one account', { caller: byAccount(DATADOG), party: 'vendor:datadog' }, []],
    ['a grant that is undecided', { ...OPEN, reason: 'a variable' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(anyoneCanEnter, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it.each([
    ['a service-linked role', '/aws-service-role/x.amazonaws.com/', 'Open'],
    ['an Identity Center role', '/aws-reserved/sso.amazonaws.com/', 'AWSReservedSSO_Admin_0123456789abcdef'],
  ])('is silent about %s', (_, path, name) => {
    expect(severitiesOf(anyoneCanEnter, graphOf({ roles: [{ path, name, grants: [OPEN] }] }))).toEqual([]);
  });

  it('names the role once, however many statements open it', () => {
    const hit = onlyHit(anyoneCanEnter, graphOf({ roles: [{ grants: [OPEN, OPEN] }] }));
    expect(hit).toMatchObject({ subject: arnOf(), party: 'anyone' });
    expect(statementsIn(hit)).toHaveLength(2);
  });

  it.each([
    ['warns of outsiders who would be shut out', 1, true],
    ['does not warn of outsiders who were always refused', 0, false],
  ])('%s', (_, count, warns) => {
    const uses = [{ party: 'vendor:datadog', grant: 0, count }];
    const hit = onlyHit(anyoneCanEnter, graphOf({ roles: [{ grants: [OPEN], uses }] }));
    expect(hit.remedy.includes('shuts them out')).toBe(warns);
  });

  it('leaves a gap for the organization where it is not known', () => {
    const { organization: _, ...graph } = graphOf({ roles: [{ grants: [OPEN] }] });
    const { remedy } = onlyHit(anyoneCanEnter, graph);
    expect(remedy).toContain('"aws:PrincipalOrgID": "<id of your organization>"');
    expect(remedy).toMatch(/ else name the accounts in Principal\.\n/);
  });

  it('proposes our own organization', () => {
    const hit = onlyHit(anyoneCanEnter, graphOf({ roles: [{ grants: [OPEN] }] }));
    expect(statementsIn(hit)).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorg1' } },
      },
    ]);
  });
});
