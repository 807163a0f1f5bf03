import { EMPTY_HISTORY, type FindingMemory, type History } from '../../lib/history/history';
import { nextHistory } from '../../lib/history/next-history';
import type { Finding } from '../../lib/model/finding';
import { AS_OF, graphOf } from '../support/graph-builder';

const FINDING: Finding = {
  id: 'f1',
  rule: 'use-not-permitted-now',
  severity: 'high',
  state: 'open',
  subject: 'arn:aws:iam::111122223333:role/Reader',
  title: 'used',
  evidence: [],
  remedy: 'look',
  technique: ['T1199'],
  firstSeen: '2026-11-01T00:00:00Z',
  lastSeen: AS_OF,
};

const MEMORY: FindingMemory = {
  rule: FINDING.rule,
  subject: FINDING.subject,
  severity: 'high',
  title: 'used',
  firstSeen: '2026-11-01T00:00:00Z',
  lastSeen: '2026-11-01T00:00:00Z',
  state: 'open',
  turn: 1,
};

function historyWith(memory: FindingMemory): History {
  return {
    ...EMPTY_HISTORY,
    findings: new Map([['f1', memory]]),
    trailUntil: '2026-11-01T00:00:00Z',
  };
}

const MEMORY_DAYS = { learnDays: 14, quietDays: 30 };

const BEFORE = historyWith(MEMORY);

function graph(complete: boolean, watched: boolean) {
  const made = graphOf({ roles: [{}], ...(watched && { watchedFrom: '2026-11-01T00:00:00Z' }) });
  return { ...made, coverage: { ...made.coverage, complete } };
}

describe('an alert', () => {
  const memoryAfter = (finding: Finding, before?: FindingMemory) =>
    nextHistory(
      before ? historyWith(before) : EMPTY_HISTORY,
      graph(true, true),
      [finding],
      MEMORY_DAYS,
    ).findings.get('f1');
  const due = { why: 'new', finding: FINDING } as const;

  it.each<[string, Finding, FindingMemory | undefined, FindingMemory['due'], number]>([
    ['falls due where the finding is new', FINDING, undefined, due, 1],
    ['falls due no second time', FINDING, MEMORY, undefined, 1],
    ['stays due until it was delivered', FINDING, { ...MEMORY, due }, due, 1],
    [
      'falls due again where the finding got worse',
      { ...FINDING, severity: 'critical' },
      MEMORY,
      { why: 'worse', finding: { ...FINDING, severity: 'critical' } },
      2,
    ],
    ['does not fall due where it got better', { ...FINDING, severity: 'low' }, MEMORY, undefined, 1],
    [
      'falls due again where it comes back',
      FINDING,
      { ...MEMORY, state: 'closed' },
      { why: 'reopened', finding: FINDING },
      2,
    ],
    ['never falls due for information', { ...FINDING, severity: 'info' }, undefined, undefined, 0],
    [
      'falls due once what was information is more',
      FINDING,
      { ...MEMORY, severity: 'info', turn: 0 },
      due,
      1,
    ],
    ['never falls due for what is suppressed', { ...FINDING, state: 'suppressed' }, undefined, undefined, 0],
  ])('%s', (_, finding, before, expected, turn) => {
    expect(memoryAfter(finding, before)).toMatchObject({ turn });
    expect(memoryAfter(finding, before)?.due).toEqual(expected);
  });
});

it('keeps how far CloudTrail was read through a run without any', () => {
  expect(nextHistory(BEFORE, graph(true, false), [], MEMORY_DAYS).trailUntil).toBe(BEFORE.trailUntil);
});
