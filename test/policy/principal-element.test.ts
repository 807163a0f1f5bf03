import fc from 'fast-check';
import type { PrincipalEntry } from '../../lib/model/policy-document';
import type { Principal } from '../../lib/model/principal';
import { matchPrincipal } from '../../lib/policy/principal-element';
import {
  cognito,
  EVERY_KIND,
  github,
  lambda,
  OIDC_PROVIDER,
  ownUser,
  ROLE,
  SAML_PROVIDER,
  saml,
  vendorFederated,
  vendorRole,
  vendorRoot,
} from './callers';

type Row = readonly [type: PrincipalEntry['type'], value: string, principal: Principal, how: string];

describe('one entry of a Principal element', () => {
  it.each<Row>([
    ['AWS', '444455556666', vendorRole, 'account'],
    ['AWS', 'arn:aws:iam::444455556666:root', vendorRole, 'account'],
    ['AWS', 'arn:aws:iam::444455556666:root', vendorRoot, 'account'],
    ['AWS', 'arn:aws:iam::444455556666:root', vendorFederated, 'account'],
    ['AWS', '444455556666', ownUser, 'no-match'],
    ['AWS', 'arn:aws-cn:iam::444455556666:root', vendorRole, 'no-match'],
    ['AWS', '44445555666', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:iam::444455556666:role/ops/Deploy', vendorRole, 'itself'],
    ['AWS', ' arn:aws:iam::444455556666:role/ops/Deploy\t', vendorRole, 'itself'],
    ['AWS', 'arn:aws:iam::444455556666:role/Deploy', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:iam::444455556666:role/ops/deploy', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:sts::444455556666:assumed-role/Deploy/run-7', vendorRole, 'itself'],
    ['AWS', 'arn:aws:sts::444455556666:assumed-role/Deploy/run-8', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:sts::444455556666:assumed-role/ops/Deploy/run-7', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:sts::444455556666:assumed-role/Deploy/*', vendorRole, 'no-match'],
    ['AWS', 'AROAVENDORDEPLOY', vendorRole, 'itself'],
    ['AWS', 'AROAVENDORDEPLOY:run-7', vendorRole, 'no-match'],
    ['AWS', 'AROASOMEBODYELSE', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:iam::111122223333:user/people/alice', ownUser, 'itself'],
    ['AWS', 'arn:aws:iam::111122223333:user/people/Alice', ownUser, 'no-match'],
    ['AWS', 'AIDAOWNALICE', ownUser, 'itself'],
    ['AWS', 'arn:aws:sts::444455556666:federated-user/bob', vendorFederated, 'itself'],
    ['AWS', 'arn:aws:sts::444455556666:federated-user/eve', vendorFederated, 'no-match'],
    ['AWS', 'arn:aws:iam::444455556666:user/alice', vendorRoot, 'no-match'],
    ['AWS', '*', vendorRole, 'anyone'],
    ['AWS', '*', vendorRoot, 'anyone'],
    ['AWS', '*', lambda, 'no-match'],
    ['AWS', '*', github, 'no-match'],
    ['AWS', 'arn:aws:iam::*:root', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:iam::444455556666:*', vendorRole, 'no-match'],
    ['AWS', 'arn:aws:iam::444455556666:role/*', vendorRole, 'no-match'],
    ['AWS', '4444555566??', vendorRole, 'no-match'],
    ['AWS', 'lambda.amazonaws.com', lambda, 'no-match'],
    ['AWS', OIDC_PROVIDER, github, 'no-match'],
    ['Service', 'lambda.amazonaws.com', lambda, 'itself'],
    ['Service', 'ec2.amazonaws.com', lambda, 'no-match'],
    ['Service', '*', lambda, 'any-of-type'],
    ['Service', '*', vendorRole, 'no-match'],
    ['Federated', OIDC_PROVIDER, github, 'itself'],
    ['Federated', SAML_PROVIDER, saml, 'itself'],
    ['Federated', 'cognito-identity.amazonaws.com', cognito, 'itself'],
    ['Federated', 'accounts.google.com', cognito, 'no-match'],
    ['Federated', SAML_PROVIDER, github, 'no-match'],
    ['Federated', '*', github, 'any-of-type'],
    ['Federated', '*', vendorRole, 'no-match'],
    ['CanonicalUser', '79a59d'.padEnd(64, '0'), vendorRole, 'undecided'],
    ['CanonicalUser', '79a59d'.padEnd(64, '0'), lambda, 'no-match'],
  ])('%s %j names %j: %s', (type, value, principal, how) => {
    expect(howMatched([{ type, value }], principal)).toBe(how);
  });

  it('with a wildcard names nobody, not even a principal whose ARN holds that very text', () => {
    const odd = { ...vendorRole, arn: 'arn:aws:iam::444455556666:role/*' };
    expect(howMatched([{ type: 'AWS', value: odd.arn }], odd)).toBe('no-match');
  });

  it('never takes an unknown unique id or session for a match', () => {
    const { uniqueId: _, sessionName: __, ...anonymous } = vendorRole;
    const value = 'arn:aws:sts::444455556666:assumed-role/Deploy/undefined';
    expect(howMatched([{ type: 'AWS', value }], anonymous)).toBe('no-match');
    expect(howMatched([{ type: 'AWS', value: 'undefined' }], anonymous)).toBe('no-match');
  });
});

describe('a Principal element', () => {
  it('that is a bare star covers every kind of principal', () => {
    const hows = EVERY_KIND.map((principal) => matchPrincipal({ kind: 'star' }, principal, ROLE));
    expect(hows).toEqual(EVERY_KIND.map(() => ({ kind: 'matches', how: 'anyone' })));
  });

  it('covers nobody of another partition, who could never reach the role', () => {
    const china: readonly Principal[] = [
      { ...vendorRole, arn: 'arn:aws-cn:iam::444455556666:role/ops/Deploy' },
      { ...vendorRoot, partition: 'aws-cn' },
      { kind: 'saml', provider: 'arn:aws-cn:iam::111122223333:saml-provider/Corp' },
    ];
    for (const principal of china) {
      expect(matchPrincipal({ kind: 'star' }, principal, ROLE)).toEqual({ kind: 'no-match' });
    }
    expect(matchPrincipal({ kind: 'star' }, vendorRole, ROLE.replace('arn:aws:', 'arn:aws-us-gov:'))).toEqual(
      { kind: 'no-match' },
    );
  });

  it('with several entries counts the closest, in any order', () => {
    const entries: readonly PrincipalEntry[] = [
      { type: 'CanonicalUser', value: 'x' },
      { type: 'AWS', value: '*' },
      { type: 'AWS', value: '444455556666' },
      { type: 'AWS', value: 'AROAVENDORDEPLOY' },
    ];
    const expected = ['undecided', 'anyone', 'account', 'itself'];
    for (let count = 1; count <= entries.length; count++) {
      fc.assert(
        fc.property(fc.shuffledSubarray(entries.slice(0, count), { minLength: count }), (shuffled) => {
          return howMatched(shuffled, vendorRole) === expected[count - 1];
        }),
      );
    }
  });

  it('without entries covers nobody', () => {
    expect(howMatched([], vendorRole)).toBe('no-match');
  });

  it('never throws, whatever the value', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...EVERY_KIND), (value, principal) => {
        return (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).every(
          (type) => typeof howMatched([{ type, value }], principal) === 'string',
        );
      }),
    );
  });
});

function howMatched(entries: readonly PrincipalEntry[], principal: Principal): string {
  const match = matchPrincipal({ kind: 'entries', entries }, principal, ROLE);
  return match.kind === 'matches' ? match.how : match.kind;
}
