/**
 * Rule: a caller came back after a long silence.
 */
import { keyOfCaller } from '../../activity/use-caller';
import type { TrustGraph, UseEdge } from '../../graph/trust-graph';
import { useKey } from '../../history/usual-use';
import { useCallerText, useRows } from '../evidence';
import { type OutsideUse, outsideUses, severityOfUse } from '../outside-use';
import type { Rule, RuleHit } from '../rule';
import type { RuleContext } from '../rule-context';
import { titleOf } from '../title';

const DAY = 86_400_000;

export const dormantTrustWoke: Rule = {
  id: 'dormant-trust-woke',
  title: 'A caller came back after a long silence',
  severity: 'By the role, as for an outsider behind a weak barrier.',
  means:
    'The same principal of the party had not entered the role for `dormantAfterDays` (90 by default), and then did. Each caller is judged by itself: a role is kept awake by anybody.',
  matters:
    'Keys that nobody misses are the ones that are stolen unnoticed: a supplier that was left, a pilot that ended.',
  fix: 'Ask the party what made it come back. Where nobody knows, take it out of the trust and look at what its sessions did.',
  fine: 'For work that comes once a year, such as an audit: declare it.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph, context) =>
    outsideUses(graph).flatMap((use) =>
      use.edges.flatMap((edge) => {
        const wake = wakeOf(edge, use, context);
        return wake && isWorthTelling(wake, graph, context) ? hitOf(use, edge, wake, graph) : [];
      }),
    ),
};

interface Wake {
  /** last day of use before the silence, and the day that ended it */
  readonly before: string;
  readonly woke: string;
}

/** The last silence that was long enough, between days that were read or since what an earlier run remembers. */
function wakeOf({ use, party }: UseEdge, { subject }: OutsideUse, context: RuleContext): Wake | undefined {
  const { history, settings } = context;
  const caller = JSON.stringify(keyOfCaller(use.caller));
  const known = history.baseline.rows.get(useKey(party, subject))?.callers.get(caller)?.slice(0, 10);
  const seen = use.days.filter(({ count }) => count > 0).map(({ value }) => value);
  const days = known === undefined ? seen : [known, ...seen].sort();
  const wakes = days.flatMap((woke, at) => {
    const before = days[at - 1];
    return before !== undefined && daysBetween(before, woke) > settings.dormantAfterDays
      ? { before, woke }
      : [];
  });
  return wakes.at(-1);
}

/** A wake of long ago is news to nobody, unless it was told when it was. */
function isWorthTelling({ woke }: Wake, { asOf }: TrustGraph, { settings }: RuleContext): boolean {
  return daysBetween(woke, asOf.slice(0, 10)) <= 2 * settings.quietDays;
}

function hitOf(use: OutsideUse, edge: UseEdge, { before, woke }: Wake, graph: TrustGraph): RuleHit {
  const { subject, party } = use;
  const silence = daysBetween(before, woke);
  return {
    subject,
    party: party.id,
    key: edge.use.key,
    severity: severityOfUse(use, 'weak', graph),
    title: titleOf(use, (name, role) => `${name} used role ${role} after ${silence} days of silence`),
    evidence: [{ before, woke, silentDays: silence }, ...useRows([edge], graph)],
    remedy: `Ask ${party.declared?.owner ?? party.name} what made ${useCallerText(edge.use.caller)} come back on ${woke}; where nobody knows, take it out of the trust of ${subject}.`,
    lastEvent: `${woke}T00:00:00Z`,
  };
}

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / DAY);
}
