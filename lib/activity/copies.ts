/**
 * Copies: one call counts once, however many records speak of it.
 *
 * A delivery may repeat a record (same event id). A call from one account into another is recorded in both, each
 * copy with an event id of its own: the role owner's copy counts, and the caller's copy adds what the owner is
 * not shown (ARN, full identity). A refusal is only in the caller's account.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */

import { accountOfArn } from '../model/arn';
import type { Assumption, AssumptionCaller } from '../model/assumption';
import { compareText } from '../model/compare-text';

/**
 * One assumption for each call, sorted by time, then event id.
 *
 * Copies of one call share their `sharedEventId`. Copies without it (an export may lack the column) are joined
 * by request id, role and time, but for a service's: it may make several calls in one request.
 *
 * The order and repetition of `copies` make no difference.
 */
export function joinCopies(copies: Iterable<Assumption>): Assumption[] {
  const owners: Assumption[] = [];
  const others: Assumption[] = [];
  for (const copy of copies) (isRoleOwners(copy) ? owners : others).push(copy);
  // the first one counts
  const inOrder = [...owners.sort(compareByTime), ...others.sort(compareByTime)];
  const events = joinBy(inOrder, ({ eventId }) => eventId);
  return joinBy(events, labelCalls(events)).sort(compareByTime);
}

/** Which of two records of one account under one event id is kept: a correction, else the fuller one. */
export function preferredCopy(a: Assumption, b: Assumption): Assumption {
  return compareContents(a, b) <= 0 ? a : b;
}

/** Joins copies of one label into the first of them, in the order of the first ones. */
function joinBy(copies: readonly Assumption[], labelOf: (copy: Assumption) => string): Assumption[] {
  const joined = new Map<string, Assumption>();
  for (const copy of copies) {
    const label = labelOf(copy);
    const first = joined.get(label);
    joined.set(label, first === undefined ? copy : enrich(first, copy));
  }
  return [...joined.values()];
}

/**
 * Names the call that an event speaks of: by shared id, else by request. A request that is known under one
 * shared id lends it to copies without; under several it cannot tell which of them is meant.
 */
function labelCalls(events: readonly Assumption[]): (event: Assumption) => string {
  const lent = lendSharedIds(events);
  return (event) => {
    const request = requestLabel(event);
    const sharedId = event.sharedEventId ?? (request === undefined ? undefined : lent.get(request));
    if (sharedId !== undefined) return `shared ${sharedId}`;
    return request ?? `event ${event.eventId}`;
  };
}

/** Shared ids by the requests of events that lack one; nearly always empty. */
function lendSharedIds(events: readonly Assumption[]): ReadonlyMap<string, string> {
  const borrowers = new Set(
    events.flatMap((event) => (event.sharedEventId === undefined ? (requestLabel(event) ?? []) : [])),
  );
  const lent = new Map<string, string>();
  const torn = new Set<string>();
  for (const event of events) {
    const request = requestLabel(event);
    if (event.sharedEventId === undefined || request === undefined || !borrowers.has(request)) continue;
    if ((lent.get(request) ?? event.sharedEventId) !== event.sharedEventId) torn.add(request);
    lent.set(request, event.sharedEventId);
  }
  for (const request of torn) lent.delete(request);
  return lent;
}

/** Undefined where a request id proves nothing. */
function requestLabel({ requestId, role, time, caller }: Assumption): string | undefined {
  return requestId === undefined || caller.kind === 'service'
    ? undefined
    : `request ${requestId} ${role ?? ''} ${time}`;
}

/** A total order. */
export function compareByTime(a: Assumption, b: Assumption): number {
  return (
    compareText(a.time, b.time) ||
    compareText(a.eventId, b.eventId) ||
    compareText(a.recipient ?? '', b.recipient ?? '') ||
    compareContents(a, b)
  );
}

/** Corrections first, then the fuller one, then the one of smaller text. */
function compareContents(a: Assumption, b: Assumption): number {
  if (a === b) return 0;
  const [fieldsOfA, fieldsOfB] = [knownFields(a), knownFields(b)];
  return (
    Number(b.corrects ?? false) - Number(a.corrects ?? false) ||
    fieldsOfB.length - fieldsOfA.length ||
    compareText(JSON.stringify(fieldsOfA), JSON.stringify(fieldsOfB))
  );
}

/** Without a recipient, a caller without an ARN gives the role owner's copy away. */
function isRoleOwners(copy: Assumption): boolean {
  if (copy.recipient !== undefined && copy.role !== undefined) {
    return copy.recipient === accountOfArn(copy.role);
  }
  return copy.caller.kind === 'aws' && copy.caller.arn === undefined;
}

function knownFields(copy: Assumption): readonly (readonly [string, unknown])[] {
  const { caller, ...rest } = copy;
  const callerFields = Object.entries(caller).map(([name, value]) => [`caller.${name}`, value] as const);
  return [...Object.entries(rest), ...callerFields]
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => compareText(a, b));
}

/** The copy that counts, with what only the other one knows. */
function enrich(counted: Assumption, other: Assumption): Assumption {
  return {
    ...counted,
    sharedEventId: counted.sharedEventId ?? other.sharedEventId,
    requestId: counted.requestId ?? other.requestId,
    role: counted.role ?? other.role,
    enteredAccount: counted.enteredAccount ?? other.enteredAccount,
    region: counted.region ?? other.region,
    network: counted.network ?? other.network,
    userAgent: counted.userAgent ?? other.userAgent,
    sessionName: counted.sessionName ?? other.sessionName,
    sourceIdentity: counted.sourceIdentity ?? other.sourceIdentity,
    externalId: counted.externalId === 'unknown' ? other.externalId : counted.externalId,
    accessKeyId: counted.accessKeyId ?? other.accessKeyId,
    assumedRoleId: counted.assumedRoleId ?? other.assumedRoleId,
    caller: enrichCaller(counted.caller, other.caller),
  };
}

function enrichCaller(counted: AssumptionCaller, other: AssumptionCaller): AssumptionCaller {
  if (counted.kind === 'unknown') return other;
  if (counted.kind !== 'aws' || other.kind !== 'aws') return counted;
  return {
    kind: 'aws',
    account: counted.account ?? other.account,
    principalId: counted.principalId ?? other.principalId,
    arn: counted.arn ?? other.arn,
    callerSession: counted.callerSession ?? other.callerSession,
    accessKeyId: counted.accessKeyId ?? other.accessKeyId,
    invokedBy: counted.invokedBy ?? other.invokedBy,
  };
}
