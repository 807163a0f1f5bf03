import fc from 'fast-check';
import { parsePolicyDocument } from '../../lib/model/parse-policy-document';
import type { PolicyDocument, Statement } from '../../lib/model/policy-document';

const AT = 'arn:aws:iam::111122223333:role/Example';

const TRUST = {
  Version: '2012-10-17',
  Statement: {
    Sid: 'Vendor',
    Effect: 'Allow',
    Principal: { AWS: '444455556666' },
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'sts:ExternalId': 'a%41b+c' } },
  },
};

const READ: PolicyDocument = {
  version: '2012-10-17',
  statements: [
    {
      index: 0,
      sid: 'Vendor',
      effect: 'Allow',
      principal: { kind: 'entries', entries: [{ type: 'AWS', value: '444455556666' }] },
      action: ['sts:AssumeRole'],
      conditions: [{ operator: 'StringEquals', key: 'sts:ExternalId', values: ['a%41b+c'] }],
      unknown: [],
    },
  ],
};

describe('the forms in which exports give a policy', () => {
  it.each([
    ['an object', TRUST],
    ['JSON text', JSON.stringify(TRUST)],
    ['pretty-printed JSON text with blanks around', `\n\t ${JSON.stringify(TRUST, null, 2)}\r\n`],
    ['JSON text behind a byte order mark', `\uFEFF${JSON.stringify(TRUST)}`],
    ['URL-encoded JSON text', encodeURIComponent(JSON.stringify(TRUST))],
    ['URL-encoded pretty-printed JSON text', encodeURIComponent(`\n${JSON.stringify(TRUST, null, 4)}\n`)],
    ['a list of one statement', { ...TRUST, Statement: [TRUST.Statement] }],
    ['a document with an id', { ...TRUST, Id: 'made-up' }],
  ])('%s all mean the same, and a %%41 in a value stays', (_, raw) => {
    expect(parsePolicyDocument(raw, AT)).toEqual({ kind: 'ok', value: READ });
  });

  it('makes no difference between one value and a list of one', () => {
    const statement = {
      Effect: 'Allow',
      Principal: { Service: ['ec2.amazonaws.com'] },
      Action: ['sts:AssumeRole'],
      Resource: ['*'],
      Condition: { StringLike: { 'aws:PrincipalArn': ['arn:*'] } },
    };
    const single = {
      ...statement,
      Principal: { Service: 'ec2.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: { StringLike: { 'aws:PrincipalArn': 'arn:*' } },
    };
    expect(statementsOf([single])).toEqual(statementsOf([statement]));
  });

  it('takes an absent version for the old language', () => {
    expect(parsePolicyDocument({ Statement: [] }, AT)).toEqual({
      kind: 'ok',
      value: { version: '2008-10-17', statements: [] },
    });
  });
});

describe('documents that are refused as a whole', () => {
  it.each([
    ['{"Statement": [}', 'policy-not-json', 'expected JSON, found a fault at line 1, column 16'],
    [
      '{\n "Statement": []\n "Version": 1\n}',
      'policy-not-json',
      'expected JSON, found a fault at line 3, column 2',
    ],
    ['', 'policy-not-json', 'expected JSON, found a fault at line 1, column 1'],
    [
      '{"Statement": [{}], "Statement": []}',
      'policy-repeats-a-key',
      'expected each key once in an object, found one again',
    ],
    ['%7B%7D%', 'policy-not-json', 'expected URL-encoded JSON, found a `%` that encodes nothing'],
    ['%7B%22a', 'policy-not-json', 'expected JSON, found a fault at line 1, column 4'],
    ['"{}"', 'policy-not-an-object', 'expected a policy document, found a string'],
    ['[]', 'policy-not-an-object', 'expected a policy document, found a list'],
    [null, 'policy-not-an-object', 'expected a policy document, found null'],
    [undefined, 'policy-not-an-object', 'expected a policy document, found nothing'],
    [7, 'policy-not-an-object', 'expected a policy document, found a number'],
    ['{"Version":"2012-10-17"}', 'policy-without-statement', 'expected the element `Statement`, found none'],
    ['{"Statement":null}', 'policy-without-statement', 'expected the element `Statement`, found none'],
  ])('%j is the problem %s', (raw, code, message) => {
    expect(parsePolicyDocument(raw, AT)).toEqual({ kind: 'problem', problem: { code, at: AT, message } });
  });

  it('never repeats the text, which may hold an external id', () => {
    const parsed = parsePolicyDocument('{"sts:ExternalId": "s3cret" "x"}', AT);
    expect(JSON.stringify(parsed)).not.toContain('s3cret');
  });
});

describe('statements that IAM would refuse', () => {
  const sound = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };

  it.each<[name: string, raw: unknown, effect: 'Allow' | 'Deny', unknown: readonly string[]]>([
    [
      'an effect in lower case',
      { ...sound, Effect: 'allow' },
      'Allow',
      ['expected `Effect` to be `Allow` or `Deny`, found `allow`'],
    ],
    [
      'a denial in upper case',
      { ...sound, Effect: 'DENY' },
      'Deny',
      ['expected `Effect` to be `Allow` or `Deny`, found `DENY`'],
    ],
    [
      'no effect',
      { Principal: '*', Action: '*' },
      'Allow',
      ['expected `Effect` to be `Allow` or `Deny`, found none'],
    ],
    [
      'an effect that is a list',
      { ...sound, Effect: ['Deny'] },
      'Allow',
      ['expected `Effect` to be `Allow` or `Deny`, found none'],
    ],
    [
      'an element of no policy',
      { ...sound, Conditions: {} },
      'Allow',
      ['expected an element of the policy language, found `Conditions`'],
    ],
    [
      'a service as bare text',
      { ...sound, Principal: 'ec2.amazonaws.com' },
      'Allow',
      ['expected `Principal` to be `*` or an object of principal types'],
    ],
    [
      'a list of principals',
      { ...sound, Principal: ['*'] },
      'Allow',
      ['expected `Principal` to be `*` or an object of principal types'],
    ],
    [
      'a principal that is null',
      { ...sound, Principal: null },
      'Allow',
      ['expected `Principal` to be `*` or an object of principal types'],
    ],
    [
      'a principal type of no policy',
      { ...sound, Principal: { Azure: 'x' } },
      'Allow',
      ['expected an element of the policy language, found `Azure`'],
    ],
    [
      'an account id as a number',
      { ...sound, Principal: { AWS: 12345678901 } },
      'Allow',
      ['expected `Principal.AWS` to be text or a list of texts'],
    ],
    [
      'Principal beside NotPrincipal',
      { ...sound, NotPrincipal: '*' },
      'Allow',
      ['expected `Principal` or `NotPrincipal`, found both'],
    ],
    [
      'Action beside NotAction',
      { ...sound, NotAction: '*' },
      'Allow',
      ['expected `Action` or `NotAction`, found both'],
    ],
    [
      'no action',
      { Effect: 'Allow', Principal: '*' },
      'Allow',
      ['expected `Action` or `NotAction`, found neither'],
    ],
    [
      'an action in a nested list',
      { ...sound, Action: [['sts:*']] },
      'Allow',
      ['expected `Action` to be text or a list of texts'],
    ],
    ['a Sid that is no text', { ...sound, Sid: 1 }, 'Allow', ['expected `Sid` to be text']],
    [
      'a condition that is a list',
      { ...sound, Condition: [] },
      'Allow',
      ['expected `Condition` to be an object of operators'],
    ],
    [
      'an operator without keys',
      { ...sound, Condition: { Bool: 'true' } },
      'Allow',
      ['expected the operator `Bool` to hold an object of keys'],
    ],
    [
      'a value that is an object',
      { ...sound, Condition: { Bool: { k: {} } } },
      'Allow',
      ['expected the values of `k` to be text, numbers or truth values'],
    ],
    [
      'a key twice in other letters',
      { ...sound, Condition: { Bool: { 'aws:K': 'true', 'AWS:k': 'true' } } },
      'Allow',
      ['expected the key `AWS:k` once, found it again in another letter case'],
    ],
    [
      'an operator twice in other letters',
      { ...sound, Condition: { Bool: { k: 'true' }, bool: { l: 'true' } } },
      'Allow',
      ['expected the operator `bool` once, found it again in another letter case'],
    ],
    [
      'a number that cannot be told exactly',
      { ...sound, Condition: { NumericLessThan: { k: [1, 2 ** 53] } } },
      'Allow',
      ['expected no number of `k` to be too large to be read exactly'],
    ],
    [
      'a number without an end',
      { ...sound, Condition: { NumericLessThan: { k: JSON.parse('-1e400') } } },
      'Allow',
      ['expected no number of `k` to be too large to be read exactly'],
    ],
    ['text', 'Allow', 'Allow', ['expected a statement object']],
    ['a nested list', [[sound]], 'Allow', ['expected a statement object']],
    ['null', null, 'Allow', ['expected a statement object']],
  ])('%s is kept and named', (_, raw, effect, unknown) => {
    const [statement] = statementsOf([raw]);
    expect(statement).toMatchObject({ effect, unknown });
  });

  it('reads element names in another letter case, and says so', () => {
    const [statement] = statementsOf([{ effect: 'Allow', PRINCIPAL: { aws: '*' }, action: 'sts:*' }]);
    expect(statement).toMatchObject({
      effect: 'Allow',
      principal: { kind: 'entries', entries: [{ type: 'AWS', value: '*' }] },
      action: ['sts:*'],
      unknown: [
        'expected the element name `Effect`, found `effect`',
        'expected the element name `Principal`, found `PRINCIPAL`',
        'expected the element name `Action`, found `action`',
        'expected the element name `AWS`, found `aws`',
      ],
    });
  });

  it('keeps the exact name where another letter case stands beside it', () => {
    const [statement] = statementsOf([{ effect: 'Allow', ...sound, Effect: 'Deny' }]);
    expect(statement).toMatchObject({
      effect: 'Deny',
      unknown: ['expected an element of the policy language, found `effect`'],
    });
  });

  it('names an oddity of the document in every statement', () => {
    const parsed = parsePolicyDocument({ Version: '2020-01-01', Statement: [sound, sound] }, AT);
    expect(parsed).toMatchObject({
      value: {
        version: '2008-10-17',
        statements: [
          { unknown: ['expected the version `2012-10-17` or `2008-10-17`, found another'] },
          { unknown: ['expected the version `2012-10-17` or `2008-10-17`, found another'] },
        ],
      },
    });
  });
});

