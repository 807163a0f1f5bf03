/**
 * The chain of a session as an indented list: the first caller, then each session under the one that opened it.
 */
import type { SessionRow } from '../../history/activity-schema';
import { accountOfArn } from '../../model/arn';
import { type Ink, inkFor, type Screen } from '../table/layout';
import { count } from '../words/count-words';
import { callerWithSession, describeCalls, roleName } from '../words/session-words';
import { safeLines } from './safe-lines';
import type { SessionAnswer } from './session-answer';

/** A chain may have any length: so many links are drawn at its head, before the session and after it. */
const SHOWN = { head: 10, before: 10, after: 20 };

/** Past a third of a narrow screen the list is indented no further. */
const DEEPEST = 10;

interface Link {
  readonly session: SessionRow;
  /** 0 for the first session */
  readonly depth: number;
}

/** Chunks of text, a session a chunk. What is left out is counted. */
export function* renderChain({ session, path, opened }: SessionAnswer, screen: Screen): Iterable<string> {
  const ink = inkFor(screen);
  const links: readonly Link[] = [
    ...path.map((one, depth) => ({ session: one, depth })),
    ...opened.map((one) => ({ session: one.session, depth: path.length - 1 + one.depth })),
  ];
  const own = path.length - 1;
  const isShown = (index: number) =>
    index < SHOWN.head || (index >= own - SHOWN.before && index <= own + SHOWN.after);
  const head = path[0]?.caller;
  yield safeLines('', head ? callerWithSession(head) : 'a caller that was not seen', screen, '');
  let skipped = 0;
  for (const [index, link] of links.entries()) {
    if (!isShown(index)) {
      skipped += 1;
      continue;
    }
    if (skipped > 0) yield ink.dim(`${indentAt(link)}… ${count(skipped, 'more session')} between\n`);
    skipped = 0;
    yield drawLink(link, link.session === session, screen, ink);
  }
  if (skipped > 0) yield ink.dim(`… and ${count(skipped, 'more session')}: use --format json\n`);
}

function drawLink(link: Link, isAsked: boolean, screen: Screen, ink: Ink): string {
  const { role, account, id, calls, denied, gaps, firstSensitive } = link.session;
  const owner = accountOfArn(role ?? '') ?? account;
  const indent = indentAt(link);
  const words = [
    `${roleName(role)}${owner === undefined ? '' : ` (${owner})`}`,
    id,
    `calls: ${describeCalls(calls, denied, gaps.includes('calls-estimated'))}`,
    ...(firstSensitive ? [`first sensitive ${firstSensitive.event}`] : []),
    ...(isAsked ? ['this session'] : []),
  ].join(' · ');
  return safeLines(`${indent}└ `, words, screen, `${indent}  `, isAsked ? ink.bold : undefined);
}

function indentAt({ depth }: Link): string {
  return '  '.repeat(Math.min(depth, DEEPEST));
}
