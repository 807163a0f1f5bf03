/**
 * The watch basis: what a run leaves of the inventory so that single events can be judged without reading it again.
 *
 * Small: the trust of roles that outsiders may enter, of all others no more than that they are closed and what they are
 * worth. External ids are kept as fingerprints only.
 */
import type { Tier } from '../access/tier';
import type { RoleArn } from '../model/arn';
import type { AccountId } from '../model/identifiers';
import type { OrganizationKnowledge } from '../model/organization';
import type { ResourceControl, ResourceControlPolicy } from '../model/resource-control';
import type { Role } from '../model/role';

export interface WatchBasis {
  /** who is ours: what the party book is made of */
  readonly ours: OrganizationKnowledge;
  /** roles that outsiders may enter, sorted by ARN */
  readonly open: readonly KnownRole[];
  /** the other roles that were read, but for those that AWS made: no outsider enters them */
  readonly closed: ReadonlyMap<RoleArn, Tier>;
  /** what resource control policies say about the roles of an account; of its most bound role, where they differ */
  readonly controls: ReadonlyMap<AccountId, KnownControl>;
  /** those that `controls` name, sorted by id */
  readonly policies: readonly ResourceControlPolicy[];
  /** roles for which there was no room; absent where there was */
  readonly leftOut?: number;
}

/** A role without its permissions: what they are worth is `tier`. */
export interface KnownRole extends Pick<Role, 'arn' | 'uniqueId' | 'created' | 'trust'> {
  readonly tier: Tier;
}

/** `policies` are ids. */
export type KnownControl =
  | Exclude<ResourceControl, { kind: 'in-force' }>
  | { readonly kind: 'in-force'; readonly policies: readonly string[] };
