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
  const needed = new Set<CompanionAction>();
  for (const [key, values] of context) {
    const companion = values.length > 0 ? companionOf(key) : undefined;
    if (companion) needed.add(companion);
  }
  return needed.size === 0
    ? []
    : COMPANIONS.map(({ companion }) => companion).filter((each) => needed.has(each));
}

/** The companion that a key calls for; undefined for most. */
export function companionOf(key: string): CompanionAction | undefined {
  const lower = key.toLowerCase();
  return COMPANIONS.find(({ keys }) => keys.some((start) => lower.startsWith(start)))?.companion;
}

/** Keys by their beginning, in lower case. */
const COMPANIONS: readonly { readonly companion: CompanionAction; readonly keys: readonly string[] }[] = [
  { companion: 'TagSession', keys: ['aws:requesttag/', 'aws:tagkeys', 'sts:transitivetagkeys'] },
  { companion: 'SetSourceIdentity', keys: ['sts:sourceidentity'] },
  { companion: 'SetContext', keys: ['sts:requestcontext/', 'sts:requestcontextproviders'] },
];
