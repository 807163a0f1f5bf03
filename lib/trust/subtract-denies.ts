/**
 * Takes from a way what the denies refuse.
 *
 * A Deny is a list of tests that a refused request meets all. Of those that every request of the way meets anyway,
 * nothing is left to say: if none remains, the way is closed; if one remains, its opposite becomes a constraint of the
 * way, so that a Deny of foreign organizations reads as a demand for ours; several remain as `unless`.
 */
import type { Caller } from '../model/caller';
import { type PolicyVersion, type Statement, statementName } from '../model/policy-document';
import { mayCover } from './caller-overlap';
import { demandedCompanions } from './companion-ways';
import { type Constraint, complementOf, readConditions } from './constraint';
import { findRequest } from './find-request';
import { isDemand } from './guards';
import { type EntryReading, readPrincipalEntry } from './principal-entry';
import { coversAction } from './statement-calls';
import type { TrustKnowledge, Way } from './way';

/** A Deny statement and the version of its document. */
export interface Deny {
  readonly statement: Statement;
  readonly version: PolicyVersion;
}

export type Subtracted =
  | { readonly kind: 'left'; readonly way: Way }
  /** `by` is the name of the Deny statement */
  | { readonly kind: 'closed'; readonly by: string };

/** Most lists of `unless` that a way carries; beyond, it is undecided. */
const UNLESS = 40;

/**
 * Applies the denies, all against the same way, so that their order does not matter; what they leave is asked again
 * as long as it helps to say another deny shorter.
 */
export function subtractDenies(way: Way, denies: readonly Deny[], knowledge: TrustKnowledge): Subtracted {
  const actions = [way.call, ...demandedCompanions(way).map(({ companion }) => companion)];
  const refused = denies
    .filter(({ statement }) => actions.some((action) => coversAction(statement, action)))
    .flatMap((deny) => refusedBy(deny, way, knowledge));
  if (refused.length === 0) return { kind: 'left', way };

  const doubts = refused.flatMap((each) => (each.kind === 'doubt' ? [each.reason] : []));
  let left: Way = { ...way, doubts: [...way.doubts, ...doubts] };
  let pending: readonly RefusedTests[] = refused.filter((each) => each.kind === 'tests');
  for (;;) {
    const weighed = pending.map(({ by, tests }) => ({ by, tests, open: openTests(left, tests, knowledge) }));
    const closing = weighed.find(({ open }) => open?.length === 0);
    if (closing) return { kind: 'closed', by: closing.by };

    const opposites = weighed
      .flatMap(({ open = [] }) => (open.length === 1 ? open.map(complementOf) : []))
      .filter(isDemand);
    const others = weighed.filter(
      ({ open = [] }) => open.length > 1 || open.map(complementOf).some((each) => !isDemand(each)),
    );
    left = { ...left, constraints: [...left.constraints, ...opposites] };
    if (opposites.length === 0 || others.length === 0) {
      const unless = others.flatMap(({ open }) => (open ? [open] : []));
      return { kind: 'left', way: unless.length > UNLESS ? withDoubt(left, TOO_MANY) : { ...left, unless } };
    }
    pending = others;
  }
}

const TOO_MANY = 'more denies bear on it than can be weighed';

/** The tests that not every request of the way meets anyway; undefined where none meets them all. */
function openTests(
  way: Way,
  tests: readonly Constraint[],
  knowledge: TrustKnowledge,
): readonly Constraint[] | undefined {
  const allows = (more: readonly Constraint[]) =>
    findRequest({ ...way, constraints: [...way.constraints, ...more] }, knowledge).kind !== 'impossible';
  return allows(tests) ? tests.filter((test) => allows([complementOf(test)])) : undefined;
}

function withDoubt(way: Way, reason: string): Way {
  return { ...way, doubts: [...way.doubts, reason] };
}

interface RefusedTests {
  /** name of the Deny statement */
  readonly by: string;
  readonly tests: readonly Constraint[];
}

type Refused =
  | ({ readonly kind: 'tests' } & RefusedTests)
  | { readonly kind: 'doubt'; readonly reason: string };

type RefusedPrincipal =
  | { readonly kind: 'tests'; readonly tests: readonly Constraint[] }
  | { readonly kind: 'doubt'; readonly reason: string };

/** What the Deny refuses of this way: one list of tests for each of its principals that may be the caller. */
function refusedBy({ statement, version }: Deny, way: Way, knowledge: TrustKnowledge): readonly Refused[] {
  const by = statementName(statement);
  const doubt = (reason: string): Refused => ({
    kind: 'doubt',
    reason: `statement \`${by}\` denies, and ${reason}`,
  });
  const [unknown] = statement.unknown;
  if (unknown !== undefined) return [doubt(unknown)];

  const { constraints, doubts } = readConditions(statement, version);
  const [unread] = doubts;
  return principalsOf(statement, way, knowledge).map((each) => {
    const reason = each.kind === 'doubt' ? each.reason : unread;
    if (reason !== undefined || each.kind === 'doubt') return doubt(reason ?? '');
    return { kind: 'tests', by, tests: [...each.tests, ...constraints] };
  });
}

function principalsOf(
  { principal, notPrincipal }: Statement,
  way: Way,
  { principalsByUniqueId }: TrustKnowledge,
): readonly RefusedPrincipal[] {
  if (notPrincipal) return [doubt('IAM does not take `NotPrincipal` in a trust policy')];
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
