/**
 * Small trust graphs in a few words, for tests of what is judged over them.
 *
 * A grant's statement is made from its caller and guards, so that remedies have a trust policy to change.
 * Grants that name the same `statement` share one.
 */
import type { Tier } from '../../lib/access/tier';
import type { Use, UseCaller } from '../../lib/activity/use';
import { madeRoleOf } from '../../lib/graph/made-role';
import type { AccountCoverage, GrantEdge, RoleNode, TrustGraph, UseEdge } from '../../lib/graph/trust-graph';
import { type RoleArn, roleArnIn } from '../../lib/model/arn';
import type { Caller } from '../../lib/model/caller';
import type { TrustRemark } from '../../lib/model/grant';
import type { Guard } from '../../lib/model/guard';
import { type AccountId, accountIdIn, organizationIdIn } from '../../lib/model/identifiers';
import type { Account } from '../../lib/model/organization';
import type { PrincipalEntry, Statement } from '../../lib/model/policy-document';
import type { Problem } from '../../lib/model/problem';
import type { TrustSource } from '../../lib/model/role';
import type { Party } from '../../lib/parties/party';

export const AS_OF = '2026-11-24T00:00:00Z';

/** Throws on a text that is no account id: a mistake in the test. */
export function account(text: string): AccountId {
  const id = accountIdIn(text);
  if (id === undefined) throw new Error(`${text} is not an account id`);
  return id;
}

export const OURS = account('111122223333');
export const MANAGEMENT = account('444455556666');
export const DATADOG = account('464622532012');
export const QUBOLE = account('805246085872');
export const STRANGER = account('999988887777');

const ORGANIZATION = organizationIdIn('o-exampleorg1');

const PARTIES: readonly Party[] = [
  party('anyone', 'anyone', 'anyone'),
  party('vendor:datadog', 'vendor', 'Datadog', DATADOG),
  party('vendor:qubole', 'vendor', 'Qubole', QUBOLE),
  party(`account:${STRANGER}`, 'unknown', `account ${STRANGER}`, STRANGER),
  party('organization:o-exampleorg1', 'organization', 'our organization', OURS),
  party('aws:logs', 'aws', 'AWS', account('127311923021')),
  party('oidc:github/acme', 'identity-provider', 'GitHub acme'),
  party('saml:okta', 'identity-provider', 'Okta'),
];

export interface GrantSpec {
  /** by its position when absent: enough where one graph is looked at */
  readonly id?: string;
  readonly caller: Caller;
  /** party id */
  readonly party: string;
  readonly guards?: readonly Guard[];
  readonly unless?: readonly (readonly Guard[])[];
  readonly statement?: string;
  /** true when absent */
  readonly external?: boolean;
  readonly insider?: GrantEdge['insider'];
  readonly administrative?: true;
  /** makes the grant undecided */
  readonly reason?: string;
  readonly bypassedBy?: readonly string[];
  readonly deleted?: GrantEdge['deleted'];
  readonly providerObject?: GrantEdge['providerObject'];
}

export interface UseSpec {
  /** party id */
  readonly party: string;
  readonly caller?: UseCaller;
  /** 1 when absent */
  readonly count?: number;
  /** time of the first and last use */
  readonly at?: string;
  /** days with one call each; the day of `at` where absent */
  readonly days?: readonly string[];
  readonly denied?: number;
  readonly externalId?: Use['externalId'];
  readonly subjects?: readonly string[];
  /** position of the grant that permits it; without one the use is not permitted now */
  readonly grant?: number;
  readonly permitted?: UseEdge['permitted'];
  readonly external?: boolean;
}

export interface RoleSpec {
  readonly name?: string;
  readonly path?: string;
  readonly tier?: Tier;
  readonly grants?: readonly GrantSpec[];
  readonly uses?: readonly UseSpec[];
  readonly remarks?: readonly TrustRemark[];
  readonly lastUsed?: string;
  readonly created?: string;
  readonly unreadable?: Problem;
}

export interface GraphSpec {
  readonly roles?: readonly RoleSpec[];
  readonly parties?: readonly Party[];
  /** `unknown` for a run without an account list */
  readonly accounts?: readonly Account[] | 'unknown';
  readonly accountsIncomplete?: true;
  readonly coverage?: readonly AccountCoverage[];
  readonly problems?: readonly Problem[];
  /** CloudTrail read from here until now */
  readonly watchedFrom?: string;
  readonly watchedUntil?: string;
}

