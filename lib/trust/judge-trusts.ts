/**
 * Judges many roles, and roles that trust alike only once: organizations repeat the same documents thousandfold.
 */
import type { RoleArn } from '../model/arn';
import type { TrustJudgement } from '../model/grant';
import type { ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import { grantId } from './grant-id';
import { judgeTrust } from './judge-trust';
import { roleLikeness } from './role-likeness';
import type { TrustKnowledge } from './way';

/**
 * Judges each role as `judgeTrust` does.
 * @param controlOf the resource control policies that bind a role
 */
export function judgeTrusts(
  roles: Iterable<Role>,
  knowledge: Omit<TrustKnowledge, 'resourceControl'>,
  controlOf: (role: Role) => ResourceControl,
): ReadonlyMap<RoleArn, TrustJudgement> {
  const judged = new Map<RoleArn, TrustJudgement>();
  const byLikeness = new Map<string, TrustJudgement>();
  const likenessOf = roleLikeness();
  for (const role of roles) {
    const resourceControl = controlOf(role);
    const likeness = likenessOf(role, resourceControl);
    const twin = byLikeness.get(likeness);
    const judgement = twin
      ? judgementFor(role, resourceControl, twin)
      : judgeTrust(role, { ...knowledge, resourceControl });
    byLikeness.set(likeness, judgement);
    judged.set(role.arn, judgement);
  }
  return judged;
}

/** The twin's judgement, of this role. */
function judgementFor({ arn }: Role, resourceControl: ResourceControl, twin: TrustJudgement): TrustJudgement {
  const grants = twin.grants.map((grant) => {
    const own = { ...grant, role: arn };
    return { ...own, id: grantId(own) };
  });
  grants.sort((left, right) => (left.id < right.id ? -1 : 1));
  return { role: arn, grants, remarks: twin.remarks, resourceControl };
}
