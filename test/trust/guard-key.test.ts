import type { Guard } from '../../lib/model/guard';
import { guardKey, sortGuardLists, sortGuards } from '../../lib/trust/guard-key';

const guard = (key: string, ...values: readonly string[]): Guard => ({
  kind: 'other',
  strength: 'firm',
  key,
  operator: 'StringEquals',
  values,
});
const VPC = guard('aws:SourceVpc', 'vpc-1');
const ID = guard('sts:ExternalId', 'k7-prod-88');

describe('two guards', () => {
  it.each<[string, Partial<Guard>]>([
    ['letter case of the key', { key: 'AWS:sourcevpc' }],
    ['strength', { strength: 'weak', reason: 'guessable' }],
    ['policy that demands them', { policy: 'perimeter' }],
  ])('are the same whatever the %s', (_, other) => {
    expect(guardKey({ ...VPC, ...other })).toBe(guardKey(VPC));
  });

  it.each<[string, Partial<Guard>]>([
    ['key', { key: 'aws:SourceVpce' }],
    ['operator', { operator: 'StringLike' }],
    ['values', { values: ['vpc-1', 'vpc-2'] }],
  ])('are not the same where the %s differs', (_, other) => {
    expect(guardKey({ ...VPC, ...other })).not.toBe(guardKey(VPC));
  });
});

describe('guards in order', () => {
  it('stand each once, of equal ones the first', () => {
    const ofPolicy = { ...VPC, policy: 'perimeter' };
    expect(sortGuards([ID, VPC, ofPolicy])).toEqual([VPC, ID]);
    expect(sortGuards([ofPolicy, ID, VPC])).toEqual([ofPolicy, ID]);
  });

  it('stand the same in lists, and the lists too', () => {
    expect(sortGuardLists([[VPC, ID], [ID], [VPC], [VPC, ID]])).toEqual([[VPC], [VPC, ID], [ID]]);
  });
});
