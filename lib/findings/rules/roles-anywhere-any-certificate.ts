/**
 * Rule: IAM Roles Anywhere lets certificates in that nobody singled out.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { namesTrustAnchors } from '../../parties/scope-of-caller';
import { wayRows } from '../evidence';
import { withTest } from '../remedies/condition';
import { renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { type Exposure, severityOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, type WayIn } from '../ways-in';

/** @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html */
export const rolesAnywhereAnyCertificate: Rule = {
  id: 'roles-anywhere-any-certificate',
  title: 'Roles Anywhere admits certificates that nobody singled out',
  severity: 'By the role; critical for administrators where neither trust anchor nor certificate is tested.',
  means:
    'The trust admits IAM Roles Anywhere and tests only one of the trust anchor and the certificate, or neither.',
  matters:
    'Every holder of a certificate from any trust anchor of the account gets in, where a profile lists the role; a name in a certificate is unique for one authority only.',
  fix: 'Require the ARN of the trust anchor as aws:SourceArn, and a field of the certificate such as aws:PrincipalTag/x509Subject/CN.',
  fine: 'Where the trust anchor is tested and its authority signs for this one purpose only.',
  technique: ['T1199', 'T1649'],
  judge: (graph) =>
    externalWaysIn(graph, isLoose).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(exposureOf(way.edges), way.tier),
      title: titleOf(way, (_, role) => `${WHO[exposureOf(way.edges)]} can enter role ${role}`),
      evidence: wayRows(way, graph),
      remedy: remedy(way, graph),
    })),
};

type Looseness = Extract<Exposure, `identity-provider/${string}`>;

const WHO: Readonly<Record<Looseness, string>> = {
  'identity-provider/none': 'Any certificate of any trust anchor',
  'identity-provider/weak': 'A certificate of any trust anchor with the right name',
  'identity-provider/firm': 'Any certificate of one trust anchor',
};

function isLoose(edge: GrantEdge): boolean {
  return isRolesAnywhere(edge) && !(testsAnchor(edge) && testsCertificate(edge));
}

function isRolesAnywhere({ grant: { caller } }: GrantEdge): boolean {
  return caller.kind === 'service' && caller.service.startsWith('rolesanywhere.');
}

/** The loosest of several grants decides. */
function exposureOf(edges: readonly GrantEdge[]): Looseness {
  if (edges.some((edge) => !testsAnchor(edge) && !testsCertificate(edge))) return 'identity-provider/none';
  return edges.every(testsAnchor) ? 'identity-provider/firm' : 'identity-provider/weak';
}

function testsAnchor({ grant: { guards } }: GrantEdge): boolean {
  return guards.some((guard) => guard.strength === 'firm' && namesTrustAnchors(guard));
}

function testsCertificate({ grant: { guards } }: GrantEdge): boolean {
  return guards.some(({ key, strength }) => key.toLowerCase().startsWith(CERTIFICATE) && strength === 'firm');
}

const CERTIFICATE = 'aws:principaltag/x509';

function remedy(way: WayIn, graph: TrustGraph): string {
  return renderTrustChange(way, graph, (statement) => {
    const anchored = way.edges.every(testsAnchor)
      ? statement
      : withTest(statement, {
          operator: 'ArnEquals',
          key: 'aws:SourceArn',
          values: ['<ARN of your trust anchor>'],
        });
    return way.edges.every(testsCertificate)
      ? anchored
      : withTest(anchored, {
          operator: 'StringEquals',
          key: 'aws:PrincipalTag/x509Subject/CN',
          values: ['<common name of the certificate>'],
        });
  });
}
