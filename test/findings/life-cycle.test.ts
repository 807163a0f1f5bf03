import { findingId } from '../../lib/findings/finding-id';
import { judgeFindings } from '../../lib/findings/judge-findings';
import { DEFAULT_SETTINGS, type Settings } from '../../lib/findings/settings';
import type { TrustGraph } from '../../lib/graph/trust-graph';
import { EMPTY_HISTORY, type FindingMemory, type History } from '../../lib/history/history';
import { nextHistory } from '../../lib/history/next-history';
import type { Finding } from '../../lib/model/finding';
import {
  AS_OF,
  arnOf,
  byAccount,
  type GraphSpec,
  graphOf,
  OURS,
  type RoleSpec,
} from '../support/graph-builder';

const VENDOR = { caller: byAccount(), party: 'vendor:datadog' };
const OPEN_ROLE: RoleSpec = { grants: [VENDOR] };
const USED_ROLE: RoleSpec = { uses: [{ party: 'vendor:qubole', at: '2026-11-10T00:00:00Z' }] };
const TRUST_FINDING = findingId('external-id-missing', arnOf(), 'vendor:datadog');

interface Run {
  readonly asOf: string;
  readonly spec: GraphSpec;
  readonly settings?: Partial<Settings>;
  readonly change?: (graph: TrustGraph) => TrustGraph;
}

const READ = [{ id: OURS, state: 'read' as const, roles: 1 }];

/** The findings of the last of several runs that know of each other. */
function lastOf(...runs: readonly Run[]): readonly Finding[] {
  let history: History = EMPTY_HISTORY;
  let findings: readonly Finding[] = [];
  for (const { asOf, spec, settings, change = (graph: TrustGraph) => graph } of runs) {
    const made = graphOf({ watchedFrom: '2026-09-01T00:00:00Z', watchedUntil: asOf, ...spec });
    const graph = change({ ...made, asOf });
    findings = judgeFindings(graph, history, { ...DEFAULT_SETTINGS, ...settings });
    history = nextHistory(history, graph, findings);
  }
  return findings;
}

const stateOf = (findings: readonly Finding[], rule: string) =>
  findings.filter((finding) => finding.rule === rule).map(({ state, because }) => [state, because]);

const unreadable = (graph: TrustGraph): TrustGraph => ({
  ...graph,
  coverage: {
    ...graph.coverage,
    complete: false,
    accounts: [{ id: OURS, state: 'unreadable', reason: 'access denied', roles: 0 }],
  },
});

describe('a finding of what is wrong', () => {
  const first = { asOf: '2026-11-20T00:00:00Z', spec: { roles: [OPEN_ROLE] } };
  const asOf = '2026-11-21T00:00:00Z';

  it.each<[string, readonly Run[], readonly unknown[]]>([
    ['is new, once', [first], [['new', undefined]]],
    ['is open in the next run', [first, { ...first, asOf }], [['open', undefined]]],
    [
      'is closed when it was mended',
      [first, { asOf, spec: { roles: [{}] } }],
      [['closed', 'not found any more']],
    ],
    [
      'is told as closed in one run only',
      [first, { asOf, spec: { roles: [{}] } }, { asOf, spec: { roles: [{}] } }],
      [],
    ],
    [
      'is closed when its role is gone',
      [first, { asOf, spec: { roles: [{ name: 'Other' }], coverage: READ } }],
      [['closed', 'not found any more']],
    ],
    [
      'stays open where its account was not read',
      [first, { asOf, spec: {}, change: unreadable }],
      [['open', `kept: ${OURS} was not read in this run`]],
    ],
    [
      'is new again when it comes back',
      [first, { asOf, spec: { roles: [{}] } }, { ...first, asOf }],
      [['new', undefined]],
    ],
  ])('%s', (_, runs, expected) => {
    expect(stateOf(lastOf(...runs), 'external-id-missing')).toEqual(expected);
  });

  it('that no rule of this version finds is closed, and says so', () => {
    const memory: FindingMemory = {
      rule: 'rule-of-old',
      subject: arnOf(),
      severity: 'high',
      title: 'old',
      firstSeen: AS_OF,
      lastSeen: AS_OF,
      state: 'open',
      turn: 1,
    };
    const history = { ...EMPTY_HISTORY, findings: new Map([['old', memory]]) };
    expect(stateOf(judgeFindings(graphOf({ roles: [{}] }), history), 'rule-of-old')).toEqual([
      ['closed', 'the rule rule-of-old is not part of this version'],
    ]);
  });

  it('stays open through a run without the CloudTrail that earlier ones had', () => {
    const { coverage, ...graph } = graphOf({ roles: [{}] });
    const { activity: _, ...unwatched } = coverage;
    const before = judgeFindings(
      graphOf({ roles: [OPEN_ROLE], watchedFrom: '2026-09-01T00:00:00Z' }),
      EMPTY_HISTORY,
    );
    const history = nextHistory(
      EMPTY_HISTORY,
      graphOf({ roles: [OPEN_ROLE], watchedFrom: '2026-09-01T00:00:00Z' }),
      before,
    );
    const findings = judgeFindings({ ...graph, coverage: unwatched }, history);
    expect(stateOf(findings, 'external-id-missing')).toEqual([
      ['open', 'kept: no CloudTrail was read in this run'],
    ]);
  });
});

