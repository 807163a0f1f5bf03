/**
 * The copies that a fold keeps: slim, and with repeated texts kept once.
 *
 * INVARIANT: what is kept depends on the set of copies put in, not on their order or number.
 *
 * Memory: about 600 bytes a record, 1,000 where no name or key of a session comes twice, and half as much again for
 * the moment in which totals are made. So 4 GB hold 3 million assume calls; more than that needs folds of parts of
 * the time. Everything that is not an assume call costs nothing here.
 */
import type { Assumption, AssumptionCaller } from '../model/assumption';
import type { AccountId } from '../model/identifiers';
import { preferredCopy } from './copies';
import { once, type TextsKept } from './texts-kept';

export interface CopyStore {
  /** by recipient, then event id */
  readonly copies: Map<AccountId | undefined, Map<string, Assumption>>;
  readonly texts: TextsKept;
  /** by their JSON */
  readonly callers: Map<string, AssumptionCaller>;
}

/** A store of nothing. */
export function emptyStore(): CopyStore {
  return { copies: new Map(), texts: new Map(), callers: new Map() };
}

/** Puts one copy in, in place. Of two with the same event id and recipient the preferred one stays. */
export function keepCopy(store: CopyStore, copy: Assumption): void {
  let ofRecipient = store.copies.get(copy.recipient);
  if (ofRecipient === undefined) {
    ofRecipient = new Map();
    store.copies.set(copy.recipient, ofRecipient);
  }
  const slim = slimCopy(store, copy);
  const known = ofRecipient.get(copy.eventId);
  ofRecipient.set(copy.eventId, known === undefined ? slim : preferredCopy(known, slim));
}

/** All copies kept, in no order that matters. */
export function* copiesIn(store: CopyStore): Generator<Assumption> {
  for (const ofRecipient of store.copies.values()) yield* ofRecipient.values();
}

/** What use is counted from, and what joins sessions: the keys and names that were issued and called with. */
function slimCopy({ texts, callers }: CopyStore, copy: Assumption): Assumption {
  return {
    eventId: copy.eventId,
    sharedEventId: copy.sharedEventId,
    requestId: copy.caller.kind === 'service' ? undefined : copy.requestId,
    corrects: copy.corrects,
    call: copy.call,
    time: copy.time,
    region: once(texts, copy.region),
    outcome: copy.outcome,
    role: once(texts, copy.role),
    enteredAccount: copy.enteredAccount,
    caller: slimCaller(texts, callers, copy.caller),
    sessionName: once(texts, copy.sessionName),
    sourceIdentity: once(texts, copy.sourceIdentity),
    externalId: copy.externalId,
    network: once(texts, copy.network),
    userAgent: once(texts, copy.userAgent),
    recipient: copy.recipient,
    accessKeyId: copy.accessKeyId,
    assumedRoleId: once(texts, copy.assumedRoleId),
  };
}

/** Sessions seldom call twice, so that keeping them once would cost more than it saves; others call all the time. */
function slimCaller(
  texts: TextsKept,
  callers: Map<string, AssumptionCaller>,
  caller: AssumptionCaller,
): AssumptionCaller {
  if (caller.kind !== 'aws') return callerOnce(callers, caller);
  const { kind, account, principalId, arn, callerSession, accessKeyId } = caller;
  if (callerSession === undefined)
    return callerOnce(callers, { kind, account, principalId, arn, accessKeyId });
  return {
    kind,
    account,
    principalId: once(texts, principalId),
    arn: once(texts, arn),
    callerSession: once(texts, callerSession),
    accessKeyId: once(texts, accessKeyId),
  };
}

function callerOnce(callers: Map<string, AssumptionCaller>, caller: AssumptionCaller): AssumptionCaller {
  const key = JSON.stringify(caller);
  const first = callers.get(key);
  if (first === undefined) callers.set(key, caller);
  return first ?? caller;
}
