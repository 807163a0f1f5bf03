/**
 * Compares two states of trust: what was added, widened, narrowed, changed or removed between them.
 *
 * Only what both states saw is compared. An account that one of them did not read, or whose resource control policies
 * one of them did not know, is a gap and no difference.
 */
import { accountOfArn } from '../model/arn';
import { compareText } from '../model/compare-text';
import type { AccountId } from '../model/identifiers';
import { compareGrants } from './compare-grants';
import type {
  Gap,
  GrantDifference,
  GuardrailDifference,
  ProviderDifference,
  TrustComparison,
} from './trust-difference';
import {
  grantsByRole,
  isUnsure,
  type KnownGrant,
  type KnownGuardrail,
  type KnownProvider,
  rolesInDoubt,
  type TrustSnapshot,
} from './trust-snapshot';

/** Equal states have no difference; the other way round every difference turns into its opposite. */
export function compareTrust(before: TrustSnapshot, after: TrustSnapshot): TrustComparison {
  const gaps = gapsBetween(before, after);
  return {
    differences: [
      ...compareRoles(before, after, gaps),
      ...compareProviders(before, after),
      ...compareGuardrails(before, after),
    ],
    gaps: [...gaps].map(([account, why]) => ({ account, why })),
  };
}

/** By account, sorted; one that neither state read is none of their business. */
function gapsBetween(before: TrustSnapshot, after: TrustSnapshot): ReadonlyMap<AccountId, Gap> {
  const [readBefore, readAfter] = [new Set(before.accounts), new Set(after.accounts)];
  const [openBefore, openAfter] = [new Set(before.uncontrolled), new Set(after.uncontrolled)];
  const all = [...new Set([...before.accounts, ...after.accounts])].sort(compareText);
  return new Map(
    all.flatMap((account): readonly (readonly [AccountId, Gap])[] => {
      if (!readBefore.has(account)) return [[account, 'not-read-before']];
      if (!readAfter.has(account)) return [[account, 'not-read-after']];
      if (openBefore.has(account) === openAfter.has(account)) return [];
      return [[account, openBefore.has(account) ? 'controls-unknown-before' : 'controls-unknown-after']];
    }),
  );
}

function compareRoles(
  before: TrustSnapshot,
  after: TrustSnapshot,
  gaps: ReadonlyMap<AccountId, Gap>,
): readonly GrantDifference[] {
  const common = new Set(before.accounts.filter((account) => !gaps.has(account)));
  const [then, now] = [
    grantsByRole(hidingSiblings(before, after)),
    grantsByRole(hidingSiblings(after, before)),
  ];
  const inDoubt = before.accountsKnown === after.accountsKnown ? new Set() : rolesInDoubt(before, after);
  const [rolesBefore, rolesAfter] = [new Set(before.roles), new Set(after.roles)];
  return [...new Set([...then.keys(), ...now.keys()])].sort(compareText).flatMap((role) => {
    const account = accountOfArn(role);
    if (account === undefined || !common.has(account)) return [];
    if (inDoubt.has(role)) return [];
    const [came, went] = [!rolesBefore.has(role), !rolesAfter.has(role)];
    if ((came && before.damaged) || (went && after.damaged)) return [];
    return compareGrants({
      before: then.get(role) ?? [],
      after: now.get(role) ?? [],
      ofWholeRole: came !== went,
    });
  });
}

/** Without those that the other state, which knows more of who is ours, does not take for strangers. */
function hidingSiblings(state: TrustSnapshot, other: TrustSnapshot): readonly KnownGrant[] {
  const held = new Set(other.grants.map(({ id }) => id));
  return state.grants.filter((grant) => held.has(grant.id) || !isUnsure(grant, state, other));
}

function compareProviders(before: TrustSnapshot, after: TrustSnapshot): readonly ProviderDifference[] {
  const listedBefore = new Set(before.providerAccounts);
  const common = new Set(after.providerAccounts.filter((account) => listedBefore.has(account)));
  const then = new Map(before.providers.map((provider) => [provider.arn, provider]));
  const now = new Map(after.providers.map((provider) => [provider.arn, provider]));
  return [...new Set([...then.keys(), ...now.keys()])].sort(compareText).flatMap((arn) => {
    const account = accountOfArn(arn);
    if (account === undefined || !common.has(account)) return [];
    const [old, current] = [then.get(arn), now.get(arn)];
    const kind = kindOf(old, current, isOtherProvider);
    if (kind === undefined) return [];
    return [
      { subject: 'provider', kind, arn, ...(old && { before: old }), ...(current && { after: current }) },
    ];
  });
}

function isOtherProvider({ audiences: before }: KnownProvider, { audiences: after }: KnownProvider): boolean {
  return before !== undefined && after !== undefined && !isSameList(before, after);
}

/** A list without the policy that AWS attaches everywhere is a part of one: what it lacks may be there. */
function compareGuardrails(before: TrustSnapshot, after: TrustSnapshot): readonly GuardrailDifference[] {
  if (before.guardrails === undefined || after.guardrails === undefined) return [];
  const then = new Map(before.guardrails.map((policy) => [policy.id, policy]));
  const now = new Map(after.guardrails.map((policy) => [policy.id, policy]));
  const isOfParts = then.has(FULL_ACCESS) !== now.has(FULL_ACCESS);
  const ids = [...new Set([...then.keys(), ...now.keys()])].filter((id) => id !== FULL_ACCESS);
  return ids.sort(compareText).flatMap((id) => {
    const [old, current] = [then.get(id), now.get(id)];
    if (isOfParts && !(old && current)) return [];
    const kind = old && current ? guardrailChange(old, current) : kindOf(old, current, () => false);
    if (kind === undefined) return [];
    return [
      { subject: 'guardrail', kind, id, ...(old && { before: old }), ...(current && { after: current }) },
    ];
  });
}

const FULL_ACCESS = 'p-RCPFullAWSAccess';

function guardrailChange(
  before: KnownGuardrail,
  after: KnownGuardrail,
): GuardrailDifference['kind'] | undefined {
  const isRewritten =
    before.fingerprint !== undefined &&
    after.fingerprint !== undefined &&
    before.fingerprint !== after.fingerprint;
  if (before.targets === undefined || after.targets === undefined) return isRewritten ? 'changed' : undefined;
  const gone = before.targets.some((target) => !after.targets?.includes(target));
  const come = after.targets.some((target) => !before.targets?.includes(target));
  if (isRewritten || (gone && come)) return 'changed';
  return gone ? 'detached' : come ? 'attached' : undefined;
}

function kindOf<T>(
  before: T | undefined,
  after: T | undefined,
  isOther: (before: T, after: T) => boolean,
): 'added' | 'removed' | 'changed' | undefined {
  if (before === undefined) return after === undefined ? undefined : 'added';
  if (after === undefined) return 'removed';
  return isOther(before, after) ? 'changed' : undefined;
}

function isSameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, at) => value === right[at]);
}