describe('values', () => {
  it('keeps text as written and turns numbers and truth values into text', () => {
    const [statement] = statementsOf([
      {
        Effect: 'Deny',
        Principal: { AWS: [' arn:aws:iam::444455556666:root ', '012345678901'] },
        NotAction: 'sts:TagSession',
        Condition: {
          Bool: { 'aws:MultiFactorAuthPresent': true },
          NumericLessThan: { 'aws:MultiFactorAuthAge': [3600, 1.5] },
        },
      },
    ]);
    expect(statement).toEqual({
      index: 0,
      effect: 'Deny',
      principal: {
        kind: 'entries',
        entries: [
          { type: 'AWS', value: ' arn:aws:iam::444455556666:root ' },
          { type: 'AWS', value: '012345678901' },
        ],
      },
      notAction: ['sts:TagSession'],
      conditions: [
        { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
        { operator: 'NumericLessThan', key: 'aws:MultiFactorAuthAge', values: ['3600', '1.5'] },
      ],
      unknown: [],
    });
  });

  it('takes an empty Sid for none', () => {
    expect(statementsOf([{ Sid: '', Effect: 'Allow', Principal: '*', Action: '*' }])[0]).not.toHaveProperty(
      'sid',
    );
  });
});

describe('hostile documents', () => {
  it.each([
    [
      'a prototype as element',
      '{"Statement":[{"__proto__":{"Effect":"Deny"},"Effect":"Allow","Principal":"*","Action":"*"}]}',
    ],
    [
      'a prototype as condition key',
      '{"Statement":[{"Effect":"Allow","Action":"*","Condition":{"__proto__":{"__proto__":"x"}}}]}',
    ],
    [
      'a constructor as operator',
      '{"Statement":[{"Effect":"Allow","Action":"*","Condition":{"constructor":{"toString":"x"}}}]}',
    ],
    ['a lone surrogate', '{"Statement":[{"Effect":"\\ud800","Action":"\\udfff"}]}'],
    ['a hundred thousand brackets', `{"Statement":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    [
      'ten thousand statements under ten thousand odd names',
      JSON.stringify({
        ...Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`odd${n}`, n])),
        Statement: Array.from({ length: 10_000 }, () => ({})),
      }),
    ],
    ['a very long name', JSON.stringify({ Statement: [{ ['x'.repeat(131_072)]: 1 }] })],
  ])('%s is read in peace, and every sentence stays short', (_, raw) => {
    const statements = statementsIn(parsePolicyDocument(raw, AT));
    expect(statements.length).toBeGreaterThan(0);
    expect(statements.flatMap(({ unknown }) => unknown).filter((sentence) => sentence.length > 200)).toEqual(
      [],
    );
  });

  it('does not take an effect from a prototype', () => {
    const raw = '{"Statement":[{"__proto__":{"Effect":"Deny"},"Principal":"*","Action":"*"}]}';
    expect(statementsIn(parsePolicyDocument(raw, AT))[0]).toMatchObject({
      effect: 'Allow',
      unknown: [
        'expected an element of the policy language, found `__proto__`',
        'expected `Effect` to be `Allow` or `Deny`, found none',
      ],
    });
  });

  it('never throws, and never drops a statement', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (statements) => {
        const parsed = parsePolicyDocument({ Statement: statements }, AT);
        return parsed.kind === 'ok' && parsed.value.statements.length === statements.length;
      }),
    );
    fc.assert(
      fc.property(fc.anything(), (raw) => ['ok', 'problem'].includes(parsePolicyDocument(raw, AT).kind)),
    );
    fc.assert(
      fc.property(fc.string(), (raw) => ['ok', 'problem'].includes(parsePolicyDocument(raw, AT).kind)),
    );
  });
});

function statementsOf(statements: readonly unknown[]): readonly Statement[] {
  return statementsIn(parsePolicyDocument({ Version: '2012-10-17', Statement: statements }, AT));
}

function statementsIn(parsed: ReturnType<typeof parsePolicyDocument>): readonly Statement[] {
  return parsed.kind === 'ok' ? parsed.value.statements : [];
}
