import { unexpectedRole } from '../../../lib/findings/rules/unexpected-role';
import { daily, declaring, hitsOfCalls } from '../../support/calls-seen';
import { arnOf } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';

const USUAL = daily('2026-10-01', 40);
const OTHER = { at: '2026-11-02T09:00:00Z', role: 'Other' };
const ROLES = { roles: [{}, { name: 'Other' }] };

describe('unexpected-role', () => {
  it('is a role beside those that were declared', () => {
    const parties = [declaring({ roles: [arnOf()] })];
    const [hit, ...others] = hitsOfCalls(unexpectedRole, [...USUAL, OTHER], { ...ROLES, parties });
    expect(others).toEqual([]);
    expect(hit).toMatchObject({
      subject: arnOf('Other'),
      key: arnOf('Other'),
      severity: 'high',
      title: 'Datadog used Other, which is new for it',
    });
    expect(hit && evidenceOf(hit, 'because')).toContain('no entry of its declaration covers the role');
    expect(hit?.remedy).toContain(`roles: ["${arnOf('Other')}"]`);
  });

  it('is a role that the party never used, though it is known', () => {
    expect(hitsOfCalls(unexpectedRole, [...USUAL, OTHER], ROLES).map(({ severity }) => severity)).toEqual([
      'low',
    ]);
  });

  it('is none of a party of which only the name is declared, while it does as ever', () => {
    expect(hitsOfCalls(unexpectedRole, USUAL, { parties: [declaring()] })).toEqual([]);
  });
});
