import type { Statement } from '../../lib/model/policy-document';
import type { Principal } from '../../lib/model/principal';
import { evaluateStatement } from '../../lib/policy/statement';
import { cognito, EVERY_KIND, github, lambda, ROLE, saml, vendorRole } from './callers';

const VENDOR_ALLOW: Statement = {
  index: 0,
  effect: 'Allow',
  principal: { kind: 'entries', entries: [{ type: 'AWS', value: '444455556666' }] },
  action: ['sts:AssumeRole'],
  conditions: [],
  unknown: [],
};

const EXTERNAL_ID = { operator: 'StringEquals', key: 'sts:ExternalId', values: ['x'] };
const ODD_OPERATOR = { operator: 'StringMatches', key: 'sts:ExternalId', values: ['x'] };

describe('one statement', () => {
  it.each<[name: string, change: Partial<Statement>, outcome: object]>([
    ['applies when principal and action match', {}, { kind: 'applies', how: 'account' }],
    ['of another action does not apply', { action: ['sts:TagSession'] }, { reason: { kind: 'action' } }],
    ['with an empty list of actions does not apply', { action: [] }, { reason: { kind: 'action' } }],
    [
      'of all actions but another applies',
      { action: undefined, notAction: ['sts:TagSession'] },
      { kind: 'applies' },
    ],
    [
      'of all actions but this one does not apply',
      { action: undefined, notAction: ['sts:*'] },
      { reason: { kind: 'action' } },
    ],
    [
      'of all actions but this one and another does not apply',
      { action: undefined, notAction: ['sts:TagSession', 'sts:AssumeRole'] },
      { reason: { kind: 'action' } },
    ],
    [
      'for somebody else does not apply',
      { principal: { kind: 'entries', entries: [{ type: 'AWS', value: '777788889999' }] } },
      { kind: 'does-not-apply', reason: { kind: 'principal' } },
    ],
    [
      'without principal is undecided',
      { principal: undefined },
      { kind: 'undecided', reason: { kind: 'no-principal' } },
    ],
    [
      'with an unread element is undecided, even for another action',
      { unknown: ['odd'], action: ['s3:*'] },
      { kind: 'undecided', reason: { kind: 'unknown-elements', unknown: ['odd'] } },
    ],
    [
      'with an unmet condition does not apply',
      { conditions: [EXTERNAL_ID] },
      {
        kind: 'does-not-apply',
        reason: { kind: 'conditions', unmet: [{ condition: EXTERNAL_ID, reason: 'key-absent' }] },
      },
    ],
    [
      'with an undecided condition is undecided',
      { conditions: [ODD_OPERATOR] },
      { kind: 'undecided', reason: { kind: 'conditions', undecided: [{ condition: ODD_OPERATOR }] } },
    ],
    [
      'with an unmet and an undecided condition does not apply',
      { conditions: [ODD_OPERATOR, EXTERNAL_ID] },
      { kind: 'does-not-apply', reason: { unmet: [{ condition: EXTERNAL_ID }] } },
    ],
    [
      'with a resource is read as without',
      { resource: ['arn:aws:s3:::nothing'], notResource: ['*'] },
      { kind: 'applies' },
    ],
    [
      'for a canonical user is undecided',
      { principal: { kind: 'entries', entries: [{ type: 'CanonicalUser', value: 'x' }] } },
      { kind: 'undecided', reason: { kind: 'principal', reason: 'canonical-user' } },
    ],
    [
      'for a canonical user with an unmet condition does not apply',
      {
        principal: { kind: 'entries', entries: [{ type: 'CanonicalUser', value: 'x' }] },
        conditions: [EXTERNAL_ID],
      },
      { kind: 'does-not-apply' },
    ],
  ])('%s', (_, change, outcome) => {
    expect(evaluate({ ...VENDOR_ALLOW, ...change }, vendorRole)).toMatchObject(outcome);
  });
});

describe('a statement for everybody', () => {
  it.each<[name: string, change: Partial<Statement>, principal: Principal, kind: string]>([
    [
      'an Allow of a bare star lets in AWS principals',
      { principal: { kind: 'star' } },
      vendorRole,
      'applies',
    ],
    [
      'an Allow of a bare star is undecided for services',
      { principal: { kind: 'star' } },
      lambda,
      'undecided',
    ],
    [
      'an Allow of a bare star is undecided for SAML identities',
      { principal: { kind: 'star' } },
      saml,
      'undecided',
    ],
    ['an Allow of a star as provider lets in its identities', star('Federated'), github, 'applies'],
    [
      'a Deny of a star as provider is undecided',
      { ...star('Federated'), effect: 'Deny' },
      cognito,
      'undecided',
    ],
    ['an Allow of a star as service lets in services', star('Service'), lambda, 'applies'],
    ['a Deny of a star as service is undecided', { ...star('Service'), effect: 'Deny' }, lambda, 'undecided'],
    [
      'an Allow for all but somebody lets in AWS principals, the named one too',
      not('AWS', '444455556666'),
      vendorRole,
      'applies',
    ],
    [
      'an Allow for all but somebody is undecided for services',
      not('AWS', '444455556666'),
      lambda,
      'undecided',
    ],
    [
      'a Deny for all but somebody is undecided',
      { ...not('AWS', '777788889999'), effect: 'Deny' },
      vendorRole,
      'undecided',
    ],
  ])('%s', (_, change, principal, kind) => {
    expect(evaluate({ ...VENDOR_ALLOW, ...change }, principal).kind).toBe(kind);
  });

  it('denies every kind of principal by a bare star', () => {
    const deny: Statement = { ...VENDOR_ALLOW, effect: 'Deny', principal: { kind: 'star' } };
    expect(EVERY_KIND.map((principal) => evaluate(deny, principal).kind)).toEqual(
      EVERY_KIND.map(() => 'applies'),
    );
  });
});

function star(type: 'Service' | 'Federated'): Partial<Statement> {
  return { principal: { kind: 'entries', entries: [{ type, value: '*' }] } };
}

function not(type: 'AWS', value: string): Partial<Statement> {
  return { principal: undefined, notPrincipal: { kind: 'entries', entries: [{ type, value }] } };
}

function evaluate(statement: Statement, principal: Principal) {
  return evaluateStatement(
    statement,
    '2012-10-17',
    { action: 'sts:AssumeRole', role: ROLE, principal },
    new Map(),
  );
}
