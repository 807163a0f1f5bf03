/**
 * External ids that need not be sent: another way into the same role admits the same caller without one.
 *
 * It happens when one statement was hardened and its older twin was left. Only the role as a whole shows it: each
 * statement by itself is as it should be.
 */
import type { Caller } from '../model/caller';
import type { Grant } from '../model/grant';
import type { Guard } from '../model/guard';
import { callerKey } from '../trust/grant-id';
import { guardKey } from '../trust/guard-key';

/**
 * For each grant that asks for an external id, by its id, those others that admit whoever it admits and ask for none.
 * @param grants of one role, only those by which somebody enters
 */
export function findBypasses(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const open = new Map<string, OpenWay[]>();
  for (const grant of grants.filter((each) => !asksForExternalId(each))) {
    const key = keyOf(grant.call, grant.caller);
    const alike = open.get(key) ?? [];
    open.set(key, alike);
    alike.push(openWay(grant));
  }
  const bypasses = grants
    .filter(({ guards }) => guards.some(isExternalId))
    .map((grant): [string, readonly Grant[]] => {
      const wider = coveringCallers(grant.caller).flatMap(
        (caller) => open.get(keyOf(grant.call, caller)) ?? [],
      );
      return [grant.id, waysMetBy(grant, wider)];
    });
  return new Map(bypasses.filter(([, found]) => found.length > 0));
}

/** A grant that asks for no external id, and what it asks for of those whom it is about. */
interface OpenWay {
  readonly grant: Grant;
  readonly demands: readonly string[];
  readonly refusals: readonly string[];
}

function openWay(grant: Grant): OpenWay {
  const { caller, guards, unless } = grant;
  const demands = guards.filter((guard) => !isToldBy(caller, guard) && !isMetAtWill(guard));
  return { grant, demands: demands.map(guardKey), refusals: unless.map(listText) };
}

/** Those ways that whoever meets a grant meets as well. */
function waysMetBy({ guards, unless }: Grant, ways: readonly OpenWay[]): readonly Grant[] {
  const met = new Set(guards.map(guardKey));
  const refused = new Set(unless.map(listText));
  return ways
    .filter(
      ({ demands, refusals }) =>
        demands.every((each) => met.has(each)) && refusals.every((each) => refused.has(each)),
    )
    .map(({ grant }) => grant);
}

/** Whether a guard tests `sts:ExternalId`. */
export function isExternalId({ kind }: Guard): boolean {
  return kind === 'external-id';
}

function asksForExternalId({ guards, unless }: Grant): boolean {
  return guards.some(isExternalId) || unless.some((list) => list.some(isExternalId));
}

/** The caller itself, and those that hold all of it. */
function coveringCallers(caller: Caller): readonly Caller[] {
  const wider: readonly Caller[] = [caller, { kind: 'anyone' }];
  switch (caller.kind) {
    case 'anyone':
      return [caller];
    case 'principal':
      return caller.account ? [...wider, { kind: 'account', account: caller.account }] : wider;
    case 'organization-unit':
      return [...wider, { kind: 'organization', organization: caller.organization }];
    default:
      return wider;
  }
}

function keyOf(call: Grant['call'], caller: Caller): string {
  return `${call} ${callerKey(caller)}`;
}

function listText(list: readonly Guard[]): string {
  return JSON.stringify(list.map(guardKey));
}

/** A test that any caller can meet. One of who calls, or that excludes some, may be weak and still not let this one in. */
function isMetAtWill({ strength, kind, operator }: Guard): boolean {
  if (strength === 'unsupported') return true;
  return strength === 'weak' && !OF_CALLER.includes(kind) && !operator.includes('Not');
}

const OF_CALLER: readonly Guard['kind'][] = ['account', 'principal-arn', 'organization'];

/** A test that says no more than which caller the grant admits. */
function isToldBy(caller: Caller, { kind, operator, values }: Guard): boolean {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0 || operator.includes('Not')) return false;
  switch (kind) {
    case 'account':
      return (caller.kind === 'account' || caller.kind === 'principal') && caller.account === value;
    case 'principal-arn':
      return caller.kind === 'principal' && caller.arn === value;
    case 'organization':
      return (
        (caller.kind === 'organization' && caller.organization === value) ||
        (caller.kind === 'organization-unit' && caller.path === value)
      );
    default:
      return false;
  }
}
