import { KEY_ROWS } from '../../lib/policy/context-key-table';
import { domainOf } from '../../lib/trust/key-domain';
import { coversText } from '../../lib/trust/text-pattern';

const SUBJECT = 'token.actions.githubusercontent.com:sub';
const AUDIENCE = 'token.actions.githubusercontent.com:aud';

function mayBe(key: string, value: string): boolean {
  const { values, grammar } = domainOf(key);
  return (values?.includes(value) ?? true) && (!grammar || coversText(grammar, value));
}

describe('a condition key', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    [
      'aws:principalaccount',
      ['012345678901', '999999999999'],
      ['12345678901', '1234567890123', '44445555666*', '/23456789012', '12345678901:'],
    ],
    ['aws:sourceaccount', ['444455556666'], ['*']],
    ['aws:principalarn', ['arn:aws:iam::444455556666:role/Ops'], ['444455556666', 'arn:aws:iam']],
    [
      'aws:principalorgid',
      ['o-a0z9exampl', 'o-x'],
      ['o-', 'O-exampleorg1', 'o-Example', 'o-example_', 'o-ex/a', 'o-a{', 'o-a:', 'o-*'],
    ],
    ['aws:sourceorgid', ['o-exampleorg1'], ['o-*']],
    [
      'aws:principalorgpaths',
      ['o-exampleorg1/r-abcd/', 'o-x/'],
      ['o-exampleorg1', 'o-/', 'o-ex*/', 'o-ex?/', 'o-a b/', 'r-abcd/'],
    ],
    ['aws:sourcearn', ['arn:aws:s3:::bucket', 'arn:!'], ['arn:', 'arn:aws:s3:::*', 's3:::bucket']],
    ['sts:externalid', ['a1', 'AZ_az09+=,.@:/-'], ['a', 'ab c', 'a*b', 'ab[', 'ab`', 'ab{', 'ab;', 'ü1']],
    [
      'sts:rolesessionname',
      ['ab', 'AZ_az09+=,.@-'],
      ['a', 'a b', 'a:b', 'a/b', 'a*', 'a[', 'a`', 'a{', 'a?'],
    ],
    ['sts:sourceidentity', ['dana'], ['d', 'da/na']],
    ['aws:sourceidentity', ['dana'], ['d', 'da/na']],
    ['aws:sourceip', ['203.0.113.9', '2001:db8::1'], ['', '203.0.113.0/24', '*']],
    ['aws:vpcsourceip', ['10.0.0.9'], ['', '10.0.0.0/24']],
    ['aws:sourcevpc', ['vpc-0a1b'], ['', 'vpc-*', 'vpc/1']],
    ['aws:sourcevpce', ['vpce-0a1b'], ['', 'vpce-*']],
    ['aws:requestedregion', ['eu-west-1'], ['', 'eu-*']],
    ['aws:multifactorauthpresent', ['true', 'false'], ['True', '']],
    ['aws:viaawsservice', ['true', 'false'], ['yes']],
    ['aws:principalisawsservice', ['true', 'false'], ['yes']],
    ['sts:roleauthorizedbyidp', ['true', 'false'], ['yes']],
    ['aws:securetransport', ['true'], ['false']],
    ['aws:multifactorauthage', ['0', '3600'], ['', '-1', '6e2', '1.5']],
    [SUBJECT, ['repo:acme/app:ref:refs/heads/main', 'a?'], ['', 'repo:acme/*']],
    [AUDIENCE, ['sts.amazonaws.com'], ['', '*']],
    ['aws:requesttag/team', ['', '*', 'red or blue'], []],
  ])('%s has values such as %j, never such as %j', (key, values, others) => {
    expect(values.filter((value) => !mayBe(key, value))).toEqual([]);
    expect(others.filter((value) => mayBe(key, value))).toEqual([]);
  });

  it.each([...KEY_ROWS.map(({ name }) => name.toLowerCase()), SUBJECT, AUDIENCE, 'aws:requesttag/team'])(
    '%s has a likely value, which is one that it can have',
    (key) => {
      const { example } = domainOf(key);
      expect(example).not.toBe('');
      expect(mayBe(key, example)).toBe(true);
    },
  );
});
