import { TIERS } from '../../lib/access/tier';
import { compareSeverity, type Exposure, severityOf } from '../../lib/findings/severity';

const BARRIERS = ['none', 'weak', 'firm'] as const;
const STANDINGS = ['anyone', 'stranger', 'outsider', 'possible-sibling'] as const;
/** `unknown` stands for any tier, so it has no place in the order. */
const RANKED = TIERS.filter((tier) => tier !== 'unknown');

/** Whether no step of the list is milder than the one after it. */
function expectNeverWorse(steps: readonly ReturnType<typeof severityOf>[]) {
  expect(steps).toEqual([...steps].sort(compareSeverity));
}

describe('the severity table', () => {
  it.each(STANDINGS.flatMap((standing) => BARRIERS.map((barrier): Exposure => `${standing}/${barrier}`)))(
    'falls with what the role is worth: %s',
    (exposure) => expectNeverWorse(RANKED.map((tier) => severityOf(exposure, tier))),
  );

  it.each(TIERS)('falls with what stands in the way: %s', (tier) => {
    for (const standing of STANDINGS) {
      expectNeverWorse(BARRIERS.map((barrier) => severityOf(`${standing}/${barrier}`, tier)));
    }
  });

  it.each(TIERS)('falls with how few can enter: %s', (tier) => {
    for (const barrier of BARRIERS) {
      expectNeverWorse(STANDINGS.map((standing) => severityOf(`${standing}/${barrier}`, tier)));
    }
  });
});
