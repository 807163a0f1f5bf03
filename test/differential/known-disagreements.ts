/**
 * Where `@cloud-copilot/iam-simulate` and our evaluator are known to differ, who is right, and which page decides.
 *
 * A row does not excuse an answer: it says the same in words that the other evaluator reads as we read the original.
 * So both must still agree on every request once all rows have spoken. A row whose example no longer shows a
 * difference fails its test and is to be deleted.
 */
import { accountOfArn } from '../../lib/model/arn';
import type { Principal } from '../../lib/model/principal';
import { isAccountPrincipal } from '../../lib/policy/principal-element';
import { type RequestContext, valuesOfKey } from '../../lib/policy/request-context';
import { ALWAYS, NEVER, type Say, sayConditions, sayPrincipals } from './plain-statement';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export interface KnownDisagreement {
  readonly pattern: string;
  /** `open`: AWS's pages do not decide, and we take the reading that hides nobody */
  readonly right: 'ours' | 'open';
  readonly why: string;
  readonly page: string;
  /** what differs from `Allow` of `sts:AssumeRole` to the caller's account by a caller who brings nothing */
  readonly example: {
    readonly caller?: Principal;
    readonly statement: object;
    readonly context?: Readonly<Record<string, readonly string[]>>;
  };
  readonly say: Say;
}

const OIDC: Principal = {
  kind: 'oidc',
  provider: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com',
  issuer: 'token.actions.githubusercontent.com',
};
const OIDC_ELSEWHERE: Principal = {
  kind: 'oidc',
  provider: 'arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com',
  issuer: 'token.actions.githubusercontent.com',
};
const SERVICE: Principal = { kind: 'service', name: 'ec2.amazonaws.com' };

/** Stands where a principal is taken out. */
const NOBODY = '000000000000';

