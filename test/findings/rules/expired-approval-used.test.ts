import { expiredApprovalUsed } from '../../../lib/findings/rules/expired-approval-used';
import { DATADOG, graphOf, party } from '../../support/graph-builder';
import { hitsOf, onlyHit } from '../../support/rule-hits';

function usedAt(at: string) {
  const lapsed = {
    name: 'Datadog',
    kind: 'vendor',
    accounts: [DATADOG],
    expires: '2026-11-10',
    owner: 'ops@example.com',
    expect: [],
  } as const;
  const parties = [{ ...party('vendor:datadog', 'vendor', 'Datadog', DATADOG), lapsed }];
  return graphOf({ parties, roles: [{ uses: [{ party: 'vendor:datadog', at }] }] });
}

describe('expired-approval-used', () => {
  it.each([
    ['before the last day', '2026-11-09T00:00:00Z', 0],
    ['on the last day', '2026-11-10T23:59:59Z', 0],
    ['on the day after', '2026-11-11T00:00:00Z', 1],
  ])('judges a use %s', (_, at, hits) => {
    expect(hitsOf(expiredApprovalUsed, usedAt(at))).toHaveLength(hits);
  });

  it('names the day, and whom to ask', () => {
    const { title, remedy } = onlyHit(expiredApprovalUsed, usedAt('2026-11-12T00:00:00Z'));
    expect(title).toBe('Datadog used role Entry after 2026-11-10, its last day');
    expect(remedy).toContain('ops@example.com');
  });
});
