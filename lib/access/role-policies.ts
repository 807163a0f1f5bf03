/**
 * A role's policies and its boundary, gathered from the export and, for AWS's own, from the bundled table.
 */
import type { PolicyDocument } from '../model/policy-document';
import type { ManagedPolicy, Role, RolePermissions } from '../model/role';
import { type ActionSet, ALL_ACTIONS, isKnownAction } from './action-set';
import { awsManagedPolicy } from './aws-managed-policies';
import { ceilingOf, type PolicySource } from './permissions';
import type { Tier } from './tier';

/** All that a role's tier is judged from. */
export interface RolePolicies {
  readonly sources: readonly PolicySource[];
  /** policies of which only the tier is known, by name */
  readonly summaries: readonly { readonly name: string; readonly tier: Tier }[];
  readonly boundary: Boundary;
  /** what could not be seen, one sentence each */
  readonly unknown: readonly string[];
}

/** The most that the boundary leaves; everything where there is none or it is not known. */
export interface Boundary {
  readonly actions: ActionSet;
  readonly tier: Tier;
}

const NO_BOUNDARY: Boundary = { actions: ALL_ACTIONS, tier: 'admin' };

/** Gathers them; a policy that is nowhere found becomes a sentence in `unknown`. */
export function policiesOf(
  role: Role,
  permissions: RolePermissions,
  managedPolicies: ReadonlyMap<string, ManagedPolicy>,
): RolePolicies {
  const unknown: string[] = [];
  const sources: PolicySource[] = [];
  const summaries: { name: string; tier: Tier }[] = [];

  for (const { name, document } of permissions.inline) {
    if (document) sources.push({ name: `inline policy \`${name}\``, document });
    else unknown.push(`inline policy \`${name}\` could not be read`);
  }
  for (const arn of permissions.attached) {
    const known = knownPolicy(arn, managedPolicies);
    if (!known) unknown.push(`policy \`${arn}\` is attached, its document is not known`);
    else if (known.kind === 'tier') summaries.push({ name: arn, tier: known.tier });
    else sources.push({ name: `policy \`${arn}\``, document: known.document });
  }
  for (const { name, document } of sources) unknown.push(...oddities(name, document));
  return { sources, summaries, boundary: boundaryOf(role, managedPolicies, unknown), unknown };
}

type KnownPolicy =
  | { readonly kind: 'document'; readonly document: PolicyDocument }
  | { readonly kind: 'tier'; readonly tier: Tier };

function knownPolicy(
  arn: string,
  managedPolicies: ReadonlyMap<string, ManagedPolicy>,
): KnownPolicy | undefined {
  const exported = managedPolicies.get(arn);
  return exported ? { kind: 'document', document: exported.document } : awsManagedPolicy(arn);
}

function boundaryOf(
  { boundary }: Role,
  managedPolicies: ReadonlyMap<string, ManagedPolicy>,
  unknown: string[],
): Boundary {
  if (boundary === undefined) return NO_BOUNDARY;
  const known = knownPolicy(boundary, managedPolicies);
  if (!known) {
    unknown.push(`permissions boundary \`${boundary}\` is not known, so it is not counted as a limit`);
    return NO_BOUNDARY;
  }
  return known.kind === 'tier'
    ? { ...NO_BOUNDARY, tier: known.tier }
    : { ...NO_BOUNDARY, actions: ceilingOf(known.document) };
}

/** Allow statements that hold something we cannot read, and actions that AWS does not publish. */
function oddities(name: string, { statements }: PolicyDocument): readonly string[] {
  return statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ unknown, action = [] }) => [
      ...unknown.map((sentence) => `${name}: ${sentence}`),
      ...action
        .filter((pattern) => !isKnownAction(pattern))
        .map((pattern) => `${name} allows \`${pattern}\`, which covers no action that we know`),
    ]);
}
