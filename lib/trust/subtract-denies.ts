/**
 * Takes from a way what the denies refuse.
 *
 * A Deny is a list of tests that a refused request meets all. Of those that every request of the way meets anyway,
 * nothing is left to say: if none remains, the way is closed; if one remains, its opposite becomes a constraint of the
 * way, so that a Deny of foreign organizations reads as a demand for ours. Of several that all tell who calls, each
 * opposite makes a way of its own (our organization, and that one account); all others remain as `unless`.
 */
import type { Caller } from '../model/caller';
import type { Statement } from '../model/policy-document';
import { describeSource, type StatementInForce } from '../policy/request/statement-in-force';
import { matchResource } from '../policy/resource-element';
import { mayCover } from './caller-overlap';
import { complementOf } from './canonical-constraint';
import { demandedCompanions } from './companion-ways';
import { meetingMore } from './complete-request';
import type { Constraint } from './constraint';
import { findRequest } from './find-request';
import { isDemand } from './guards';
import { tellsCaller } from './narrow-caller';
import { type EntryReading, readPrincipalEntry } from './principal-entry';
import { readConditions } from './read-conditions';
import { coversAction } from './statement-calls';
import type { TrustKnowledge, Way } from './way';

export type Subtracted =
  /** nothing bears on the way */
  | { readonly kind: 'untouched' }
  /** what is left, in one or several ways; `by` names in words each source of denies that bear on it */
  | { readonly kind: 'left'; readonly ways: readonly Way[]; readonly by: readonly string[] }
  /** `by` names in words the Deny that closes it */
  | { readonly kind: 'closed'; readonly by: string };

/** Most lists of `unless` that a way carries; beyond, it is undecided. */
const UNLESS = 40;

/** Most ways that a way is split into; what would make more stays as `unless`. */
const WAYS = 40;

/**
 * Applies the denies, all against the same way, so that their order does not matter; what they leave is asked again
 * as long as it helps to say another deny shorter.
 */
export function subtractDenies(
  way: Way,
  denies: readonly StatementInForce[],
  knowledge: TrustKnowledge,
): Subtracted {
  if (denies.length === 0) return { kind: 'untouched' };
  const actions = [way.call, ...demandedCompanions(way).map(({ companion }) => companion)];
  const refused = denies
    .filter(({ statement }) => actions.some((action) => coversAction(statement, action)))
    .flatMap((deny) => refusedBy(deny, way, knowledge));
  if (refused.length === 0) return { kind: 'untouched' };

  const doubts = refused.flatMap((each) => (each.kind === 'doubt' ? [each.reason] : []));
  let left: Way = { ...way, doubts: [...way.doubts, ...doubts] };
  let pending: readonly RefusedTests[] = refused.filter((each) => each.kind === 'tests');
  for (;;) {
    const allows = allowedBy(left, knowledge);
    const bearing = pending.flatMap(({ by, tests }) => {
      const open = openTests(tests, allows);
      return open ? [{ by, tests, open }] : [];
    });
    const closing = bearing.find(({ open }) => open.length === 0);
    if (closing) return { kind: 'closed', by: closing.by };

    const askRole = bearing.flatMap(({ by, open }) => {
      const asked = open.find(isOfRole);
      return asked ? [`${by} denies, and \`${asked.about.name}\` of the role is not known`] : [];
    });
    const weighed = bearing.filter(({ open }) => !open.some(isOfRole));
    const opposites = weighed
      .flatMap(({ open }) => (open.length === 1 ? open.map(complementOf) : []))
      .filter(isDemand);
    const others = weighed.filter(
      ({ open }) => open.length > 1 || open.map(complementOf).some((each) => !isDemand(each)),
    );
    left = {
      ...left,
      constraints: [...left.constraints, ...opposites],
      doubts: [...left.doubts, ...askRole],
    };
    if (opposites.length === 0 || others.length === 0) {
      const by = [...new Set(refused.map((each) => each.by))];
      const lists = others.map(({ open }) => open);
      return { kind: 'left', ways: leaveOver(left, lists, knowledge), by };
    }
    pending = others;
  }
}

/** Only what is not known of the role stays open: the rest every request meets, or none does. */
function isOfRole({ about }: Constraint): boolean {
  return about.whoSets === 'role';
}

const TOO_MANY = 'more denies bear on it than can be weighed';

type Allows = (more: readonly Constraint[]) => boolean;

/** Whether some request of the way may meet more: one that is known already, as a rule. */
function allowedBy(way: Way, knowledge: TrustKnowledge): Allows {
  const found = findRequest(way, knowledge);
  const isMet = found.kind === 'found' ? meetingMore(found.request, way, knowledge) : () => false;
  return (more) => {
    if (isMet(more)) return true;
    const narrowed = { ...way, constraints: [...way.constraints, ...more] };
    return findRequest(narrowed, knowledge).kind !== 'impossible';
  };
}

