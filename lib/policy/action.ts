/**
 * Actions: `service:Name`, with wildcards, whatever the letter case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
import { matchWildcard } from '../model/wildcard';

/** Whether an action as written in a policy (`STS:assume*`) covers an action (`sts:AssumeRole`). */
export function matchAction(pattern: string, action: string): boolean {
  return matchWildcard(pattern, action, 'ignore');
}
