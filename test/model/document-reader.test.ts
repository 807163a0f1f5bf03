import { documentReader } from '../../lib/model/document-reader';
import { parsePolicyDocument } from '../../lib/model/parse-policy-document';

const TRUST = { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] };
const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`);

describe('documents that are read together', () => {
  const read = documentReader();

  it.each<[string, unknown]>([
    ['an object', TRUST],
    ['a text', JSON.stringify(TRUST)],
    ['an encoded text', encodeURIComponent(JSON.stringify(TRUST))],
  ])('are one object where they are equal: %s', (_, raw) => {
    const [first, second] = ['a', 'b'].map((at) => read(structuredClone(raw), at));
    expect(first).toEqual(parsePolicyDocument(raw, 'a'));
    expect(first?.kind === 'ok' && second?.kind === 'ok' && first.value === second.value).toBe(true);
  });

  it('are told apart where JavaScript writes their numbers alike', () => {
    const version = (number: string) => JSON.parse(`{"Version":${number},"Statement":[{"Sid":${number}}]}`);
    expect(read(version('1e999'), 'a')).toEqual(parsePolicyDocument(version('1e999'), 'a'));
    expect(read(version('null'), 'a')).toEqual(parsePolicyDocument(version('null'), 'a'));
  });

  it('are refused each in its own name', () => {
    const problems = ['a', 'b'].map((at) => read('no JSON', at));
    expect(problems).toEqual(['a', 'b'].map((at) => parsePolicyDocument('no JSON', at)));
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a number', 7],
    ['what is nested too deep to be written', { ...TRUST, Id: deep(20_000) }],
  ])('are read as they are alone: %s', (_, raw) => {
    expect(read(raw, 'a')).toEqual(parsePolicyDocument(raw, 'a'));
  });
});
