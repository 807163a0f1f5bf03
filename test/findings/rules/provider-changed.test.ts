import { providerChanged } from '../../../lib/findings/rules/provider-changed';
import type { TrustGraph } from '../../../lib/graph/trust-graph';
import type { IdentityProvider } from '../../../lib/model/provider';
import { byGitHub, GITHUB, type GraphSpec, OURS } from '../../support/graph-builder';
import { evidenceOf } from '../../support/rule-hits';
import { changeOn, day, hitsAfter, seenOn } from '../../support/trust-runs';

const ARN = `arn:aws:iam::${OURS}:oidc-provider/${GITHUB}`;
const SAML = `arn:aws:iam::${OURS}:saml-provider/Okta`;
const TRUSTED: GraphSpec = {
  roles: [{ grants: [{ party: 'oidc:github/acme', caller: byGitHub('repo:acme/app:*') }] }],
};

function provider(...clientIds: string[]): Partial<TrustGraph> {
  const row: IdentityProvider = { kind: 'oidc', arn: ARN, account: OURS, issuer: GITHUB, clientIds };
  return { providers: new Map([[ARN, row]]) };
}

describe('provider-changed', () => {
  it.each<[string, GraphSpec, Partial<TrustGraph>, Partial<TrustGraph>, string, string]>([
    [
      'one that is new and that nobody trusts',
      {},
      {},
      provider('sts'),
      'low',
      `Identity provider ${GITHUB} was added`,
    ],
    [
      'one that is new and trusted',
      TRUSTED,
      {},
      provider('sts'),
      'critical',
      `Identity provider ${GITHUB} was added`,
    ],
    [
      'one with another audience',
      TRUSTED,
      provider('sts'),
      provider('sts', 'x'),
      'critical',
      `Identity provider ${GITHUB} was changed`,
    ],
    ['one that is gone', TRUSTED, provider('sts'), {}, 'info', `Identity provider ${GITHUB} was removed`],
  ])('judges %s', (_, spec, before, now, severity, title) => {
    const [hit, ...others] = hitsAfter(providerChanged, [seenOn(10, spec, before), seenOn(12, spec, now)]);
    expect([hit?.subject, hit?.severity, hit?.title, others.length]).toEqual([OURS, severity, title, 0]);
  });

  it('tells who changed it, the audiences and who trusts it', () => {
    const changes = [
      changeOn(11, { event: 'AddClientIDToOpenIDConnectProvider', what: 'oidc-provider', subject: ARN }),
    ];
    const runs = [
      seenOn(10, TRUSTED, provider('sts')),
      seenOn(12, TRUSTED, { ...provider('sts', 'x'), changes }),
    ];
    const hits = hitsAfter(providerChanged, runs);
    expect(hits.flatMap((hit) => evidenceOf(hit, 'changed'))).toEqual(['AddClientIDToOpenIDConnectProvider']);
    expect(hits.flatMap((hit) => evidenceOf(hit, 'audiencesAfter'))).toEqual(['sts, x']);
    expect(hits.flatMap((hit) => evidenceOf(hit, 'trustedBy'))).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof changeOn>[1], string]>([
    [
      'new metadata',
      { event: 'UpdateSAMLProvider', what: 'saml-provider', subject: SAML },
      'Identity provider Okta was changed',
    ],
    [
      'a new trust anchor',
      { event: 'CreateTrustAnchor', what: 'trust-anchor', change: 'created', subject: 'Internal' },
      'Trust anchor Internal was added',
    ],
  ])('tells %s, which only CloudTrail shows', (_, rest, title) => {
    const watched = { roles: [{}], watchedFrom: day(1), watchedUntil: day(10) };
    const runs = [seenOn(10, watched), seenOn(12, watched, { changes: [changeOn(11, rest)] })];
    expect(hitsAfter(providerChanged, runs).map((hit) => [hit.title, hit.severity])).toEqual([
      [title, 'low'],
    ]);
  });
});
