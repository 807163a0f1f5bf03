import { emptyActivity } from '../../lib/activity/activity';
import {
  addToPart,
  type CheckpointPart,
  emptyPart,
  findPartsToMerge,
  resumePart,
} from '../../lib/history/checkpoint';

const object = (key: string) => ({ key, size: 100, stamp: '1' });

const partOf = (...keys: readonly string[]): CheckpointPart => ({
  scope: 'all of it',
  day: '2026-11-23',
  objects: keys.map(object),
  records: 1,
  from: '2026-11-23T00:00:00Z',
  until: '2026-11-23T00:00:00Z',
  activity: emptyActivity(),
});

describe('a checkpoint part', () => {
  const unchanged = (key: string) => object(key);

  it('holds while its objects are there as they were', () => {
    const done = new Set<string>();
    expect(resumePart(done, partOf('a', 'b'), 'all of it', unchanged)).toBe(true);
    expect(resumePart(done, partOf('c'), 'all of it', unchanged)).toBe(true);
    expect([...done]).toEqual(['a', 'b', 'c']);
  });

  it.each<[string, CheckpointPart, string, (key: string) => { size: number; stamp: string } | undefined]>([
    ['when another reading left it', partOf('a'), 'something else', unchanged],
    [
      'when an object is gone',
      partOf('a', 'b'),
      'all of it',
      (key) => (key === 'b' ? undefined : object(key)),
    ],
    [
      'when an object has grown',
      partOf('a', 'b'),
      'all of it',
      (key) => ({ ...object(key), size: key === 'b' ? 9 : 100 }),
    ],
    [
      'when an object was written anew',
      partOf('a', 'b'),
      'all of it',
      (key) => ({ ...object(key), stamp: key === 'b' ? '2' : '1' }),
    ],
    ['when a part before it has one of its objects', partOf('a', 'before'), 'all of it', unchanged],
    ['when it names an object twice', partOf('a', 'a'), 'all of it', unchanged],
  ])('does not hold %s, and nothing of it is done', (_, part, scope, now) => {
    const done = new Set(['before']);
    expect(resumePart(done, part, scope, now)).toBe(false);
    expect([...done]).toEqual(['before']);
  });
});

describe('what is added to a part', () => {
  const readOf = (key: string, from: string, until: string) => ({
    objects: [object(key)],
    records: 2,
    from,
    until,
    activity: emptyActivity(),
  });

  it('widens its times, whatever the order', () => {
    const early = readOf('a', '2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z');
    const late = readOf('b', '2026-11-03T00:00:00Z', '2026-11-04T00:00:00Z');
    for (const reads of [
      [early, late],
      [late, early],
    ]) {
      const part = emptyPart('all of it', '');
      for (const read of reads) addToPart(part, read);
      expect(part).toMatchObject({ records: 4, from: early.from, until: late.until });
      expect(part.objects.map(({ key }) => key).sort()).toEqual(['a', 'b']);
    }
  });
});

describe('parts', () => {
  const heads = (count: number, change: (index: number) => Partial<CheckpointPart> = () => ({})) =>
    new Map(
      Array.from({ length: count }, (_, index) => [
        `part-${index}`,
        { ...partOf(`object-${index}`), ...change(index) },
      ]),
    );
  const many = Array.from({ length: 5000 }, (_, index) => object(`of-many-${index}`));

  it('are merged once there are many small ones of one day', () => {
    expect(findPartsToMerge(heads(8))).toEqual([]);
    expect(findPartsToMerge(heads(9))).toEqual([new Set(heads(9).keys())]);
  });

  it.each<[string, (index: number) => Partial<CheckpointPart>]>([
    ['of different days', (index) => ({ day: `2026-11-0${(index % 2) + 1}` })],
    ['of different scopes', (index) => ({ scope: `scope ${index % 2}` })],
    ['with many objects', (index) => (index % 2 ? { objects: many } : {})],
  ])('are not merged with parts %s', (_, change) => {
    expect(findPartsToMerge(heads(16, change))).toEqual([]);
    for (const ids of findPartsToMerge(heads(40, change))) expect(ids.size).toBe(20);
  });
});
