import { arnTestOf, isShaped, shapeOf } from '../../lib/trust/arn-tests';
import { complementOf } from '../../lib/trust/canonical-constraint';
import { mustFit, type ValueConstraint } from '../../lib/trust/constraint';
import type { TextTest } from '../../lib/trust/find-text';
import { coversText } from '../../lib/trust/text-pattern';

const OPS = 'arn:aws:iam::444455556666:role/app/Ops';
const ALICE = 'arn:aws:iam::444455556666:user/people/alice';

const meets = ({ patterns, negated }: TextTest, arn: string) =>
  patterns.some((pattern) => coversText(pattern, arn)) !== negated;

describe('an ARN', () => {
  it.each([
    ['role', OPS, true],
    ['role', 'arn:aws:iam::444455556666:role/O', true],
    ['role', 'arn:aws:iam::444455556666:role/!/~', true],
    ['role', 'arn:aws:iam::444455556666:role/', false],
    ['role', 'arn:aws:iam::444455556666:role/app/', false],
    ['role', 'arn:aws:iam::444455556666:role/a pp/Ops', false],
    ['role', 'arn:aws:iam::444455556666:role/app/O ps', false],
    ['role', 'arn:aws:iam::444455556666:role/Op ', false],
    ['role', 'arn:aws:iam::444455556666:role/*/Ops', false],
    ['role', 'arn:aws:iam::444455556666:role/?/Ops', false],
    ['role', 'arn:aws:iam::444455556666:role/app/Op*', false],
    ['role', 'arn:aws:iam::444455556666:role/app/Op?', false],
    ['role', 'arn:aws:iam::44445555666:role/Ops', false],
    ['role', 'arn:aws-cn:iam::444455556666:role/Ops', false],
    ['role', ALICE, false],
    ['user', ALICE, true],
    ['user', 'arn:aws:iam::444455556666:user/people/', false],
    ['user', 'arn:aws:iam::444455556666:user/al?ce', false],
    ['user', OPS, false],
  ] as const)('of a %s looks like %s: %s', (kind, arn, expected) => {
    expect(isShaped(arn, kind, 'aws')).toBe(expected);
    expect(meets(shapeOf(kind, 'aws'), arn)).toBe(expected);
  });

  const passes = (constraint: ValueConstraint, arn: string) => {
    const kind = arn.includes(':user/') ? 'user' : 'role';
    const test = arnTestOf(constraint, kind, 'aws', new Map());
    return test && meets(test, arn);
  };

  it.each([
    ['aws:PrincipalArn', 'StringEquals', OPS, OPS, true],
    ['aws:PrincipalArn', 'ArnLike', 'arn:aws:iam::*:role/*', OPS, true],
    ['aws:PrincipalArn', 'ArnLike', 'arn:aws:iam::*:user/*', OPS, false],
    ['aws:PrincipalAccount', 'StringEquals', '444455556666', OPS, true],
    ['aws:PrincipalAccount', 'StringEquals', '4444', OPS, false],
    ['aws:PrincipalAccount', 'StringLike', '4444*', ALICE, true],
    ['aws:PrincipalAccount', 'StringLike', '*Ops', OPS, false],
    ['aws:username', 'StringEquals', 'alice', ALICE, true],
    ['aws:username', 'StringEquals', 'alice', 'arn:aws:iam::444455556666:user/alice', true],
    ['aws:username', 'StringEquals', 'lice', ALICE, false],
    ['aws:username', 'StringLike', 'p*', ALICE, false],
    ['aws:username', 'StringLike', 'al*', ALICE, true],
    ['aws:username', 'StringEquals', 'Ops', OPS, undefined],
    ['aws:userid', 'StringEquals', 'alice', ALICE, undefined],
    ['aws:PrincipalArn', 'Bool', 'true', OPS, undefined],
  ])('tested by %s %s %s: %s gives %s', (key, operator, value, arn, expected) => {
    const constraint = mustFit(key.toLowerCase(), operator, [value]);
    expect(passes(constraint, arn)).toBe(expected);
    const opposite = complementOf(constraint);
    if (opposite.kind === 'value' && expected !== undefined) {
      expect(passes(opposite, arn)).toBe(!expected);
    }
  });
});