/** The graph; by default our organization is known with its accounts, and no CloudTrail was read. */
export function graphOf(spec: GraphSpec): TrustGraph {
  const roles = new Map((spec.roles ?? []).map((role) => nodeOf(role)).map((node) => [node.role.arn, node]));
  const accounts = spec.accounts ?? [{ id: OURS }, { id: MANAGEMENT }];
  return {
    asOf: AS_OF,
    ...(ORGANIZATION && { organization: { id: ORGANIZATION, managementAccountId: MANAGEMENT } }),
    ...(accounts !== 'unknown' && { accounts: new Map(accounts.map((one) => [one.id, one])) }),
    ...(spec.accountsIncomplete && { accountsIncomplete: true as const }),
    parties: new Map([...PARTIES, ...(spec.parties ?? [])].map((one) => [one.id, one])),
    roles,
    grants: [...roles.values()].flatMap(({ grants }) => grants),
    uses: [...roles.values()].flatMap(({ uses }) => uses),
    sessions: [],
    changes: [],
    providers: new Map(),
    coverage: {
      accounts: spec.coverage ?? [],
      ...(spec.watchedFrom !== undefined && {
        activity: watched(spec.watchedFrom, spec.watchedUntil ?? AS_OF),
      }),
      problems: spec.problems ?? [],
      unrecognised: [],
      limits: accounts === 'unknown' ? ['no account list was given'] : [],
      complete: false,
    },
  };
}

export function party(id: string, kind: Party['kind'], name: string, ...accounts: AccountId[]): Party {
  return { id, kind, name, accounts, namedBy: kind === 'vendor' ? 'catalogue' : 'none', sources: [] };
}

/** Any guard; by default a firm test of a string. */
export function guard(
  kind: Guard['kind'],
  key: string,
  values: readonly string[],
  rest: Partial<Guard> = {},
): Guard {
  return { kind, key, values, strength: 'firm', operator: 'StringEquals', ...rest };
}

export function externalId(value: string, rest: Partial<Guard> = {}): Guard {
  return guard('external-id', 'sts:ExternalId', [value], rest);
}

/** A whole account as caller, by default of Datadog. */
export function byAccount(id: AccountId = DATADOG): Caller {
  return { kind: 'account', account: id };
}

export const GITHUB = 'token.actions.githubusercontent.com';

/** GitHub Actions as caller. */
export function byGitHub(...subjects: string[]): Caller {
  return byOidc(GITHUB, ...subjects);
}

export function byOidc(issuer: string, ...subjects: string[]): Caller {
  return {
    kind: 'oidc',
    provider: `arn:aws:iam::${OURS}:oidc-provider/${issuer}`,
    account: OURS,
    issuer,
    subjects,
  };
}

/** The ARN of the role with this name, in our account. */
export function arnOf(name = 'Entry', path = '/'): RoleArn {
  const arn = roleArnIn(`arn:aws:iam::${OURS}:role${path}${name}`);
  if (arn === undefined) throw new Error(`${name} is no role name`);
  return arn;
}

function nodeOf(spec: RoleSpec): RoleNode {
  const { name = 'Entry', path = '/', grants = [], uses = [] } = spec;
  const arn = arnOf(name, path);
  const useEdges = uses.map((use, index) => useEdgeOf(use, arn, index));
  const edges = grants.map((grant, index) => grantEdgeOf(grant, arn, index, useEdges));
  const made = madeRoleOf({ path, name });
  return {
    ...(made && { made }),
    role: {
      arn,
      account: OURS,
      path,
      name,
      trust: trustOf(spec),
      tags: new Map(),
      ...(spec.lastUsed !== undefined && { lastUsed: spec.lastUsed }),
      ...(spec.created !== undefined && { created: spec.created }),
    },
    verdict: edges.some(({ external }) => external) ? 'external' : 'nobody',
    tier: { role: arn, tier: spec.tier ?? 'admin', because: ['the test says so'], unknown: [] },
    remarks: spec.remarks ?? [],
    resourceControl: { kind: 'in-force', policies: [] },
    grants: edges,
    uses: useEdges,
  };
}

