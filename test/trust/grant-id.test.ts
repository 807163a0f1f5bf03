import { roleArnIn } from '../../lib/model/arn';
import type { Grant } from '../../lib/model/grant';
import type { Guard } from '../../lib/model/guard';
import { accountIdIn } from '../../lib/model/identifiers';
import { grantId } from '../../lib/trust/grant-id';
import { ROLE_ARN } from '../support/random-trust';

type Meaning = Omit<Grant, 'id'>;

const guard = (value: string): Guard => ({
  kind: 'external-id',
  strength: 'firm',
  key: 'sts:ExternalId',
  operator: 'StringEquals',
  values: [value],
});

const arn = 'arn:aws:iam::444455556666:role/Ops';
const account = accountIdIn('444455556666');

const GRANT: Meaning = {
  role: ROLE_ARN,
  call: 'AssumeRole',
  caller: { kind: 'principal', type: 'role', arn, pattern: false, ...(account && { account }) },
  verdict: 'admits',
  guards: [guard('k7-prod-88')],
  unless: [[guard('k7-prod-99')]],
  statements: ['0'],
};

describe('the id of a grant', () => {
  it.each<[string, Partial<Meaning>]>([
    ['role', { role: roleArnIn('arn:aws:iam::111122223333:role/Other') ?? ROLE_ARN }],
    ['call', { call: 'AssumeRoleWithSAML' }],
    ['caller', { caller: { kind: 'anyone' } }],
    [
      'kind of caller',
      { caller: { kind: 'principal', type: 'any', arn, pattern: false, ...(account && { account }) } },
    ],
    ['guards', { guards: [guard('k7-prod-89')] }],
    ['number of guards', { guards: [] }],
    ['exceptions', { unless: [[guard('k7-prod-98')]] }],
    ['number of exceptions', { unless: [] }],
    ['place of a guard', { guards: [], unless: [[guard('k7-prod-88')], [guard('k7-prod-99')]] }],
  ])('tells another %s', (_, other) => {
    expect(grantId({ ...GRANT, ...other })).not.toBe(grantId(GRANT));
  });

  it.each<[string, Partial<Meaning>]>([
    ['the statements behind it', { statements: ['0', 'Vendor'] }],
    ['whether it is decided', { verdict: 'undecided', reason: 'too intricate' }],
    [
      'how much its guards keep out',
      { guards: [{ ...guard('k7-prod-88'), strength: 'weak', reason: 'guessable' }] },
    ],
    ['who demands them', { guards: [{ ...guard('k7-prod-88'), policy: 'perimeter' }] }],
    ['the letter case of their keys', { guards: [{ ...guard('k7-prod-88'), key: 'STS:externalid' }] }],
    [
      'the order of fields',
      { caller: { ...(account && { account }), pattern: false, arn, type: 'role', kind: 'principal' } },
    ],
  ])('does not depend on %s', (_, other) => {
    expect(grantId({ ...GRANT, ...other })).toBe(grantId(GRANT));
  });

  it('is the same in every version, since what people keep of a scan names it', () => {
    expect(grantId(GRANT)).toBe('0372681140fbea1d');
  });
});
