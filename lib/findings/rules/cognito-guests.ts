/**
 * Rule: guests of a Cognito identity pool, who need no login, are admitted.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import { type Guests, guestsIn } from '../../parties/cognito-guests';
import { scopeOfSubjects } from '../../parties/scope-of-subject';
import { wayRows } from '../evidence';
import { withTest } from '../remedies/condition';
import { renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, type WayIn } from '../ways-in';

const KEY = 'cognito-identity.amazonaws.com:amr';

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html */
export const cognitoGuests: Rule = {
  id: 'cognito-guests',
  title: 'Guests of a Cognito identity pool can enter',
  severity:
    'By the role, critical for administrators where the trust names guests; one step lower where only no login is tested, since the pool may have no guests.',
  means:
    'The trust admits users of one identity pool and either names its guests or does not ask for a login by the amr key.',
  matters:
    'The id of a pool is in every app that uses it. Where the pool has guests, anybody on the internet becomes one, with no account anywhere.',
  fix: 'Require the word authenticated by the amr key, and give guests a role of their own that can do very little.',
  fine: 'Where the role was made for the guests of a public app and can do only what the public may.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph) =>
    externalWaysIn(graph, (edge) => ['admitted', 'left-to-pool'].includes(guestsOf(edge) ?? '')).map(
      (way) => ({
        subject: way.role.arn,
        party: way.party.id,
        severity: severityOf(
          way.edges.some((edge) => guestsOf(edge) === 'admitted')
            ? 'identity-provider/none'
            : 'identity-provider/weak',
          way.tier,
        ),
        title: titleOf(way, (_, role) => `Guests of a Cognito identity pool can enter role ${role}`),
        evidence: wayRows(way, graph, (edge) => ({ guests: GUESTS[guestsOf(edge) ?? 'refused'] })),
        remedy: remedy(way, graph),
      }),
    ),
};

const GUESTS: Readonly<Record<Guests, string>> = {
  admitted: 'the trust names them',
  'left-to-pool': 'if the pool has guests',
  refused: 'none',
};

/** Of a pool that is named; any pool at all has a rule of its own, and a named user is no guest to be. */
function guestsOf({ grant: { caller, guards } }: GrantEdge): Guests | undefined {
  if (caller.kind !== 'web-identity') return undefined;
  const { scope } = scopeOfSubjects(caller.issuer, caller.subjects, guards);
  return scope === 'organization' ? guestsIn(caller.issuer, guards) : undefined;
}

function remedy(way: WayIn, graph: TrustGraph): string {
  const signedIn = { operator: 'ForAnyValue:StringLike', key: KEY, values: ['authenticated'] };
  return renderTrustChange(way, graph, (statement) => withTest(statement, signedIn));
}
