/**
 * Applies changes of trust to what the last scan knew, so that a watcher can judge and compare as the next scan will.
 */
import type { TierJudgement } from '../access/tier';
import type { TrustEdit } from '../activity/trust-edit';
import { accountOfArn, nameOfArn, type RoleArn, roleArnIn } from '../model/arn';
import { compareText } from '../model/compare-text';
import { uniqueIdIn } from '../model/identifiers';
import { parsePolicyDocument } from '../model/parse-policy-document';
import type { Role } from '../model/role';
import { type KnownInventory, pathOf } from './take-basis';
import type { KnownGrant, KnownGuardrail, KnownProvider, TrustSnapshot } from './trust-snapshot';

export interface EditedRoles {
  /** as they are after the edits; only those that were edited */
  readonly roles: ReadonlyMap<RoleArn, Role>;
  /** of those that are new; what they may do is in other events */
  readonly tiers: ReadonlyMap<RoleArn, TierJudgement>;
}

/** @param edits in the order in which they were made */
export function editRoles({ inventory }: KnownInventory, edits: readonly TrustEdit[]): EditedRoles {
  const roles = new Map<RoleArn, Role>();
  const tiers = new Map<RoleArn, TierJudgement>();
  const named = new Map<string, RoleArn>();
  const isAsked = new Set(edits.flatMap((edit) => (edit.kind === 'role' ? nameOfArn(edit.role) : [])));
  for (const { arn, account, name } of inventory.roles.values()) {
    if (isAsked.has(name)) named.set(`${account} ${name}`, arn);
  }
  for (const edit of edits) {
    if (edit.kind !== 'role') continue;
    const key = `${accountOfArn(edit.role) ?? edit.account} ${nameOfArn(edit.role)}`;
    const arn = roleArnIn(edit.role) ?? named.get(key);
    const account = arn && accountOfArn(arn);
    if (arn === undefined || account === undefined) continue;
    named.set(key, arn);
    const before = roles.get(arn) ?? inventory.roles.get(arn);
    const parsed = parsePolicyDocument(edit.document, arn);
    const uniqueId = uniqueIdIn(edit.uniqueId);
    roles.set(arn, {
      ...(before ?? { arn, account, name: nameOfArn(arn), path: pathOf(arn) }),
      ...(uniqueId && { uniqueId }),
      ...(edit.isNew && { created: edit.time }),
      trust:
        parsed.kind === 'ok'
          ? { kind: 'policy', document: parsed.value }
          : { kind: 'unreadable', problem: parsed.problem },
    });
    if (before === undefined) tiers.set(arn, { role: arn, tier: 'unknown', because: [], unknown: [] });
  }
  return { roles, tiers };
}

/**
 * The snapshot after the edits.
 * @param edited roles with all their ways in for outsiders, as `takeSnapshot` gives them
 */
export function editSnapshot(
  known: TrustSnapshot,
  edits: readonly TrustEdit[],
  edited: { readonly roles: ReadonlySet<string>; readonly grants: readonly KnownGrant[] },
): TrustSnapshot {
  const providers = new Map(known.providers.map((provider) => [provider.arn, provider]));
  const guardrails = new Map(known.guardrails?.map((policy) => [policy.id, policy]));
  for (const edit of edits) {
    if (edit.kind === 'provider' || edit.kind === 'audience') editProvider(providers, edit);
    if (edit.kind === 'guardrail') editGuardrail(guardrails, edit);
  }
  return {
    ...known,
    grants: [...known.grants.filter(({ role }) => !edited.roles.has(role)), ...edited.grants].sort(
      (a, b) => compareText(a.role, b.role) || compareText(a.id, b.id),
    ),
    roles: [...new Set([...known.roles, ...edited.roles])].sort(compareText),
    providers: [...providers.values()].sort((a, b) => compareText(a.arn, b.arn)),
    ...(known.guardrails && { guardrails: [...guardrails.values()] }),
  };
}

type ProviderEdit = Extract<TrustEdit, { kind: 'provider' | 'audience' }>;

function editProvider(providers: Map<string, KnownProvider>, edit: ProviderEdit): void {
  const before = providers.get(edit.arn);
  if (edit.kind === 'audience') {
    if (before?.audiences === undefined) return;
    const others = before.audiences.filter((each) => each !== edit.audience);
    const audiences = edit.change === 'added' ? [...others, edit.audience].sort(compareText) : others;
    providers.set(edit.arn, { ...before, audiences });
  } else if (edit.change === 'deleted') providers.delete(edit.arn);
  else {
    const kind = edit.audiences === undefined ? 'saml' : 'oidc';
    const audiences = edit.audiences?.toSorted(compareText);
    providers.set(edit.arn, { arn: edit.arn, kind, ...(audiences && { audiences }) });
  }
}

function editGuardrail(
  guardrails: Map<string, KnownGuardrail>,
  edit: Extract<TrustEdit, { kind: 'guardrail' }>,
): void {
  const before = guardrails.get(edit.id);
  if (before === undefined) return;
  if (edit.change === 'deleted') guardrails.delete(edit.id);
  else if (before.targets) {
    guardrails.set(edit.id, {
      ...before,
      targets: before.targets.filter((target) => target !== edit.target),
    });
  }
}
