/**
 * The three STS calls by which somebody enters a role, and the companions that never let anybody in alone.
 * `AssumeRoot` is no role trust: its target is an account.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */

export type AssumeCall = 'AssumeRole' | 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity';

export const ASSUME_CALLS: readonly AssumeCall[] = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
];

/** Needed beside the call when the request carries tags, a source identity or a provided context. */
export type CompanionAction = 'TagSession' | 'SetSourceIdentity' | 'SetContext';
