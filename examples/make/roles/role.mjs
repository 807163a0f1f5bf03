/**
 * One role as data. The tables beside this file list them; the exports and the trail read them.
 */
import { hexOf, uniqueIdOf } from '../chance.mjs';
import { roleArn } from '../trust.mjs';

/**
 * @param account  owner
 * @param fullName path and name without the leading slash, such as `ci/GitHubDeploy`
 * @param trust    trust policy
 * @param rest     `attached` ARNs, `inline` documents by name, `boundary` ARN, `tags`, and `idleSince`: the day
 *                 of its last use where that lies before the trail; without it a role that the trail does not
 *                 show was never used
 */
export function role(account, fullName, trust, rest = {}) {
  const cut = fullName.lastIndexOf('/') + 1;
  return {
    account,
    path: `/${fullName.slice(0, cut)}`,
    name: fullName.slice(cut),
    arn: roleArn(account, fullName),
    id: uniqueIdOf('AROA', account, fullName),
    created:
      Date.parse('2023-02-01T08:00:00Z') + Number.parseInt(hexOf(7, 'created', account, fullName), 16) * 300,
    trust,
    attached: [],
    inline: {},
    tags: {},
    ...rest,
  };
}
