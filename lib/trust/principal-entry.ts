/**
 * One entry of a `Principal` element: whom it names, and what that says about a request.
 *
 * What it says is put as constraints on the keys that AWS sets from the caller's identity, so that the solver treats
 * a named principal and a condition on `aws:PrincipalArn` alike.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { type Arn, accountOfArn, arnIn, partitionOfArn } from '../model/arn';
import type { AssumeCall } from '../model/assume-call';
import type { Caller } from '../model/caller';
import { accountIdIn, type UniqueId, uniqueIdIn } from '../model/identifiers';
import type { PrincipalEntry } from '../model/policy-document';
import { issuerOfProviderArn } from '../model/provider';
import { samlDocument } from '../policy/request/context-of';
import { isBuiltInIssuer } from '../policy/web-identity-claims';
import { type Constraint, escaped, mustFit } from './constraint';

/** Whom an entry names, by which call they enter, and what their requests look like. */
export interface NamedCaller {
  readonly caller: Caller;
  readonly call: AssumeCall;
  readonly who: readonly Constraint[];
  /** why it is not known what the entry means; absent as a rule */
  readonly doubt?: string;
}

export type EntryReading =
  | { readonly kind: 'named'; readonly callers: readonly NamedCaller[] }
  /** IAM refuses such a principal, or it can never be one; says why */
  | {
      readonly kind: 'invalid';
      readonly message: string;
      /** how it is remarked on: `never-true` is a principal that IAM takes, but that never reaches this role */
      readonly remark: 'invalid' | 'never-true';
    };

/** What is known of live principals: ARNs by unique id. */
export type PrincipalsByUniqueId = ReadonlyMap<UniqueId, string>;

/** Reads an entry of the trust policy of this role. */
export function readPrincipalEntry(
  { type, value: written }: PrincipalEntry,
  roleArn: string,
  known: PrincipalsByUniqueId,
): EntryReading {
  const value = written.trim();
  switch (type) {
    case 'AWS':
      return readAwsEntry(value, roleArn, known);
    case 'Service':
      return readServiceEntry(value);
    case 'Federated':
      return readFederatedEntry(value, roleArn);
    case 'CanonicalUser':
      return named(
        { kind: 'canonical-user', id: value },
        'AssumeRole',
        [],
        'a canonical user id stands for an account, and which one is not known',
      );
  }
}

/** Everybody who can be named by `{"AWS": "*"}`. */
export const ANYONE: NamedCaller = { caller: { kind: 'anyone' }, call: 'AssumeRole', who: [] };

const STAR_OF_TYPE = 'AWS does not say what a star means as principal of this type';

/** Everybody who could be meant by `{"Federated": "*"}`. */
export const ANY_PROVIDER: readonly NamedCaller[] = [
  { caller: { kind: 'saml', provider: '*' }, call: 'AssumeRoleWithSAML', who: [], doubt: STAR_OF_TYPE },
  {
    caller: { kind: 'web-identity', issuer: '*', subjects: [] },
    call: 'AssumeRoleWithWebIdentity',
    who: [],
    doubt: STAR_OF_TYPE,
  },
];

/** Every service that could be meant by `{"Service": "*"}`. */
export const ANY_SERVICE: NamedCaller = {
  caller: { kind: 'service', service: '*' },
  call: 'AssumeRole',
  who: [],
  doubt: STAR_OF_TYPE,
};

const NO_ACCOUNT = 'expected an account id of 12 digits in the ARN';

function readAwsEntry(value: string, roleArn: string, known: PrincipalsByUniqueId): EntryReading {
  if (value === '*') return { kind: 'named', callers: [ANYONE] };
  if (/[*?]/.test(value)) {
    return invalid('a wildcard inside a principal is not allowed, so it names nobody');
  }
  const account = accountIdIn(value);
  if (account)
    return named({ kind: 'account', account }, 'AssumeRole', [fits('aws:principalaccount', account)]);

  const uniqueId = uniqueIdIn(value);
  if (uniqueId) return readUniqueId(uniqueId, known);

  const arn = arnIn(value);
  return arn ? readArn(arn, roleArn) : invalid('expected `*`, an account id, an ARN or a unique id');
}

function readUniqueId(uniqueId: UniqueId, known: PrincipalsByUniqueId): EntryReading {
  // a role's session has its name after the id, a user has not
  const who = [
    mustFit('aws:userid', 'StringLike', uniqueId.startsWith('AROA') ? [`${uniqueId}:*`] : [uniqueId]),
  ];
  const arn = known.get(uniqueId);
  const caller = arn === undefined ? undefined : principalCallerOf(arn);
  if (arn === undefined || !caller) return named({ kind: 'unique-id', uniqueId }, 'AssumeRole', who);
  return named(caller, 'AssumeRole', [...who, fits('aws:principalarn', arn)]);
}

