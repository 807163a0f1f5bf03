/**
 * What the organization's resource control policies (RCPs) say about a role: which ones bind, or why none do.
 *
 * An RCP takes access to a resource away, whoever calls. It never gives any.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
import type { PolicyDocument } from './policy-document';

/** A resource control policy that binds a role. */
export interface ResourceControlPolicy {
  /** `p-…` */
  readonly id: string;
  /** the id where it has no name */
  readonly name: string;
  readonly document: PolicyDocument;
}

export type ResourceControl =
  /** sorted by id; `RCPFullAWSAccess`, which binds everywhere and takes nothing, is left out */
  | { readonly kind: 'in-force'; readonly policies: readonly ResourceControlPolicy[] }
  /** no RCP binds such a role; `why` in words */
  | { readonly kind: 'exempt'; readonly why: string }
  /** some RCP may bind it; `why` says in words what was not read */
  | { readonly kind: 'unknown'; readonly why: string };

/** The policies whose denies bind; none where they are not known. */
export function bindingPolicies(control: ResourceControl): readonly ResourceControlPolicy[] {
  return control.kind === 'in-force' ? control.policies : [];
}
