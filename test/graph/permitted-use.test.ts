import type { Use, UseCaller } from '../../lib/activity/use';
import { type CallerKnowledge, judgePermission } from '../../lib/graph/permitted-use';
import { roleArnIn } from '../../lib/model/arn';
import type { Caller } from '../../lib/model/caller';
import type { Grant } from '../../lib/model/grant';
import type { Guard } from '../../lib/model/guard';
import { accountIdIn, organizationIdIn, type UniqueId, uniqueIdIn } from '../../lib/model/identifiers';
import { account, OURS, STRANGER } from '../support/graph-builder';

const SIBLING = account('222233334444');
const ROLE = roleArnIn(`arn:aws:iam::${OURS}:role/Reader`);
const BUILDER = `arn:aws:iam::${SIBLING}:role/ci/Builder`;
const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::${OURS}:oidc-provider/${GITHUB}`;

const knowledge: CallerKnowledge = {
  organization: {
    organization: { id: organizationIdIn('o-exampleorg1') ?? missing() },
    accounts: new Map([
      [OURS, { id: OURS }],
      [SIBLING, { id: SIBLING, paths: ['o-exampleorg1/r-ab12/ou-ab12-one/'] }],
    ]),
  },
  principalsByUniqueId: new Map<UniqueId, string>([[uniqueIdIn('AROABUILDER0000001') ?? missing(), BUILDER]]),
};

const aws = (caller: Partial<Extract<UseCaller, { kind: 'aws' }>>): UseCaller => ({ kind: 'aws', ...caller });
const stranger = aws({ account: STRANGER, principalId: 'AROASTRANGER000001' });
const sibling = aws({ account: SIBLING, principalId: 'AROABUILDER0000001' });
const run = (tenant: string): UseCaller => ({ kind: 'oidc', issuer: GITHUB, provider: PROVIDER, tenant });

describe('a grant permits a use', () => {
  it.each<[string, Caller, UseCaller, 'yes' | 'no' | 'cannot-tell']>([
    ['of anybody, by anyone', { kind: 'anyone' }, stranger, 'yes'],
    ['of its account', { kind: 'account', account: STRANGER }, stranger, 'yes'],
    ['but not of another account', { kind: 'account', account: SIBLING }, stranger, 'no'],
    [
      'of an account that the record does not tell',
      { kind: 'account', account: SIBLING },
      aws({}),
      'cannot-tell',
    ],
    ['of its role, known by a scanned unique id', role(BUILDER), sibling, 'yes'],
    [
      'of its role, named by the record',
      role(`arn:aws:iam::${STRANGER}:role/Scan`),
      aws({ account: STRANGER, arn: `arn:aws:iam::${STRANGER}:role/Scan` }),
      'yes',
    ],
    [
      'but not of another role of the account',
      role(`arn:aws:iam::${STRANGER}:role/Scan`),
      aws({ account: STRANGER, arn: `arn:aws:iam::${STRANGER}:role/Other` }),
      'no',
    ],
    [
      'of a foreign role that the record shows by unique id only',
      role(`arn:aws:iam::${STRANGER}:role/Scan`),
      stranger,
      'cannot-tell',
    ],
    ['but not of a role of another account, whatever its id', role(BUILDER), stranger, 'no'],
    [
      'of a role that its pattern matches',
      { ...role(`arn:aws:iam::${SIBLING}:role/ci/*`), pattern: true },
      sibling,
      'yes',
    ],
    [
      'of a session of its role',
      {
        kind: 'principal',
        type: 'session',
        arn: `arn:aws:sts::${SIBLING}:assumed-role/Builder/nightly`,
        pattern: false,
        account: SIBLING,
      },
      sibling,
      'yes',
    ],
    [
      'of our organization, by a sibling',
      { kind: 'organization', organization: 'o-exampleorg1' },
      sibling,
      'yes',
    ],
    [
      'of our organization, but not by a stranger',
      { kind: 'organization', organization: 'o-exampleorg1' },
      stranger,
      'no',
    ],
    [
      'of a foreign organization whose accounts nobody knows',
      { kind: 'organization', organization: 'o-foreignorg1' },
      stranger,
      'cannot-tell',
    ],
    ['of its unique id', { kind: 'unique-id', uniqueId: 'AROASTRANGER000001' }, stranger, 'yes'],
    ['but not of another unique id', { kind: 'unique-id', uniqueId: 'AROAGONE0000000001' }, stranger, 'no'],
    [
      'of its service',
      { kind: 'service', service: 'ec2.amazonaws.com' },
      { kind: 'service', service: 'ec2.amazonaws.com' },
      'yes',
    ],
    [
      'but not of an account where it names a service',
      { kind: 'service', service: 'ec2.amazonaws.com' },
      stranger,
      'no',
    ],
    ['of its SAML provider', { kind: 'saml', provider: 'arn:p' }, { kind: 'saml', provider: 'arn:p' }, 'yes'],
    [
      'of a SAML provider that the record does not name',
      { kind: 'saml', provider: 'arn:p' },
      { kind: 'saml' },
      'cannot-tell',
    ],
    [
      'of a service that the trust names with its region',
      { kind: 'service', service: 'states.eu-west-1.amazonaws.com' },
      { kind: 'service', service: 'states.amazonaws.com' },
      'yes',
    ],
    [
      'of a service that the record calls internal',
      { kind: 'service', service: 'ec2.amazonaws.com' },
      { kind: 'service', service: 'AWS Internal' },
      'cannot-tell',
    ],
    [
      'but not of a user named like the role',
      role(`arn:aws:iam::${STRANGER}:role/Scan`),
      aws({ account: STRANGER, arn: `arn:aws:iam::${STRANGER}:user/Scan` }),
      'no',
    ],
    [
      'of a role whose path the record leaves out',
      role(`arn:aws:iam::${STRANGER}:role/ci/Scan`),
      aws({ account: STRANGER, arn: `arn:aws:iam::${STRANGER}:role/Scan` }),
      'yes',
    ],
    [
      'of a principal that was renamed since, by its unique id',
      role(BUILDER),
      aws({ account: SIBLING, principalId: 'AROABUILDER0000001', arn: `arn:aws:iam::${SIBLING}:role/Old` }),
      'yes',
    ],
    [
      'of a role that a pattern of StringLike matches across colons',
      { kind: 'principal', type: 'any', arn: 'arn:aws:*/Scan', pattern: true },
      aws({ account: STRANGER, arn: `arn:aws:iam::${STRANGER}:role/Scan` }),
      'yes',
    ],
    ['of organizations by a pattern', { kind: 'organization', organization: 'o-*' }, sibling, 'cannot-tell'],
    ['of the unit of its account', unit('o-exampleorg1/r-ab12/ou-ab12-one/*'), sibling, 'yes'],
    ['but not of another unit', unit('o-exampleorg1/r-ab12/ou-ab12-two/*'), sibling, 'no'],
    [
      'of a unit, by an account whose unit is not known',
      unit('o-exampleorg1/r-ab12/ou-ab12-one/*'),
      aws({ account: OURS, principalId: 'AROAOURS0000000001' }),
      'cannot-tell',
    ],
    ['of any subject where it tests none', oidc(), run('acme/app'), 'yes'],
    ['of a subject that its pattern matches', oidc('repo:acme/*'), run('acme/app'), 'yes'],
    ['but not of a subject that no pattern matches', oidc('repo:other/*'), run('acme/app'), 'no'],
    ['by a caller that the record does not tell', { kind: 'anyone' }, { kind: 'unknown' }, 'cannot-tell'],
  ])('%s', (_, caller, useCaller, expected) => {
    expect(judgePermission(grant(caller), use(useCaller), knowledge).kind).toBe(expected);
  });

  const OF_US: Caller = { kind: 'organization', organization: 'o-exampleorg1' };
  const { organization, accounts } = knowledge.organization;

  it.each<[string, CallerKnowledge['organization'], UseCaller, 'yes' | 'no' | 'cannot-tell']>([
    ['by a stranger to a whole list', { organization, accounts }, stranger, 'no'],
    [
      'by an account that is not on a list of some',
      { organization, accounts, accountsIncomplete: true },
      stranger,
      'cannot-tell',
    ],
    ['by an account without any list', { organization }, stranger, 'cannot-tell'],
    [
      'by the management account without any list',
      { organization: organization && { ...organization, managementAccountId: STRANGER } },
      stranger,
      'yes',
    ],
    [
      'by a delegated administrator without any list',
      { organization: organization && { ...organization, delegatedAdministrators: [STRANGER] } },
      stranger,
      'yes',
    ],
  ])('of our organization is judged %s', (_, known, caller, expected) => {
    const answer = judgePermission(grant(OF_US), use(caller), { ...knowledge, organization: known });
    expect(answer.kind).toBe(expected);
  });

  it('is not told where our own organization is not known', () => {
    const nothing: CallerKnowledge = { organization: {}, principalsByUniqueId: new Map() };
    const caller: Caller = { kind: 'organization', organization: 'o-exampleorg1' };
    expect(judgePermission(grant(caller), use(sibling), nothing).kind).toBe('cannot-tell');
  });

  it.each([
    ['when every call sent one', { sent: 3, notSent: 0, unknown: 0 }, 'yes'],
    ['when some calls sent one', { sent: 1, notSent: 2, unknown: 0 }, 'yes'],
    ['when it is not known', { sent: 0, notSent: 0, unknown: 3 }, 'yes'],
    ['but not when no call sent one', { sent: 0, notSent: 3, unknown: 0 }, 'no'],
  ])('that demands an external id %s', (_, externalId, expected) => {
    const guard: Guard = {
      kind: 'external-id',
      strength: 'firm',
      key: 'sts:ExternalId',
      operator: 'StringEquals',
      values: ['k7-prod-88'],
    };
    const observed = { ...use(stranger), externalId };
    expect(judgePermission(grant({ kind: 'anyone' }, [guard]), observed, knowledge).kind).toBe(expected);
  });
});

