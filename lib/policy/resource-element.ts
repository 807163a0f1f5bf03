/**
 * The `Resource` element: whether a statement is about a role. A trust policy has none; a resource control policy does.
 *
 * A wildcard stays inside its component of the ARN, but AWS also says that a star at the end of a component may reach
 * beyond it. Where the two readings differ, and where a variable stands in the ARN, the answer is open.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
import type { Statement } from '../model/policy-document';
import { matchWildcard } from '../model/wildcard';
import { matchArn } from './arn-pattern';

export type ResourceMatch = 'covers' | 'leaves-out' | 'cannot-tell';

/** Matches `Resource` or `NotResource` against the ARN of a role; a statement with neither is open. */
export function matchResource({ resource, notResource }: Statement, role: string): ResourceMatch {
  if (resource) return matchAny(resource, role);
  return notResource ? OPPOSITES[matchAny(notResource, role)] : 'cannot-tell';
}

const OPPOSITES: Readonly<Record<ResourceMatch, ResourceMatch>> = {
  covers: 'leaves-out',
  'leaves-out': 'covers',
  'cannot-tell': 'cannot-tell',
};

function matchAny(patterns: readonly string[], role: string): ResourceMatch {
  if (patterns.some((pattern) => matchArn(pattern, role))) return 'covers';
  return patterns.some((pattern) => pattern.includes('${') || matchWildcard(pattern, role))
    ? 'cannot-tell'
    : 'leaves-out';
}
