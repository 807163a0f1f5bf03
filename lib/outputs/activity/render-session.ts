/**
 * One session for people: who, from where, what it did and went on to, and its chain from the first caller down.
 */
import { useCallerOf } from '../../activity/use-caller';
import { useCallerText } from '../../findings/evidence';
import type { SessionRow } from '../../history/saved-activity';
import { accountOfArn } from '../../model/arn';
import type { AssumptionCaller } from '../../model/assumption';
import { escapeText } from '../escape';
import { hanging, heading, type Ink, inkFor, type Screen } from '../table/layout';
import { count } from '../words/count-words';
import {
  describeCalls,
  describeCounts,
  describeGap,
  roleName,
  servicesInOrder,
  tacticsInOrder,
} from '../words/session-words';
import type { SessionAnswer } from './session-answer';

const LABEL_WIDTH = 11;
const INDENT = ' '.repeat(LABEL_WIDTH);

/** Links of a chain that are drawn on each side of the session; a chain may have any length. */
const LINKS_SHOWN = 20;

/** Chunks of text: facts, what is not known, the chain. */
export function* renderSession(answer: SessionAnswer, screen: Screen): Iterable<string> {
  const ink = inkFor(screen);
  yield heading(`Session ${escapeText(answer.session.id)}`, screen).trimStart();
  for (const [label, text, paint] of factsOf(answer, ink)) {
    if (text !== '') yield lines(ink.dim(label.padEnd(LABEL_WIDTH)), text, screen, INDENT, paint);
  }
  yield heading('Its chain', screen);
  yield* renderChain(answer, screen, ink);
}

/** Line feeds in what outsiders wrote must not begin a line. */
function lines(first: string, text: string, screen: Screen, indent: string, paint?: Paint): string {
  const plain = hanging(first, escapeText(text), screen, indent);
  return paint ? `${paint(plain.trimEnd())}\n` : plain;
}

type Paint = (text: string) => string;
type Fact = readonly [label: string, text: string, paint?: Paint];

function factsOf({ activity, session }: SessionAnswer, ink: Ink): readonly Fact[] {
  const { byService, byTactic, firstSensitive, overflow } = session;
  const estimated = session.gaps.includes('calls-estimated');
  return [
    ['who', `${activity.parties.get(session.party)?.name ?? session.party}${hopsText(session)}`],
    ['opened by', session.caller ? callerText(session.caller) : 'not seen'],
    ['role', session.role ?? session.account ?? 'not told by the record'],
    ['as', session.sessionName ?? ''],
    ['for', session.onBehalfOf ?? ''],
    ['source id', session.sourceIdentity ?? ''],
    ['allowed', permissionText(session)],
    ['when', `${session.start} to ${session.end}`],
    ['network', session.networks.join(', ')],
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

/** The first caller, then each session under its opener. A long chain keeps its ends. */
function* renderChain(answer: SessionAnswer, screen: Screen, ink: Ink): Iterable<string> {
  const { session, path, opened } = answer;
  const head = path[0]?.caller;
  yield lines('', head ? callerText(head) : 'a caller that was not seen', screen, '');
  const above = path.slice(0, -1);
  const line = (one: SessionRow, depth: number) => linkLine(one, depth, session, screen, ink);
  const skipped = above.length - LINKS_SHOWN;
  const firstAbove = skipped > 0 ? above.slice(0, LINKS_SHOWN / 2) : above;
  const lastAbove = skipped > 0 ? above.slice(-LINKS_SHOWN / 2) : [];
  for (const [index, one] of firstAbove.entries()) yield line(one, index + 1);
  if (skipped > 0) {
    yield ink.dim(`${indentAt(firstAbove.length + 1)}… ${count(skipped, 'more session')} between\n`);
  }
  const depth = firstAbove.length + (skipped > 0 ? 1 : 0);
  for (const [index, one] of lastAbove.entries()) yield line(one, depth + index + 1);
  const own = depth + lastAbove.length + 1;
  yield line(session, own);
  for (const one of opened.slice(0, LINKS_SHOWN)) yield line(one.session, own + one.depth);
  const left = opened.length - LINKS_SHOWN;
  if (left > 0)
    yield ink.dim(`${indentAt(own + 1)}… and ${count(left, 'more session')}: use --format json\n`);
}

function linkLine(one: SessionRow, depth: number, asked: SessionRow, screen: Screen, ink: Ink): string {
  const { role, id, calls, denied, gaps, firstSensitive } = one;
  const account = accountOfArn(role ?? '') ?? one.account;
  const indent = indentAt(depth);
  const words = [
    `${roleName(role)}${account === undefined ? '' : ` (${account})`}`,
    id,
    `calls: ${describeCalls(calls, denied, gaps.includes('calls-estimated'))}`,
    ...(firstSensitive ? [`first sensitive ${firstSensitive.event}`] : []),
    ...(one === asked ? ['this session'] : []),
  ].join(' · ');
  return lines(`${indent}└ `, words, screen, `${indent}  `, one === asked ? ink.bold : undefined);
}

/** Past a third of a narrow screen the list is indented no further. */
function indentAt(depth: number): string {
  return '  '.repeat(Math.min(depth - 1, LINKS_SHOWN / 2));
}

function callerText(caller: AssumptionCaller): string {
  const text = useCallerText(useCallerOf(caller));
  if (caller.kind === 'oidc')
    return caller.subject === undefined ? text : `${caller.issuer} ${caller.subject}`;
  if (caller.kind !== 'aws') return text;
  return [
    text,
    ...(caller.callerSession === undefined ? [] : [`session ${caller.callerSession}`]),
    ...(caller.accessKeyId === undefined ? [] : [`key ${caller.accessKeyId}`]),
    ...(caller.invokedBy === undefined ? [] : [`through ${caller.invokedBy}`]),
  ].join(', ');
}
