/**
 * What sessions did, in words.
 */
import type { SessionGap } from '../../activity/sessions/session';
import { useCallerOf } from '../../activity/use-caller';
import { useCallerText } from '../../findings/evidence';
import { nameOfArn } from '../../model/arn';
import type { AssumptionCaller } from '../../model/assumption';
import type { Tactic } from '../../model/tactic';

/**
 * Tactics, the most telling of an intruder first: ATT&CK's page on trusted relationships asks to watch the first three
 * most closely, and nearly everybody who looks around discovers.
 * @see https://attack.mitre.org/techniques/T1199/
 */
const WEIGHT: Readonly<Record<Tactic, number>> = {
  'credential-access': 0,
  'lateral-movement': 1,
  collection: 2,
  exfiltration: 3,
  'privilege-escalation': 4,
  persistence: 5,
  'defense-impairment': 6,
  impact: 7,
  discovery: 8,
};

const LEAST = 9;

/** Tactics with their counts, the most telling first. */
export function tacticsInOrder(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  const weights = new Map<string, number>(Object.entries(WEIGHT));
  const weight = (tactic: string) => weights.get(tactic) ?? LEAST;
  return [...counts].sort(([a], [b]) => weight(a) - weight(b) || (a < b ? -1 : 1));
}

/** Services with their counts, the most called first. */
export function servicesInOrder(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}

/** `s3 12, iam 4 and 2 more`: the first ones with their counts, and how many more names there are. */
export function describeCounts(counts: readonly (readonly [string, number])[], limit = Infinity): string {
  return listSome(
    counts.map(([name, number]) => `${name} ${number}`),
    limit,
  );
}

/** `a, b and 2 more`. */
export function listSome(texts: readonly string[], limit: number): string {
  const more = texts.length > limit ? ` and ${texts.length - limit} more` : '';
  return `${texts.slice(0, limit).join(', ')}${more}`;
}

/** `40 (2 refused)`, with `about` where calls were counted by a sample. */
export function describeCalls(calls: number, denied: number, estimated: boolean): string {
  return `${estimated ? 'about ' : ''}${calls}${denied > 0 ? ` (${denied} refused)` : ''}`;
}

/** A role's name, or what stands in its place. */
export function roleName(role: string | undefined): string {
  return role ? nameOfArn(role) : 'not told by the record';
}

/** A caller with the session that it acted in and the key that it signed with. */
export function callerWithSession(caller: AssumptionCaller): string {
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

const GAPS: Readonly<Record<SessionGap, string>> = {
  'calls-estimated': 'it made so many calls that they were counted by a sample',
  'earlier-hops-not-seen':
    'its first caller acted in a session of a role, whose own opening is not in the CloudTrail that was read',
  'joined-by-name': 'it was joined by role, session name and time, since no record tells its key',
  'key-id-used-again': 'another session has the same access key id: an id issued anew, or a forged record',
  'opened-in-a-circle': 'sessions were recorded as opening each other, and the chain was cut here',
  'opening-not-seen': 'who opened it was not seen',
  'several-of-its-name': 'by its name it could be any of several sessions; the latest was taken',
};

/** What is not known of a session, in a sentence without a full stop; a gap we do not know stays as it is. */
export function describeGap(gap: string): string {
  return new Map<string, string>(Object.entries(GAPS)).get(gap) ?? gap;
}
