/**
 * Compares the ways into one role, before and after: which one became which.
 *
 * A way in that is gone and one that is new are taken for a change of one where one lets in all whom the other does,
 * or where both are of one party and call; the likest pairs come first. What another way in covers anyway makes no
 * difference: nobody gets in, or is kept out, by it.
 */
import { compareText } from '../model/compare-text';
import { coversGrant } from '../trust/covers-grant';
import { guardKey } from '../trust/guard-key';
import { grantDetails } from './grant-details';
import type { GrantDifference } from './trust-difference';
import type { KnownGrant } from './trust-snapshot';

/** Most pairs that are compared; what a hostile policy has beyond is told as added and removed. */
const WORK = 2_500;

export interface RoleComparison {
  readonly before: readonly KnownGrant[];
  readonly after: readonly KnownGrant[];
  /** the role was not there before, or is not there any more */
  readonly ofWholeRole: boolean;
}

/** Sorted by the ids of what was and what is. */
export function compareGrants(role: RoleComparison): readonly GrantDifference[] {
  const [now, then] = [idsOf(role.after), idsOf(role.before)];
  const lost = role.before.filter(({ id }) => !now.has(id));
  const gained = role.after.filter(({ id }) => !then.has(id));
  const couples = coupled(lost, gained);
  const paired = new Set(couples.flatMap(({ before, after }) => [before, after]));
  const rest: Rest = {
    lost: lost.filter((grant) => !paired.has(grant)),
    gained: gained.filter((grant) => !paired.has(grant)),
  };
  return [
    ...couples.flatMap(({ before, after, relation }) =>
      relation === 'same' ? [] : [changeOf(before, after, relation)],
    ),
    ...verdictChanges(role),
    ...unpaired(rest, role),
  ].sort(byIds);
}

type Relation = 'same' | 'widened' | 'narrowed' | 'changed';

interface Couple {
  readonly before: KnownGrant;
  readonly after: KnownGrant;
  readonly relation: Relation;
}

/** The likest first; each grant once. Both directions of time give the same couples. */
function coupled(lost: readonly KnownGrant[], gained: readonly KnownGrant[]): readonly Couple[] {
  if (lost.length * gained.length > WORK) return [];
  const candidates = lost.flatMap((before) => gained.flatMap((after) => candidateOf(before, after)));
  candidates.sort(
    (a, b) =>
      a.rank - b.rank ||
      b.likeness - a.likeness ||
      compareText(a.ids[0], b.ids[0]) ||
      compareText(a.ids[1], b.ids[1]),
  );
  const taken = new Set<KnownGrant>();
  return candidates.filter(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) return false;
    taken.add(before).add(after);
    return true;
  });
}

interface Candidate extends Couple {
  readonly rank: number;
  readonly likeness: number;
  /** the lesser first */
  readonly ids: readonly [string, string];
}

function candidateOf(before: KnownGrant, after: KnownGrant): readonly Candidate[] {
  if (before.call !== after.call) return [];
  const relation = relationOf(before, after);
  const isOfOneParty = before.party === after.party;
  if (relation === 'changed' && (!isOfOneParty || before.verdict !== after.verdict)) return [];
  const rank = relation === 'same' ? 0 : relation === 'changed' ? 3 : isOfOneParty ? 1 : 2;
  const shared = new Set(before.guards.map(guardKey));
  const likeness = after.guards.filter((guard) => shared.has(guardKey(guard))).length;
  const ids = [before.id, after.id].sort(compareText);
  return [{ before, after, relation, rank, likeness, ids: [ids[0] ?? '', ids[1] ?? ''] }];
}

function relationOf(before: KnownGrant, after: KnownGrant): Relation {
  const [wider, narrower] = [coversGrant(after, before), coversGrant(before, after)];
  if (wider) return narrower ? 'same' : 'widened';
  if (narrower || isGone(before, after)) return 'narrowed';
  return isGone(after, before) ? 'widened' : 'changed';
}

