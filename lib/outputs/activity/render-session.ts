/**
 * One session for people: who, from where, what it did and went on to, and its chain from the first caller down.
 */
import { networkText } from '../../findings/network-text';
import type { SessionRow } from '../../history/activity-schema';
import { escapeText } from '../escape';
import { heading, type Ink, inkFor, type Screen } from '../table/layout';
import { count } from '../words/count-words';
import {
  callerWithSession,
  describeCalls,
  describeCounts,
  describeGap,
  servicesInOrder,
  tacticsInOrder,
} from '../words/session-words';
import { renderChain } from './render-chain';
import { safeLines } from './safe-lines';
import type { SessionAnswer } from './session-answer';

const LABEL_WIDTH = 11;
const INDENT = ' '.repeat(LABEL_WIDTH);

/** Chunks of text: facts, what is not known, the chain. */
export function* renderSession(answer: SessionAnswer, screen: Screen): Iterable<string> {
  const ink = inkFor(screen);
  yield heading(`Session ${escapeText(answer.session.id)}`, screen).trimStart();
  for (const [label, text, paint] of factsOf(answer, ink)) {
    if (text !== '') yield safeLines(ink.dim(label.padEnd(LABEL_WIDTH)), text, screen, INDENT, paint);
  }
  yield heading('Its chain', screen);
  yield* renderChain(answer, screen);
}

type Paint = (text: string) => string;
type Fact = readonly [label: string, text: string, paint?: Paint];

function factsOf({ activity, session }: SessionAnswer, ink: Ink): readonly Fact[] {
  const { byService, byTactic, firstSensitive, overflow } = session;
  const estimated = session.gaps.includes('calls-estimated');
  return [
    ['who', `${activity.parties.get(session.party)?.name ?? session.party}${hopsText(session)}`],
    ['opened by', session.caller ? callerWithSession(session.caller) : 'not seen'],
    ['role', session.role ?? session.account ?? 'not told by the record'],
    ['as', session.sessionName ?? ''],
    ['for', session.onBehalfOf ?? ''],
    ['source id', session.sourceIdentity ?? ''],
    ['allowed', permissionText(session)],
    ['when', `${session.start} to ${session.end}`],
    ['network', networksText(session)],
    ['with', session.userAgents.join(', ')],
    ['in', session.regions.join(', ')],
    ['', overflow > 0 ? `… and ${count(overflow, 'more value')} of these three` : ''],
    ['calls', describeCalls(session.calls, session.denied, estimated)],
    ['services', describeCounts(servicesInOrder(byService))],
    ['tactics', describeCounts(tacticsInOrder(byTactic))],
    [
      'sensitive',
      firstSensitive
        ? `first ${firstSensitive.event} at ${firstSensitive.at}${firstSensitive.outcome === 'refused' ? ', refused' : ''}; event ${firstSensitive.eventId}`
        : 'no such call',
      firstSensitive && ink.red,
    ],
    ['went on to', session.onward.join(', ')],
    ...session.gaps.map((gap, index): Fact => [index === 0 ? 'not known' : '', describeGap(gap), ink.yellow]),
  ];
}

function networksText({ networks, networkOwners }: SessionRow): string {
  const owners = new Map(networkOwners?.map(({ value, owner }) => [value, owner]));
  return networks.map((value) => networkText(value, owners.get(value))).join(', ');
}

function hopsText({ hops }: SessionRow): string {
  return hops === 0 ? '' : `, ${count(hops, 'session')} further back`;
}

function permissionText({ permitted, grant, why }: SessionRow): string {
  switch (permitted) {
    case 'by-grant':
      return `by grant ${grant ?? ''}`;
    case 'not-now':
      return `not now: ${why.join('; ')}`;
    case 'unknown':
      return `not known: ${why.join('; ')}`;
  }
}
