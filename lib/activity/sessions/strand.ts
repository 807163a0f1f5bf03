/**
 * A strand: the calls made with one set of credentials, folded into totals. A session has one strand, or several
 * where its credentials are renewed (console, Identity Center); which ones are of one session is found at the end.
 *
 * INVARIANT: a strand depends on the set of calls put in, not on their order, number or division.
 */

import { compareText } from '../../model/compare-text';
import type { AccountId } from '../../model/identifiers';
import { secondsOf } from '../event-time';
import { type CappedSet, union, withValue } from './capped-set';
import { addSample, addToSample, emptySample, type FairSample } from './fair-sample';
import type { SessionCall } from './session-call';
import { hashText } from './text-hash';

export interface Strand {
  readonly key: string;
  /** of the key: decides which strands stay where there is no room for all */
  readonly hash: number;
  readonly principal: SessionCall['principal'];
  readonly accessKeyId?: string;
  readonly principalId?: string;
  readonly sessionName?: string;
  /** when the credentials were issued; seconds since 1970 */
  readonly issued?: number;
  role?: string;
  account?: AccountId;
  onBehalfOf?: string;
  switchedFrom?: string;
  assumedRoot?: true;
  /** first and last call; seconds since 1970 */
  start: number;
  end: number;
  firstSensitive?: SensitiveCall;
  networks: CappedSet;
  userAgents: CappedSet;
  regions: CappedSet;
  /** ids of calls; their notes are numbers of call shapes */
  readonly calls: FairSample;
}

/** A call that is sensitive by the caller's classification, refused or not. */
export interface SensitiveCall {
  /** such as `secretsmanager:GetSecretValue` */
  readonly event: string;
  /** ISO 8601 */
  readonly at: string;
  readonly eventId: string;
  readonly outcome: SessionCall['outcome'];
}

/** What the calls of a fold have in common, so that the number of a shape is all that is kept of a call. */
export interface ShapeOrder {
  readonly limit: number;
  /** of two shapes under one call id, the one that stays */
  readonly prefer: (a: number, b: number) => number;
}

/**
 * What tells one strand from another. A key id that was issued anew has another principal or time of issue. Calls
 * that show neither key nor time of issue are known by name and day.
 */
export function strandKey(call: SessionCall): string {
  const { principal, accessKeyId, principalId, sessionName, creationDate, time } = call;
  const day = accessKeyId === undefined && creationDate === undefined ? time.slice(0, 10) : undefined;
  return JSON.stringify([principal, accessKeyId, principalId, sessionName, creationDate, day]);
}

/** A strand of one call, which is not yet counted: `addCall` does that. */
export function beginStrand(key: string, call: SessionCall): Strand {
  return {
    key,
    hash: hashText(key),
    principal: call.principal,
    accessKeyId: call.accessKeyId,
    principalId: call.principalId,
    sessionName: call.sessionName,
    issued: call.creationDate === undefined ? undefined : secondsOf(call.creationDate),
    start: Infinity,
    end: -Infinity,
    networks: undefined,
    userAgents: undefined,
    regions: undefined,
    calls: emptySample(),
  };
}

/** Adds one call, in place. */
export function addCall(
  strand: Strand,
  call: SessionCall,
  shape: number,
  sensitive: boolean,
  order: ShapeOrder,
): void {
  learn(strand, call);
  const time = secondsOf(call.time);
  strand.start = Math.min(strand.start, time);
  strand.end = Math.max(strand.end, time);
  if (sensitive) strand.firstSensitive = earlier(strand.firstSensitive, sensitiveCall(call));
  strand.networks = withValue(strand.networks, call.network);
  strand.userAgents = withValue(strand.userAgents, call.userAgent);
  strand.regions = withValue(strand.regions, call.region);
  noteId(strand, call.callId, shape, order);
}

/** Notes the id of a call under a shape, in place. */
export function noteId(strand: Strand, id: string, shape: number, order: ShapeOrder): void {
  addToSample(strand.calls, hashText(id), shape, order.limit, order.prefer);
}

/** Adds everything of another strand, in place; `shapeOf` tells the numbers of its shapes here. */
export function addStrand(
  strand: Strand,
  other: Strand,
  shapeOf: (shape: number) => number,
  order: ShapeOrder,
): void {
  learn(strand, other);
  strand.start = Math.min(strand.start, other.start);
  strand.end = Math.max(strand.end, other.end);
  strand.firstSensitive = earlier(strand.firstSensitive, other.firstSensitive);
  strand.networks = union(strand.networks, other.networks);
  strand.userAgents = union(strand.userAgents, other.userAgents);
  strand.regions = union(strand.regions, other.regions);
  addSample(strand.calls, other.calls, order.limit, shapeOf, order.prefer);
}

/** A strand of the same totals, but for the calls: `addStrand` adds them under the numbers of another fold. */
export function copyWithoutCalls(strand: Strand): Strand {
  return { ...strand, calls: emptySample() };
}

/** `s3` for `s3.amazonaws.com`. */
export function serviceOf(eventSource: string): string {
  return eventSource.replace(/\.amazonaws\.com(?:\.cn)?$/, '');
}

type Told = Pick<Strand, 'role' | 'account' | 'onBehalfOf' | 'switchedFrom' | 'assumedRoot'>;

function learn(strand: Strand, from: Told): void {
  strand.role = fuller(strand.role, from.role);
  strand.account = fuller(strand.account, from.account);
  strand.onBehalfOf = fuller(strand.onBehalfOf, from.onBehalfOf);
  strand.switchedFrom = fuller(strand.switchedFrom, from.switchedFrom);
  strand.assumedRoot ??= from.assumedRoot;
}

/** The longer text, as a role's ARN with its path is; of two as long the smaller one. */
export function fuller<T extends string>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.length - a.length > 0 || (b.length === a.length && b < a) ? b : a;
}

function sensitiveCall({ eventSource, eventName, time, eventId, outcome }: SessionCall): SensitiveCall {
  return { event: `${serviceOf(eventSource)}:${eventName}`, at: time, eventId, outcome };
}

/** The earlier one, in a total order. */
export function earlier(
  a: SensitiveCall | undefined,
  b: SensitiveCall | undefined,
): SensitiveCall | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const order =
    compareText(a.at, b.at) ||
    compareText(a.eventId, b.eventId) ||
    compareText(a.event, b.event) ||
    compareText(a.outcome, b.outcome);
  return order <= 0 ? a : b;
}
