import { indexProviderObjects } from '../../lib/graph/provider-objects';
import type { Caller } from '../../lib/model/caller';
import type { AccountReading, Inventory } from '../../lib/model/inventory';
import { problemOf } from '../../lib/model/problem';
import { account, byAccount, byGitHub, byOidc, OURS } from '../support/graph-builder';

const SAML: Caller = { kind: 'saml', provider: `arn:aws:iam::${OURS}:saml-provider/Okta`, account: OURS };
const KNOWN = `arn:aws:iam::${OURS}:oidc-provider/gitlab.com`;

function inventory(reading?: Partial<AccountReading>, problems: Inventory['problems'] = []): Inventory {
  const whole: AccountReading = { state: 'read', usersRead: true, providersRead: true, ...reading };
  return {
    tree: new Map(),
    organizationPolicies: [],
    roles: new Map(),
    users: [],
    managedPolicies: new Map(),
    providers: new Map([[KNOWN, { kind: 'oidc', arn: KNOWN, account: OURS, issuer: 'gitlab.com' }]]),
    read: new Map(reading ? [[OURS, whole]] : []),
    problems,
    unrecognised: [],
  };
}

describe('a provider object', () => {
  it.each<[string, Inventory, Caller, string | undefined]>([
    ['is present where it was listed', inventory({}), byOidc('gitlab.com'), 'present'],
    [
      'is present though another list is missing',
      inventory({ providersRead: false }),
      byOidc('gitlab.com'),
      'present',
    ],
    ['is present in another letter case', inventory({}), byOidc('GitLab.com'), 'present'],
    ['is missing where the account was listed without it', inventory({}), byGitHub(), 'missing'],
    ['is missing where SAML is asked for', inventory({}), SAML, 'missing'],
    ['is not read without the lists', inventory({ providersRead: false }), byGitHub(), 'not-read'],
    ['is not read without the account', inventory(), byGitHub(), 'not-read'],
    [
      'is not read where an item of a list was lost',
      inventory({}, [
        problemOf('provider-arn-invalid', 'list.json', 'expected an identity provider with its ARN'),
      ]),
      byGitHub(),
      'not-read',
    ],
    ['is not read where any is meant', inventory({}), { kind: 'saml', provider: '*' }, 'not-read'],
    ['is none of an account', inventory({}), byAccount(account('999988887777')), undefined],
    [
      'is none of Google',
      inventory({}),
      { kind: 'web-identity', issuer: 'accounts.google.com', subjects: [] },
      undefined,
    ],
  ])('%s', (_, known, caller, expected) => {
    expect(indexProviderObjects(known)(caller)).toBe(expected);
  });
});
