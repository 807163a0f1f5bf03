import { judge } from '../support/trust-role';

const SESSION = 'arn:aws:sts::444455556666:assumed-role/Ops/dana';
const ROLE = 'arn:aws:iam::444455556666:role/Ops';

/** What is said of an Allow of an outside account under these conditions. */
function remarkOn(Condition: object) {
  const allow = { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'sts:AssumeRole', Condition };
  return judge([allow]).remarks.map(({ message }) => message);
}

describe('why nobody meets a test', () => {
  it.each<[string, object, string]>([
    [
      'is a wildcard taken literally, though another value has none',
      { StringEquals: { 'sts:ExternalId': ['agreed-*', 'no id'] } },
      '`StringEquals` takes the wildcard in a value of `sts:ExternalId` as a plain character, which no request carries; `StringLike` may have been meant',
    ],
    [
      'is the ARN of a session, though another value is none',
      { ArnLike: { 'aws:PrincipalArn': [SESSION, 'arn:aws-cn:iam::444455556666:role/Ops'] } },
      '`aws:PrincipalArn` holds the ARN of the role, never that of its session, so this test cannot be met',
    ],
    [
      'is the ARN of a session, though another test has none',
      { ArnLike: { 'aws:PrincipalArn': ROLE }, StringLike: { 'aws:PrincipalArn': SESSION } },
      '`aws:PrincipalArn` holds the ARN of the role, never that of its session, so this test cannot be met',
    ],
    [
      'is no session where none is named',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws-cn:iam::444455556666:role/Ops' } },
      'no request of this caller carries a `aws:PrincipalArn` that meets the test',
    ],
    [
      'is no session where the ARN of one is the value of another key',
      { StringEquals: { 'sts:ExternalId': SESSION }, StringLike: { 'sts:ExternalId': 'b*' } },
      'the tests of `sts:ExternalId` contradict one another',
    ],
    [
      'is a single test that no value passes',
      { StringEquals: { 'sts:ExternalId': 'not one' } },
      'no request of this caller carries a `sts:ExternalId` that meets the test',
    ],
    [
      'is a wildcard only where a value is asked for',
      { StringNotEquals: { 'sts:ExternalId': 'a*' }, StringEquals: { 'sts:ExternalId': ['x y'] } },
      'the tests of `sts:ExternalId` contradict one another',
    ],
  ])('%s', (_, Condition, message) => {
    expect(remarkOn(Condition)).toEqual([message]);
  });
});
