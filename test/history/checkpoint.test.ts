import { emptyActivity, foldRecord } from '../../lib/activity/activity';
import { finishFold } from '../../lib/activity/fold-use';
import { finishSessions } from '../../lib/activity/sessions/finish-sessions';
import {
  type AskedNow,
  addToPart,
  type CheckpointPart,
  emptyPart,
  findPartsToMerge,
  fitPart,
  resumePart,
} from '../../lib/history/checkpoint';
import { ownersCopy } from '../support/assume-record';
import { sessionIdentity, sessionRecord } from '../support/session-record';

const object = (key: string) => ({ key, size: 100, stamp: '1' });

const partOf = (...keys: readonly string[]): CheckpointPart => ({
  scope: 'all of it',
  followed: ['AROAEXAMPLEROLE00001', 'AROAEXAMPLEROLE00002'],
  day: '2026-11-23',
  objects: keys.map(object),
  records: 1,
  from: '2026-11-23T00:00:00Z',
  until: '2026-11-23T00:00:00Z',
  activity: emptyActivity(),
});

const ASKED: AskedNow = {
  scope: 'all of it',
  followed: ['AROAEXAMPLEROLE00001', 'AROAEXAMPLEROLE00002'],
  created: new Map(),
};

describe('a checkpoint part', () => {
  const unchanged = (key: string) => object(key);

  it('holds while its objects are there as they were', () => {
    const done = new Set<string>();
    expect(resumePart(done, partOf('a', 'b'), ASKED, unchanged)).toBeDefined();
    expect(resumePart(done, partOf('c'), ASKED, unchanged)).toBeDefined();
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
    expect(resumePart(done, part, { ...ASKED, scope }, now)).toBeUndefined();
    expect([...done]).toEqual(['before']);
  });
});

describe('a part that was read for others', () => {
  const [one = '', two = ''] = ASKED.followed;
  const made = (time: string) => new Map([['AROAEXAMPLENEW000001', time]]);
  const withOneMore = [one, two, 'AROAEXAMPLENEW000001'];

  it.each<[string, Partial<AskedNow>, boolean]>([
    [
      'fits one who was made after its last day',
      { followed: withOneMore, created: made('2026-11-24T00:00:00Z') },
      true,
    ],
    [
      'is nothing to one who was made on its last day',
      { followed: withOneMore, created: made('2026-11-23T09:00:00Z') },
      false,
    ],
    ['is nothing to one who was made who knows when', { followed: withOneMore }, false],
    ['fits fewer', { followed: [one] }, true],
    ['is nothing to another scope', { scope: 'something else' }, false],
  ])('%s', (_, asked, fits) => {
    expect(fitPart(partOf('a'), { ...ASKED, ...asked }) !== undefined).toBe(fits);
  });

  it('tells nothing of those who are not followed any more, and all of the others', () => {
    const records = [one, two].map((id) =>
      sessionRecord({
        eventID: id,
        userIdentity: sessionIdentity({ principalId: `${id}:s`, accessKeyId: `ASIA${id}` }),
      }),
    );
    const folded = (ids: readonly string[]) => {
      const activity = emptyActivity();
      for (const record of [...records, ownersCopy()]) foldRecord(activity, record, 'log', new Set(ids));
      return activity;
    };
    const part = { ...partOf('a'), activity: folded([one, two]) };
    const fitted = fitPart(part, { ...ASKED, followed: [two] });
    const toldOf = (activity = emptyActivity()) => ({
      sessions: finishSessions(activity.sessions, []).sessions,
      uses: finishFold(activity.uses),
    });
    expect(toldOf(fitted)).toEqual(toldOf(folded([two])));
    expect(toldOf(fitted).sessions).toHaveLength(1);
    expect(toldOf(part.activity).sessions).toHaveLength(2);
  });

  it('is read again for fewer where it holds records that could not be read: they may be of anybody', () => {
    const activity = emptyActivity();
    foldRecord(activity, ownersCopy({ eventTime: 'never' }), 'log', new Set());
    const part = { ...partOf('a'), activity };
    expect(fitPart(part, ASKED)).toBeDefined();
    expect(fitPart(part, { ...ASKED, followed: [one] })).toBeUndefined();
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
      const part = emptyPart(ASKED, '');
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
