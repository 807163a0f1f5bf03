/**
 * How far external ids reach, in words.
 */
import { type ExternalIdUses, usesOfGrant } from '../../graph/external-id-use';
import type { GrantEdge } from '../../graph/trust-graph';
import { count } from './count-words';
import { type SecretView, shownExternalId } from './guard-words';

/**
 * One sentence for each external id of a grant that opens other roles to the same party.
 * @param uses of the whole graph
 * @param who  the party's name
 */
export function explainReach(
  edge: GrantEdge,
  uses: ExternalIdUses,
  who: string,
  view: SecretView,
): readonly string[] {
  return usesOfGrant(edge, uses)
    .filter(({ roles }) => roles.size > 1)
    .map(({ value, roles, accounts }) => {
      const where = accounts.size === 1 ? 'all in one account' : `in ${accounts.size} accounts altogether`;
      return `${shownExternalId(value, view)} lets ${who} into ${count(roles.size - 1, 'more role')}, ${where}`;
    });
}