/** The tests that not every request of the way meets anyway; undefined where none meets them all. */
function openTests(tests: readonly Constraint[], allows: Allows): readonly Constraint[] | undefined {
  return allows(tests) ? tests.filter((test) => allows([complementOf(test)])) : undefined;
}

/** The parts of a way that meet no list of tests whole. */
function leaveOver(way: Way, lists: Way['unless'], knowledge: TrustKnowledge): readonly Way[] {
  let ways: readonly Way[] = [way];
  const unless: (readonly Constraint[])[] = [];
  for (const list of lists) {
    const opposites = list.map(complementOf);
    if (
      ways.length * opposites.length > WAYS ||
      !opposites.every((each) => tellsCaller(each, way, knowledge))
    ) {
      unless.push(list);
      continue;
    }
    ways = ways.flatMap((each) =>
      opposites.map((opposite) => ({ ...each, constraints: [...each.constraints, opposite] })),
    );
  }
  return ways.map((each) =>
    unless.length > UNLESS ? { ...each, doubts: [...each.doubts, TOO_MANY] } : { ...each, unless },
  );
}

interface RefusedTests {
  /** what denies, in words */
  readonly by: string;
  readonly tests: readonly Constraint[];
}

type Refused =
  | ({ readonly kind: 'tests' } & RefusedTests)
  | { readonly kind: 'doubt'; readonly by: string; readonly reason: string };

type RefusedPrincipal =
  | { readonly kind: 'tests'; readonly tests: readonly Constraint[] }
  | { readonly kind: 'doubt'; readonly reason: string };

/** What the Deny refuses of this way: one list of tests for each of its principals that may be the caller. */
function refusedBy(deny: StatementInForce, way: Way, knowledge: TrustKnowledge): readonly Refused[] {
  const { statement, version, policy } = deny;
  const by = describeSource(deny);
  const doubt = (reason: string): Refused => ({ kind: 'doubt', by, reason: `${by} denies, and ${reason}` });
  const [unknown] = statement.unknown;
  if (unknown !== undefined) return [doubt(unknown)];

  const resource = policy === undefined ? 'covers' : matchResource(statement, way.role.arn);
  if (resource === 'leaves-out') return [];
  if (resource === 'cannot-tell') return [doubt('it is not known whether its `Resource` covers the role')];

  const { constraints, doubts } = readConditions(statement, version);
  const [unread] = doubts;
  return principalsOf(statement, way, knowledge).map((each) => {
    const reason = each.kind === 'doubt' ? each.reason : unread;
    if (reason !== undefined || each.kind === 'doubt') return doubt(reason ?? '');
    const tests = [...each.tests, ...constraints];
    return {
      kind: 'tests',
      by,
      tests: policy === undefined ? tests : tests.map((test) => ({ ...test, policy })),
    };
  });
}

function principalsOf(
  { principal, notPrincipal }: Statement,
  way: Way,
  { principalsByUniqueId }: TrustKnowledge,
): readonly RefusedPrincipal[] {
  if (notPrincipal) return [doubt('AWS does not take `NotPrincipal` there')];
  if (!principal) return [doubt('it names no principal')];
  if (principal.kind === 'star') return [{ kind: 'tests', tests: [] }];

  const readings = principal.entries.map((entry) =>
    readPrincipalEntry(entry, way.role.arn, principalsByUniqueId),
  );
  const refused = readings.flatMap((reading) => refusedOfReading(reading, way.caller));
  return joined(refused);
}

function refusedOfReading(reading: EntryReading, caller: Caller): readonly RefusedPrincipal[] {
  if (reading.kind === 'invalid') return [];
  return reading.callers.flatMap((named): readonly RefusedPrincipal[] => {
    if (!mayCover(named.caller, caller)) return [];
    return named.doubt === undefined ? [{ kind: 'tests', tests: named.who }] : [doubt(named.doubt)];
  });
}

/** Principals named one by one on the same key are one test with several values. */
function joined(refused: readonly RefusedPrincipal[]): readonly RefusedPrincipal[] {
  const byKey = new Map<string, Constraint>();
  const others: RefusedPrincipal[] = [];
  for (const each of refused) {
    const [test, ...more] = each.kind === 'tests' ? each.tests : [];
    if (test?.kind !== 'value' || more.length > 0 || test.operator.name !== 'StringEquals') {
      others.push(each);
      continue;
    }
    const before = byKey.get(test.key);
    const values = before?.kind === 'value' ? [...before.values, ...test.values] : test.values;
    byKey.set(test.key, { ...test, values });
  }
  return [
    ...others,
    ...[...byKey.values()].map((test): RefusedPrincipal => ({ kind: 'tests', tests: [test] })),
  ];
}

function doubt(reason: string): RefusedPrincipal {
  return { kind: 'doubt', reason };
}
