/**
 * Snapshots of trust from policies in a few words.
 */
import type { TrustSnapshot } from '../../lib/history/trust-snapshot';
import { EMPTY_SNAPSHOT, type KnownGrant } from '../../lib/history/trust-snapshot';
import type { Grant } from '../../lib/model/grant';
import { OURS } from './graph-builder';
import { judge } from './trust-role';

/** Of our one account, read whole; the rest as given. */
export function snapshot(rest: Partial<TrustSnapshot> = {}): TrustSnapshot {
  const grants = rest.grants ?? [];
  return {
    ...EMPTY_SNAPSHOT,
    accounts: [OURS],
    providerAccounts: [OURS],
    accountsKnown: true,
    roles: [...new Set(grants.map(({ role }) => role))].sort(),
    ...rest,
  };
}

/** The ways in that these statements give, each of the party that its account names. */
export function grantsOf(...statements: readonly object[]): readonly KnownGrant[] {
  return judge(statements).grants.map(knownGrant);
}

function knownGrant({ id, role, call, caller, verdict, guards, unless }: Grant): KnownGrant {
  const owner = 'account' in caller && caller.account !== undefined ? caller.account : caller.kind;
  return { id, role, party: `party:${owner}`, call, caller, verdict, guards, unless };
}
