import { oidcAudienceMissing } from '../../../lib/findings/rules/oidc-audience-missing';
import { roleArnIn } from '../../../lib/model/arn';
import type { Caller } from '../../../lib/model/caller';
import {
  byAccount,
  byGitHub,
  GITHUB,
  type GrantSpec,
  graphOf,
  guard,
  OURS,
} from '../../support/graph-builder';
import { onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const PARTY = 'oidc:github/acme';
const APP: GrantSpec = { caller: byGitHub('repo:acme/app:*'), party: PARTY };
const AUDIENCE = guard('audience', `${GITHUB}:aud`, ['sts.amazonaws.com']);

function byWeb(issuer: string, ...subjects: string[]): Caller {
  return { kind: 'web-identity', issuer, subjects };
}

describe('oidc-audience-missing', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['no test of the audience', APP, ['medium']],
    ['a test that passes without one', { ...APP, guards: [{ ...AUDIENCE, strength: 'weak' }] }, ['medium']],
    ['a firm audience', { ...APP, guards: [AUDIENCE] }, []],
    [
      'a firm test of something else',
      { ...APP, guards: [guard('other', `${GITHUB}:ref`, ['x'])] },
      ['medium'],
    ],
    ['one user of Google', { caller: byWeb('accounts.google.com', '1234567'), party: PARTY }, ['medium']],
    ['any app of Google', { caller: byWeb('accounts.google.com'), party: PARTY }, ['critical']],
    [
      'Cognito, which has its own rule',
      { caller: byWeb('cognito-identity.amazonaws.com'), party: PARTY },
      [],
    ],
    ['an account', { caller: byAccount(), party: 'vendor:datadog' }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(oidcAudienceMissing, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('takes the worst of several grants', () => {
    const grants = ['1234567', undefined].map((subject) => ({
      caller: byWeb('accounts.google.com', ...(subject ? [subject] : [])),
      party: PARTY,
    }));
    expect(severitiesOf(oidcAudienceMissing, graphOf({ roles: [{ grants }] }))).toEqual(['critical']);
  });

  it('asks for the audience of the partition', () => {
    const graph = graphOf({ roles: [{ grants: [APP] }] });
    const arn = roleArnIn(`arn:aws-cn:iam::${OURS}:role/Entry`);
    if (!arn) throw new Error('the ARN is misspelt');
    const roles = new Map(
      [...graph.roles.values()].map((node) => [arn, { ...node, role: { ...node.role, arn } }]),
    );
    expect(onlyHit(oidcAudienceMissing, { ...graph, roles }).remedy).toContain('"sts.amazonaws.com.cn"');
  });

  it.each<[string, Caller, string, string]>([
    ['an OIDC provider', byGitHub('repo:acme/app:*'), `${GITHUB}:aud`, 'sts.amazonaws.com'],
    ['Google', byWeb('accounts.google.com'), 'accounts.google.com:aud', '<id of your app>'],
    ['Facebook', byWeb('graph.facebook.com'), 'graph.facebook.com:app_id', '<id of your app>'],
  ])('asks %s for its own key', (_, caller, key, value) => {
    const hit = onlyHit(oidcAudienceMissing, graphOf({ roles: [{ grants: [{ caller, party: PARTY }] }] }));
    expect(statementsIn(hit)).toMatchObject([{ Condition: { StringEquals: { [key]: value } } }]);
  });
});
