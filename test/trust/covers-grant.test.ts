import * as fc from 'fast-check';
import { coversGrant, isLooser } from '../../lib/trust/covers-grant';
import { coversRequest } from '../support/covers-request';
import { guard } from '../support/graph-builder';
import { propertyRuns } from '../support/property-runs';
import { randomRequest, randomStatements, WORLD } from '../support/random-trust';
import { judge } from '../support/trust-role';

const VENDOR = { AWS: '444455556666' };

function grantOf(principal: unknown, condition: object = {}, ...denies: object[]) {
  const allow = { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', Condition: condition };
  const deny = denies.map((Condition) => ({ Effect: 'Deny', Principal: '*', Action: 'sts:*', Condition }));
  const [grant, ...others] = judge([allow, ...deny]).grants;
  if (grant === undefined || others.length > 0) throw new Error(`${others.length} more grants`);
  return grant;
}

const sends = (...ids: string[]) => ({ StringEquals: { 'sts:ExternalId': ids } });
const from = (...ranges: string[]) => ({ IpAddress: { 'aws:SourceIp': ranges } });
const ROLE = 'arn:aws:iam::444455556666:role/ops/Deploy';

describe('a grant', () => {
  it.each([
    ['without a guard that the other asks for', grantOf(VENDOR), grantOf(VENDOR, sends('agreed'))],
    ['to the account of the other', grantOf(VENDOR), grantOf({ AWS: ROLE })],
    ['to anyone', grantOf('*'), grantOf(VENDOR)],
    ['with one more value', grantOf(VENDOR, sends('a1', 'a2')), grantOf(VENDOR, sends('a1'))],
    [
      'with a pattern over the value',
      grantOf(VENDOR, { StringLike: { 'sts:RoleSessionName': 'ci-*' } }),
      grantOf(VENDOR, { StringLike: { 'sts:RoleSessionName': ['ci-7', 'ci-?-x*'] } }),
    ],
    [
      'with a wider network',
      grantOf(VENDOR, from('203.0.113.0/24')),
      grantOf(VENDOR, from('203.0.113.64/26', '203.0.113.7')),
    ],
    [
      'that passes without the key',
      grantOf(VENDOR, { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } }),
      grantOf(VENDOR, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    ],
    [
      'that refuses less',
      grantOf(VENDOR, {}, { StringEquals: { 'aws:PrincipalTag/team': 'red', 'aws:SourceIp': 'x' } }),
      grantOf(VENDOR, {}, { StringEquals: { 'aws:PrincipalTag/team': 'red' } }),
    ],
  ])('%s covers it, and not the other way round', (_, wide, narrow) => {
    expect([coversGrant(wide, narrow), coversGrant(narrow, wide)]).toEqual([true, false]);
  });

  it('to one role means the same by name and by condition, as far as requests go', () => {
    const named = grantOf({ AWS: ROLE });
    const asked = grantOf(VENDOR, { ArnEquals: { 'aws:PrincipalArn': ROLE } });
    expect([coversGrant(named, asked), coversGrant(asked, named)]).toEqual([true, true]);
  });

  it.each([
    ['of another value', grantOf(VENDOR, sends('a1')), grantOf(VENDOR, sends('a2'))],
    ['of another account', grantOf({ AWS: '222233334444' }), grantOf(VENDOR)],
    ['by another call', grantOf(VENDOR), { ...grantOf(VENDOR), call: 'AssumeRoleWithSAML' as const }],
    ['that is undecided', { ...grantOf('*'), verdict: 'undecided' as const }, grantOf(VENDOR)],
  ])('%s covers it in neither direction', (_, one, other) => {
    expect([coversGrant(one, other), coversGrant(other, one)]).toEqual([false, false]);
  });
});

it('does not guess what a fingerprint stands for', () => {
  const id = (operator: string, value: string) =>
    guard('external-id', 'sts:ExternalId', [value], { operator });
  const [one, other] = ['external-id:11111111', 'external-id:22222222'];
  expect(isLooser(id('StringEquals', one), id('StringNotEquals', other))).toBe(false);
  expect(isLooser(id('StringEquals', one), id('StringEqualsIgnoreCase', one))).toBe(false);
  expect(isLooser(id('StringEquals', one), id('StringEquals', one))).toBe(true);
});

it('never calls a grant wider that refuses a request of the other', () => {
  let covered = 0;
  fc.assert(
    fc.property(
      randomStatements,
      randomStatements,
      fc.array(randomRequest, { minLength: 8, maxLength: 8 }),
      (some, more, requests) => {
        const grants = [...judge(some).grants, ...judge(more).grants].slice(0, 8);
        for (const wide of grants) {
          for (const narrow of grants) {
            if (wide === narrow || !coversGrant(wide, narrow)) continue;
            covered += 1;
            for (const request of requests) {
              if (coversRequest(narrow, request, WORLD))
                expect(coversRequest(wide, request, WORLD)).toBe(true);
            }
          }
        }
      },
    ),
    { numRuns: propertyRuns(500) },
  );
  expect(covered).toBeGreaterThan(50);
});
