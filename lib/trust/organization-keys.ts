/**
 * `aws:PrincipalOrgID` and `aws:PrincipalOrgPaths` say one thing twice: a request carries both or neither, and every
 * path begins with the id.
 *
 * Where a path is tested, tests of the id are therefore tests of the path as well, so that the two are solved together.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 */
import { type Constraint, hasOpenVariables, mustBePresent, mustFit } from './constraint';

export const ORGANIZATION_ID = 'aws:principalorgid';
export const ORGANIZATION_PATHS = 'aws:principalorgpaths';

/** The constraints, with what those on the one key mean for the other. */
export function joinOrganizationKeys(constraints: readonly Constraint[]): readonly Constraint[] {
  if (!constraints.some(({ key }) => key === ORGANIZATION_PATHS)) return constraints;
  const isDemanded = constraints.some(
    ({ key, whenAbsent }) => !whenAbsent && (key === ORGANIZATION_ID || key === ORGANIZATION_PATHS),
  );
  const both = isDemanded ? [mustBePresent(ORGANIZATION_ID), mustBePresent(ORGANIZATION_PATHS)] : [];
  return [...constraints, ...constraints.flatMap(asPathConstraint), ...both];
}

/** A test of the id as one of every path; none where the operator compares otherwise. */
function asPathConstraint(constraint: Constraint): readonly Constraint[] {
  if (constraint.key !== ORGANIZATION_ID || constraint.kind === 'presence' || hasOpenVariables(constraint))
    return [];
  const { operator, negated, whenAbsent, values } = constraint;
  if (operator.name !== 'StringEquals' && operator.name !== 'StringLike') return [];
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the policy language's own escape of a wildcard
  const patterns = operator.takesWildcards ? values : values.map((value) => value.replace(/[*?]/g, '${$&}'));
  const onPath = mustFit(
    ORGANIZATION_PATHS,
    'StringLike',
    patterns.map((pattern) => `${pattern}/*`),
  );
  return [{ ...onPath, set: 'all', negated, whenAbsent }];
}
