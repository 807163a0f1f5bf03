import { trustNeverTrue } from '../../../lib/findings/rules/trust-never-true';
import type { TrustRemarkKind } from '../../../lib/model/grant';
import { arnOf, byAccount, graphOf } from '../../support/graph-builder';
import { hitsOf, onlyHit, severitiesOf } from '../../support/rule-hits';

function remark(kind: TrustRemarkKind, statement = 'Ci') {
  return { kind, statement, message: 'a literal star', raw: 'repo:acme/*' };
}

describe('trust-never-true', () => {
  it.each<[TrustRemarkKind, string[]]>([
    ['never-true', ['low']],
    ['mismatch', ['low']],
    ['expired', ['low']],
    ['denied', []],
    ['invalid', ['low']],
    ['hint', []],
  ])('judges the remark %s', (kind, expected) => {
    expect(severitiesOf(trustNeverTrue, graphOf({ roles: [{ remarks: [remark(kind)] }] }))).toEqual(expected);
  });

  it('is silent where the statement admits somebody all the same', () => {
    const grants = [{ caller: byAccount(), party: 'vendor:datadog', statement: 'Ci' }];
    expect(
      severitiesOf(trustNeverTrue, graphOf({ roles: [{ grants, remarks: [remark('never-true')] }] })),
    ).toEqual([]);
  });

  it('is silent about a service-linked role', () => {
    const role = { path: '/aws-service-role/x.amazonaws.com/', remarks: [remark('never-true')] };
    expect(severitiesOf(trustNeverTrue, graphOf({ roles: [role] }))).toEqual([]);
  });

  it('names the statement that is to be corrected', () => {
    const { remedy } = onlyHit(trustNeverTrue, graphOf({ roles: [{ remarks: [remark('never-true')] }] }));
    expect(remedy).toContain('the principal or the condition of statement "Ci"');
  });

  it('is one finding for each statement, with all that is said of it', () => {
    const remarks = [remark('never-true'), remark('mismatch'), remark('never-true', 'Other')];
    const hits = hitsOf(trustNeverTrue, graphOf({ roles: [{ remarks }] }));
    expect(hits.map(({ subject, key, evidence }) => [subject, key, evidence.length])).toEqual([
      [arnOf(), 'Ci', 2],
      [arnOf(), 'Other', 1],
    ]);
  });

  it('shows no value, which may be a secret', () => {
    const hit = onlyHit(trustNeverTrue, graphOf({ roles: [{ remarks: [remark('never-true')] }] }));
    expect(JSON.stringify(hit)).not.toContain('repo:acme');
  });
});
