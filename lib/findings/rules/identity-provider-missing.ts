/**
 * Rule: the trust names an identity provider that the role's account does not have.
 */
import type { GrantEdge, RoleNode } from '../../graph/trust-graph';
import { grantRows, tierRow } from '../evidence';
import { groupedBy } from '../grouping';
import { REMOVED, renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { isJudged } from '../ways-in';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers.html */
export const identityProviderMissing: Rule = {
  id: 'identity-provider-missing',
  title: 'The trust names an identity provider that is not there',
  severity: 'Low, or info for a role that is worth little: nobody gets in for now.',
  means:
    "The account's identity providers were listed, and the one that the trust names is not among them: it was deleted, or never made.",
  matters:
    'Nobody enters now. Whoever may make an identity provider of that name opens the role again, and of a SAML provider also chooses whose signature counts.',
  fix: 'Take the provider out of the trust, or make it again if somebody still has to enter by it.',
  fine: 'While the provider is being moved or made anew.',
  technique: ['T1199', 'T1484.002'],
  judge: (graph) =>
    [...graph.roles.values()]
      .filter(({ role }) => isJudged(role))
      .flatMap((node) =>
        [...missingProviders(node)].map(([provider, edges]) => ({
          subject: node.role.arn,
          key: provider,
          severity: severityOf('nobody', node.tier.tier),
          title: titleOf(
            { party: { name: nameOf(provider) }, role: node.role },
            (name, role) => `Role ${role} trusts ${name}, which its account does not have`,
          ),
          evidence: [tierRow(node), ...grantRows(edges, graph)],
          remedy: renderTrustChange({ node, role: node.role, edges }, graph, REMOVED),
        })),
      ),
};

function missingProviders(node: RoleNode): ReadonlyMap<string, readonly GrantEdge[]> {
  const missing = node.grants.filter(({ providerObject }) => providerObject === 'missing');
  return groupedBy(missing, ({ grant: { id, caller } }) => ('provider' in caller ? caller.provider : id));
}

/** What follows the account in its ARN, such as `saml-provider/Okta`. */
function nameOf(provider: string): string {
  return provider.split(':').slice(5).join(':');
}
