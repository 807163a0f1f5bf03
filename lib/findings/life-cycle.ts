/**
 * The life of findings: what this run says of those that it found, and of those that earlier runs had found.
 *
 * What is wrong now is open until it is mended. What was done once is open until somebody reviewed it, or until it has
 * been quiet for so long that nobody will. Nothing closes because this run could not see.
 */
import type { TrustGraph } from '../graph/trust-graph';
import type { FindingMemory, History } from '../history/history';
import { accountOfArn, roleArnIn } from '../model/arn';
import type { Finding } from '../model/finding';
import { matchWildcard } from '../model/wildcard';
import type { Suppression } from '../parties/declaration';
import { RULES } from './catalogue';
import type { Settings } from './settings';

const DAY = 86_400_000;

/** Whether somebody should look at it: it is neither over nor suppressed. */
export function isLive({ state }: Finding): boolean {
  return state === 'new' || state === 'open';
}

/**
 * The findings of this run with their state, and after them those of earlier runs that it did not find: closed ones
 * once, in the run that closed them, and those that stay open with the reason.
 * @param found of this run, in order
 */
export function liveFindings(
  found: readonly Finding[],
  graph: TrustGraph,
  history: History,
  settings: Settings,
): readonly Finding[] {
  const ids = new Set(found.map(({ id }) => id));
  const missing = [...history.findings].filter(([id, { state }]) => state !== 'closed' && !ids.has(id));
  return [
    ...found.flatMap((finding) => foundAgain(finding, graph, history, settings) ?? []),
    ...missing.map(([id, memory]) => notFound(id, memory, graph, history, settings)),
  ];
}

/** A finding with its state; undefined for what was closed before, and has not happened again since. */
export function foundAgain(
  finding: Finding,
  graph: TrustGraph,
  history: History,
  settings: Settings,
): Finding | undefined {
  const suppression = suppressionOf(finding, graph.asOf, settings);
  if (suppression) return { ...finding, state: 'suppressed', because: wordsOf(suppression) };
  const memory = history.findings.get(finding.id);
  if (memory?.state === 'closed' && !isLater(finding, memory)) return undefined;
  if (memory?.state !== 'open') return finding;
  return isQuiet(finding, graph, settings)
    ? { ...finding, state: 'closed', because: `quiet for ${settings.quietDays} days` }
    : { ...finding, state: 'open' };
}

function notFound(
  id: string,
  memory: FindingMemory,
  graph: TrustGraph,
  history: History,
  settings: Settings,
): Finding {
  const { turn: _, due: __, ...known } = memory;
  const rule = RULES.find((each) => each.id === memory.rule);
  const finding: Finding = {
    id,
    ...known,
    state: memory.state,
    evidence: [],
    remedy: rule?.fix ?? 'No rule of this version finds it any more: review it by hand.',
    technique: rule?.technique ?? [],
  };
  const end = endOf(finding, rule !== undefined, graph, history, settings);
  if (end.closed) return { ...finding, state: 'closed', because: end.because };
  const suppression = suppressionOf(finding, graph.asOf, settings);
  return suppression
    ? { ...finding, state: 'suppressed', because: wordsOf(suppression) }
    : { ...finding, state: 'open', because: end.because };
}

interface End {
  readonly closed: boolean;
  /** in words */
  readonly because: string;
}

const closed = (because: string): End => ({ closed: true, because });
const open = (because: string): End => ({ closed: false, because });

function endOf(
  finding: Finding,
  hasRule: boolean,
  graph: TrustGraph,
  history: History,
  settings: Settings,
): End {
  if (!hasRule) return closed(`the rule ${finding.rule} is not part of this version`);
  const { activity } = graph.coverage;
  if (history.trailUntil !== undefined && activity === undefined)
    return open('kept: no CloudTrail was read in this run');
  if (finding.lastEvent === undefined) return endOfTrust(finding, graph);
  if (isQuiet(finding, graph, settings)) return closed(`quiet for ${settings.quietDays} days`);
  const isInSight =
    activity?.from !== undefined &&
    activity.from <= finding.lastEvent &&
    finding.lastEvent <= (activity.until ?? '');
  return isInSight
    ? closed('reviewed: it is expected now')
    : open('kept: the CloudTrail read in this run does not reach back to it');
}

/** Of what is wrong now: it is mended where this run saw its subject whole. */
function endOfTrust({ subject }: Finding, graph: TrustGraph): End {
  const { coverage, roles } = graph;
  const role = roleArnIn(subject);
  const node = role && roles.get(role);
  if (node) {
    return node.role.trust.kind === 'unreadable'
      ? open('kept: the trust of the role could not be read in this run')
      : closed('not found any more');
  }
  if (coverage.complete) return closed('not found any more');
  const account = accountOfArn(subject) ?? subject;
  const state = coverage.accounts.find(({ id }) => id === account)?.state;
  if (state !== 'read') return open(`kept: ${account} was not read in this run`);
  return coverage.problems.length === 0
    ? closed('not found any more')
    : open('kept: something of this run could not be read, and may have been it');
}

/** What is so now, and not done once, is so again. */
function isLater({ lastEvent }: Finding, memory: FindingMemory): boolean {
  return lastEvent === undefined || memory.lastEvent === undefined || lastEvent > memory.lastEvent;
}

/** Silence counts from when it was first told: what was found long after it happened stays for as long. */
function isQuiet({ lastEvent, firstSeen }: Finding, { asOf }: TrustGraph, { quietDays }: Settings): boolean {
  if (lastEvent === undefined) return false;
  const since = Math.max(Date.parse(lastEvent), Date.parse(firstSeen));
  return Date.parse(asOf) - since > quietDays * DAY;
}

/** The first one of the user's that means this finding, and has not ended. */
function suppressionOf(finding: Finding, asOf: string, { suppress }: Settings): Suppression | undefined {
  return suppress.find((each) => asOf.slice(0, 10) <= each.until && isMeantBy(finding, each));
}

/** Whether the user's words mean a finding: its id, or its rule and a pattern over its subject. */
export function isMeantBy(
  { id, rule, subject }: Pick<Finding, 'id' | 'rule' | 'subject'>,
  { finding }: Pick<Suppression, 'finding'>,
): boolean {
  if (finding === id) return true;
  const [named = '', ...pattern] = finding.split(':');
  return named === rule && matchWildcard(pattern.join(':'), subject);
}

function wordsOf({ reason, owner, until }: Suppression): string {
  return `${reason} (${owner}, until ${until})`;
}
