/**
 * Rule: a subject pattern also fits organizations whose name only begins alike.
 */
import { wayRows, wayUseRows } from '../evidence';
import { oidcWaysIn, readingRow } from '../oidc-ways';
import { subjectChange } from '../remedies/oidc-subject';
import type { Rule } from '../rule';
import { severityOf } from '../severity';
import { titleOf } from '../title';

export const oidcLookalikePattern: Rule = {
  id: 'oidc-lookalike-pattern',
  title: 'A subject pattern admits look-alike organizations',
  severity:
    'As for a role that anyone can enter; high at most with an issuer that belongs to one organization.',
  means: 'A wildcard stands before the delimiter that ends a name: repo:acme* fits repo:acme-evil/x as well.',
  matters: 'Anybody may register such a name, in a minute and for nothing, and then enters this role.',
  fix: 'Write the delimiter, and one pattern for each form of the subject: repo:acme/app:* and repo:acme@ID/app@ID:*.',
  fine: 'Never: the delimiter costs one character.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph) =>
    oidcWaysIn(graph, ({ lookalike }) => lookalike !== undefined).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(
        way.reading.scope === 'anyone' ? 'anyone/weak' : 'identity-provider/weak',
        way.tier,
      ),
      title: titleOf(
        { party: { name: way.reading.lookalike ?? '' }, role: way.role },
        (name, role) => `A look-alike such as ${name} can enter role ${role}`,
      ),
      evidence: [...wayRows(way, graph, readingRow), ...wayUseRows(way, graph)],
      remedy: `Make sure that the names below are yours.\n${subjectChange(way, graph)}`,
    })),
};
