// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables look like this

import type { Condition, Statement } from '../../lib/model/policy-document';
import { findStatementRemarks } from '../../lib/policy/statement-remarks';

const SOUND: Statement = {
  index: 0,
  effect: 'Allow',
  principal: { kind: 'entries', entries: [{ type: 'AWS', value: '444455556666' }] },
  action: ['sts:AssumeRole'],
  conditions: [],
  unknown: [],
};

describe('remarks on a statement', () => {
  it.each([
    '*',
    '444455556666',
    'arn:aws:iam::444455556666:root',
    'arn:aws:iam::444455556666:role/a',
    'AROAVENDORDEPLOY',
  ])('there are none on the principal %s', (value) => {
    expect(findStatementRemarks(withPrincipal(value), '2012-10-17')).toEqual([]);
  });

  it.each([
    [' 444455556666', 'blanks around a principal are left out'],
    [
      'arn:aws:iam::*:root',
      'a wildcard inside a principal is not allowed, so it names nobody; a pattern belongs in a condition on `aws:PrincipalArn`',
    ],
    [
      '44445555666',
      'expected an account id, an ARN with an account id of 12 digits, or a unique id; this names nobody',
    ],
    [
      'ec2.amazonaws.com',
      'expected an account id, an ARN with an account id of 12 digits, or a unique id; this names nobody',
    ],
  ])('the principal %j gets one', (value, message) => {
    expect(findStatementRemarks(withPrincipal(value), '2012-10-17')).toEqual([{ message, raw: value }]);
  });

  it('a resource gets one', () => {
    expect(findStatementRemarks({ ...SOUND, resource: ['*'] }, '2012-10-17')).toEqual([
      { message: '`Resource` has no place in a trust policy and is not read' },
    ]);
  });

  it.each<[condition: Condition, message: string]>([
    [
      { operator: 'IpAddress', key: 'aws:sourceip', values: ['203.0.113.0/24', '10.0.0'] },
      'expected an IP address or a range such as 203.0.113.0/24 as a value of `aws:SourceIp`; this one fits nothing',
    ],
    [
      { operator: 'NotIpAddress', key: 'aws:SourceIp', values: ['8.0.0.0/5', '192.168.1.0/24'] },
      '`aws:SourceIp` holds public addresses only, so this value fits nothing',
    ],
    [
      { operator: 'StringEquals', key: 'a.b:sub', values: ['repo:acme/*'] },
      '`StringEquals` takes the wildcard in a value of `a.b:sub` as a plain character',
    ],
  ])('a value that cannot mean what it seems to gets one: %j', (condition, message) => {
    expect(findStatementRemarks({ ...SOUND, conditions: [condition] }, '2012-10-17')).toEqual([
      { message, raw: condition.values.at(-1) },
    ]);
  });

  it('a variable gets one in the old version only', () => {
    const conditions = [{ operator: 'StringLike', key: 'sts:RoleSessionName', values: ['${aws:username}'] }];
    expect(findStatementRemarks({ ...SOUND, conditions }, '2012-10-17')).toEqual([]);
    expect(findStatementRemarks({ ...SOUND, conditions }, '2008-10-17')).toEqual([
      {
        message: 'variables need the version 2012-10-17; this value of `sts:RoleSessionName` is plain text',
        raw: '${aws:username}',
      },
    ]);
  });

  it('never repeat an external id', () => {
    const conditions = [{ operator: 'StringEquals', key: 'STS:externalid', values: ['s3cret*'] }];
    const remarks = findStatementRemarks({ ...SOUND, conditions }, '2012-10-17');
    expect(remarks).toHaveLength(1);
    expect(JSON.stringify(remarks)).not.toContain('s3cret');
  });
});

function withPrincipal(value: string): Statement {
  return { ...SOUND, principal: { kind: 'entries', entries: [{ type: 'AWS', value }] } };
}
