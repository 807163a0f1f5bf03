/**
 * Rule: a web identity trust does not test for whom the token was made.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { partitionOfArn } from '../../model/arn';
import type { Caller } from '../../model/caller';
import { scopeOfSubjects } from '../../parties/scope-of-subject';
import { wayRows } from '../evidence';
import { withTest } from '../remedies/condition';
import { renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, type WayIn } from '../ways-in';

export const oidcAudienceMissing: Rule = {
  id: 'oidc-audience-missing',
  title: 'A web identity trust tests no audience',
  severity:
    'Medium for administrators with an OIDC provider object, whose own list of audiences still holds; as for anyone with Google, Facebook or Amazon when no user is named either.',
  means: 'The trust does not test the audience: for which service, or for which app, the token was made.',
  matters: 'A token that was made for another service, and that leaked there, may be used to enter here.',
  fix: 'Test the aud claim, which is sts.amazonaws.com for most CI systems, or the id of your app.',
  fine: 'Where the provider object lists one audience that is used for AWS alone.',
  technique: ['T1199', 'T1550.001'],
  judge: (graph) =>
    externalWaysIn(graph, lacksAudience).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(way.edges.some(isAnyApp) ? 'anyone/none' : 'identity-provider/firm', way.tier),
      title: titleOf(way, (party, role) => `${party} enters role ${role} with no audience test`),
      evidence: wayRows(way, graph),
      remedy: remedy(way, graph),
    })),
};

const COGNITO = 'cognito-identity.amazonaws.com';
/** Providers that name the app by a key of their own. */
const APP_ID_ISSUERS = ['graph.facebook.com', 'www.amazon.com'];

/** Cognito's audience is its pool, which has a rule of its own. */
function lacksAudience({ grant: { caller, guards } }: GrantEdge): boolean {
  const isWebIdentity =
    caller.kind === 'oidc' || (caller.kind === 'web-identity' && caller.issuer !== COGNITO);
  return isWebIdentity && !guards.some(({ kind, strength }) => kind === 'audience' && strength === 'firm');
}

/** A built-in provider checks no audience by itself, so any app that a user signs in to would do. */
function isAnyApp({ grant: { caller, guards } }: GrantEdge): boolean {
  if (caller.kind !== 'web-identity') return false;
  return scopeOfSubjects(caller.issuer, caller.subjects, guards).scope === 'anyone';
}

function remedy(way: WayIn, graph: TrustGraph): string {
  return renderTrustChange(way, graph, (statement, [edge]) => {
    const caller = edge?.grant.caller;
    const issuer = caller?.kind === 'oidc' || caller?.kind === 'web-identity' ? caller.issuer : '';
    const claim = APP_ID_ISSUERS.includes(issuer) ? 'app_id' : 'aud';
    const values = [audienceOf(caller, way)];
    return withTest(statement, { operator: 'StringEquals', key: `${issuer}:${claim}`, values });
  });
}

function audienceOf(caller: Caller | undefined, { role }: WayIn): string {
  if (caller?.kind !== 'oidc') return '<id of your app>';
  return partitionOfArn(role.arn) === 'aws-cn' ? 'sts.amazonaws.com.cn' : 'sts.amazonaws.com';
}
