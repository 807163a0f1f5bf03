/**
 * Rule: a SAML trust does not test where the assertion was meant to be sent.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { partitionOfArn } from '../../model/arn';
import { wayRows } from '../evidence';
import { withTest } from '../remedies/condition';
import { renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, type WayIn } from '../ways-in';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml */
export const samlAudienceMissing: Rule = {
  id: 'saml-audience-missing',
  title: 'A SAML trust tests no recipient',
  severity: 'Medium for administrators, else low: the identity provider still has to sign the assertion.',
  means:
    'The trust admits users of a SAML provider and does not test SAML:aud, the recipient of the assertion.',
  matters:
    'An assertion that the provider made for another service, and that leaked there, may be replayed here.',
  fix: "Require SAML:aud to be the sign-in address of the role's partition.",
  fine: 'Where the provider signs assertions for AWS alone and SAML:iss or SAML:doc is tested instead.',
  technique: ['T1606.002'],
  judge: (graph) =>
    externalWaysIn(graph, lacksAudience).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf('identity-provider/firm', way.tier),
      title: titleOf(way, (party, role) => `${party} enters role ${role} with no test of SAML:aud`),
      evidence: wayRows(way, graph),
      remedy: remedy(way, graph),
    })),
};

function lacksAudience({ grant: { caller, guards } }: GrantEdge): boolean {
  return (
    caller.kind === 'saml' && !guards.some(({ kind, strength }) => kind === 'audience' && strength === 'firm')
  );
}

function remedy(way: WayIn, graph: TrustGraph): string {
  const isCommercial = partitionOfArn(way.role.arn) === 'aws';
  const values = [
    isCommercial ? 'https://signin.aws.amazon.com/saml' : '<SAML sign-in address of your partition>',
  ];
  return renderTrustChange(way, graph, (statement) =>
    withTest(statement, { operator: 'StringEquals', key: 'SAML:aud', values }),
  );
}
