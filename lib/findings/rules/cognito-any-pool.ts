/**
 * Rule: any Cognito identity pool, of any account, is admitted.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { wayRows } from '../evidence';
import { withTest } from '../remedies/condition';
import { renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, type WayIn } from '../ways-in';

const COGNITO = 'cognito-identity.amazonaws.com';

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
export const cognitoAnyPool: Rule = {
  id: 'cognito-any-pool',
  title: 'Any Cognito identity pool can enter',
  severity: 'As for a role that anyone can enter: critical unless it is worth little.',
  means: 'The trust admits Amazon Cognito and does not say which identity pool the user must come from.',
  matters:
    'Everybody can make an identity pool in an account of their own, and its users then enter this role.',
  fix: 'Require your pool by cognito-identity.amazonaws.com:aud, and signed-in users by its amr key.',
  fine: 'Never: a pool is always known when its role is made.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph) =>
    externalWaysIn(graph, isAnyPool).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf('anyone/none', way.tier),
      title: titleOf(way, (_, role) => `Any Cognito identity pool can enter role ${role}`),
      evidence: wayRows(way, graph),
      remedy: remedy(way, graph),
    })),
};

function isAnyPool({ grant: { caller, guards } }: GrantEdge): boolean {
  const isCognito = caller.kind === 'web-identity' && caller.issuer === COGNITO;
  return isCognito && !guards.some(({ kind, strength }) => kind === 'audience' && strength === 'firm');
}

function remedy(way: WayIn, graph: TrustGraph): string {
  return renderTrustChange(way, graph, (statement) => {
    const pool = { operator: 'StringEquals', key: `${COGNITO}:aud`, values: ['<id of your identity pool>'] };
    const signedIn = { operator: 'ForAnyValue:StringLike', key: `${COGNITO}:amr`, values: ['authenticated'] };
    const hasAmr = statement.conditions.some(({ key }) => key.toLowerCase() === signedIn.key);
    return withTest(hasAmr ? statement : withTest(statement, signedIn), pool);
  });
}
