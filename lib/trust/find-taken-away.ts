/**
 * What each Deny of a role's trust takes away: the ways in that would be there, or be wider, without it.
 *
 * Found by judging the role without that Deny, so a Deny that only repeats another one takes nothing. For explanations
 * of one role; judging many needs it of none.
 */
import type { Caller } from '../model/caller';
import type { Grant, TrustJudgement } from '../model/grant';
import { bindingPolicies, type ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import { mayOverlap } from './caller-overlap';
import { judgeTrust } from './judge-trust';
import type { TrustKnowledge } from './way';

/** A Deny statement of the trust policy, or a whole resource control policy. */
export type DenySource =
  | { readonly kind: 'statement'; readonly index: number }
  | { readonly kind: 'policy'; readonly id: string };

export interface TakenAway {
  readonly source: DenySource;
  /** ways in that only this Deny closes, as they would be without it */
  readonly closed: readonly Grant[];
  /** ways in that are narrower because of it, as they would be without it */
  readonly narrowed: readonly Grant[];
}

/** Most denies that are tried: each means to judge the role once more. */
const MOST = 50;

/** One entry for each Deny, the trust policy's own first; those past the 50th are left out. */
export function findTakenAway(role: Role, knowledge: TrustKnowledge): readonly TakenAway[] {
  const { trust } = role;
  if (trust.kind === 'unreadable') return [];
  const { statements } = trust.document;
  const control = knowledge.resourceControl;
  const policies = control ? bindingPolicies(control) : [];
  const trials: readonly Trial[] = [
    ...statements
      .filter(({ effect }) => effect === 'Deny')
      .map((deny): Trial => {
        const document = { ...trust.document, statements: statements.filter((each) => each !== deny) };
        return {
          source: { kind: 'statement', index: deny.index },
          without: () => judgeTrust({ ...role, trust: { kind: 'policy', document } }, knowledge),
        };
      }),
    ...policies.map(({ id }): Trial => {
      const resourceControl: ResourceControl = {
        kind: 'in-force',
        policies: policies.filter((policy) => policy.id !== id),
      };
      return {
        source: { kind: 'policy', id },
        without: () => judgeTrust(role, { ...knowledge, resourceControl }),
      };
    }),
  ];
  if (trials.length === 0) return [];
  const { grants } = judgeTrust(role, knowledge);
  return trials
    .slice(0, MOST)
    .map(({ source, without }) => ({ source, ...compare(without().grants, grants) }));
}

interface Trial {
  readonly source: DenySource;
  readonly without: () => TrustJudgement;
}

function compare(without: readonly Grant[], now: readonly Grant[]): Omit<TakenAway, 'source'> {
  const isIn = (grants: readonly Grant[]) => {
    const ids = new Set(grants.map(({ id }) => id));
    return ({ id }: Grant) => ids.has(id);
  };
  const isKept = isIn(now);
  const wasThere = isIn(without);
  const changed = without.filter((grant) => !isKept(grant));
  const left = now.filter((grant) => !wasThere(grant));
  const isLeft = ({ call, caller }: Grant) =>
    left.some((grant) => grant.call === call && mayBeOf(grant.caller, caller));
  return {
    closed: changed.filter((grant) => !isLeft(grant)),
    narrowed: changed.filter(isLeft),
  };
}

/** Whether what is left may be left of this caller: not where the two are of different accounts. */
function mayBeOf(left: Caller, caller: Caller): boolean {
  const [one, other] = [accountIn(left), accountIn(caller)];
  return mayOverlap(left, caller) && (one === undefined || other === undefined || one === other);
}

function accountIn(caller: Caller): string | undefined {
  return 'account' in caller ? caller.account : undefined;
}
