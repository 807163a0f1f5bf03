import type { Session } from '../../lib/activity/sessions/session';
import { joinSessions } from '../../lib/graph/join-sessions';
import type { SessionEdge } from '../../lib/graph/trust-graph';
import type { AssumptionCaller } from '../../lib/model/assumption';
import { type UniqueId, uniqueIdIn } from '../../lib/model/identifiers';
import type { Party } from '../../lib/parties/party';
import { buildPartyBook } from '../../lib/parties/party-book';
import {
  arnOf,
  byAccount,
  DATADOG,
  GITHUB,
  graphOf,
  MANAGEMENT,
  OURS,
  type RoleSpec,
  STRANGER,
} from '../support/graph-builder';

const DATADOG_GRANT = { caller: byAccount(), party: 'vendor:datadog' };
/** Outsiders enter `Entry`; only our own enter `Inside`. */
const ROLES: readonly RoleSpec[] = [
  { name: 'Entry', grants: [DATADOG_GRANT], uses: [{ party: 'vendor:datadog', grant: 0 }] },
  { name: 'Inside' },
  { name: 'AWSReservedSSO_Admin_0123456789abcdef', path: '/aws-reserved/sso.amazonaws.com/' },
];
const SSO = arnOf('AWSReservedSSO_Admin_0123456789abcdef', '/aws-reserved/sso.amazonaws.com/');

const byVendor: AssumptionCaller = { kind: 'aws', account: DATADOG, principalId: 'AROAEXAMPLE1' };
const bySession = (name: string): AssumptionCaller => ({
  kind: 'aws',
  account: OURS,
  arn: arnOf(name),
  callerSession: 'work',
});

function session(changes: Partial<Session> = {}): Session {
  return {
    id: 'S1',
    role: arnOf('Entry'),
    account: OURS,
    caller: byVendor,
    openedBy: 'event-1',
    start: '2026-11-20T00:00:00Z',
    end: '2026-11-20T00:10:00Z',
    networks: [],
    userAgents: [],
    regions: [],
    overflow: 0,
    calls: 1,
    denied: 0,
    byService: new Map(),
    byTactic: new Map(),
    onward: [],
    hops: 0,
    gaps: [],
    ...changes,
  };
}

const UNSEEN: Partial<Session> = { caller: undefined, openedBy: undefined, gaps: ['opening-not-seen'] };

function joined(
  sessions: readonly Session[],
  live: ReadonlyMap<UniqueId, string> = new Map(),
): { edges: readonly SessionEdge[]; parties: readonly string[] } {
  const { organization, accounts, roles, uses } = graphOf({ roles: ROLES });
  const parties = new Map<string, Party>();
  const book = buildPartyBook({ organization, accounts });
  const edges = joinSessions(sessions, { roles, uses, live, book, parties });
  return { edges, parties: [...parties.keys()] };
}

