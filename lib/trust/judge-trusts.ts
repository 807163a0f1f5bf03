/**
 * Judges many roles, and roles that trust alike only once: organizations repeat the same documents thousandfold.
 */
import type { RoleArn } from '../model/arn';
import type { Grant, TrustJudgement } from '../model/grant';
import type { PolicyDocument } from '../model/policy-document';
import type { ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import { grantIdsOf } from './grant-id';
import { judgeTrust } from './judge-trust';
import { roleLikeness } from './role-likeness';
import type { TrustKnowledge } from './way';

/**
 * Judges each role as `judgeTrust` does.
 * @param roles     those of equal trust policies share one document: see `documentReader`
 * @param controlOf the resource control policies that bind a role
 */
export function judgeTrusts(
  roles: readonly Role[],
  knowledge: Omit<TrustKnowledge, 'resourceControl'>,
  controlOf: (role: Role) => ResourceControl,
): ReadonlyMap<RoleArn, TrustJudgement> {
  const judged = new Map<RoleArn, TrustJudgement>();
  const byLikeness = new Map<string, Retelling>();
  const likenessOf = roleLikeness();
  const isShared = sharedDocuments(roles);
  for (const role of roles) {
    const resourceControl = controlOf(role);
    const judge = () => judgeTrust(role, { ...knowledge, resourceControl });
    if (role.trust.kind === 'unreadable' || !isShared.has(role.trust.document)) {
      judged.set(role.arn, judge());
      continue;
    }
    const likeness = likenessOf(role, resourceControl);
    const twin = byLikeness.get(likeness);
    const judgement = twin ? twin(role.arn, resourceControl) : judge();
    if (!twin) byLikeness.set(likeness, retellingOf(judgement));
    judged.set(role.arn, judgement);
  }
  return judged;
}

/** The documents that several roles have: a role whose document is its own has no twin. */
function sharedDocuments(roles: readonly Role[]): ReadonlySet<PolicyDocument> {
  const seen = new Set<PolicyDocument>();
  const shared = new Set<PolicyDocument>();
  for (const { trust } of roles) {
    if (trust.kind === 'unreadable') continue;
    if (seen.has(trust.document)) shared.add(trust.document);
    else seen.add(trust.document);
  }
  return shared;
}

/** A judgement as that of a twin, which differs in its role alone. */
type Retelling = (role: RoleArn, resourceControl: ResourceControl) => TrustJudgement;

function retellingOf({ grants, remarks }: TrustJudgement): Retelling {
  const tellings = grants.map(({ id: _, role: __, ...meaning }) => {
    const idOf = grantIdsOf(meaning);
    return (role: RoleArn): Grant => ({ id: idOf(role), role, ...meaning });
  });
  return (role, resourceControl) => ({
    role,
    grants: tellings.map((tell) => tell(role)).sort((left, right) => (left.id < right.id ? -1 : 1)),
    remarks,
    resourceControl,
  });
}
