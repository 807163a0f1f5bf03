/**
 * Rule: every customer of a shared identity provider is admitted.
 */
import { wayRows, wayUseRows } from '../evidence';
import { oidcWaysIn, readingRow } from '../oidc-ways';
import { subjectChange } from '../remedies/oidc-subject';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html */
export const oidcTenantOpen: Rule = {
  id: 'oidc-tenant-open',
  title: 'Every customer of an identity provider can enter',
  severity: 'As for a role that anyone can enter: critical unless it is worth little.',
  means: 'One issuer signs for all its customers, and the trust does not say which of them is meant.',
  matters:
    'An account there is free. A workflow in the repository of a stranger gets a token that this role accepts.',
  fix: 'Test the claim that names your organization and project, for most issuers the subject.',
  fine: 'Never: you always know your own name there.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph) =>
    oidcWaysIn(graph, ({ scope, lookalike }) => scope === 'anyone' && lookalike === undefined).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf('anyone/none', way.tier),
      title: titleOf(
        { party: way.issuer.kind, role: way.role },
        (issuer, role) => `Every ${issuer} customer can enter role ${role}`,
      ),
      evidence: [...wayRows(way, graph, readingRow), ...wayUseRows(way, graph)],
      remedy: `Make sure that the names below are yours.\n${subjectChange(way, graph)}`,
    })),
};
