/**
 * Companion actions: a request that must carry tags or a source identity needs one more permission.
 *
 * Where the statement that opens the way does not give it, another one may, and then that one's principal and
 * conditions bind as well. Each such statement makes a way of its own.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required
 */
import type { CompanionAction } from '../model/assume-call';
import type { PolicyDocument, Statement } from '../model/policy-document';
import { companionOf } from '../policy/request/companions';
import { mayOverlap } from './caller-overlap';
import type { Constraint } from './constraint';
import type { Loss } from './explain-conflict';
import { readPrincipalEntry } from './principal-entry';
import { readConditions } from './read-conditions';
import { coversAction } from './statement-calls';
import type { TrustKnowledge, Way } from './way';

export type WithCompanions =
  | { readonly kind: 'ways'; readonly ways: readonly Way[] }
  /** the request must carry what no statement lets it carry */
  | { readonly kind: 'nobody'; readonly loss: Loss };

/** Most statements that may give one companion action, and most ways that come of them; beyond, it is undecided. */
const STATEMENTS = 20;
const WAYS = 400;

/** Adds what the companions of a way's demands ask for. `statement` opens the way. */
export function addCompanions(
  way: Way,
  statement: Statement,
  trust: PolicyDocument,
  knowledge: TrustKnowledge,
): WithCompanions {
  let ways: readonly Way[] = [way];
  for (const { companion, name } of demandedCompanions(way)) {
    if (mayGive(statement, companion)) continue;
    const givers = trust.statements.filter((each) => each.effect === 'Allow' && mayGive(each, companion));
    if (givers.length > STATEMENTS) return undecided(way, `too many statements allow \`sts:${companion}\``);
    const met = ways.flatMap((each) => givers.flatMap((giver) => meetGiver(each, giver, trust, knowledge)));
    if (met.length > WAYS) return undecided(way, `too many statements allow \`sts:${companion}\``);
    ways = widest(met);
    if (ways.length === 0) {
      const message = `\`${name}\` must be sent, which needs \`sts:${companion}\`, and no statement allows that`;
      return { kind: 'nobody', loss: { kind: 'never-true', message, raw: name } };
    }
  }
  return { kind: 'ways', ways };
}

/** What could not be read may be an action. */
function mayGive(statement: Statement, companion: CompanionAction): boolean {
  return statement.unknown.length > 0 || coversAction(statement, companion);
}

function undecided(way: Way, reason: string): WithCompanions {
  return { kind: 'ways', ways: [{ ...way, doubts: [...way.doubts, reason] }] };
}

/** Without the ways that ask for more than another one does: a second statement that gives the same adds nothing. */
function widest(ways: readonly Way[]): readonly Way[] {
  if (ways.length < 2) return ways;
  const asked = ways.map(
    ({ who, constraints, doubts }) => new Set([...who, ...constraints].map(keyOf).concat(doubts)),
  );
  const isWithin = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    one.size <= other.size && [...one].every((key) => other.has(key));
  return ways.filter((_, at) => {
    const own = asked[at] ?? new Set();
    // of equal ones the first stays
    return !asked.some(
      (other, index) => index !== at && isWithin(other, own) && (other.size < own.size || index < at),
    );
  });
}

function keyOf(constraint: Constraint): string {
  const { kind, key, whenAbsent } = constraint;
  if (kind === 'presence') return JSON.stringify([key, whenAbsent, constraint.whenPresent]);
  const { operator, set, negated, values } = constraint;
  return JSON.stringify([key, whenAbsent, operator.name, set, negated, [...new Set(values)].sort()]);
}

/** The companions of keys that every request of the way carries, each with the name of such a key. */
export function demandedCompanions({
  constraints,
}: Way): readonly { companion: CompanionAction; name: string }[] {
  const demanded = new Map<CompanionAction, string>();
  for (const { key, about, whenAbsent } of constraints) {
    const companion = whenAbsent ? undefined : companionOf(key);
    if (companion) demanded.set(companion, about.name);
  }
  return Array.from(demanded, ([companion, name]) => ({ companion, name }));
}

/** The way, for those who may also use the statement that gives the companion. */
function meetGiver(
  way: Way,
  giver: Statement,
  { version }: PolicyDocument,
  knowledge: TrustKnowledge,
): readonly Way[] {
  const { constraints, doubts } = readConditions(giver, version);
  return principalsOf(giver, way, knowledge).map((who) => ({
    ...way,
    who: [...way.who, ...who],
    constraints: [...way.constraints, ...constraints],
    doubts: [...way.doubts, ...doubts],
  }));
}

/** What each principal of the statement that may be the caller says of a request. */
function principalsOf(
  { principal, notPrincipal }: Statement,
  { role, caller }: Way,
  { principalsByUniqueId }: TrustKnowledge,
): readonly (readonly Constraint[])[] {
  if (notPrincipal || principal?.kind !== 'entries') return [[]];
  return principal.entries.flatMap((entry) => {
    const reading = readPrincipalEntry(entry, role.arn, principalsByUniqueId);
    if (reading.kind === 'invalid') return [];
    return reading.callers.filter((named) => mayOverlap(named.caller, caller)).map(({ who }) => who);
  });
}
