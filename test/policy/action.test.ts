import { matchAction } from '../../lib/policy/action';

describe('an action of a policy', () => {
  it.each([
    ['sts:AssumeRole', true],
    ['STS:assumerole', true],
    ['sts:Assume*', true],
    ['sts:*', true],
    ['*', true],
    ['sts:AssumeRol?', true],
    ['sts:AssumeRoleWithSAML', false],
    ['sts:AssumeRole ', false],
    ['AssumeRole', false],
    ['s3:*', false],
  ])('%j covers sts:AssumeRole: %s', (pattern, covers) => {
    expect(matchAction(pattern, 'sts:AssumeRole')).toBe(covers);
  });
});
