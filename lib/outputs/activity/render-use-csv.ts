/**
 * Observed use as CSV: one row for each use, for spreadsheets.
 */
import { useCallerText } from '../../findings/evidence';
import { csvLine } from '../csv-line';
import { describeGuards } from '../words/guard-words';
import { describeCounts, servicesInOrder, tacticsInOrder } from '../words/session-words';
import { totalOf } from './session-total';
import { type FollowedUse, isFollowed, type UseAnswer } from './use-answer';

const COLUMNS = [
  'party',
  'party_kind',
  'external',
  'role',
  'caller',
  'first',
  'last',
  'count',
  'denied',
  'networks',
  'regions',
  'user_agents',
  'session_names',
  'permitted',
  'grant',
  'guards',
  'why',
  'external_id_sent',
  'external_id_not_sent',
  'sessions',
  'calls',
  'calls_denied',
  'services',
  'tactics',
  'first_sensitive',
  'onward',
] as const;

/** Header and one line for each use, in the answer's order. */
export function* renderUseCsv(answer: UseAnswer): Iterable<string> {
  yield csvLine(COLUMNS);
  for (const row of answer.uses) yield csvLine(cells(row, answer));
}

function cells(row: FollowedUse, answer: UseAnswer): readonly string[] {
  const { use, sessions } = row;
  const { activity } = answer;
  const party = activity.parties.get(use.party);
  const guards = use.grant === null ? undefined : activity.guards.get(use.grant);
  const total = totalOf(sessions);
  const sensitive = total.firstSensitive;
  return [
    party?.name ?? use.party,
    party?.kind ?? '',
    use.external ? 'yes' : 'no',
    use.role,
    useCallerText(use.caller),
    use.first,
    use.last,
    `${use.count}`,
    `${use.denied}`,
    ...[use.networks, use.regions, use.userAgents, use.sessionNames].map((values) =>
      values.map(({ value }) => value).join('; '),
    ),
    use.permitted,
    use.grant ?? '',
    guards ? describeGuards(guards) : '',
    use.why.join('; '),
    `${use.externalId.sent}`,
    `${use.externalId.notSent}`,
    ...[total.sessions, total.calls, total.denied].map((number) =>
      isFollowed(row, answer) ? `${number}` : '',
    ),
    describeCounts(servicesInOrder(total.byService)),
    describeCounts(tacticsInOrder(total.byTactic)),
    sensitive ? `${sensitive.event} ${sensitive.at}` : '',
    total.onward.join('; '),
  ];
}
