import type { Caller } from '../../lib/model/caller';
import { mayCover, mayOverlap } from '../../lib/trust/caller-overlap';

const anyone: Caller = { kind: 'anyone' };
const organization: Caller = { kind: 'organization', organization: 'o-exampleorg1' };
const ec2: Caller = { kind: 'service', service: 'ec2.amazonaws.com' };
const lambda: Caller = { kind: 'service', service: 'lambda.amazonaws.com' };
const anyService: Caller = { kind: 'service', service: '*' };
const saml: Caller = { kind: 'saml', provider: 'arn:aws:iam::111122223333:saml-provider/Corp' };
const anySaml: Caller = { kind: 'saml', provider: '*' };
const oidc: Caller = {
  kind: 'oidc',
  provider: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com',
  issuer: 'gitlab.com',
  subjects: [],
};
const cognito: Caller = { kind: 'web-identity', issuer: 'cognito-identity.amazonaws.com', subjects: [] };
const google: Caller = { kind: 'web-identity', issuer: 'accounts.google.com', subjects: [] };
const anyWebIdentity: Caller = { kind: 'web-identity', issuer: '*', subjects: [] };

describe('a named caller', () => {
  it.each([
    ['the principals of accounts cover one another: their constraints tell', anyone, organization],
    ['an organization may cover anyone there is', organization, anyone],
    ['a service covers itself', ec2, ec2],
    ['a provider covers itself', saml, saml],
    ['an issuer covers itself', cognito, cognito],
    ['any service covers one', anyService, lambda],
    ['any provider covers a SAML provider', anySaml, saml],
    ['any provider covers an OIDC provider', anyWebIdentity, oidc],
    ['any provider covers a built-in one', anyWebIdentity, google],
  ])('%s', (_, wide, caller) => {
    expect(mayCover(wide, caller)).toBe(true);
    expect(mayOverlap(wide, caller)).toBe(true);
    expect(mayOverlap(caller, wide)).toBe(true);
  });

  it.each([
    ['anyone of all accounts is no service', anyone, ec2],
    ['nor any provider', anyone, anySaml],
    ['nor any service', organization, anyService],
    ['a service is no other', ec2, lambda],
    ['a provider is no other', saml, oidc],
    ['an issuer is no other', cognito, google],
    ['a service is no provider', ec2, saml],
    ['any service is no provider', anyService, oidc],
    ['any provider is no service', anySaml, ec2],
  ])('%s', (_, one, other) => {
    for (const [left, right] of [
      [one, other],
      [other, one],
    ] as const) {
      expect(mayCover(left, right)).toBe(false);
      expect(mayOverlap(left, right)).toBe(false);
    }
  });

  it('does not cover the star that covers it', () => {
    expect(mayCover(ec2, anyService)).toBe(false);
    expect(mayCover(saml, anySaml)).toBe(false);
  });
});