describe('a finding of use', () => {
  const first = { asOf: '2026-11-12T00:00:00Z', spec: { roles: [USED_ROLE] } };
  const rule = 'use-not-permitted-now';

  it.each<[string, readonly Run[], readonly unknown[]]>([
    [
      'is new however long ago it happened',
      [{ ...first, asOf: '2027-05-01T00:00:00Z' }],
      [['new', undefined]],
    ],
    [
      'stays open while it is not quiet',
      [first, { ...first, asOf: '2026-12-01T00:00:00Z' }],
      [['open', undefined]],
    ],
    [
      'closes when it was quiet for long',
      [first, { ...first, asOf: '2026-12-13T00:00:00Z' }],
      [['closed', 'quiet for 30 days']],
    ],
    [
      'stays closed while CloudTrail still shows the old use',
      [first, { ...first, asOf: '2026-12-13T00:00:00Z' }, { ...first, asOf: '2026-12-14T00:00:00Z' }],
      [],
    ],
    [
      'is new again when it happens again',
      [
        first,
        { ...first, asOf: '2026-12-13T00:00:00Z' },
        {
          asOf: '2026-12-15T00:00:00Z',
          spec: { roles: [{ uses: [{ party: 'vendor:qubole', at: '2026-12-14T00:00:00Z' }] }] },
        },
      ],
      [['new', undefined]],
    ],
    [
      'closes when somebody reviewed it',
      [first, { asOf: '2026-11-13T00:00:00Z', spec: { roles: [{}] } }],
      [['closed', 'reviewed: it is expected now']],
    ],
    [
      'stays open where CloudTrail does not reach back to it',
      [first, { asOf: '2026-11-13T00:00:00Z', spec: { roles: [{}], watchedFrom: '2026-11-11T00:00:00Z' } }],
      [['open', 'kept: the CloudTrail read in this run does not reach back to it']],
    ],
  ])('%s', (_, runs, expected) => {
    expect(stateOf(lastOf(...runs), rule)).toEqual(expected);
  });
});

describe('a finding that the user suppressed', () => {
  const suppress = (finding: string, until = '2026-12-31') => ({
    suppress: [{ finding, until, reason: 'agreed', owner: 'someone@example.com' }],
  });
  const run = { asOf: '2026-11-20T00:00:00Z', spec: { roles: [OPEN_ROLE] } };
  const WORDS = 'agreed (someone@example.com, until 2026-12-31)';

  it.each<[string, Partial<Settings>, unknown]>([
    ['by its id is shown with the reason', suppress(TRUST_FINDING), ['suppressed', WORDS]],
    ['by rule and subject is', suppress(`external-id-missing:${arnOf()}`), ['suppressed', WORDS]],
    [
      'by a pattern over the subject is',
      suppress('external-id-missing:arn:aws:iam::*:role/*'),
      ['suppressed', WORDS],
    ],
    [
      'by a pattern that does not fit is not',
      suppress('external-id-missing:arn:aws:iam::9*'),
      ['new', undefined],
    ],
    ['by another rule is not', suppress('external-id-weak:*'), ['new', undefined]],
    ['until a day that has passed is not', suppress(TRUST_FINDING, '2026-11-19'), ['new', undefined]],
    [
      'until today is',
      suppress(TRUST_FINDING, '2026-11-20'),
      ['suppressed', WORDS.replace('12-31', '11-20')],
    ],
  ])('%s', (_, settings, expected) => {
    expect(stateOf(lastOf({ ...run, settings }), 'external-id-missing')).toEqual([expected]);
  });

  it('is new when the suppression ends, and its alert falls due again', () => {
    const settings = suppress(TRUST_FINDING, '2026-11-20');
    expect(
      stateOf(
        lastOf({ ...run, settings }, { ...run, asOf: '2026-11-21T00:00:00Z', settings }),
        'external-id-missing',
      ),
    ).toEqual([['new', undefined]]);
  });

  it('closes when it is mended', () => {
    const settings = suppress(TRUST_FINDING);
    const mended = { asOf: '2026-11-21T00:00:00Z', spec: { roles: [{}] }, settings };
    expect(stateOf(lastOf({ ...run, settings }, mended), 'external-id-missing')).toEqual([
      ['closed', 'not found any more'],
    ]);
  });
});

it('has the severity that the user gave its rule', () => {
  const settings = { severity: new Map([['external-id-missing', 'info' as const]]) };
  const [finding] = lastOf({ asOf: AS_OF, spec: { roles: [OPEN_ROLE] }, settings }).filter(
    ({ rule }) => rule === 'external-id-missing',
  );
  expect(finding?.severity).toBe('info');
});
