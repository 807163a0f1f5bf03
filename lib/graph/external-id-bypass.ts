/**
 * External ids that need not be sent: another way into the same role admits the same caller without one.
 *
 * It happens when one statement was hardened and its older twin was left. Only the role as a whole shows it: each
 * statement by itself is as it should be.
 */
import type { Caller } from '../model/caller';
import type { Grant } from '../model/grant';
import type { Guard } from '../model/guard';

/**
 * For each grant that asks for an external id, by its id, those others that admit whoever it admits and ask for none.
 * @param grants of one role, only those by which somebody enters
 */
export function findBypasses(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const open = new Map<string, Grant[]>();
  for (const grant of grants.filter((each) => !asksForExternalId(each))) {
    const key = keyOf(grant.call, grant.caller);
    open.set(key, [...(open.get(key) ?? []), grant]);
  }
  const bypasses = grants
    .filter(({ guards }) => guards.some(isExternalId))
    .map((grant): [string, readonly Grant[]] => {
      const wider = coveringCallers(grant.caller).flatMap(
        (caller) => open.get(keyOf(grant.call, caller)) ?? [],
      );
      return [grant.id, wider.filter((other) => demandsNoMore(other, grant))];
    });
  return new Map(bypasses.filter(([, found]) => found.length > 0));
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
  return JSON.stringify([call, Object.entries(caller).sort(([left], [right]) => (left < right ? -1 : 1))]);
}

/** Whether whoever meets one grant meets the other as well, but for the external id. */
function demandsNoMore(other: Grant, { guards, unless }: Grant): boolean {
  const met = new Set(guards.map(guardText));
  const refused = new Set(unless.map((list) => JSON.stringify(list.map(guardText))));
  return (
    other.guards.every(
      (guard) => met.has(guardText(guard)) || isToldBy(other.caller, guard) || isMetAtWill(guard),
    ) && other.unless.every((list) => refused.has(JSON.stringify(list.map(guardText))))
  );
}

function guardText({ key, operator, values }: Guard): string {
  return JSON.stringify([key.toLowerCase(), operator, values]);
}

/** A test that any caller can meet. One of who calls, or that excludes some, may be weak and still not let this one in. */
function isMetAtWill({ strength, kind, operator }: Guard): boolean {
  if (strength === 'unsupported') return true;
  return strength === 'weak' && !OF_CALLER.includes(kind) && !operator.includes('Not');
}

const OF_CALLER: readonly Guard['kind'][] = ['account', 'principal-arn', 'organization'];

/** A test that says no more than which caller the grant admits. */
function isToldBy(caller: Caller, { kind, values }: Guard): boolean {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) return false;
  switch (kind) {
    case 'account':
      return caller.kind === 'account' && caller.account === value;
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
