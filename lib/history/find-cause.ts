/**
 * Who changed it: the newest successful change in CloudTrail that can have made a difference.
 */
import type { TrustChange } from '../activity/trust-change';
import type { ActivityCoverage } from '../activity/use';
import type { TrustGraph } from '../graph/trust-graph';
import { accountOfArn, nameOfArn } from '../model/arn';
import type { Guard } from '../model/guard';
import type { Cause, Found } from './drift';
import type { GrantDetail, TrustDifference } from './trust-difference';

const DAY = 86_400_000;

/** Exports may be somewhat older than the time that they were judged for. */
const LEEWAY = DAY;

/** Answers for one difference after the other. */
export type CauseOf = (difference: TrustDifference, window: Found, before?: TrustChange) => Cause;

/**
 * Looks between the last run that saw the former state and the one that saw the new one. What an earlier run had found
 * (`before`) is kept where nothing newer is seen.
 */
export function indexCauses({ changes, coverage }: Pick<TrustGraph, 'changes' | 'coverage'>): CauseOf {
  const made = changes.filter(({ outcome }) => outcome === 'success');
  const bySubject = new Map<string, TrustChange[]>();
  for (const change of made) {
    const key = subjectKey(change.what, change.subject ?? '');
    const own = bySubject.get(key);
    if (own) own.push(change);
    else bySubject.set(key, [change]);
  }
  const ofPolicies = made.filter(({ what }) => what === 'organization-policy');
  const candidates = (difference: TrustDifference): readonly TrustChange[] => {
    switch (difference.subject) {
      case 'grant':
        return isByPolicies(difference.details)
          ? ofPolicies
          : (bySubject.get(subjectKey('role', difference.role)) ?? []).filter((change) =>
              isOfRole(change, difference.role),
            );
      case 'provider':
        return bySubject.get(difference.arn) ?? [];
      case 'guardrail':
        return ofPolicies.filter((change) => isOfPolicy(change, difference.id));
    }
  };
  return (difference, window, before) => {
    const [from, until] = [Date.parse(window.since) - LEEWAY, Date.parse(window.found)];
    const isWithin = ({ time }: TrustChange) => Date.parse(time) >= from && Date.parse(time) <= until;
    const seen = candidates(difference).findLast(isWithin) ?? before;
    return seen
      ? { kind: 'seen', change: seen }
      : { kind: 'not-seen', why: whyNot(window, coverage.activity) };
  };
}

/** Roles by their name alone, all others by what the record tells. */
function subjectKey(what: TrustChange['what'], subject: string): string {
  return what === 'role' ? `role ${nameOfArn(subject)}` : subject;
}

/** Records name a role without its path, or by its ARN where it is created. */
function isOfRole({ subject, account }: TrustChange, role: string): boolean {
  if (subject === role) return true;
  return subject === nameOfArn(role) && (account === undefined || account === accountOfArn(role));
}

/** By its id or the ARN that ends with it; or all policies of the kind at once. */
function isOfPolicy({ subject, event }: TrustChange, id: string): boolean {
  return subject === id || subject?.endsWith(`/${id}`) === true || ALL_POLICIES.has(event);
}

const ALL_POLICIES: ReadonlySet<string> = new Set(['DisablePolicyType', 'EnablePolicyType']);

/** Whether all that changed is what resource control policies demand. */
function isByPolicies(details: readonly GrantDetail[]): boolean {
  const guards = details.flatMap((detail): readonly (Guard | undefined)[] => {
    if (detail.aspect === 'guard') {
      return [...('before' in detail ? [detail.before] : []), ...('after' in detail ? [detail.after] : [])];
    }
    if (detail.aspect === 'exception') return 'before' in detail ? detail.before : detail.after;
    return [undefined];
  });
  return guards.length > 0 && guards.every((guard) => guard?.policy !== undefined);
}

function whyNot({ since, found }: Found, activity: ActivityCoverage | undefined): string {
  if (activity?.from === undefined || activity.until === undefined) return 'no CloudTrail was read';
  if (activity.from > since) return `CloudTrail was read from ${activity.from} only, and it may be older`;
  if (activity.until < found) return `CloudTrail was read until ${activity.until} only, and it may be newer`;
  return 'the CloudTrail that was read does not have it';
}
