/**
 * The request behind a use, as far as records show it: a few condition keys, each with every value that was seen.
 *
 * With them the conditions of a grant can be tried on a use. A key that no record shows decides nothing.
 */
import type { Use } from '../activity/use';
import type { Grant } from '../model/grant';
import type { Guard } from '../model/guard';
import { evaluateCondition } from '../policy/condition';

/** Values by key in lower case; undefined stands for a call that did not carry the key. Never an empty list. */
export type SeenRequest = ReadonlyMap<string, readonly (string | undefined)[]>;

/**
 * What the successful calls of a use show.
 * @param arn          of an AWS caller, where it is known
 * @param organization id of the organization that the caller's account is of, where that is known
 */
export function seenRequestOf(
  use: Use,
  arn: string | undefined,
  organization: string | undefined,
): SeenRequest {
  const { caller, externalId, overflow } = use;
  const account = caller.kind === 'aws' ? caller.account : undefined;
  const leftOut = externalId.notSent > 0 && externalId.sent === 0 && externalId.unknown === 0;
  const succeeded = (values: Use['subjects']) =>
    overflow > 0 ? [] : values.filter(({ count }) => count > 0).map(({ value }) => value);
  const seen: readonly (readonly [string, readonly (string | undefined)[]])[] = [
    ['aws:principalaccount', account === undefined ? [] : [account]],
    ['aws:principalarn', arn === undefined ? [] : [arn]],
    ['aws:principalorgid', organization === undefined ? [] : [organization]],
    ['sts:externalid', leftOut ? [undefined] : []],
    ['sts:rolesessionname', succeeded(use.sessionNames)],
    ...(caller.kind === 'oidc'
      ? [[`${caller.issuer.toLowerCase()}:sub`, succeeded(use.subjects)] as const]
      : []),
  ];
  return new Map(seen.filter(([, values]) => values.length > 0));
}

/** Whether the grant's conditions refuse every call that was seen: one guard is unmet, or a deny's list is met. */
export function refusesSeen({ guards, unless }: Grant, seen: SeenRequest): boolean {
  return (
    guards.some((guard) => outcomeOf(guard, seen) === 'unmet') ||
    unless.some((list) => list.length > 0 && list.every((guard) => outcomeOf(guard, seen) === 'met'))
  );
}

/** The outcome for all values alike; undefined where they differ, the key was not seen, or it takes variables. */
function outcomeOf({ operator, key, values }: Guard, seen: SeenRequest): 'met' | 'unmet' | undefined {
  if (values.some((value) => value.includes('${'))) return undefined;
  const lower = key.toLowerCase();
  const kinds = new Set(
    (seen.get(lower) ?? []).map((value) => {
      const context = new Map(value === undefined ? [] : [[lower, [value]]]);
      return evaluateCondition({ operator, key, values }, '2012-10-17', context).kind;
    }),
  );
  const [kind] = kinds;
  return kinds.size === 1 && kind !== 'undecided' ? kind : undefined;
}