export const KNOWN_DISAGREEMENTS: readonly KnownDisagreement[] = [
  {
    pattern: 'a principal named by its unique id',
    right: 'ours',
    why: 'a role or user ARN is stored as its unique id, and the id itself may be written; theirs knows no ids',
    page: `${GUIDE}/reference_policies_elements_principal.html`,
    example: { statement: { Principal: { AWS: 'AROAEXAMPLEROLE00001' } } },
    say: sayPrincipals('AWS', (value, { request: { principal } }) =>
      'uniqueId' in principal && principal.uniqueId === value ? principal.arn : value,
    ),
  },
  {
    pattern: 'a session, and a role of the same name on another path',
    right: 'ours',
    why: 'the path is part of the ARN that a policy names; theirs compares names only, and in any letter case',
    page: `${GUIDE}/reference_identifiers.html`,
    example: { statement: { Principal: { AWS: 'arn:aws:iam::444455556666:role/Deploy' } } },
    say: sayPrincipals('AWS', (value, { request: { principal } }) =>
      principal.kind === 'role' && value !== principal.arn && roleName(value) === roleName(principal.arn)
        ? NOBODY
        : value,
    ),
  },
  {
    pattern: 'a space around a principal',
    right: 'open',
    why: 'IAM takes no such text today; where one is found, the principal that was meant is named',
    page: `${GUIDE}/reference_policies_elements_principal.html`,
    example: { statement: { Principal: { AWS: ' arn:aws:iam::444455556666:root' } } },
    say: sayPrincipals('AWS', (value) => value.trim()),
  },
  {
    pattern: 'an AWS principal and a caller who is of no account',
    right: 'ours',
    why: 'providers and services are named by types of their own; theirs takes a star for everybody and a provider for its account',
    page: `${GUIDE}/access-analyzer-reference-policy-checks.html`,
    example: { caller: OIDC, statement: { Principal: { AWS: '*' }, Action: 'sts:*' } },
    say: sayPrincipals('AWS', (value, { request }) =>
      isAccountPrincipal(request.principal) ? value : NOBODY,
    ),
  },
  {
    pattern: 'a user of a provider object in another account',
    right: 'ours',
    why: 'a provider must be in the account of the role; theirs looks at the name in the statement only',
    page: `${GUIDE}/id_roles_providers_saml.html`,
    example: { caller: OIDC_ELSEWHERE, statement: { Principal: '*', Action: 'sts:*' } },
    say: (statement, { request: { principal, role } }) =>
      'provider' in principal && accountOfArn(principal.provider) !== accountOfArn(role)
        ? { ...statement, Principal: { AWS: [NOBODY] } }
        : statement,
  },
  {
    pattern: '{"Service": "*"} and {"Federated": "*"}',
    right: 'open',
    why: 'not documented; an Allow is read as every caller of the type, a Deny is undecided',
    page: `${GUIDE}/reference_policies_elements_principal.html`,
    example: { caller: SERVICE, statement: { Principal: { Service: '*' } } },
    say: (statement, asked) => {
      const { principal } = asked.request;
      const caller = principal.kind === 'service' ? principal.name : providerOf(principal);
      const type = principal.kind === 'service' ? 'Service' : 'Federated';
      return sayPrincipals(type, (value) => (value === '*' ? (caller ?? value) : value))(statement, asked);
    },
  },
  {
    pattern: 'a wildcard in the service of an action',
    right: 'open',
    why: 'AWS shows wildcards in names of actions and the star alone; the wide reading hides nobody',
    page: `${GUIDE}/reference_policies_elements_action.html`,
    example: { statement: { Action: 's*:AssumeRole' } },
    say: (statement) => ({
      ...statement,
      Action: statement.Action?.map((action) => action.replace(/^s?t?\*:/i, 'sts:')),
    }),
  },
  {
    pattern: '`ForAnyValue:…IfExists` and an absent key',
    right: 'ours',
    why: '`IfExists` makes a condition true when the key is not there, whatever the operator',
    page: `${GUIDE}/reference_policies_elements_condition_operators.html`,
    example: {
      statement: { Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': 'team' } } },
    },
    say: sayConditions(({ operator, key, values }, { context }) =>
      /^ForAnyValue:.*IfExists$/i.test(operator) && valuesOfKey(context, key).length === 0
        ? ALWAYS
        : { operator, key, values },
    ),
  },
  {
    pattern: '`Null` under a set operator',
    right: 'ours',
    why: 'with `ForAllValues` it is always true, with `ForAnyValue` always false',
    page: `${GUIDE}/access-analyzer-reference-policy-checks.html`,
    example: {
      statement: { Condition: { 'ForAllValues:Null': { 'aws:TagKeys': 'false' } } },
    },
    say: sayConditions((condition) => {
      if (/^ForAllValues:Null$/i.test(condition.operator)) return ALWAYS;
      return /^ForAnyValue:Null$/i.test(condition.operator) ? NEVER : condition;
    }),
  },
  {
    pattern: 'seconds since 1970 that lie beyond the year 9999',
    right: 'open',
    why: 'epoch time is taken and no last moment is named; milliseconds written for seconds are a far future',
    page: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Date`,
    example: {
      statement: { Condition: { DateLessThan: { 'aws:CurrentTime': '1735689600000' } } },
      context: { 'aws:CurrentTime': ['2026-11-24T00:00:00Z'] },
    },
    say: sayConditions(({ operator, key, values }) => ({
      operator,
      key,
      values: /^Date/i.test(operator)
        ? values.map((value) => (/^\d{12,15}$/.test(value) ? '9999-12-31T23:59:59.999Z' : value))
        : values,
    })),
  },
  {
    pattern: 'a request value that is no ARN under an ARN operator',
    right: 'ours',
    why: 'ARNs are compared component by component; theirs lets a missing one match a star',
    page: `${GUIDE}/reference_policies_elements_condition_operators.html`,
    example: {
      statement: { Condition: { ArnLike: { 'sts:RoleSessionName': 'arn:*:*:*:*:*' } } },
      context: { 'sts:RoleSessionName': ['::::'] },
    },
    say: sayConditions((condition, { context }) => {
      const { operator, key } = condition;
      const carried = valuesOfKey(context, key);
      if (!/Arn/i.test(operator) || /Not/i.test(operator) || carried.length === 0) return condition;
      const isMet = /^ForAnyValue:/i.test(operator) ? carried.some(isArn) : carried.every(isArn);
      return isMet ? condition : NEVER;
    }),
  },
  {
    pattern: 'a star alone under an ARN operator',
    right: 'open',
    why: 'not documented; theirs takes it for no ARN, we for every ARN, which hides nobody',
    page: `${GUIDE}/reference_policies_elements_condition_operators.html`,
    example: {
      statement: { Condition: { ArnLike: { 'aws:PrincipalArn': '*' } } },
    },
    say: sayConditions(({ operator, key, values }) => ({
      operator,
      key,
      values: /Arn/i.test(operator)
        ? values.map((value) => (value === '*' ? 'arn:*:*:*:*:*' : value))
        : values,
    })),
  },
  {
    pattern: 'a variable within an ARN',
    right: 'ours',
    why: 'variables stand wherever ARN operators take text; theirs cuts the ARN at the colon within the name',
    page: `${GUIDE}/reference_policies_variables.html`,
    example: {
      statement: {
        Condition: {
          // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
          ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/*' },
        },
      },
    },
    say: sayConditions(({ operator, key, values }, { context }) => ({
      operator,
      key,
      values: /Arn/i.test(operator) ? values.map((value) => expanded(value, context)) : values,
    })),
  },
  {
    pattern: 'a negated operator and a value that can never match',
    right: 'ours',
    why: 'a negated operator is true when no value matches; an open variable, or a text that is no ARN, matches nothing',
    page: `${GUIDE}/reference_policies_variables.html`,
    example: {
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
      statement: { Condition: { StringNotEquals: { 'sts:RoleSessionName': '${aws:username}' } } },
      context: { 'sts:RoleSessionName': ['deploy-1'] },
    },
    say: sayConditions(({ operator, key, values }, { context }) => {
      if (!/Not/.test(operator) || valuesOfKey(context, key).length === 0) return { operator, key, values };
      const isArnTest = /ArnNot/i.test(operator);
      const canMatch = (text: string) =>
        isArnTest ? isArn(text) && valuesOfKey(context, key).some(isArn) : true;
      const left = values.filter((value) => !hasOpenVariable(value, context) && canMatch(value));
      return left.length === 0 ? ALWAYS : { operator, key, values: left };
    }),
  },
  {
    pattern: 'the range of all IPv4 addresses',
    right: 'ours',
    why: '0.0.0.0/0 holds every IPv4 address; theirs shifts by 32 bits, which shifts by none',
    page: `${GUIDE}/reference_policies_elements_condition_operators.html`,
    example: {
      statement: { Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } },
      context: { 'aws:SourceIp': ['203.0.113.10'] },
    },
    say: sayConditions(({ operator, key, values }) => ({
      operator,
      key,
      values: values.flatMap((value) => (/^[\d.]+\/0$/.test(value) ? ['0.0.0.0/1', '128.0.0.0/1'] : value)),
    })),
  },
  {
    pattern: 'an IPv6 address in its long form',
    right: 'ours',
    why: 'the same address may be written with its zeros or without; theirs compares the texts where no range is named',
    page: `${GUIDE}/reference_policies_elements_condition_operators.html`,
    example: {
      statement: { Condition: { IpAddress: { 'aws:SourceIp': '2001:0db8:0:0:0:0:0:1' } } },
      context: { 'aws:SourceIp': ['2001:db8::1'] },
    },
    say: sayConditions(({ operator, key, values }) => ({
      operator,
      key,
      values: /IpAddress/i.test(operator)
        ? values.map((value) => (value.includes(':') && !value.includes('/') ? `${value}/128` : value))
        : values,
    })),
  },
];

function providerOf(principal: Principal): string | undefined {
  if (principal.kind === 'oidc' || principal.kind === 'saml') return principal.provider;
  return principal.kind === 'web-identity' ? principal.issuer : undefined;
}

/** Account and name of a role's ARN in lower case, without the path; the whole text where it is none. */
function roleName(arn: string): string {
  return arn.replace(/(:role\/)(?:.*\/)?/, '$1').toLowerCase();
}

function isArn(text: string): boolean {
  return text.split(':').length >= 6;
}

const VARIABLE = /\$\{([^},]+)\}/g;

/** The value with each variable that the request carries replaced. */
function expanded(value: string, context: RequestContext): string {
  return value.replace(VARIABLE, (whole, name: string) => valuesOfKey(context, name)[0] ?? whole);
}

/** Whether a variable without default stays open. */
function hasOpenVariable(value: string, context: RequestContext): boolean {
  return [...value.matchAll(VARIABLE)].some(
    ([, name = '']) => !/^[*?$]$/.test(name) && valuesOfKey(context, name).length !== 1,
  );
}
