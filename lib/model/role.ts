/**
 * An IAM role, with all that decides who enters it and what it may then do.
 */
import type { RoleArn } from './arn';
import type { AccountId, UniqueId } from './identifiers';
import type { PolicyDocument } from './policy-document';
import type { Problem } from './problem';

export interface Role {
  readonly arn: RoleArn;
  readonly account: AccountId;
  /** begins and ends with `/` */
  readonly path: string;
  readonly name: string;
  /** absent when the export lacks it */
  readonly uniqueId?: UniqueId;
  /** the trust policy, or why there is none to judge */
  readonly trust: TrustSource;
  /** absent when the export has no permissions (`list-roles`): the tier is then unknown, not none */
  readonly permissions?: RolePermissions;
  readonly boundary?: string;
  /** absent when the export lacks them (`list-roles`) */
  readonly tags?: ReadonlyMap<string, string>;
  /** ISO 8601; absent when not known */
  readonly created?: string;
  /** ISO 8601 of the last attempt by anyone, tracked 400 days; `never` when AWS says it saw none; absent when not known */
  readonly lastUsed?: string | 'never';
  /** seconds; in `list-roles` and `get-role` only */
  readonly maxSessionDuration?: number;
}

/** A trust policy that could be read, or the problem that makes the role undecided. */
export type TrustSource =
  | { readonly kind: 'policy'; readonly document: PolicyDocument }
  | { readonly kind: 'unreadable'; readonly problem: Problem };

export interface RolePermissions {
  readonly inline: readonly NamedPolicy[];
  /** ARNs of managed policies; the documents are in the inventory's `managedPolicies` where the export has them */
  readonly attached: readonly string[];
}

export interface NamedPolicy {
  readonly name: string;
  /** absent when it could not be read; the role's problems say why */
  readonly document?: PolicyDocument;
}

/** A user, as far as trust needs one: to tell a live unique id from a deleted one. */
export interface User {
  readonly arn: string;
  readonly account: AccountId;
  readonly uniqueId: UniqueId;
}

/** A managed policy's default version. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly document: PolicyDocument;
}

/** Paths of roles that customers cannot make or change. */
const SERVICE_LINKED = '/aws-service-role/';
const IDENTITY_CENTER = '/aws-reserved/sso.amazonaws.com/';

/**
 * A service-linked role: its trust cannot be edited, and neither SCPs nor RCPs touch it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
 */
export function isServiceLinked(role: Pick<Role, 'path'>): boolean {
  return role.path.startsWith(SERVICE_LINKED);
}

/** A role that IAM Identity Center made for a permission set; regional homes add the region to the path. */
export function isIdentityCenterRole(role: Pick<Role, 'path' | 'name'>): boolean {
  return role.path.startsWith(IDENTITY_CENTER) && role.name.startsWith('AWSReservedSSO_');
}
