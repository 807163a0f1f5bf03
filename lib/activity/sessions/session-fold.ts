/**
 * The fold of sessions: calls in, bounded totals of strands out. Plain data, so that workers can pass it on.
 *
 * INVARIANT: neither order nor repetition of calls matters, nor how they were divided among folds that are merged
 * afterwards. That holds beyond the bounds too, because what is dropped is chosen by number (see `fair-sample`),
 * never by who came first: a fold that is too large first counts long sessions by samples, down to a few hundred calls
 * each, and only then drops whole sessions.
 */
import { once, type TextsKept } from '../texts-kept';
import { bytesOfSet } from './capped-set';
import { cutSample } from './fair-sample';
import type { SessionCall } from './session-call';
import {
  addCall,
  addStrand,
  beginStrand,
  copyWithoutCalls,
  noteId,
  type ShapeOrder,
  type Strand,
  serviceOf,
  strandKey,
} from './strand';
import { HASH_RANGE } from './text-hash';

/** What somebody who knows tactics says of an event; undefined for events of no interest. */
export type ClassifyEvent = (eventSource: string, eventName: string) => EventClass | undefined;

export interface EventClass {
  readonly tactics: readonly string[];
  readonly sensitive: boolean;
}

/** What is kept of a call beside its id. */
export interface CallShape {
  readonly service: string;
  readonly tactics: readonly string[];
  readonly outcome: SessionCall['outcome'];
  /** the id is another one of a call that is counted by its shared id */
  readonly isRepeated?: true;
}

/** Of the event id of a record that has a shared id: an export of the same record may lack the column. */
const REPEATED: CallShape = { service: '', tactics: [], outcome: 'success', isRepeated: true };

export interface SessionLimits {
  /** about how much memory the fold may take; it may take a quarter more for a while */
  readonly bytes: number;
  /** calls of one strand that are counted one by one, from the first to the last resort; powers of two */
  readonly mostCalls: number;
  readonly leastCalls: number;
}

export const SESSION_LIMITS: SessionLimits = { bytes: 128 * 2 ** 20, mostCalls: 32_768, leastCalls: 256 };

/** Opaque: changed in place by `foldSessionCall`, read by `finishSessions`. */
export interface SessionFold {
  readonly limits: SessionLimits;
  readonly strands: Map<string, Strand>;
  readonly shapes: CallShape[];
  /** numbers of shapes by their text */
  readonly shapeNumbers: Map<string, number>;
  readonly texts: TextsKept;
  /** records folded, repetitions and dropped ones included */
  records: number;
  /** calls of one strand that are kept now */
  callLimit: number;
  /** strands with this hash or a larger one were dropped and are not taken any more; infinite while none was */
  ceiling: number;
  /** what the strands take, about */
  bytes: number;
}

/** A fold of nothing. */
export function emptySessions(limits: SessionLimits = SESSION_LIMITS): SessionFold {
  return {
    limits,
    strands: new Map(),
    shapes: [],
    shapeNumbers: new Map(),
    texts: new Map(),
    records: 0,
    callLimit: limits.mostCalls,
    ceiling: Infinity,
    bytes: 0,
  };
}

/** Adds one call, in place, and gives the same fold back. */
export function foldSessionCall(fold: SessionFold, call: SessionCall, classify: ClassifyEvent): SessionFold {
  fold.records += 1;
  const slim = slimCall(fold, call);
  const key = strandKey(slim);
  const known = fold.strands.get(key);
  const strand = known ?? beginStrand(key, slim);
  if (strand.hash >= fold.ceiling) return fold;
  if (known === undefined) fold.strands.set(key, strand);
  else fold.bytes -= bytesOf(strand, fold.callLimit);

  const found = classify(call.eventSource, call.eventName);
  const service = serviceOf(call.eventSource);
  const shape = shapeNumber(fold, { service, tactics: found?.tactics ?? [], outcome: call.outcome });
  addCall(strand, slim, shape, found?.sensitive ?? false, shapeOrder(fold));
  if (call.callId !== call.eventId) {
    noteId(strand, call.eventId, shapeNumber(fold, REPEATED), shapeOrder(fold));
  }
  fold.bytes += bytesOf(strand, fold.callLimit);
  if (fold.bytes > fold.limits.bytes * 1.25) boundFold(fold);
  return fold;
}

/** A new fold of everything in the given ones, which stay as they are; the first one's limits hold. */
export function mergeSessions(...folds: readonly SessionFold[]): SessionFold {
  const merged = emptySessions(folds[0]?.limits);
  for (const fold of folds) addSessions(merged, fold);
  boundFold(merged);
  return merged;
}

/** Adds all of another fold, in place. */
export function addSessions(fold: SessionFold, other: SessionFold): void {
  if (other.callLimit < fold.callLimit || other.ceiling < fold.ceiling) {
    fold.callLimit = Math.min(fold.callLimit, other.callLimit);
    fold.ceiling = Math.min(fold.ceiling, other.ceiling);
    for (const { key, hash } of fold.strands.values()) if (hash >= fold.ceiling) fold.strands.delete(key);
    measure(fold);
  }
  const numbers = other.shapes.map((shape) => shapeNumber(fold, shape));
  const order = shapeOrder(fold);
  for (const [key, strand] of other.strands) {
    if (strand.hash >= fold.ceiling) continue;
    let known = fold.strands.get(key);
    if (known !== undefined) fold.bytes -= bytesOf(known, fold.callLimit);
    else {
      known = copyWithoutCalls(strand);
      fold.strands.set(key, known);
    }
    addStrand(known, strand, (shape) => numbers[shape] ?? 0, order);
    fold.bytes += bytesOf(known, fold.callLimit);
  }
  fold.records += other.records;
  if (fold.bytes > fold.limits.bytes * 1.25) boundFold(fold);
}

