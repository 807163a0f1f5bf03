/**
 * How far external ids reach, in words.
 */
import type { externalIdUses } from '../../graph/external-id-use';
import type { GrantEdge } from '../../graph/trust-graph';
import { count } from './count-words';
import { type SecretView, shownExternalId } from './guard-words';

/**
 * One sentence for each external id of a grant that opens other roles to the same party.
 * @param uses of the whole graph
 * @param who  the party's name
 */
export function explainReach(
  { grant, party }: GrantEdge,
  uses: ReturnType<typeof externalIdUses>,
  who: string,
  view: SecretView,
): readonly string[] {
  const values = grant.guards.filter(({ kind }) => kind === 'external-id').flatMap((guard) => guard.values);
  return values.flatMap((value) => {
    const use = uses.get(party)?.get(value);
    if (use === undefined || use.roles.size < 2) return [];
    const others = count(use.roles.size - 1, 'more role');
    const where =
      use.accounts.size === 1 ? 'all in one account' : `in ${use.accounts.size} accounts altogether`;
    return [`${shownExternalId(value, view)} lets ${who} into ${others}, ${where}`];
  });
}
