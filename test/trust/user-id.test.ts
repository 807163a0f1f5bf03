import { complementOf, mustFit, type ValueConstraint } from '../../lib/trust/constraint';
import { arnOfUserId, findUserId } from '../../lib/trust/user-id';

const likes = (pattern: string) => mustFit('aws:userid', 'StringLike', [pattern]);

function excludes(text: string): ValueConstraint {
  const constraint = complementOf(mustFit('aws:userid', 'StringEquals', [text]));
  if (constraint.kind !== 'value') throw new Error('expected a test of values');
  return constraint;
}

describe('a user id', () => {
  it.each([
    ['role', 'AROA????????:alice', /^AROA[A-Z0-9]{8}:alice$/],
    ['role', '*:*.x', /^AROA[A-Z0-9]{4,}:.*\.x$/],
    ['user', 'AIDA????9', /^AIDA[A-Z0-9]{4}9$/],
    ['root', '4444*', /^4444\d{8}$/],
    ['federated-user', '4444*:c*', /^4444\d{8}:c.+$/],
  ] as const)('of a %s that matches %s is found', (kind, pattern, form) => {
    expect(findUserId(kind, [likes(pattern)], new Map())).toEqual({
      kind: 'value',
      value: expect.stringMatching(form),
    });
  });

  it.each([
    ['role', /^AROA[A-Z0-9]{4,}:[\w=,.@-]{2,}$/],
    ['user', /^AIDA[A-Z0-9]{4,}$/],
    ['root', /^\d{12}$/],
    ['federated-user', /^\d{12}:[\w=,.@-]{2,}$/],
  ] as const)('of any %s has its form', (kind, form) => {
    const first = findUserId(kind, [], new Map());
    expect(first).toEqual({ kind: 'value', value: expect.stringMatching(form) });
    const another = findUserId(kind, [excludes(first.kind === 'value' ? first.value : '')], new Map());
    expect(another).toEqual({ kind: 'value', value: expect.stringMatching(form) });
    expect(another).not.toEqual(first);
  });

  it.each([
    ['role', 'the id of a user', 'AIDA*'],
    ['role', 'no session name', 'AROAEXAMPLE0001'],
    ['role', 'a session name of one character', 'AROAEXAMPLE0001:a'],
    ['role', 'a session name with a slash', 'AROAEXAMPLE0001:a/b'],
    ['role', 'an id in small letters', 'AROAexample0001:alice'],
    ['role', 'an id with a dash', 'AROA-*'],
    ['role', 'next to no id', 'AROA123:alice'],
    ['user', 'the id of a role', 'AROA*'],
    ['user', 'a session name', 'AIDA*:alice'],
    ['root', 'too few digits', '44445555666'],
    ['root', 'letters', '4444555566ab'],
    ['root', 'a name', '444455556666:*'],
    ['federated-user', 'no name', '444455556666'],
    ['federated-user', 'a name of one character', '444455556666:c'],
    ['federated-user', 'the id of a role', 'AROA*:carol'],
  ] as const)('of a %s never has %s', (kind, _, pattern) => {
    expect(findUserId(kind, [likes(pattern)], new Map())).toEqual({ kind: 'impossible' });
  });

  it('takes what a value leaves open from the request', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    const constraint = likes('${aws:PrincipalAccount}');
    const context = new Map([['aws:principalaccount', ['444455556666']]]);
    expect(findUserId('root', [constraint], context)).toEqual({ kind: 'value', value: '444455556666' });
  });

  it.each([
    ['root', '444455556666', 'arn:aws-cn:iam::444455556666:root'],
    ['federated-user', '444455556666:carol', 'arn:aws-cn:sts::444455556666:federated-user/carol'],
    ['role', 'AROAEXAMPLE0001:alice', undefined],
    ['user', 'AIDAEXAMPLE0001', undefined],
  ] as const)('of a %s, %s, stands for the ARN %s', (kind, userId, arn) => {
    expect(arnOfUserId(kind, userId, 'aws-cn')).toBe(arn);
  });
});
