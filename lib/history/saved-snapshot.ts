/**
 * Trust and its drift as the part of a saved history that tells them, and back.
 */
import { z } from 'zod';
import { Account } from './activity-schema';
import type { DriftMemory } from './drift';
import { ChangeRow, GrantRow, GuardrailRow, ProviderRow } from './trust-schema';
import type { TrustSnapshot } from './trust-snapshot';

const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly();

/** A snapshot as it is saved. */
export const SavedSnapshot = z.strictObject({
  accounts: listOf(Account),
  uncontrolled: listOf(Account),
  providerAccounts: listOf(Account),
  accountsKnown: z.boolean(),
  damaged: z.boolean(),
  roles: listOf(z.string()),
  providers: listOf(ProviderRow),
  guardrails: listOf(GuardrailRow).optional(),
  grants: listOf(GrantRow),
}) satisfies z.ZodType<TrustSnapshot>;

const told = listOf(
  z.strictObject({
    key: z.string(),
    found: z.string(),
    since: z.string(),
    change: ChangeRow.optional(),
  }),
);

/** What is remembered of changes, as it is saved. */
export const SavedDrift = z.strictObject({
  roles: listOf(z.strictObject({ role: z.string(), existed: z.boolean(), before: listOf(GrantRow), told })),
  providers: listOf(z.strictObject({ arn: z.string(), before: ProviderRow.optional(), told })),
  guardrails: listOf(z.strictObject({ id: z.string(), before: GuardrailRow.optional(), told })),
  events: listOf(z.strictObject({ found: z.string(), change: ChangeRow, known: z.boolean() })),
}) satisfies z.ZodType<DriftMemory>;

/** JSON with one role, provider, policy or grant a line. */
export function renderSnapshot(snapshot: TrustSnapshot): string {
  const { accounts, uncontrolled, providerAccounts, accountsKnown, damaged } = snapshot;
  const head = JSON.stringify({ accounts, uncontrolled, providerAccounts, accountsKnown, damaged });
  const { roles, providers, guardrails, grants } = snapshot;
  return [
    head.slice(0, -1),
    lines('roles', roles),
    lines('providers', providers),
    ...(guardrails ? [lines('guardrails', guardrails)] : []),
    `${lines('grants', grants)}}`,
  ].join(',');
}

/** JSON with one change a line. */
export function renderDrift({ roles, providers, guardrails, events }: DriftMemory): string {
  const parts = [
    lines('roles', roles),
    lines('providers', providers),
    lines('guardrails', guardrails),
    lines('events', events),
  ];
  return `{${parts.join(',')}}`;
}

function lines(name: string, rows: readonly unknown[]): string {
  const texts = rows.map((row) => JSON.stringify(row));
  return texts.length === 0 ? `"${name}":[]` : `"${name}":[\n${texts.join(',\n')}\n]`;
}
