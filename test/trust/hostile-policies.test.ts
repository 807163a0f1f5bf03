import type { TrustJudgement } from '../../lib/model/grant';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { KNOWLEDGE } from '../support/random-trust';
import { roleTrusting } from '../support/trust-role';

const LONGEST = 131_072;

/** A statement's text with this principal and condition block, as they stand. */
const statement = (condition: string, principal = '{"AWS":"444455556666"}') =>
  `{"Effect":"Allow","Principal":${principal},"Action":"sts:AssumeRole","Condition":${condition}}`;
const policy = (...statements: readonly string[]) =>
  `{"Version":"2012-10-17","Statement":[${statements.join()}]}`;
const value = (operator: string, key: string, text: string) =>
  policy(statement(JSON.stringify({ [operator]: { [key]: text } })));
const nested = (open: string, close: string, count: number) => `${open.repeat(count)}1${close.repeat(count)}`;
const many = <Item>(count: number, make: (at: number) => Item) =>
  Array.from({ length: count }, (_, at) => make(at));

const judged = (text: string): TrustJudgement => judgeTrust(roleTrusting(text), KNOWLEDGE);

describe('a hostile trust policy', () => {
  it.each([
    ['lists without an end', '['.repeat(LONGEST)],
    ['lists in lists', nested('[', ']', 60_000)],
    ['objects in objects', nested('{"Statement":', '}', 9_000)],
    ['lists for a statement', `{"Statement":${nested('[', ']', 60_000)}}`],
    ['lists for a value', policy(statement(`{"Bool":{"aws:x":${nested('[', ']', 60_000)}}}`))],
    ['objects for an operator', policy(statement(nested('{"Bool":', '}', 10_000)))],
    ['objects for a principal', policy(statement('{}', nested('{"AWS":', '}', 10_000)))],
    ['an escape that encodes nothing', `%7B${'%25'.repeat(40_000)}`],
    ['stars alone', value('StringLike', 'sts:ExternalId', '*'.repeat(100_000))],
    ['stars and letters', value('StringLike', 'sts:ExternalId', '*a'.repeat(60_000))],
    ['question marks', value('StringLike', 'sts:RoleSessionName', '?'.repeat(120_000))],
    ['stars in an ARN', value('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::*:${'*a'.repeat(60_000)}`)],
    [
      'stars in an account',
      value('ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${'*1'.repeat(60_000)}:role/x`),
    ],
    ['stars and colons', value('StringLike', 'aws:PrincipalArn', '*:'.repeat(60_000))],
    ['stars in a user id', value('StringLike', 'aws:userid', '*A'.repeat(60_000))],
    ['a variable with blanks', value('StringEquals', 'sts:ExternalId', `\${${' '.repeat(100_000)}x}`)],
    ['a default of quotes', value('StringEquals', 'sts:ExternalId', `\${a,${" '".repeat(60_000)}}`)],
    ['thousands of variables', value('StringEquals', 'sts:ExternalId', `\${aws:x}`.repeat(15_000))],
    ['opening braces', value('StringEquals', 'sts:ExternalId', `\${`.repeat(60_000))],
    [
      'thousands of keys nobody knows',
      policy(
        statement(JSON.stringify({ Bool: Object.fromEntries(many(5_000, (at) => [`aws:x${at}`, 'x'])) })),
      ),
    ],
    [
      'thousands of operators',
      policy(statement(JSON.stringify(Object.fromEntries(many(4_000, (at) => [`Bool${at}`, { k: 'x' }]))))),
    ],
    [
      'thousands of elements',
      `{"Statement":{${many(5_000, (at) => `"Element${at}":1`).join()},"Effect":"Allow","Action":"*"}}`,
    ],
    [
      'principals and conditions by the hundred',
      policy(
        statement(
          JSON.stringify({
            StringEqualsIfExists: Object.fromEntries(many(400, (at) => [`aws:RequestTag/${at}`, 'x'])),
          }),
          JSON.stringify({ AWS: many(400, (at) => `${100_000_000_000 + at}`) }),
        ),
      ),
    ],
    [
      'thousands of patterns',
      policy(
        statement(
          JSON.stringify({ StringLike: { 'aws:PrincipalArn': many(5_000, (at) => `*a*${at}*a*`) } }),
          '{"AWS":"*"}',
        ),
      ),
    ],
    [
      'thousands of denies',
      policy(
        statement('{}'),
        ...many(700, (at) =>
          statement(`{"StringLike":{"sts:ExternalId":"*a${at}*","sts:RoleSessionName":"*b*"}}`).replace(
            'Allow',
            'Deny',
          ),
        ),
      ),
    ],
  ])('of %s is undecided: it ends, and is never called closed', (_, text) => {
    expect(text.length).toBeLessThanOrEqual(LONGEST);
    expect(judged(text).grants.map(({ verdict }) => verdict)).toContain('undecided');
  });

  it.each([
    [
      'a principal of endless path',
      statement('{}', `{"AWS":"arn:aws:iam::444455556666:role/${'a/'.repeat(50_000)}x"}`),
    ],
    [
      'two thousand accounts',
      statement('{}', JSON.stringify({ AWS: many(2_000, (at) => `${100_000_000_000 + at}`) })),
    ],
    [
      'thousands of external ids',
      statement(`{"StringEquals":{"sts:ExternalId":${JSON.stringify(many(5_000, (at) => `id-${at}`))}}}`),
    ],
    [
      'thousands of addresses',
      statement(
        `{"IpAddress":{"aws:SourceIp":${JSON.stringify(many(5_000, (at) => `20.${at % 256}.${at >> 8}.0/24`))}}}`,
      ),
    ],
    ['an endless Sid', statement('{}').replace('{', `{"Sid":"${'x'.repeat(100_000)}",`)],
    ['an action of stars', statement('{}').replace('sts:AssumeRole', `sts:${'*'.repeat(100_000)}`)],
  ])('of %s is judged', (_, text) => {
    const { grants } = judged(policy(text));
    expect(grants.map(({ verdict }) => verdict)).toContain('admits');
  });

  it.each([
    ['a number without an end', 'NumericGreaterThan', 'aws:MultiFactorAuthAge', '9'.repeat(100_000)],
    ['no number', 'NumericLessThan', 'aws:MultiFactorAuthAge', 'NaN'],
    ['no date', 'DateLessThan', 'aws:CurrentTime', '9999-99-99T99:99:99Z'],
    ['a date of endless digits', 'DateLessThan', 'aws:CurrentTime', '1'.repeat(100_000)],
    ['no address', 'IpAddress', 'aws:SourceIp', '1.2.3.4/33'],
    ['colons for an ARN', 'ArnLike', 'aws:PrincipalArn', ':'.repeat(100_000)],
  ])('that asks for %s admits nobody, with a remark', (_, operator, key, text) => {
    const { grants, remarks } = judged(value(operator, key, text));
    expect(grants).toEqual([]);
    expect(remarks).toMatchObject([{ kind: 'never-true' }]);
  });
});
