import { BEFORE, type Call, CUTOFF_DAY, fieldOf } from '../../support/proposed';

/** Calls at these hours on each day before the last week. */
function at(...hours: readonly number[]): readonly Call[] {
  return BEFORE.flatMap((day) => hours.map((hour) => ({ day, hour })));
}

const hours = (...calls: readonly Call[]) => fieldOf('hours', calls);

describe('hours', () => {
  it.each<[string, readonly number[], string]>([
    ['the part of the day, and an hour on either side', [9, 10, 16], '08-18 UTC'],
    ['a range over midnight', [23, 0, 1], '22-03 UTC'],
    ['one that ends at midnight', [20, 21, 22], '19-24 UTC'],
    ['one that begins with the day', [1, 2], '00-04 UTC'],
    ['the whole day where the use keeps to no part of it', [0, 6, 12, 18], '00-24 UTC'],
  ])('are %s', (_, seen, range) => {
    expect(hours(...at(...seen))).toEqual({ kept: [range], held: [] });
  });

  it('do not reach into an hour that is new in the last week', () => {
    expect(hours(...at(9, 10), { day: CUTOFF_DAY, hour: 11 })).toEqual({
      kept: ['08-11 UTC'],
      held: ['11-12 UTC'],
    });
  });

  it('are left to what is usual where a use of the whole day has a new hour', () => {
    expect(hours(...at(0, 6, 12, 18), { day: CUTOFF_DAY, hour: 3 })).toEqual({
      kept: [],
      held: ['03-04 UTC'],
    });
  });

  it('are left out where too few calls tell them', () => {
    expect(hours(...at(9).slice(0, 12))).toBeUndefined();
  });

  it('are left out where all calls are of a few days', () => {
    const calls = [...Array(30).keys()].map((index) => ({ day: index % 3, hour: 9 }));
    expect(hours(...calls)).toBeUndefined();
  });
});
