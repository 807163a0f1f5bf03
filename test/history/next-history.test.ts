import type { History } from '../../lib/history/history';
import { nextHistory } from '../../lib/history/next-history';
import { AS_OF, graphOf } from '../support/graph-builder';

const MEMORY = {
  rule: 'use-not-permitted-now',
  subject: 'arn:aws:iam::111122223333:role/Reader',
  title: 'used',
  firstSeen: '2026-11-01T00:00:00Z',
  lastSeen: '2026-11-01T00:00:00Z',
  closed: false,
};
const BEFORE: History = {
  grants: [],
  findings: new Map([['f1', MEMORY]]),
  trailUntil: '2026-11-01T00:00:00Z',
};

function graph(complete: boolean, watched: boolean) {
  const made = graphOf({ roles: [{}], ...(watched && { watchedFrom: '2026-11-01T00:00:00Z' }) });
  return { ...made, coverage: { ...made.coverage, complete } };
}

describe('a finding that is not there any more', () => {
  it.each([
    ['is closed by a run that saw everything', true, true, true],
    ['stays open through a gap in coverage', false, true, false],
    ['stays open through a run without the CloudTrail that earlier ones had', true, false, false],
  ])('%s', (_, complete, watched, closed) => {
    expect(nextHistory(BEFORE, graph(complete, watched), []).findings.get('f1')?.closed).toBe(closed);
  });

  it('is closed without CloudTrail where no run ever had any', () => {
    const { trailUntil: _, ...before } = BEFORE;
    expect(nextHistory(before, graph(true, false), []).findings.get('f1')?.closed).toBe(true);
  });
});

it('reopens a finding that comes back, and keeps how far CloudTrail was read', () => {
  const before: History = { ...BEFORE, findings: new Map([['f1', { ...MEMORY, closed: true }]]) };
  const { closed: _, ...found } = { id: 'f1', ...MEMORY, lastSeen: AS_OF };
  const next = nextHistory(before, graph(true, false), [found]);
  expect(next.findings.get('f1')).toEqual({ ...MEMORY, lastSeen: AS_OF, closed: false });
  expect(next.trailUntil).toBe(BEFORE.trailUntil);
});
