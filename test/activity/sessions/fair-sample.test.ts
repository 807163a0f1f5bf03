import * as fc from 'fast-check';
import {
  addSample,
  addToSample,
  countDistinct,
  countNotes,
  cutSample,
  emptySample,
  type FairSample,
} from '../../../lib/activity/sessions/fair-sample';
import { HASH_RANGE, hashText } from '../../../lib/activity/sessions/text-hash';

const LIMIT = 8;

function sampleOf(texts: readonly string[], limit = LIMIT): FairSample {
  const sample = emptySample();
  for (const text of texts) addToSample(sample, hashText(text), text.length, limit);
  return sample;
}

/** What a sample tells when it is finished. */
function told(sample: FairSample, limit = LIMIT) {
  cutSample(sample, limit);
  return {
    ids: sample.slots.filter((id, at) => at % 2 === 0 && id > 0).sort((a, b) => a - b),
    distinct: countDistinct(sample),
    notes: [...countNotes(sample)].sort(([a], [b]) => a - b),
  };
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `event-${index}`);

describe('hashText', () => {
  it('gives whole numbers above 0 that fit a double', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hash = hashText(text);
        expect(Number.isSafeInteger(hash) && hash > 0 && hash < HASH_RANGE).toBe(true);
      }),
    );
  });

  it('tells 50,000 event ids apart, and spreads them evenly', () => {
    const hashes = names(50_000).map((name) => hashText(`22222222-aaaa-4bbb-8ccc-${name}`));
    expect(new Set(hashes).size).toBe(50_000);
    const tenths = new Array<number>(10).fill(0);
    for (const hash of hashes) {
      const tenth = Math.floor((hash / HASH_RANGE) * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const count of tenths) expect(Math.abs(count - 5_000)).toBeLessThan(350);
  });
});

describe('a fair sample', () => {
  it.each([0, 1, 7, 8])('of %i ids counts them exactly', (count) => {
    expect(told(sampleOf([...names(count), ...names(count)])).distinct).toBe(count);
  });

  it('beyond its limit keeps as many ids as fit, and estimates how many there were', () => {
    const sample = sampleOf(names(20_000), 1_024);
    const { ids, distinct } = told(sample, 1_024);
    expect(ids).toHaveLength(1_024);
    expect(Math.abs(distinct - 20_000)).toBeLessThan(2_500);
    expect(distinct).not.toBe(1_024);
  });

  it('keeps the note that its owner prefers', () => {
    const sample = emptySample();
    for (const note of [4, 9, 2]) addToSample(sample, 77, note, LIMIT, Math.max);
    expect(told(sample).notes).toEqual([[9, 1]]);
  });

  it('does not depend on order, repetition and division, within its limit and beyond', () => {
    const texts = fc.array(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 80 });
    fc.assert(
      fc.property(texts, texts, texts, (a, b, c) => {
        const whole = told(sampleOf([...a, ...b, ...c]));
        expect(told(sampleOf([...c, ...c, ...b, ...a]))).toEqual(whole);
        const merged = sampleOf(c);
        for (const part of [a, b]) addSample(merged, sampleOf(part), LIMIT);
        expect(told(merged)).toEqual(whole);
      }),
    );
  });
});
