import type { PrincipalElement, Statement } from '../../lib/model/policy-document';
import { readStatementCallers } from '../../lib/trust/statement-callers';
import { ROLE_ARN } from '../support/random-trust';

const STAR: PrincipalElement = { kind: 'star' };
const entries = (
  ...pairs: readonly (readonly ['AWS' | 'Service' | 'Federated', string])[]
): PrincipalElement => ({
  kind: 'entries',
  entries: pairs.map(([type, value]) => ({ type, value })),
});

function read(parts: Partial<Statement>) {
  const statement = { index: 0, effect: 'Allow', conditions: [], unknown: [], ...parts } as const;
  return readStatementCallers(statement, ROLE_ARN, new Map());
}

const kinds = (parts: Partial<Statement>) => read(parts).callers.map(({ caller }) => caller.kind);

describe('whom a statement names', () => {
  const ALL = { action: ['sts:*'] };
  const SIGNED = { action: ['sts:AssumeRole'] };
  const ACCOUNT = entries(['AWS', '444455556666']);

  it.each<[string, Partial<Statement>, readonly string[]]>([
    ['the principals that enter by its calls', { ...SIGNED, principal: ACCOUNT }, ['account']],
    ['everybody of all accounts by a star', { ...ALL, principal: STAR }, ['anyone']],
    [
      'everybody, where some are only excluded',
      { ...ALL, notPrincipal: ACCOUNT },
      ['anyone', 'saml', 'web-identity'],
    ],
    [
      'everybody of its calls, where some are only excluded',
      { ...SIGNED, notPrincipal: ACCOUNT },
      ['anyone'],
    ],
    ['everybody, where nobody is named', ALL, ['anyone', 'saml', 'web-identity']],
    [
      'everybody, where nobody could be read',
      { ...ALL, principal: entries(), unknown: ['odd'] },
      ['anyone', 'saml', 'web-identity'],
    ],
    ['whoever could be read', { ...ALL, principal: ACCOUNT, unknown: ['odd'] }, ['account']],
    ['nobody, where no entry is right', { ...ALL, principal: entries(['AWS', 'nobody']) }, []],
    ['nobody by calls of another kind', { action: ['sts:AssumeRoleWithSAML'], principal: ACCOUNT }, []],
    [
      'somebody by calls that could not be read',
      { action: [], principal: ACCOUNT, unknown: ['odd'] },
      ['account'],
    ],
    ['nobody by no calls at all', { action: [], principal: ACCOUNT }, []],
    [
      'everybody of its calls, where nobody fits and something was not read',
      { action: ['sts:AssumeRoleWithSAML'], principal: ACCOUNT, unknown: ['odd'] },
      ['saml'],
    ],
  ])('is %s', (_, parts, expected) => {
    expect(kinds(parts).sort()).toEqual(expected);
  });

  it.each<[string, Partial<Statement>, readonly string[]]>([
    ['by exclusion', { ...SIGNED, notPrincipal: ACCOUNT }, ['service']],
    ['by no principal', SIGNED, ['service']],
    [
      'by no principal that could be read',
      { ...SIGNED, principal: entries(), unknown: ['odd'] },
      ['service'],
    ],
    ['by what could not be read', { ...SIGNED, principal: ACCOUNT, unknown: ['odd'] }, ['anyone', 'service']],
    [
      'by calls that could not be read',
      { action: ['sts:TagSession'], principal: STAR, unknown: ['odd'] },
      ['service', 'saml', 'web-identity'],
    ],
  ])('may be others besides %s', (_, parts, expected) => {
    expect(read(parts).otherwise?.map(({ caller }) => caller.kind)).toEqual(expected);
  });

  it('keeps in mind what an unread element may mean of the calls', () => {
    expect(kinds({ notAction: ['sts:AssumeRole'], principal: ACCOUNT, unknown: ['odd'] })).toEqual([
      'saml',
      'web-identity',
    ]);
  });

  it('may by a bare star be more than the principals of accounts', () => {
    const { otherwise } = read({ ...ALL, principal: STAR });
    expect(otherwise?.map(({ caller, doubt }) => [caller.kind, doubt?.slice(0, 39)])).toEqual(
      ['service', 'saml', 'web-identity'].map((kind) => [kind, 'AWS does not say whether a bare star me']),
    );
    expect(read({ ...SIGNED, principal: STAR }).otherwise?.map(({ caller }) => caller.kind)).toEqual([
      'service',
    ]);
  });

  it('is doubted where the principal could not be read, in words of its own if there are any', () => {
    const doubts = (parts: Partial<Statement>) =>
      read({ ...SIGNED, ...parts }).callers.map(({ doubt }) => doubt);
    expect(doubts({ unknown: ['the principal is a number'] })).toEqual(['the principal is a number']);
    expect(doubts({})).toEqual(['the statement names no principal that could be read']);
    expect(doubts({ principal: STAR })).toEqual([undefined]);
  });

  it.each<[string, Partial<Statement>, readonly unknown[]]>([
    [
      'no principal',
      ALL,
      [{ kind: 'invalid', message: 'the statement names no principal that could be read' }],
    ],
    [
      'an empty list',
      { ...ALL, principal: entries() },
      [{ kind: 'invalid', message: 'it names no principal' }],
    ],
    [
      'principals that are only excluded',
      { ...ALL, notPrincipal: ACCOUNT },
      [
        {
          kind: 'invalid',
          message: 'IAM does not take `NotPrincipal` in a trust policy; it is read as admitting everybody',
        },
      ],
    ],
    [
      'a principal that is none',
      { ...ALL, principal: entries(['Service', '*.amazonaws.com'], ['AWS', '444455556666']) },
      [
        {
          kind: 'invalid',
          message: 'expected the host name of a service without wildcards',
          raw: '*.amazonaws.com',
        },
      ],
    ],
    [
      'providers with a call that is not theirs',
      { ...SIGNED, principal: entries(['Federated', '*']) },
      [
        {
          kind: 'mismatch',
          message:
            'a principal of type Federated such as this enters by `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity`, which the statement does not allow',
          raw: '*',
        },
      ],
    ],
    [
      'no assume call, which says nothing of the principal',
      { action: ['sts:TagSession'], principal: ACCOUNT },
      [],
    ],
  ])('tells what is lost by %s', (_, parts, losses) => {
    expect(read(parts).losses).toEqual(losses);
  });
});
