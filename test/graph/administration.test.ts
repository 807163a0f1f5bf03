import type { Tier } from '../../lib/access/tier';
import { isAdministrative } from '../../lib/graph/administration';
import { madeRoleOf } from '../../lib/graph/made-role';
import { byAccount, type GrantSpec, graphOf, MANAGEMENT, OURS } from '../support/graph-builder';

const OWN = 'organization:o-exampleorg1';
const MANAGED: GrantSpec = {
  caller: byAccount(MANAGEMENT),
  party: OWN,
  external: false,
  insider: 'management-account',
};
const SIGN_IN: GrantSpec = {
  caller: { kind: 'saml', provider: `arn:aws:iam::${OURS}:saml-provider/AWSSSO_1_DO_NOT_DELETE` },
  party: 'aws:identity-center',
  external: false,
};
const IDENTITY_CENTER = '/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef';

describe('administration from inside', () => {
  it.each<[string, GrantSpec, Tier, string, boolean]>([
    ['is administrator rights for an insider', MANAGED, 'admin', '/Deploy', true],
    ['is a step to them', { ...MANAGED, insider: 'sibling' }, 'escalation', '/Deploy', true],
    ['is no smaller role', MANAGED, 'data-write', '/Deploy', false],
    [
      'is a role that is made for it, whatever it may do',
      MANAGED,
      'unknown',
      '/AWSControlTowerExecution',
      true,
    ],
    [
      'is not one that is only named like its maker',
      MANAGED,
      'metadata',
      '/aws-controltower-ConfigRecorderRole',
      false,
    ],
    ['is nothing within one account', { ...MANAGED, insider: 'own-account' }, 'admin', '/Deploy', false],
    ['is no outsider', { caller: byAccount(), party: 'vendor:datadog' }, 'admin', '/Deploy', false],
    ['is nothing undecided', { ...MANAGED, reason: 'too intricate' }, 'admin', '/Deploy', false],
    ['is nobody who is gone', { ...MANAGED, deleted: 'deleted' }, 'admin', '/Deploy', false],
    ['is Identity Center in its own roles', SIGN_IN, 'admin', IDENTITY_CENTER, true],
    ['is no Identity Center role of little worth', SIGN_IN, 'metadata', IDENTITY_CENTER, false],
    [
      'is no service in a role of Identity Center',
      { ...SIGN_IN, caller: { kind: 'service', service: 'sso.amazonaws.com' } },
      'admin',
      IDENTITY_CENTER,
      false,
    ],
    ['is no other SAML provider', SIGN_IN, 'admin', '/Deploy', false],
  ])('%s', (_, grant, tier, place, expected) => {
    const [path, name] = [
      place.slice(0, place.lastIndexOf('/') + 1),
      place.slice(place.lastIndexOf('/') + 1),
    ];
    const [edge] = graphOf({ roles: [{ grants: [grant] }] }).grants;
    expect(edge && isAdministrative(edge, tier, madeRoleOf({ path, name }))).toBe(expected);
  });
});
