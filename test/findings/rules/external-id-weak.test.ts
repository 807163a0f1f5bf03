import { externalIdWeak } from '../../../lib/findings/rules/external-id-weak';
import { externalIdFingerprint } from '../../../lib/model/fingerprint';
import {
  arnOf,
  byAccount,
  byGitHub,
  DATADOG,
  externalId,
  type GrantSpec,
  graphOf,
  guard,
  QUBOLE,
} from '../../support/graph-builder';
import { evidenceOf, hitsOf, onlyHit, severitiesOf, statementsIn } from '../../support/rule-hits';

const datadog = (...guards: GrantSpec['guards'] & object): GrantSpec => ({
  caller: byAccount(DATADOG),
  party: 'vendor:datadog',
  guards,
});
const qubole = (...guards: GrantSpec['guards'] & object): GrantSpec => ({
  caller: byAccount(QUBOLE),
  party: 'vendor:qubole',
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

  it('finds a value that two parties know, on both roles', () => {
    const graph = graphOf({
      roles: [
        { name: 'Metrics', grants: [datadog(externalId('same'))] },
        { name: 'Queries', grants: [qubole(externalId('same'))] },
        { name: 'Other', grants: [qubole(externalId('another'))] },
      ],
    });
    const hits = hitsOf(externalIdWeak, graph);
    expect(hits.map(({ subject }) => subject)).toEqual([arnOf('Metrics'), arnOf('Queries')]);
    expect(hits.flatMap((hit) => evidenceOf(hit, 'sharedBy'))).toEqual([
      'Datadog, Qubole',
      'Datadog, Qubole',
    ]);
  });

  it.each<[string, GrantSpec, GrantSpec]>([
    [
      'one party alone must send another value too',
      datadog(externalId('same'), externalId('own')),
      qubole(externalId('same'), externalId('theirs')),
    ],
    [
      'the other party need not send it',
      datadog(externalId('same')),
      qubole(externalId('same', { strength: 'weak' }), externalId('theirs')),
    ],
  ])('is silent about a shared value where %s', (_, one, other) => {
    const roles = [
      { name: 'Metrics', grants: [one] },
      { name: 'Queries', grants: [other] },
    ];
    expect(severitiesOf(externalIdWeak, graphOf({ roles }))).toEqual([]);
  });

  it('names those who share a value in one order, whatever the order of the roles', () => {
    const roles = [qubole(externalId('same')), datadog(externalId('same'))].map((grant, index) => ({
      name: `Role${index}`,
      grants: [grant],
    }));
    const hits = hitsOf(externalIdWeak, graphOf({ roles }));
    expect(hits.flatMap((hit) => evidenceOf(hit, 'sharedBy'))).toEqual([
      'Datadog, Qubole',
      'Datadog, Qubole',
    ]);
  });

  it('lets one party use its value on several roles', () => {
    const roles = ['Metrics', 'Logs'].map((name) => ({ name, grants: [datadog(externalId('same'))] }));
    expect(severitiesOf(externalIdWeak, graphOf({ roles }))).toEqual([]);
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