/**
 * Whether the later one is what AWS makes of the earlier one when its principal is deleted: the unique id takes the
 * place of the ARN, and nobody has it any more.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function isGone(before: KnownGrant, after: KnownGrant): boolean {
  const { caller } = before;
  if (caller.kind !== 'principal' || caller.pattern || after.caller.kind !== 'unique-id') return false;
  const prefix = caller.type === 'role' ? 'AROA' : caller.type === 'user' ? 'AIDA' : undefined;
  if (prefix === undefined || !after.caller.uniqueId.startsWith(prefix)) return false;
  return coversGrant({ ...after, caller }, before) && coversGrant(before, { ...after, caller });
}

/** Equal ways in, of which one could not be decided: it may have let nobody in, or let in more than is known. */
function verdictChanges({ before, after }: RoleComparison): readonly GrantDifference[] {
  const then = new Map(before.map((grant) => [grant.id, grant]));
  return after.flatMap((grant) => {
    const known = then.get(grant.id);
    if (known === undefined || known.verdict === grant.verdict) return [];
    return [changeOf(known, grant, grant.verdict === 'admits' ? 'widened' : 'narrowed')];
  });
}

interface Rest {
  readonly lost: readonly KnownGrant[];
  readonly gained: readonly KnownGrant[];
}

/**
 * What has no counterpart. Where a way in turns up beside one that was undecided and is gone, the undecided one may
 * have been it; and the other way round.
 */
function unpaired({ lost, gained }: Rest, role: RoleComparison): readonly GrantDifference[] {
  const isBounded = (lost.length + gained.length) * (role.before.length + role.after.length) <= WORK;
  const isNews = (grant: KnownGrant, others: readonly KnownGrant[]) =>
    !isBounded || !others.some((wide) => coversGrant(wide, grant));
  const came = gained.filter((grant) => isNews(grant, role.before));
  const went = lost.filter((grant) => isNews(grant, role.after));
  const open = came.some(isDecided) ? went.find(isUndecided) : undefined;
  const closed = went.some(isDecided) ? came.find(isUndecided) : undefined;
  return [
    ...came.filter((grant) => grant !== closed).map((after) => arrival(after, open, role)),
    ...went.filter((grant) => grant !== open).map((before) => departure(before, closed, role)),
  ];
}

function arrival(after: KnownGrant, open: KnownGrant | undefined, role: RoleComparison): GrantDifference {
  if (open && isDecided(after)) return changeOf(open, after, 'widened');
  return { ...whole(after, role), kind: 'added', after };
}

function departure(
  before: KnownGrant,
  closed: KnownGrant | undefined,
  role: RoleComparison,
): GrantDifference {
  if (closed && isDecided(before)) return changeOf(before, closed, 'narrowed');
  return { ...whole(before, role), kind: 'removed', before };
}

function whole({ role, party, call }: KnownGrant, { ofWholeRole }: RoleComparison) {
  return { subject: 'grant', role, party, call, ofWholeRole, details: [] } as const;
}

function changeOf(
  before: KnownGrant,
  after: KnownGrant,
  kind: 'widened' | 'narrowed' | 'changed',
): GrantDifference {
  const { role, party, call } = after;
  const details = grantDetails(before, after);
  return { subject: 'grant', kind, role, party, call, before, after, ofWholeRole: false, details };
}

function isUndecided({ verdict }: KnownGrant): boolean {
  return verdict === 'undecided';
}

function isDecided({ verdict }: KnownGrant): boolean {
  return verdict === 'admits';
}

function idsOf(grants: readonly KnownGrant[]): ReadonlySet<string> {
  return new Set(grants.map(({ id }) => id));
}

function byIds(a: GrantDifference, b: GrantDifference): number {
  return (
    compareText(a.before?.id ?? '', b.before?.id ?? '') || compareText(a.after?.id ?? '', b.after?.id ?? '')
  );
}
