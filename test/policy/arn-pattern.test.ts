import fc from 'fast-check';
import { literalPatternOf, matchWildcard, patternOf } from '../../lib/model/wildcard';
import { isArnPattern, matchArn, matchArnPattern } from '../../lib/policy/arn-pattern';

const ROLE = 'arn:aws:iam::444455556666:role/ops/Deploy';

describe('an ARN pattern', () => {
  it.each([
    [ROLE, ROLE, true],
    ['arn:aws:iam::444455556666:role/*', ROLE, true],
    ['arn:*:iam::*:role/ops/Deplo?', ROLE, true],
    ['arn:aws:iam::444455556666:ROLE/*', ROLE, false],
    ['arn:aws:iam::*', ROLE, false],
    ['arn:aws:iam:*:role/ops/Deploy', ROLE, false],
    ['arn:*:role/ops/Deploy', ROLE, false],
    ['*', ROLE, true],
    ['**', ROLE, false],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a:b:c', true],
    ['arn:aws:sns:us-east-1:444455556666:*:x', 'arn:aws:sns:us-east-1:444455556666:topic:x', true],
    ['*', 'no ARN', false],
    ['', '', false],
  ])('%s on %s: %s', (pattern, arn, matches) => {
    expect(matchArn(pattern, arn)).toBe(matches);
  });

  it('lets no wildcard cross one of the first five colons', () => {
    expect(matchArn('arn:aws:iam::*role/Ops', 'arn:aws:iam::4444:role/Ops')).toBe(false);
    expect(matchWildcard('arn:aws:iam::*role/Ops', 'arn:aws:iam::4444:role/Ops')).toBe(true);
  });

  it('never matches what the same text does not match as a string pattern', () => {
    const part = fc.constantFrom('arn', 'aws', '*', '', '4?', '44', 'role/a', 'role/*', 'x:y');
    const text = fc.array(part, { minLength: 4, maxLength: 8 }).map((parts) => parts.join(':'));
    fc.assert(
      fc.property(text, text, (pattern, arn) => !matchArn(pattern, arn) || matchWildcard(pattern, arn)),
    );
  });

  it('may hold a plain star and a plain colon out of a variable', () => {
    const pattern = [...patternOf('arn:aws:iam::'), ...literalPatternOf('444455556666:role/*')];
    expect(matchArnPattern(pattern, 'arn:aws:iam::444455556666:role/*')).toBe(true);
    expect(matchArnPattern(pattern, ROLE)).toBe(false);
  });

  it.each([
    [ROLE, true],
    ['*', true],
    ['arn:aws:iam::444455556666', false],
    ['', false],
  ])('%j is well formed: %s', (pattern, wellFormed) => {
    expect(isArnPattern(patternOf(pattern))).toBe(wellFormed);
  });
});