describe('a grant refuses a use', () => {
  const session = { value: 'nightly', count: 1, denied: 0, first: '', last: '', firstEvent: 'e' };
  const notSent = { ...use(stranger), externalId: { sent: 0, notSent: 3, unknown: 0 } };
  const named = { ...use(stranger), sessionNames: [session] };

  it.each<[string, Guard, Use, 'yes' | 'no']>([
    ['that sent no external id where any would do', externalId('StringLike', '*'), notSent, 'no'],
    [
      'but not where the id may be left out',
      externalId('StringEqualsIfExists', 'k7-prod-88'),
      notSent,
      'yes',
    ],
    ['by an account that is excluded', accountGuard('StringNotEquals', STRANGER), use(stranger), 'no'],
    ['but not where another is', accountGuard('StringNotEquals', SIBLING), use(stranger), 'yes'],
    ['by sessions of another name', sessionGuard('daily'), named, 'no'],
    ['but not by sessions of that name', sessionGuard('nightly'), named, 'yes'],
    ['but not where more names were used than kept', sessionGuard('daily'), { ...named, overflow: 1 }, 'yes'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a policy variable
    ['but not where a variable decides', sessionGuard('${aws:username}'), named, 'yes'],
  ])('%s', (_, guard, observed, expected) => {
    expect(judgePermission(grant({ kind: 'anyone' }, [guard]), observed, knowledge).kind).toBe(expected);
  });

  it.each<[string, readonly Guard[], 'yes' | 'no']>([
    ['that a deny takes away', [accountGuard('StringEquals', STRANGER)], 'no'],
    [
      'but not where the deny asks for more than is seen',
      [accountGuard('StringEquals', STRANGER), sessionGuard('daily')],
      'yes',
    ],
  ])('%s', (_, list, expected) => {
    const denied = { ...grant({ kind: 'anyone' }), unless: [list] };
    expect(judgePermission(denied, use(stranger), knowledge).kind).toBe(expected);
  });
});

function guardOf(kind: Guard['kind'], key: string, operator: string, value: string): Guard {
  return { kind, strength: 'weak', key, operator, values: [value] };
}

function externalId(operator: string, value: string): Guard {
  return guardOf('external-id', 'sts:ExternalId', operator, value);
}

function accountGuard(operator: string, value: string): Guard {
  return guardOf('account', 'aws:PrincipalAccount', operator, value);
}

function sessionGuard(value: string): Guard {
  return guardOf('session-name', 'sts:RoleSessionName', 'StringEquals', value);
}

function unit(path: string): Caller {
  return { kind: 'organization-unit', organization: 'o-exampleorg1', path };
}

function role(arn: string): Extract<Caller, { kind: 'principal' }> {
  const owner = accountIdIn(arn.split(':')[4]);
  return { kind: 'principal', type: 'role', arn, pattern: false, ...(owner && { account: owner }) };
}

function oidc(...subjects: readonly string[]): Caller {
  return { kind: 'oidc', provider: PROVIDER, issuer: GITHUB, subjects };
}

function grant(caller: Caller, guards: readonly Guard[] = []): Grant {
  return {
    id: 'g',
    role: ROLE ?? missing(),
    call: 'AssumeRole',
    caller,
    verdict: 'admits',
    guards,
    unless: [],
    statements: ['0'],
  };
}

function use(caller: UseCaller): Use {
  const at = '2026-11-20T00:00:00Z';
  const subject = {
    value: 'repo:acme/app:ref:refs/heads/main',
    count: 1,
    denied: 0,
    first: at,
    last: at,
    firstEvent: 'e',
  };
  return {
    key: 'u',
    role: ROLE ?? '',
    caller,
    first: at,
    last: at,
    lastSuccess: at,
    count: 3,
    denied: 0,
    networks: [],
    prefixes: [],
    regions: [],
    userAgents: [],
    sessionNames: [],
    agentFamilies: [],
    sessionShapes: [],
    hours: [],
    days: [],
    subjects: caller.kind === 'oidc' ? [subject] : [],
    externalId: { sent: 0, notSent: 0, unknown: 3 },
    overflow: 0,
  };
}

function missing(): never {
  throw new Error('a made-up id has the wrong form');
}