function grantEdgeOf(spec: GrantSpec, role: RoleArn, index: number, uses: readonly UseEdge[]): GrantEdge {
  const own = uses.filter(({ grant }) => grant === grantId(role, index));
  const lastUsed = own
    .flatMap(({ use }) => use.lastSuccess ?? [])
    .sort()
    .at(-1);
  return {
    role,
    external: spec.external ?? true,
    ...(spec.insider && { insider: spec.insider }),
    ...(spec.administrative && { administrative: true }),
    resourceControl: 'judged',
    party: spec.party,
    uses: own,
    ...(lastUsed !== undefined && { lastUsed }),
    ...(spec.bypassedBy && { bypassedBy: spec.bypassedBy }),
    ...(spec.deleted && { deleted: spec.deleted }),
    ...(spec.providerObject && { providerObject: spec.providerObject }),
    grant: {
      id: spec.id ?? grantId(role, index),
      role,
      call: callOf(spec.caller),
      caller: spec.caller,
      verdict: spec.reason === undefined ? 'admits' : 'undecided',
      guards: spec.guards ?? [],
      unless: spec.unless ?? [],
      statements: [spec.statement ?? String(index)],
      ...(spec.reason !== undefined && { reason: spec.reason }),
    },
  };
}

function grantId(role: RoleArn, index: number): string {
  return `${role}#${index}`;
}

function useEdgeOf(spec: UseSpec, role: RoleArn, index: number): UseEdge {
  const at = spec.at ?? '2026-11-20T00:00:00Z';
  const value = (text: string) => ({
    value: text,
    count: 1,
    denied: 0,
    first: at,
    last: at,
    firstEvent: `event-${text}`,
  });
  const use: Use = {
    key: `use-${index}`,
    role,
    caller: spec.caller ?? {
      kind: 'aws',
      account: DATADOG,
      principalId: 'AROAEXAMPLE1',
      arn: `arn:aws:iam::${DATADOG}:role/Collector`,
    },
    first: at,
    last: at,
    ...(spec.count !== 0 && { lastSuccess: at }),
    count: spec.count ?? 1,
    denied: spec.denied ?? 0,
    networks: [value('203.0.113.7')],
    prefixes: [value('203.0.113.0/24')],
    regions: [],
    userAgents: [],
    sessionNames: [],
    agentFamilies: [],
    sessionShapes: [],
    hours: [],
    days: (spec.days ?? [at.slice(0, 10)]).map((day) => ({ value: day, count: spec.count ?? 1, denied: 0 })),
    subjects: (spec.subjects ?? []).map(value),
    externalId: spec.externalId ?? { sent: 0, notSent: 0, unknown: 1 },
    overflow: 0,
  };
  return {
    use,
    party: spec.party,
    external: spec.external ?? true,
    ...(spec.grant !== undefined && { grant: grantId(role, spec.grant) }),
    permitted: spec.permitted ?? (spec.grant === undefined ? 'not-now' : 'by-grant'),
    why: [],
  };
}

function trustOf({ grants = [], unreadable }: RoleSpec): TrustSource {
  if (unreadable) return { kind: 'unreadable', problem: unreadable };
  const names = [...new Set(grants.map(({ statement }, index) => statement ?? String(index)))];
  const statements = names.map((name, index): Statement => {
    const mine = grants.filter(({ statement }, position) => (statement ?? String(position)) === name);
    return {
      index,
      ...(name !== String(index) && { sid: name }),
      effect: 'Allow',
      principal: { kind: 'entries', entries: mine.map(({ caller }) => entryOf(caller)) },
      action: [...new Set(mine.map(({ caller }) => `sts:${callOf(caller)}`))],
      conditions: (mine[0]?.guards ?? []).map(({ operator, key, values }) => ({ operator, key, values })),
      unknown: [],
    };
  });
  return { kind: 'policy', document: { version: '2012-10-17', statements } };
}

function callOf({ kind }: Caller) {
  if (kind === 'saml') return 'AssumeRoleWithSAML';
  return kind === 'oidc' || kind === 'web-identity' ? 'AssumeRoleWithWebIdentity' : 'AssumeRole';
}

function entryOf(caller: Caller): PrincipalEntry {
  switch (caller.kind) {
    case 'account':
      return { type: 'AWS', value: `arn:aws:iam::${caller.account}:root` };
    case 'principal':
      return { type: 'AWS', value: caller.pattern ? '*' : caller.arn };
    case 'unique-id':
      return { type: 'AWS', value: caller.uniqueId };
    case 'saml':
    case 'oidc':
      return { type: 'Federated', value: caller.provider };
    case 'web-identity':
      return { type: 'Federated', value: caller.issuer };
    case 'service':
      return { type: 'Service', value: caller.service };
    case 'canonical-user':
      return { type: 'CanonicalUser', value: caller.id };
    default:
      return { type: 'AWS', value: '*' };
  }
}

function watched(from: string, until: string) {
  return { files: 1, records: 1, assumptions: 1, denied: 0, duplicates: 0, malformed: 0, from, until };
}
