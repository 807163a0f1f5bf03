import * as fc from 'fast-check';
import {
  forgetUntil,
  NOTHING_SEEN,
  OBJECTS_KEPT,
  type PublishedObject,
  recogniseObject,
  rememberObjects,
} from '../../lib/history/seen-objects';
import { propertyRuns } from '../support/property-runs';

const RUNS = { numRuns: propertyRuns(300) };

const at = (hour: number) => `2026-11-23T${String(hour).padStart(2, '0')}:00:00Z`;
const object = (name: string, hour: number): PublishedObject => ({
  key: `AWSLogs/${name}.json.gz`,
  size: 100,
  stamp: '"etag"',
  published: at(hour),
});

const anyObjects = fc.uniqueArray(
  fc
    .record({ name: fc.string({ maxLength: 2 }), hour: fc.nat(23) })
    .map(({ name, hour }) => object(name, hour)),
  { maxLength: 30, selector: ({ key }) => key },
);

describe('the set of seen objects', () => {
  it('tells what was read from what is new, changed or too late to be told', () => {
    const seen = forgetUntil(rememberObjects(NOTHING_SEEN, [object('a', 4), object('b', 8)]), at(5));
    expect(recogniseObject(seen, object('b', 8))).toBe('seen');
    expect(recogniseObject(seen, { ...object('b', 8), size: 101 })).toBe('changed');
    expect(recogniseObject(seen, { ...object('b', 8), stamp: '"other"' })).toBe('changed');
    expect(recogniseObject(seen, object('late', 6))).toBe('new');
    expect(recogniseObject(seen, object('late', 5))).toBe('too-late');
    expect(recogniseObject(seen, object('a', 4))).toBe('too-late');
    expect(recogniseObject(NOTHING_SEEN, object('a', 4))).toBe('new');
  });

  it('takes a key for what it is, whatever it is called', () => {
    const odd = { ...object('', 8), key: '__proto__' };
    expect(recogniseObject(NOTHING_SEEN, odd)).toBe('new');
    expect(recogniseObject(rememberObjects(NOTHING_SEEN, [odd]), odd)).toBe('seen');
  });

  it('never opens its window again', () => {
    const seen = forgetUntil(forgetUntil(NOTHING_SEEN, at(8)), at(6));
    expect(seen.forgotten).toBe(at(8));
    expect(rememberObjects(seen, [object('a', 7)]).objects.size).toBe(0);
  });

  it('calls no object new after it was remembered', () => {
    fc.assert(
      fc.property(anyObjects, fc.nat(10), fc.nat(23), (objects, limit, hour) => {
        const seen = forgetUntil(rememberObjects(NOTHING_SEEN, objects, limit), at(hour));
        const answers = new Set(objects.map((each) => recogniseObject(seen, each)));
        expect([...answers].filter((answer) => answer === 'new' || answer === 'changed')).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is the same in whatever order and portions objects are remembered, beyond its limit too', () => {
    const divided = anyObjects.chain((objects) =>
      fc.tuple(fc.constant(objects), fc.shuffledSubarray(objects, { minLength: objects.length }), fc.nat(30)),
    );
    fc.assert(
      fc.property(divided, fc.nat(10), ([objects, shuffled, cut], limit) => {
        const whole = rememberObjects(NOTHING_SEEN, objects, limit);
        const first = rememberObjects(NOTHING_SEEN, shuffled.slice(0, cut), limit);
        expect(rememberObjects(first, shuffled.slice(cut), limit)).toEqual(whole);
      }),
      RUNS,
    );
  });

  it('keeps no more than its limit, but for objects of one time', () => {
    fc.assert(
      fc.property(anyObjects, fc.integer({ min: 1, max: 10 }), (objects, limit) => {
        const kept = [...rememberObjects(NOTHING_SEEN, objects, limit).objects.values()];
        expect(kept.length <= limit || new Set(kept.map(({ published }) => published)).size === 1).toBe(true);
        if (objects.length > 0) expect(kept.length).toBeGreaterThan(0);
      }),
      RUNS,
    );
  });

  it('has room for a day of an organization of hundreds of accounts', () => {
    const many = Array.from({ length: OBJECTS_KEPT }, (_, index) => object(String(index), index % 24));
    const seen = rememberObjects(NOTHING_SEEN, many);
    expect(seen.objects.size).toBe(OBJECTS_KEPT);
    expect(seen.forgotten).toBeUndefined();
  });
});
