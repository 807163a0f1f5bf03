import { findingId } from '../../lib/findings/finding-id';
import { judgeFindings } from '../../lib/findings/judge-findings';
import { DEFAULT_SETTINGS } from '../../lib/findings/settings';
import { TITLE_LIMIT } from '../../lib/findings/title';
import type { TrustGraph } from '../../lib/graph/trust-graph';
import { EMPTY_HISTORY, type FindingMemory, type History } from '../../lib/history/history';
import { nextHistory } from '../../lib/history/next-history';
import { SEVERITIES } from '../../lib/model/finding';
import { daily, graphOfCalls } from '../support/calls-seen';
import {
  AS_OF,
  arnOf,
  byAccount,
  byGitHub,
  externalId,
  type GrantSpec,
  type GraphSpec,
  graphOf,
  party,
  STRANGER,
} from '../support/graph-builder';

const VENDOR: GrantSpec = { caller: byAccount(), party: 'vendor:datadog' };
const UNKNOWN: GrantSpec = { caller: byAccount(STRANGER), party: `account:${STRANGER}` };
const OPEN: GrantSpec = { caller: { kind: 'anyone' }, party: 'anyone' };
const WEAK = externalId('acme-secret', { strength: 'weak', operator: 'StringLike' });

const MANY: GraphSpec = {
  accounts: 'unknown',
  watchedFrom: '2026-10-01T00:00:00Z',
  roles: [
    { name: 'Vendor', grants: [VENDOR, UNKNOWN, { ...VENDOR, guards: [WEAK] }] },
    { name: 'Open', tier: 'metadata', grants: [OPEN], uses: [{ party: 'vendor:qubole' }] },
    { name: 'Ci', grants: [{ caller: byGitHub('repo:acme*'), party: 'oidc:github/acme' }] },
    {
      name: 'Odd',
      grants: [{ ...VENDOR, reason: 'a variable' }],
      remarks: [{ kind: 'expired', statement: '9', message: 'over' }],
    },
  ],
};

const ID = findingId('external-id-missing', arnOf(), 'vendor:datadog');
const ONE = graphOf({ roles: [{ tier: 'data-read', grants: [VENDOR] }] });

function historyWith(memory: Partial<FindingMemory>): History {
  const known = {
    rule: 'external-id-missing',
    subject: arnOf(),
    title: 'as it was worded then',
    firstSeen: '2026-09-01T00:00:00Z',
    lastSeen: '2026-11-01T00:00:00Z',
    severity: 'medium' as const,
    state: 'open' as const,
    turn: 1,
    ...memory,
  };
  return { ...EMPTY_HISTORY, findings: new Map([[ID, known]]) };
}

describe('judgeFindings', () => {
  it('is new where nothing was known', () => {
    expect(judgeFindings(ONE, EMPTY_HISTORY)).toMatchObject([
      {
        id: ID,
        rule: 'external-id-missing',
        state: 'new',
        firstSeen: AS_OF,
        lastSeen: AS_OF,
        technique: ['T1199'],
      },
    ]);
  });

  it.each<[string, Partial<FindingMemory>, string]>([
    ['stays open where the last run had it', {}, 'open'],
    ['is new again where it was closed', { state: 'closed' }, 'new'],
  ])('%s, and keeps when it was first seen', (_, memory, state) => {
    expect(judgeFindings(ONE, historyWith(memory))).toMatchObject([
      { id: ID, state, firstSeen: '2026-09-01T00:00:00Z', lastSeen: AS_OF },
    ]);
  });

  it('gives every finding an id of its own', () => {
    const ids = judgeFindings(graphOf(MANY), EMPTY_HISTORY).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(8);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('puts the worst first', () => {
    const ranks = judgeFindings(graphOf(MANY), EMPTY_HISTORY).map(({ severity }) =>
      SEVERITIES.indexOf(severity),
    );
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  it('does not depend on the order of roles, grants and uses', () => {
    const turned = {
      ...MANY,
      roles: [...(MANY.roles ?? [])].reverse(),
    };
    const order = (spec: GraphSpec) => judgeFindings(graphOf(spec), EMPTY_HISTORY).map(({ id }) => id);
    expect(order(turned)).toEqual(order(MANY));
  });

  it('never shows an external id', () => {
    expect(JSON.stringify(judgeFindings(graphOf(MANY), EMPTY_HISTORY))).not.toContain('acme-secret');
  });

  it('keeps titles short, whatever names they hold', () => {
    const long = 'x'.repeat(64);
    const parties = [party('vendor:long', 'vendor', '\u{1F480}'.repeat(500))];
    const grants = [
      { ...VENDOR, party: 'vendor:long', guards: [WEAK] },
      { ...VENDOR, party: 'vendor:long' },
      UNKNOWN,
      OPEN,
    ];
    const ci = [{ caller: byGitHub('repo:'.padEnd(300, 'a').concat('*')), party: 'oidc:github/acme' }];
    const roles = [
      { name: long, grants, uses: [{ party: 'vendor:long' }] },
      {
        name: `${long.slice(1)}y`,
        grants: ci,
        remarks: [{ kind: 'expired' as const, statement: long, message: '' }],
      },
      {
        name: `${long.slice(1)}z`,
        grants: [{ ...VENDOR, party: 'vendor:long' }],
        lastUsed: '2026-01-01T00:00:00Z',
      },
      { name: `${long.slice(1)}w`, grants: [{ ...VENDOR, party: 'vendor:long' }], lastUsed: 'never' },
    ];
    const findings = judgeFindings(graphOf({ parties, roles }), EMPTY_HISTORY);
    expect(findings.length).toBeGreaterThan(10);
    expect(findings.filter(({ title }) => title.length > TITLE_LIMIT)).toEqual([]);
    expect(findings.filter(({ title }) => /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(title))).toEqual([]);
  });

  it('calls nothing worse because a role is gone, and with it what is known of its worth', () => {
    const calls = [...daily('2026-10-01', 20), { at: '2026-10-30T10:00:00Z', network: '198.51.100.7' }];
    const graph = graphOfCalls(calls, { roles: [{ tier: 'metadata' }] });
    const left = { ...graph, roles: new Map() };
    const newsIn = (of: TrustGraph, history: History) =>
      judgeFindings(of, history).find(({ rule }) => rule === 'unexpected-network')?.severity;
    const history = nextHistory(EMPTY_HISTORY, graph, judgeFindings(graph, EMPTY_HISTORY), DEFAULT_SETTINGS);
    expect(newsIn(graph, EMPTY_HISTORY)).toBe('low');
    expect(newsIn(left, EMPTY_HISTORY)).toBe('medium');
    expect(newsIn(left, history)).toBe('low');
  });
});