/**
 * The fold as if the calls of some roles and keys had never been put in, a new one; undefined where that cannot be told:
 * where there was no room for all, and where a strand is of one that is left out and of one that is not.
 */
export function withoutCallsOf(
  fold: SessionFold,
  leftOut: ReadonlySet<string>,
  kept: ReadonlySet<string>,
): SessionFold | undefined {
  if (fold.callLimit < fold.limits.mostCalls || fold.ceiling < Infinity) return undefined;
  const strands = new Map(fold.strands);
  for (const { key, principalId = '', accessKeyId = '' } of fold.strands.values()) {
    if (!leftOut.has(principalId) && !leftOut.has(accessKeyId)) continue;
    if (kept.has(principalId) || kept.has(accessKeyId)) return undefined;
    strands.delete(key);
  }
  const rest = { ...fold, strands };
  measure(rest);
  return rest;
}

/** Which shapes win where two stand under one call id, and how many calls a strand may keep. */
function shapeOrder({ shapes, callLimit }: SessionFold): ShapeOrder {
  return {
    limit: callLimit,
    prefer: (a, b) => (textOfShape(shapes[a]) <= textOfShape(shapes[b]) ? a : b),
  };
}

/** How many strands were dropped for want of room, about: the hashes of those kept tell. */
export function countDropped({ strands, ceiling }: SessionFold): number {
  return ceiling === Infinity ? 0 : Math.round((strands.size / ceiling) * HASH_RANGE) - strands.size;
}

/**
 * Brings a fold within its limits, in place: to the largest samples, and then the most strands, for which there is
 * room. Both only get smaller as more is folded, which is why the way there makes no difference.
 */
function boundFold(fold: SessionFold): void {
  const { bytes, leastCalls } = fold.limits;
  while (measure(fold) > bytes && fold.callLimit > leastCalls) fold.callLimit /= 2;
  for (const { calls } of fold.strands.values()) cutSample(calls, fold.callLimit);
  if (fold.bytes > bytes) dropStrands(fold);
}

/** The fold within its limits: itself where it is, else a copy. */
export function withinLimits(fold: SessionFold): SessionFold {
  const fits =
    fold.bytes <= fold.limits.bytes &&
    [...fold.strands.values()].every(({ calls }) => calls.size <= fold.callLimit);
  return fits ? fold : mergeSessions(fold);
}

function dropStrands(fold: SessionFold): void {
  const sorted = [...fold.strands.values()].sort((a, b) => a.hash - b.hash);
  let room = fold.limits.bytes;
  let kept = 0;
  for (const strand of sorted) {
    room -= bytesOf(strand, fold.callLimit);
    if (room < 0 && kept > 0) break;
    kept += 1;
  }
  fold.ceiling = sorted[kept]?.hash ?? fold.ceiling;
  for (const { key } of sorted.slice(kept)) fold.strands.delete(key);
  measure(fold);
}

function measure(fold: SessionFold): number {
  fold.bytes = 0;
  for (const strand of fold.strands.values()) fold.bytes += bytesOf(strand, fold.callLimit);
  return fold.bytes;
}

/** As measured; it must not get smaller as calls are added. */
const STRAND_BYTES = 700;
const CALL_BYTES = 32;

function bytesOf({ calls, networks, userAgents, regions }: Strand, callLimit: number): number {
  const sets = bytesOfSet(networks) + bytesOfSet(userAgents) + bytesOfSet(regions);
  return STRAND_BYTES + CALL_BYTES * Math.min(calls.size, callLimit) + sets;
}

function shapeNumber(fold: SessionFold, shape: CallShape): number {
  const text = textOfShape(shape);
  const known = fold.shapeNumbers.get(text);
  if (known !== undefined) return known;
  fold.shapes.push(shape);
  fold.shapeNumbers.set(text, fold.shapes.length - 1);
  return fold.shapes.length - 1;
}

/** What is counted by another id first, then refusals: a record that tells one knows more than one that does not. */
function textOfShape(shape: CallShape | undefined): string {
  return shape === undefined || shape.isRepeated
    ? ''
    : `${shape.outcome} ${shape.service} ${shape.tactics.join(' ')}`;
}

const TEXTS_KEPT = 100_000;

/** The call with texts that other calls have too kept once. */
function slimCall({ texts }: SessionFold, call: SessionCall): SessionCall {
  const kept = (text: string | undefined) => once(texts, text, TEXTS_KEPT);
  return {
    ...call,
    region: kept(call.region),
    network: kept(call.network),
    userAgent: kept(call.userAgent),
    role: kept(call.role),
    principalId: kept(call.principalId),
    sessionName: kept(call.sessionName),
  };
}
