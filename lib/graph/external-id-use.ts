/**
 * Which roles a party enters by which external id.
 *
 * One id for all roles of one customer is as it should be. But whoever learns it from one role has it for all, so
 * outputs say how far each reaches.
 */
import { accountOfArn, type RoleArn } from '../model/arn';
import type { AccountId } from '../model/identifiers';
import { isExternalEntry } from './entry';
import { isExternalId } from './external-id-bypass';
import type { GrantEdge } from './trust-graph';

export interface ExternalIdUse {
  /** in clear: outputs show a fingerprint */
  readonly value: string;
  /** never empty */
  readonly roles: ReadonlySet<RoleArn>;
  readonly accounts: ReadonlySet<AccountId>;
}

/** By party id and external id, in the order in which they are met. */
export type ExternalIdUses = ReadonlyMap<string, ReadonlyMap<string, ExternalIdUse>>;

/** The ids that the ways in of each party name exactly. */
export function externalIdUses(grants: readonly GrantEdge[]): ExternalIdUses {
  const uses = new Map<
    string,
    Map<string, { value: string; roles: Set<RoleArn>; accounts: Set<AccountId> }>
  >();
  for (const edge of grants.filter(isExternalEntry)) {
    for (const value of exactIds(edge)) {
      const ofParty = uses.get(edge.party) ?? new Map();
      uses.set(edge.party, ofParty);
      const use = ofParty.get(value) ?? { value, roles: new Set(), accounts: new Set() };
      ofParty.set(value, use);
      use.roles.add(edge.role);
      const account = accountOfArn(edge.role);
      if (account) use.accounts.add(account);
    }
  }
  return uses;
}

/** The use of those ids that one grant asks for. */
export function usesOfGrant(edge: GrantEdge, uses: ExternalIdUses): readonly ExternalIdUse[] {
  return exactIds(edge).flatMap((value) => uses.get(edge.party)?.get(value) ?? []);
}

/** The ids that a grant names without wildcards, and does not exclude. */
function exactIds({ grant }: GrantEdge): readonly string[] {
  return grant.guards
    .filter((guard) => isExternalId(guard) && guard.operator.includes('StringEquals'))
    .flatMap(({ values }) => values);
}
