import { findDifferences } from '../support/judge-trust-case';
import { parseTrustCases, readTrustCases } from '../support/trust-cases';

const topics = readTrustCases();

describe.each(topics)('trust policies: $topic', ({ cases }) => {
  it.each(cases)('$name', (trustCase) => {
    expect(findDifferences(trustCase)).toEqual([]);
  });
});

describe('the table of trust policies', () => {
  const [sample] = topics.flatMap(({ cases }) => cases);

  it('has at least 800 cases', () => {
    expect(topics.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(800);
  });

  it.each([
    ['an unknown key', { ...sample, expected: {} }],
    ['an unknown key of the expectation', { ...sample, expect: { ...sample?.expect, verdicts: 'nobody' } }],
    ['an unknown verdict', { ...sample, expect: { ...sample?.expect, verdict: 'none' } }],
    ['a source that is neither a page nor marked', { ...sample, source: 'somebody said so' }],
  ])('refuses %s', (_, broken) => {
    expect(() => parseTrustCases([broken], 'sample.json')).toThrow('sample.json');
  });

  it('refuses two cases of one name', () => {
    expect(() => parseTrustCases([sample, sample], 'sample.json')).toThrow('two cases have the name');
  });

  it('notices a wrong expectation', () => {
    if (!sample) throw new Error('the table is empty');
    const wrong = sample.expect.verdict === 'nobody' ? 'external' : 'nobody';
    expect(findDifferences({ ...sample, expect: { ...sample.expect, verdict: wrong } })).toContain(
      `verdict is ${sample.expect.verdict}, not ${wrong}`,
    );
  });
});
