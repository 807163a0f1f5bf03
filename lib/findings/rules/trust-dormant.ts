/**
 * Rule: an outside party may enter, but has not for more than 90 days.
 */
import { wayRows } from '../evidence';
import { REMOVED, renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf, standingOf } from '../severity';
import { silenceOf } from '../silence';
import { titleOf } from '../title';
import { externalWaysIn } from '../ways-in';

export const trustDormant: Rule = {
  id: 'trust-dormant',
  title: 'An outside trust has been idle for 90 days',
  severity: 'Medium for administrators, else low or info.',
  means:
    "The party's last use is older than 90 days; or the role's own last use is, which anybody moves, so nobody at all came since.",
  matters:
    'A supplier that left keeps its key. When it is robbed years later, the way into your account is still open.',
  fix: 'Ask whether the contract still runs. Take the party out of the trust, or delete the role.',
  fine: 'For yearly work such as an audit, if its next date is known.',
  technique: ['T1199'],
  judge: (graph, { history }) =>
    externalWaysIn(graph, (_, party) => party.kind !== 'anyone').flatMap((way) => {
      const silence = silenceOf(way, graph, history);
      if (silence.kind !== 'dormant') return [];
      const since = silence.last.slice(0, 10);
      return {
        subject: way.role.arn,
        party: way.party.id,
        severity: severityOf(`${standingOf(way.party, graph)}/firm`, way.tier),
        title: titleOf(way, (party, role) => `Unused since ${since}: role ${role}, open to ${party}`),
        evidence: [{ lastUsed: silence.last, lastUsedBy: silence.by }, ...wayRows(way, graph)],
        remedy: `If nobody needs it any more:\n${renderTrustChange(way, graph, REMOVED)}`,
      };
    }),
};
