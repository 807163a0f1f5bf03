/**
 * Rule: every project of an organization, or whatever an issuer of its own vouches for, is admitted.
 */
import type { GrantEdge } from '../../graph/trust-graph';
import { findIssuer } from '../../parties/issuers';
import { wayRows, wayUseRows } from '../evidence';
import { type OidcWay, oidcWaysIn, readingRow } from '../oidc-ways';
import { subjectChange } from '../remedies/oidc-subject';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';

export const oidcOrganizationWide: Rule = {
  id: 'oidc-organization-wide',
  title: 'A whole organization can enter by its identity provider',
  severity: 'By the role, high for administrators; lower where another claim of the token is tested.',
  means:
    'The subject is a pattern over all projects of an organization, or is not tested with an issuer that belongs to one.',
  matters: 'Whoever can push to the least guarded repository, or run a pod in the cluster, enters this role.',
  fix: 'Name the project and branch, or the service account, that does the work.',
  fine: 'Where another claim, such as job_workflow_ref, allows one reviewed workflow only.',
  technique: ['T1199'],
  judge: (graph) =>
    oidcWaysIn(
      graph,
      ({ scope, lookalike }) => lookalike === undefined && (scope === 'organization' || scope === 'tenant'),
    ).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(
        way.edges.every(hasOtherClaim) ? 'identity-provider/firm' : 'identity-provider/weak',
        way.tier,
      ),
      title: titleOf(
        { party: { name: whoOf(way) }, role: way.role },
        (who, role) => `Anything in ${who} can enter role ${role}`,
      ),
      evidence: [...wayRows(way, graph, readingRow), ...wayUseRows(way, graph)],
      remedy: subjectChange(way, graph),
    })),
};

function whoOf({ issuer: { kind }, reading: { tenant } }: OidcWay): string {
  return tenant === undefined ? kind.name : `${kind.name} ${tenant}`;
}

/** A firm test of a claim that is neither the audience nor what names the customer: a workflow, a branch, a runner. */
function hasOtherClaim({ grant: { caller, guards } }: GrantEdge): boolean {
  if (caller.kind !== 'oidc') return false;
  const { claims } = findIssuer(caller.issuer).kind;
  const prefix = `${caller.issuer.toLowerCase()}:`;
  return guards.some(({ key, kind, strength }) => {
    const claim = key.toLowerCase().startsWith(prefix) ? key.slice(prefix.length).toLowerCase() : '';
    return (
      claim !== '' && kind !== 'audience' && strength === 'firm' && claim !== 'sub' && !claims.has(claim)
    );
  });
}
