/**
 * Rule: an outside party was admitted and, as far as one can see, never came.
 */
import { wayRows } from '../evidence';
import { REMOVED, renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf, standingOf } from '../severity';
import { silenceOf } from '../silence';
import { titleOf } from '../title';
import { externalWaysIn } from '../ways-in';

export const trustUnused: Rule = {
  id: 'trust-unused',
  title: 'An outside trust was never seen in use',
  severity: 'Medium for administrators, else low or info: what guards the way in is judged by other rules.',
  means:
    'AWS has no last use of the role at all, or CloudTrail of at least 14 days up to now shows no use by this party.',
  matters:
    'Access that nobody needs serves nobody but an intruder, and nobody notices when it is first used.',
  fix: 'Ask its owner. Take the party out of the trust, or delete the role if it serves nobody else.',
  fine: 'For access in emergencies, or for work that is rarer than the time that was watched.',
  technique: ['T1199'],
  judge: (graph, { history }) =>
    externalWaysIn(graph, (_, party) => party.kind !== 'anyone').flatMap((way) => {
      const silence = silenceOf(way, graph, history);
      if (silence.kind !== 'unused') return [];
      return {
        subject: way.role.arn,
        party: way.party.id,
        severity: severityOf(`${standingOf(way.party, graph)}/firm`, way.tier),
        title: titleOf(way, (party, role) => `No use of role ${role} by ${party} was seen`),
        evidence: [
          { known: silence.known, lastUsed: way.role.lastUsed ?? 'not known' },
          ...wayRows(way, graph),
        ],
        remedy: `If nobody needs it:\n${renderTrustChange(way, graph, REMOVED)}`,
      };
    }),
};
