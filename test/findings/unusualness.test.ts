import { TIERS } from '../../lib/access/tier';
import { compareSeverity } from '../../lib/findings/severity';
import {
  type Circumstances,
  type Habit,
  habitOf,
  isTelling,
  severityOfSurprise,
} from '../../lib/findings/unusualness';

const PLAIN: Circumstances = {
  habit: 'settled',
  company: 0,
  tier: 'data-read',
  triedOnly: false,
  thin: false,
  sameOwner: false,
};
const HABITS: readonly Habit[] = ['agreed', 'settled', 'varied', 'restless'];

const severity = (circumstances: Partial<Circumstances>) =>
  severityOfSurprise({ ...PLAIN, ...circumstances });

describe('the severity of a surprise', () => {
  it.each(HABITS)('never falls with company: %s', (habit) => {
    const steps = [3, 2, 1, 0].map((company) => severity({ habit, company }));
    expect(steps).toEqual([...steps].sort(compareSeverity));
  });

  it.each(HABITS.flatMap((habit) => [0, 1, 2].map((company) => [habit, company] as const)))(
    'never rises by what speaks for the caller: %s with %i',
    (habit, company) => {
      for (const better of [
        { triedOnly: true },
        { thin: true },
        { sameOwner: true },
        { tier: 'none' as const },
      ]) {
        const [plain, mild] = [severity({ habit, company }), severity({ habit, company, ...better })];
        expect(compareSeverity(plain, mild)).toBeLessThanOrEqual(0);
      }
    },
  );

  it.each<[string, Partial<Circumstances>, string]>([
    ['a settled habit broken alone', {}, 'medium'],
    ['many networks, and one more', { habit: 'varied' }, 'low'],
    ['networks that keep coming', { habit: 'restless' }, 'info'],
    ['three things at once', { company: 2 }, 'high'],
    ['three things at once on an administrator', { company: 2, tier: 'admin' }, 'critical'],
    ['what was not agreed', { habit: 'agreed' }, 'medium'],
    ['what was not agreed, on an administrator', { habit: 'agreed', tier: 'admin' }, 'high'],
    ['three things tried in vain', { company: 2, triedOnly: true }, 'medium'],
    ['a network of a usual owner', { sameOwner: true }, 'info'],
    ['a network of a usual owner with two other things', { sameOwner: true, company: 2 }, 'medium'],
    ['everything that speaks for the caller', { triedOnly: true, thin: true, tier: 'none' }, 'low'],
  ])('%s', (_, circumstances, expected) => {
    expect(severity(circumstances)).toBe(expected);
  });

  it('is one for every tier', () => {
    for (const tier of TIERS)
      expect(severity({ tier })).toBe(tier === 'metadata' || tier === 'none' ? 'low' : 'medium');
  });
});

describe('a habit', () => {
  const SINCE = '2026-10-01T00:00:00Z';
  const UNTIL = '2026-10-15T00:00:00Z';
  const spans = (...days: string[]) =>
    days.map((day) => ({ first: `2026-10-${day}T00:00:00Z`, last: UNTIL }));

  it.each<[string, readonly string[], Habit]>([
    ['nothing', [], 'settled'],
    ['few values from the beginning', ['01', '02'], 'settled'],
    ['many values from the beginning', Array(9).fill('01'), 'varied'],
    ['a value that came late', ['01', '09'], 'varied'],
    ['values that kept coming', ['01', '09', '10', '11'], 'restless'],
    ['what was agreed after the learning time', ['01', '20', '21', '22'], 'settled'],
  ])('of %s', (_, days, expected) => {
    expect(habitOf(spans(...days), SINCE, UNTIL)).toBe(expected);
  });
});

it.each([
  ['network', '203.0.113.0/24', true],
  ['tactic', 'collection', true],
  ['tactic', 'discovery', false],
  ['hour', '00-06 UTC', false],
  ['rate', 'calls a day', false],
] as const)('%s %s tells of other news: %s', (aspect, value, expected) => {
  expect(isTelling(aspect, value)).toBe(expected);
});
