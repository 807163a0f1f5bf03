/**
 * Companion actions: what an assume request must also be allowed, because of what it carries.
 *
 * They never let anybody in by themselves, but a request with tags, a source identity or a provided context fails
 * where the trust policy does not allow them.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
import type { CompanionAction } from '../../model/assume-call';
import type { RequestContext } from '../request-context';

/** The companions that the context calls for, in the order of the table. */
export function companionsOf(context: RequestContext): readonly CompanionAction[] {
  const carried = [...context].filter(([, values]) => values.length > 0).map(([key]) => key.toLowerCase());
  return COMPANIONS.filter(({ keys }) =>
    carried.some((key) => keys.some((start) => key.startsWith(start))),
  ).map(({ companion }) => companion);
}

/** Keys by their beginning, in lower case. */
const COMPANIONS: readonly { readonly companion: CompanionAction; readonly keys: readonly string[] }[] = [
  { companion: 'TagSession', keys: ['aws:requesttag/', 'aws:tagkeys', 'sts:transitivetagkeys'] },
  { companion: 'SetSourceIdentity', keys: ['sts:sourceidentity'] },
  { companion: 'SetContext', keys: ['sts:requestcontext/', 'sts:requestcontextproviders'] },
];
