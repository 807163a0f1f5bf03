/**
 * What became of one way into a role: its caller, its guards, what is refused all the same, its verdict.
 */

import type { Caller } from '../model/caller';
import { compareText } from '../model/compare-text';
import type { Guard } from '../model/guard';
import { coversCaller, isLooser } from '../trust/covers-grant';
import { callerKey } from '../trust/grant-id';
import { guardKey } from '../trust/guard-key';
import type { GrantDetail } from './trust-difference';
import type { KnownGrant } from './trust-snapshot';

/** Caller first, then guards by key, exceptions, verdict; empty where they mean the same by their words. */
export function grantDetails(before: KnownGrant, after: KnownGrant): readonly GrantDetail[] {
  return [
    ...callerDetails(before, after),
    ...guardDetails(before.guards, after.guards),
    ...exceptionDetails(before.unless, after.unless),
    ...(before.verdict === after.verdict
      ? []
      : [{ aspect: 'verdict', change: after.verdict === 'admits' ? 'decided' : 'undecided' } as const]),
  ];
}

function callerDetails({ caller: before }: KnownGrant, { caller: after }: KnownGrant): GrantDetail[] {
  if (callerKey(before) === callerKey(after)) return [];
  const [wider, narrower] = [coversCaller(after, before), coversCaller(before, after)];
  // what names do not tell apart is told by the guards: subjects, patterns, organizations
  if (wider && narrower) return [];
  const change =
    wider || isGone(after, before) ? 'wider' : narrower || isGone(before, after) ? 'narrower' : 'other';
  return [{ aspect: 'caller', change, before, after }];
}

/** A unique id in the place of an ARN: its principal was deleted. */
function isGone(before: Caller, after: Caller): boolean {
  return before.kind === 'principal' && after.kind === 'unique-id';
}

/** Guards of one key that differ are told as a pair, in their order. */
function guardDetails(before: readonly Guard[], after: readonly Guard[]): readonly GrantDetail[] {
  const lost = without(before, after);
  const gained = without(after, before);
  const keys = [...new Set([...lost, ...gained].map(keyOf))].sort(compareText);
  return keys
    .flatMap((key) => {
      const [old, now] = [
        lost.filter((guard) => keyOf(guard) === key),
        gained.filter((g) => keyOf(g) === key),
      ];
      return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => detailOf(old[at], now[at]));
    })
    .flat();
}

function detailOf(before: Guard | undefined, after: Guard | undefined): readonly GrantDetail[] {
  if (before === undefined) return after === undefined ? [] : [{ aspect: 'guard', change: 'gained', after }];
  if (after === undefined) return [{ aspect: 'guard', change: 'lost', before }];
  const [looser, tighter] = [isLooser(before, after), isLooser(after, before)];
  const change = looser === tighter ? 'other' : looser ? 'loosened' : 'tightened';
  return [{ aspect: 'guard', change, before, after }];
}

function exceptionDetails(before: KnownGrant['unless'], after: KnownGrant['unless']): readonly GrantDetail[] {
  const [old, now] = [new Set(before.map(listKey)), new Set(after.map(listKey))];
  return [
    ...before
      .filter((list) => !now.has(listKey(list)))
      .map((list): GrantDetail => ({ aspect: 'exception', change: 'lost', before: list })),
    ...after
      .filter((list) => !old.has(listKey(list)))
      .map((list): GrantDetail => ({ aspect: 'exception', change: 'gained', after: list })),
  ];
}

function without(guards: readonly Guard[], others: readonly Guard[]): readonly Guard[] {
  const known = new Set(others.map(guardKey));
  return guards.filter((guard) => !known.has(guardKey(guard)));
}

function keyOf({ key }: Guard): string {
  return key.toLowerCase();
}

function listKey(list: readonly Guard[]): string {
  return JSON.stringify(list.map(guardKey));
}
