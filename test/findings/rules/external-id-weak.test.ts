import { externalIdWeak } from '../../../lib/findings/rules/external-id-weak';
import { externalIdFingerprint } from '../../../lib/model/fingerprint';
import {
  byAccount,
  byGitHub,
  DATADOG,
  externalId,
  type GrantSpec,
  graphOf,
  guard,
} from '../../support/graph-builder';
import { evidenceOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const datadog = (...guards: GrantSpec['guards'] & object): GrantSpec => ({
  caller: byAccount(DATADOG),
  party: 'vendor:datadog',
  guards,
});
const WILDCARD = externalId('*', { operator: 'StringLike', strength: 'weak', reason: 'a wildcard' });

describe('external-id-weak', () => {
  it.each<[string, GrantSpec, string[]]>([
    ['a wildcard', datadog(WILDCARD), ['high']],
    ['a firm external id', datadog(externalId('k7-prod-88')), []],
    ['a firm one beside a weak one', datadog(externalId('k7-prod-88'), WILDCARD), []],
    ['no external id, which has its own rule', datadog(), []],
    [
      'anyone, who has its own rule',
      { ...datadog(WILDCARD), caller: { kind: 'anyone' }, party: 'anyone' },
      [],
    ],
    [
      'an identity provider, whose users send none',
      { ...datadog(WILDCARD), caller: byGitHub('repo:acme/app:*'), party: 'oidc:github/acme' },
      [],
    ],
    [
      'a weak guard of another kind',
      datadog(guard('mfa', 'aws:MultiFactorAuthPresent', ['true'], { strength: 'weak' })),
      [],
    ],
    ['our own siblings', { ...datadog(WILDCARD), external: false }, []],
  ])('judges %s', (_, grant, expected) => {
    expect(severitiesOf(externalIdWeak, graphOf({ roles: [{ grants: [grant] }] }))).toEqual(expected);
  });

  it('leaves a way beside which another asks for none to the rule about that', () => {
    const [edge] = graphOf({ roles: [{ grants: [datadog(WILDCARD)] }] }).grants;
    const bypassed = { ...datadog(WILDCARD), bypassedBy: [edge?.grant.id ?? ''] };
    expect(severitiesOf(externalIdWeak, graphOf({ roles: [{ grants: [bypassed] }] }))).toEqual([]);
  });

  it('shows the external id as a fingerprint only, and its reason', () => {
    const guards = [
      externalId('acme-secret', {
        operator: 'StringEqualsIfExists',
        strength: 'weak',
        reason: 'may be absent',
      }),
    ];
    const hit = onlyHit(externalIdWeak, graphOf({ roles: [{ grants: [datadog(...guards)] }] }));
    expect(JSON.stringify(hit)).not.toContain('acme-secret');
    expect(evidenceOf(hit, 'externalId')).toEqual([externalIdFingerprint('o-exampleorg1', 'acme-secret')]);
    expect(evidenceOf(hit, 'reason')).toEqual(['may be absent']);
  });

  it('puts one firm test in place of the weak one', () => {
    const hit = onlyHit(externalIdWeak, graphOf({ roles: [{ grants: [datadog(WILDCARD)] }] }));
    expect(statementsIn(hit)).toMatchObject([
      { Condition: { StringEquals: { 'sts:ExternalId': '<external id agreed with Datadog>' } } },
    ]);
    expect(hit.remedy).not.toContain('StringLike');
  });
});