describe('the party of a session', () => {
  it.each<[string, Partial<Session>, string | undefined]>([
    ['a vendor', {}, 'vendor:datadog'],
    ['a stranger', { caller: { kind: 'aws', account: STRANGER } }, `account:${STRANGER}`],
    [
      'a customer of an identity provider',
      { caller: { kind: 'oidc', issuer: GITHUB, subject: 'repo:acme/app:ref:refs/heads/main' } },
      `oidc:${GITHUB}/acme`,
    ],
    ['a caller that the record does not tell', { caller: { kind: 'unknown' } }, 'unknown'],
    [
      'our own user',
      { caller: { kind: 'aws', account: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:user/dana` } },
      undefined,
    ],
    ['a service of AWS', { caller: { kind: 'service', service: 'ec2.amazonaws.com' } }, undefined],
    [
      'Identity Center in its own role',
      {
        role: SSO,
        caller: { kind: 'saml', provider: `arn:aws:iam::${OURS}:saml-provider/AWSSSO_1_DO_NOT_DELETE` },
      },
      undefined,
    ],
    ['nobody who was seen, in a role that outsiders can enter', UNSEEN, 'unknown'],
    ['nobody who was seen, in a role of our own', { ...UNSEEN, role: arnOf('Inside') }, undefined],
    ['nobody who was seen, in a role that was not read', { ...UNSEEN, role: arnOf('Gone') }, 'unknown'],
    [
      'a session of a role that outsiders can enter, opened before the trail begins',
      { role: arnOf('Inside'), caller: bySession('Entry'), gaps: ['earlier-hops-not-seen'] },
      'unknown',
    ],
    [
      'a session of our own role, opened before the trail begins',
      { caller: bySession('Inside'), gaps: ['earlier-hops-not-seen'] },
      undefined,
    ],
  ])('is that of %s', (_, changes, party) => {
    const { edges, parties } = joined([session(changes)]);
    expect(edges.map((edge) => edge.party)).toEqual(party === undefined ? [] : [party]);
    expect(parties).toEqual(party === undefined ? [] : [party]);
  });

  it('is told by a unique id where the record has no ARN', () => {
    const uniqueId = uniqueIdIn('AROAEXAMPLEENTRY0001');
    if (uniqueId === undefined) throw new Error('no unique id');
    const caller = { kind: 'aws', account: OURS, principalId: uniqueId, callerSession: 'work' } as const;
    const { edges } = joined(
      [session({ role: arnOf('Inside'), caller })],
      new Map([[uniqueId, arnOf('Entry')]]),
    );
    expect(edges.map(({ party }) => party)).toEqual(['unknown']);
  });

  it('is that of the head of its chain, through any number of sessions', () => {
    const chain = Array.from({ length: 500 }, (_, index) =>
      session({
        id: `S${index}`,
        ...(index > 0 && {
          caller: bySession('Inside'),
          chainedFrom: `S${index - 1}`,
          role: arnOf('Inside'),
        }),
      }),
    );
    expect(new Set(joined(chain.toReversed()).edges.map(({ party }) => party))).toEqual(
      new Set(['vendor:datadog']),
    );
    expect(joined(chain).edges).toHaveLength(500);
  });

  it('is none behind a session of our own people, whatever it opens', () => {
    const own = session({
      id: 'S1',
      caller: { kind: 'aws', account: OURS, arn: `arn:aws:iam::${OURS}:user/dana` },
    });
    const next = session({ id: 'S2', caller: bySession('Entry'), chainedFrom: 'S1', role: arnOf('Inside') });
    expect(joined([own, next])).toEqual({ edges: [], parties: [] });
  });

  it('is found although sessions are said to have opened each other', () => {
    const circle = [session({ id: 'S1', chainedFrom: 'S2' }), session({ id: 'S2', chainedFrom: 'S1' })];
    expect(joined(circle).edges).toHaveLength(2);
  });
});

describe('the right of a session', () => {
  it('is that of the use its opening counts to', () => {
    const { edges } = joined([session()]);
    expect(edges).toMatchObject([
      { use: 'use-0', grant: `${arnOf('Entry')}#0`, permitted: 'by-grant', why: [] },
    ]);
    expect(edges[0]?.node?.role.arn).toBe(arnOf('Entry'));
  });

  it.each<[string, Partial<Session>, string]>([
    ['its opening was not seen', UNSEEN, 'its opening was not seen'],
    [
      'only the switch in the console was seen',
      { openedBy: undefined, role: arnOf('Gone') },
      'its opening was not seen',
    ],
    [
      'it is of a root user',
      { role: `arn:aws:iam::${OURS}:root`, caller: { kind: 'unknown' } },
      'its opening is no use of a role',
    ],
  ])('is not known where %s', (_, changes, why) => {
    const { edges } = joined([session(changes)]);
    expect(edges).toEqual([expect.objectContaining({ permitted: 'unknown', why: [why] })]);
    expect(edges[0]).not.toHaveProperty('use');
  });
});

it('keeps the order of the sessions', () => {
  const ids = ['S3', 'S1', 'S2'];
  expect(joined(ids.map((id) => session({ id }))).edges.map((edge) => edge.session.id)).toEqual(ids);
});