function readArn(arn: Arn, roleArn: string): EntryReading {
  const account = accountIdIn(arn.account);
  if (arn.partition !== partitionOfArn(roleArn)) {
    return invalid(`a principal of partition \`${arn.partition}\` can never reach a role of another`);
  }
  if (!account) return invalid(NO_ACCOUNT);
  if (arn.service === 'iam' && arn.resource === 'root') {
    return named({ kind: 'account', account }, 'AssumeRole', [fits('aws:principalaccount', account)]);
  }
  const caller = principalCallerOf(arn.text);
  if (!caller)
    return invalid('expected an account, a role, a user or a session; nothing else can be a principal');
  return named(
    caller,
    'AssumeRole',
    caller.type === 'session' ? sessionOf(arn) : [fits('aws:principalarn', arn.text)],
  );
}

const TYPES = [
  { service: 'iam', starts: 'role/', type: 'role' },
  { service: 'iam', starts: 'user/', type: 'user' },
  { service: 'sts', starts: 'assumed-role/', type: 'session' },
  { service: 'sts', starts: 'federated-user/', type: 'federated-user' },
] as const;

/** The principal that an exact ARN names; undefined where it is none of IAM's. `:root` is the caller's to read. */
function principalCallerOf(text: string): Extract<Caller, { kind: 'principal' }> | undefined {
  const arn = arnIn(text);
  const account = accountIdIn(arn?.account);
  const row = TYPES.find(
    ({ service, starts }) => arn?.service === service && arn.resource.startsWith(starts),
  );
  if (!arn || !account || !row || arn.resource.length === row.starts.length) return undefined;
  return { kind: 'principal', type: row.type, arn: text, pattern: false, account };
}

/** A session's ARN leaves the role's path out. */
function sessionOf({ partition, account, resource }: Arn): readonly Constraint[] {
  const [, name = '', session = ''] = resource.split('/');
  const role = `arn:${partition}:iam::${account}:role/`;
  return [
    mustFit('aws:principalarn', 'StringLike', [`${role}${escaped(name)}`, `${role}*/${escaped(name)}`]),
    mustFit('aws:userid', 'StringLike', [`AROA*:${escaped(session)}`]),
  ];
}

function readServiceEntry(value: string): EntryReading {
  if (value === '*') return { kind: 'named', callers: [ANY_SERVICE] };
  if (value === '' || /[*?]/.test(value))
    return invalid('expected the host name of a service without wildcards');
  return named({ kind: 'service', service: value }, 'AssumeRole', []);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_saml.html */
const PROVIDER_ELSEWHERE =
  'the identity provider is in another account than the role, where AWS does not look for it';

function readFederatedEntry(value: string, roleArn: string): EntryReading {
  if (value === '*') return { kind: 'named', callers: ANY_PROVIDER };
  if (isBuiltInIssuer(value)) {
    return named({ kind: 'web-identity', issuer: value, subjects: [] }, 'AssumeRoleWithWebIdentity', []);
  }
  const arn = arnIn(value);
  if (arn?.service !== 'iam' || /[*?]/.test(value))
    return invalid('expected the ARN of an identity provider, or a built-in provider');
  if (arn.partition !== partitionOfArn(roleArn)) {
    return invalid(`a provider of partition \`${arn.partition}\` can never reach a role of another`);
  }
  const account = accountIdIn(arn.account);
  if (!account) return invalid(NO_ACCOUNT);
  if (account !== accountOfArn(roleArn)) return { ...invalid(PROVIDER_ELSEWHERE), remark: 'never-true' };
  const issuer = issuerOfProviderArn(value);
  if (issuer) {
    return named(
      { kind: 'oidc', provider: value, account, issuer, subjects: [] },
      'AssumeRoleWithWebIdentity',
      [],
    );
  }
  return arn.resource.startsWith('saml-provider/')
    ? named({ kind: 'saml', provider: value, account }, 'AssumeRoleWithSAML', [
        fits('saml:doc', samlDocument(arn)),
      ])
    : invalid('expected the ARN of a SAML or OIDC provider');
}

function fits(key: string, text: string): Constraint {
  return mustFit(key, 'StringEquals', [escaped(text)]);
}

function named(caller: Caller, call: AssumeCall, who: readonly Constraint[], doubt?: string): EntryReading {
  return { kind: 'named', callers: [{ caller, call, who, ...(doubt !== undefined && { doubt }) }] };
}

function invalid(message: string): Extract<EntryReading, { kind: 'invalid' }> {
  return { kind: 'invalid', message, remark: 'invalid' };
}
