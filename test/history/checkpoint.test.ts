import { emptyActivity } from '../../lib/activity/activity';
import { type CheckpointPart, resumePart } from '../../lib/history/checkpoint';

const object = (key: string) => ({ key, size: 100, stamp: '1' });

const partOf = (...keys: readonly string[]): CheckpointPart => ({
  scope: 'all of it',
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
