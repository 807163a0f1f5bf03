/**
 * Observed use for people: who entered which role, how often, from where, by what right, and what followed.
 */
import { useCallerText } from '../../findings/evidence';
import type { UseRow } from '../../history/activity-schema';
import { accountOfArn, nameOfArn } from '../../model/arn';
import { escapeText } from '../escape';
import {
  type Cell,
  type Column,
  heading,
  type Ink,
  inkFor,
  layOut,
  paragraph,
  type Screen,
} from '../table/layout';
import { restLine } from '../table/rest-line';
import { rowsByParty } from '../table/rows-by-party';
import { count } from '../words/count-words';
import { describeCalls, describeCounts, listSome, roleName, tacticsInOrder } from '../words/session-words';
import { describeAge } from '../words/time-words';
import { describePermission } from './permission-words';
import { type SessionTotal, totalOf } from './session-total';
import { type FollowedUse, isFollowed, type UseAnswer } from './use-answer';

const COLUMNS: readonly Column[] = [
  { title: '  INTO ROLE', share: 20 },
  { title: 'AS', share: 18 },
  { title: 'TIMES', share: 14, atLeast: 10 },
  { title: 'FROM, NEWEST', share: 15 },
  { title: 'ALLOWED', share: 16, atLeast: 8 },
  { title: 'WHAT FOLLOWED', share: 17, atLeast: 12 },
];

const NETWORKS_SHOWN = 2;
const TACTICS_SHOWN = 3;
const ROLES_SHOWN = 2;

/** One row for each use under its party's name; rows past `limit` are counted. */
export function* renderUse(answer: UseAnswer, screen: Screen, limit: number): Iterable<string> {
  const { activity, uses } = answer;
  const ink = inkFor(screen);
  yield heading(`Who used which role, as of ${escapeText(activity.asOf)}`, screen).trimStart();
  if (!activity.watched) {
    yield paragraph('No CloudTrail was read, so nothing is known of use.', screen, '');
    return;
  }
  if (uses.length === 0) {
    yield paragraph('No such use was seen in the CloudTrail that was read.', screen, '');
    return;
  }
  const shown = uses.slice(0, limit);
  const rows = shown.map((row) => ({ party: row.use.party, cells: useCells(row, answer, ink) }));
  yield layOut(COLUMNS, rowsByParty(rows, activity.parties, screen), screen);
  yield restLine({ left: uses.length - shown.length, one: 'use', format: 'csv' }, screen);
  if (activity.sessions === undefined) {
    yield paragraph(
      'No sessions were followed: that takes the roles, and an analysis of this version.',
      screen,
      '',
    );
  }
}

function useCells(row: FollowedUse, answer: UseAnswer, ink: Ink): readonly Cell[] {
  const { use, sessions } = row;
  const { activity } = answer;
  const account = accountOfArn(use.role);
  const total = totalOf(sessions);
  const newestFirst = use.networks.map(({ value }) => value).toReversed();
  return [
    { text: `  ${roleName(use.role)}${account === undefined ? '' : ` (${account})`}` },
    { text: shortCaller(use.caller) },
    {
      text: `${describeCalls(use.count + use.denied, use.denied, false)} since ${use.first.slice(0, 10)}, last ${describeAge(use.last, activity.asOf)}`,
    },
    { text: listSome(newestFirst, NETWORKS_SHOWN) },
    { text: describePermission(use, activity), ...(use.permitted === 'not-now' && { paint: ink.red }) },
    {
      text: isFollowed(row, answer) ? followedText(total) : 'not followed',
      ...(total.firstSensitive && { paint: ink.red }),
    },
  ];
}

/** The part that the party's name does not tell; JSON and CSV have the whole. */
function shortCaller(caller: UseRow['caller']): string {
  switch (caller.kind) {
    case 'aws': {
      const who = caller.arn === undefined ? caller.principalId : nameOfArn(caller.arn);
      return [who, caller.account].filter((part) => part !== undefined).join(' of ');
    }
    case 'oidc':
      return caller.tenant;
    default:
      return useCallerText(caller);
  }
}

function followedText({ sessions, byTactic, onward }: SessionTotal): string {
  if (sessions === 0) return 'none seen';
  return [
    count(sessions, 'session'),
    ...(byTactic.size > 0 ? [describeCounts(tacticsInOrder(byTactic), TACTICS_SHOWN)] : []),
    ...(onward.length > 0 ? [`went on to ${listSome(onward.map(roleName), ROLES_SHOWN)}`] : []),
  ].join('; ');
}
