import { complementOf } from '../../lib/trust/canonical-constraint';
import { mustFit, type ValueConstraint } from '../../lib/trust/constraint';
import { findUserId } from '../../lib/trust/user-id';

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
    ['user', 'AIDA????AZ09', /^AIDA[A-Z0-9]{4}AZ09$/],
  ] as const)('of a %s that matches %s is found', (kind, pattern, form) => {
    expect(findUserId(kind, [likes(pattern)], new Map())).toEqual({
      kind: 'value',
      value: expect.stringMatching(form),
    });
  });

  it.each([
    ['role', /^AROA[A-Z0-9]{4,}:[\w=,.@-]{2,}$/],
    ['user', /^AIDA[A-Z0-9]{4,}$/],
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
  ] as const)('of a %s never has %s', (kind, _, pattern) => {
    expect(findUserId(kind, [likes(pattern)], new Map())).toEqual({ kind: 'impossible' });
  });

  it('takes what a value leaves open from the request', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of the policy language
    const constraint = likes('AROAEXAMPLE0001:${aws:PrincipalAccount}');
    const context = new Map([['aws:principalaccount', ['444455556666']]]);
    expect(findUserId('role', [constraint], context)).toEqual({
      kind: 'value',
      value: 'AROAEXAMPLE0001:444455556666',
    });
  });
});
