import { roleCreatedForOutsider } from '../../../lib/findings/rules/role-created-for-outsider';
import type { Guard } from '../../../lib/model/guard';
import type { DeclaredUse } from '../../../lib/parties/declaration';
import { arnOf, DATADOG, externalId, party, type RoleSpec } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';
import { changeOn, hitsAfter, seenOn, vendor } from '../../support/trust-runs';

const EXTERNAL_ID = externalId('k7-prod-88');

function hits(before: readonly RoleSpec[], now: readonly RoleSpec[]) {
  const changes = [changeOn(11, { event: 'CreateRole', change: 'created', subject: arnOf() })];
  return hitsAfter(roleCreatedForOutsider, [
    seenOn(10, { roles: before }),
    seenOn(12, { roles: now }, { changes }),
  ]);
}

describe('role-created-for-outsider', () => {
  it('tells a new role, and who made it', () => {
    const [hit, ...others] = hits([{ name: 'Other' }], [{ name: 'Other' }, { grants: [vendor('a')] }]);
    expect([hit?.subject, hit?.party, hit?.severity, others.length]).toEqual([
      arnOf(),
      'vendor:datadog',
      'high',
      0,
    ]);
    expect(hit && evidenceOf(hit, 'changed')).toEqual(['CreateRole']);
  });

  it.each<[string, readonly RoleSpec[], readonly RoleSpec[]]>([
    ['a role that was there', [{}], [{ grants: [vendor('a')] }]],
    ['a new role that lets nobody outside in', [], [{ grants: [vendor('a', { external: false })] }]],
    ['a role that is gone', [{ grants: [vendor('a')] }], []],
  ])('says nothing of %s', (_, before, now) => {
    expect(hits(before, now)).toEqual([]);
  });

  it.each<[string, DeclaredUse, readonly Guard[], string]>([
    ['is information where it was declared beforehand', { roles: [arnOf()] }, [EXTERNAL_ID], 'info'],
    ['alerts where only the party was declared', {}, [EXTERNAL_ID], 'medium'],
    ['alerts where nothing guards it', { roles: [arnOf()] }, [], 'high'],
  ])('%s', (_, use, guards, severity) => {
    const parties = [
      {
        ...party('vendor:datadog', 'vendor', 'Datadog', DATADOG),
        declared: { name: 'Datadog', kind: 'vendor' as const, accounts: [DATADOG], expect: [use] },
      },
    ];
    const graphs = [
      seenOn(10, { roles: [], parties }),
      seenOn(12, { roles: [{ grants: [vendor('a', { guards })] }], parties }),
    ];
    expect(hitsAfter(roleCreatedForOutsider, graphs).map((hit) => hit.severity)).toEqual([severity]);
  });
});
