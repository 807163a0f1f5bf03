/**
 * Judges many roles, and roles that trust alike only once: organizations repeat the same documents thousandfold.
 *
 * Roles are alike where nothing that judgement looks at tells them apart. Whatever might is left to `judgeTrust`.
 */
import { partitionOfArn, type RoleArn } from '../model/arn';
import type { TrustJudgement } from '../model/grant';
import type { PolicyDocument } from '../model/policy-document';
import { bindingPolicies, type ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import { grantId } from './grant-id';
import { judgeTrust } from './judge-trust';
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
  for (const role of roles) {
    const resourceControl = controlOf(role);
    const likeness = likenessOf(role, resourceControl);
    const twin = likeness === undefined ? undefined : byLikeness.get(likeness);
    const judgement = twin
      ? judgementFor(role, resourceControl, twin)
      : judgeTrust(role, { ...knowledge, resourceControl });
    if (likeness !== undefined && !twin) byLikeness.set(likeness, judgement);
    judged.set(role.arn, judgement);
  }
  return judged;
}

/** Equal for roles that are judged alike; undefined for a role that is like no other. */
function likenessOf({ arn, account, trust }: Role, control: ResourceControl): string | undefined {
  if (trust.kind !== 'policy' || bindingPolicies(control).length > 0) return undefined;
  const text = JSON.stringify(trust.document);
  if (SPEAKS_OF_ROLE.test(text) || text.includes(arn)) return undefined;
  const place = isOfServicesAlone(trust.document) ? '' : account;
  return `${partitionOfArn(arn)} ${place} ${text}`;
}

/** An external id is compared with the role's name; keys and variables of the resource are the role's own. */
const SPEAKS_OF_ROLE = /externalid|resource/i;

/** Whom it admits does not hang on the account that the role is in. */
function isOfServicesAlone({ statements }: PolicyDocument): boolean {
  return statements.every(
    ({ principal, notPrincipal, conditions }) =>
      conditions.length === 0 &&
      notPrincipal === undefined &&
      principal?.kind === 'entries' &&
      principal.entries.every(({ type }) => type === 'Service'),
  );
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
