/**
 * What the caller's own side must allow beside the trust policy.
 *
 * In the role's own account, a trust policy that names the caller itself, or everybody, is enough; one that names the
 * account leaves the choice to its administrators. From another account both sides must allow, always.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import { accountOfArn } from '../../model/arn';
import type { AssumeRequest } from '../../model/assume-request';
import { isAccountPrincipal } from '../principal-element';
import type { ActionAnswer } from './evaluate-action';

/** A sentence, or undefined where the trust policy alone lets the caller in. `answers` are all `allowed`. */
export function alsoNeeds(
  { principal, role }: AssumeRequest,
  answers: readonly ActionAnswer[],
): string | undefined {
  if (!isAccountPrincipal(principal)) return undefined;
  if (principal.account !== accountOfArn(role)) {
    return `account ${principal.account} must also allow the caller ${actionsOf(answers)} on this role, which is taken as given`;
  }
  const leftToAccount = answers.filter(namesOnlyTheAccount);
  return leftToAccount.length > 0
    ? `the caller's own policies must also allow ${actionsOf(leftToAccount)} on this role`
    : undefined;
}

function namesOnlyTheAccount({ deciding }: ActionAnswer): boolean {
  return deciding.every(({ outcome }) => outcome.kind === 'applies' && outcome.how === 'account');
}

function actionsOf(answers: readonly ActionAnswer[]): string {
  return answers.map(({ action }) => action).join(' and ');
}
