/**
 * Narrows the caller of a way by the keys that AWS sets from the caller's identity.
 *
 * `{"AWS": "*"}` with a test of the organization admits the organization; a whole account with a test of
 * `aws:PrincipalArn` admits a role. Each value of such a test becomes a way of its own. The caller is never narrower
 * than whom the constraints leave; the constraints stay, and the solver has the last word.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
import { arnIn } from '../model/arn';
import type { Caller } from '../model/caller';
import { accountIdIn, organizationIdIn, uniqueIdIn } from '../model/identifiers';
import { canonical } from './canonical-constraint';
import {
  type Constraint,
  escaped,
  hasOpenVariables,
  hasWildcard,
  lacksSetOperator,
  mustFit,
  type ValueConstraint,
} from './constraint';
import { issuerOf, kindsOf, presenceOf, type TrustKnowledge, type Way } from './way';

export interface Narrowed {
  readonly ways: readonly Way[];
  /** choices that contradict the caller on their face, such as a role of another account */
  readonly contradictions: readonly Choice[];
}

/** One value of a condition that a way was narrowed to. */
export interface Choice {
  /** in lower case */
  readonly key: string;
  readonly value: string;
}

/** A name for a choice, to keep count of those that admit somebody. */
export function choiceName({ key, value }: Choice): string {
  return JSON.stringify([key, value]);
}

/** Most ways that one way is split into; beyond, the caller stays as wide as it is. */
const WAYS = 1_000;

/** Splits and narrows a way. */
export function narrowCaller(way: Way, knowledge: TrustKnowledge): Narrowed {
  // conditions that were not read with certainty narrow nothing
  if (way.doubts.length > 0) return { ways: [way], contradictions: [] };
  // an id is one principal: where it must be says less
  if (way.caller.kind === 'unique-id') return { ways: [way], contradictions: [] };
  if (issuerOf(way.caller) !== undefined) return { ways: [withSubjects(way)], contradictions: [] };

  const contradictions: Choice[] = [];
  let ways: readonly Way[] = [way];
  for (const constraint of way.constraints) {
    if (!narrows(constraint, way)) continue;
    const callers = constraint.values.map((value) => callerOfValue(constraint, value, knowledge));
    // one value that says nothing about who calls leaves the whole list saying nothing
    if (callers.some((caller) => caller === undefined) || ways.length * callers.length > WAYS) continue;
    ways = ways.flatMap((each) =>
      callers.flatMap((caller, at) => {
        const choice = { key: constraint.key, value: constraint.values[at] ?? '' };
        const met = caller && meet(each.caller, caller);
        if (met)
          return [
            {
              ...chosen(each, constraint, choice, met),
              who: [...each.who, ...arnOfKnownId(constraint, caller)],
            },
          ];
        contradictions.push(choice);
        return [];
      }),
    );
  }
  return { ways, contradictions };
}

/** The way with one value of a constraint in place of all. */
function chosen(way: Way, constraint: ValueConstraint, choice: Choice, caller: Caller): Way {
  const single = canonical({ ...constraint, values: [choice.value] });
  return {
    ...way,
    caller,
    constraints: way.constraints.map((each) => (each === constraint ? single : each)),
    choices: [...way.choices, choiceName(choice)],
  };
}

/** An id that is known to be a role's or user's also tells the ARN. */
function arnOfKnownId({ key }: ValueConstraint, caller: Caller): readonly Constraint[] {
  const isKnown = key === 'aws:userid' && caller.kind === 'principal';
  return isKnown ? [mustFit('aws:principalarn', 'StringEquals', [escaped(caller.arn)])] : [];
}

/** Whether every value of a test says who calls, and more closely than the way does. */
export function tellsCaller(constraint: Constraint, way: Way, knowledge: TrustKnowledge): boolean {
  if (way.caller.kind === 'unique-id' || (way.caller.kind === 'principal' && !way.caller.pattern))
    return false;
  const narrowed = { ...way, constraints: [...way.constraints, constraint] };
  return (
    narrows(constraint, narrowed) &&
    constraint.values.every((value) => callerOfValue(constraint, value, knowledge) !== undefined)
  );
}

/** A test that every request must pass, by values that stand for themselves. */
function narrows(constraint: Constraint, way: Way): constraint is ValueConstraint {
  if (constraint.kind === 'presence' || constraint.negated || hasOpenVariables(constraint)) return false;
  if (!NARROWING.has(constraint.key) || lacksSetOperator(constraint)) return false;
  const isRead = COMPARED.has(constraint.operator.name);
  if (!isRead && !(constraint.operator.name === 'StringEqualsIgnoreCase' && WITHOUT_CASE.has(constraint.key)))
    return false;
  return !passesWhenAbsent(constraint, way);
}

const NARROWING: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:userid',
]);

/** Operators whose values can be read as names and patterns. */
const COMPARED: ReadonlySet<string> = new Set(['StringEquals', 'StringLike', 'ArnLike']);

/** Keys whose values are written in one case only, so that a test without case names the same caller. */
const WITHOUT_CASE: ReadonlySet<string> = new Set(['aws:principalaccount', 'aws:principalorgid']);

/** `constraint` is one of the way's. */
function passesWhenAbsent(constraint: ValueConstraint, way: Way): boolean {
  if (way.constraints.some(({ key, whenAbsent }) => key === constraint.key && !whenAbsent)) return false;
  return kindsOf(way.caller).some((kind) => presenceOf(constraint.about, way, kind) !== 'always');
}

/** Whom one value leaves; undefined where it may be anybody. */
function callerOfValue(
  { key, operator }: ValueConstraint,
  value: string,
  { principalsByUniqueId }: TrustKnowledge,
): Caller | undefined {
  switch (key) {
    case 'aws:principalaccount': {
      const account = accountIdIn(value);
      return account && { kind: 'account', account };
    }
    case 'aws:principalarn':
      return principalOfPattern(value, operator.name);
    case 'aws:principalorgid':
      return organizationOf(operator.name === 'StringEqualsIgnoreCase' ? value.toLowerCase() : value);
    case 'aws:principalorgpaths':
      return organizationOfPath(value);
    default: {
      const uniqueId = uniqueIdIn(value.split(':', 1)[0]);
      const arn = uniqueId && principalsByUniqueId.get(uniqueId);
      if (!uniqueId) return undefined;
      return (
        (arn === undefined ? undefined : principalOfPattern(arn, 'StringEquals')) ?? {
          kind: 'unique-id',
          uniqueId,
        }
      );
    }
  }
}

function organizationOf(text: string): Caller | undefined {
  return organizationIdIn(text) && { kind: 'organization', organization: text };
}

function organizationOfPath(path: string): Caller | undefined {
  const organization = path.split('/', 1)[0] ?? '';
  if (organizationIdIn(organization) === undefined) return undefined;
  return path === `${organization}/*`
    ? { kind: 'organization', organization }
    : { kind: 'organization-unit', organization, path };
}

/** `:root` in a condition is only the root user, unlike in a `Principal` element. */
function principalOfPattern(text: string, operator: string): Caller | undefined {
  const pattern = operator !== 'StringEquals' && hasWildcard(text);
  const arn = arnIn(text);
  if (!arn) return undefined;
  // the stars of `StringLike` cross colons, so what follows one has no certain place
  const isCertain =
    operator !== 'StringLike' || !/[*?]/.test(text.slice(0, -arn.resource.length || undefined));
  const account = isCertain ? accountIdIn(arn.account) : undefined;
  const type = isCertain ? typeOf(arn.service, arn.resource) : 'any';
  return { kind: 'principal', type, arn: text, pattern, ...(account && { account }) };
}

type PrincipalCaller = Extract<Caller, { kind: 'principal' }>;

function typeOf(service: string, resource: string): PrincipalCaller['type'] {
  if (service === 'iam' && resource === 'root') return 'root';
  if (service === 'iam' && resource.startsWith('role/')) return 'role';
  if (service === 'iam' && resource.startsWith('user/')) return 'user';
  return service === 'sts' && resource.startsWith('federated-user/') ? 'federated-user' : 'any';
}

/** The narrower of two callers, if somebody can be both; undefined where that is plainly not so. */
function meet(left: Caller, right: Caller): Caller | undefined {
  const [leftRank, rightRank] = [rankOf(left), rankOf(right)];
  const [wide, narrow] = leftRank < rightRank ? [left, right] : [right, left];
  const [wideAccount, narrowAccount] = [accountIn(wide), accountIn(narrow)];
  if (wideAccount !== undefined && narrowAccount !== undefined && wideAccount !== narrowAccount)
    return undefined;
  if (wide.kind === 'account' && narrow.kind === 'principal' && narrow.account === undefined) {
    return { ...narrow, account: wide.account };
  }
  // a name or an id in an account that is not known says less than the account or organization it must be of
  const isUnplaced =
    narrow.kind === 'unique-id' || (narrow.kind === 'principal' && narrow.account === undefined);
  return isUnplaced && PLACES.has(wide.kind) ? wide : narrow;
}

const PLACES: ReadonlySet<Caller['kind']> = new Set(['account', 'organization', 'organization-unit']);

/** Wide to narrow. */
function rankOf(caller: Caller): number {
  switch (caller.kind) {
    case 'anyone':
      return 0;
    case 'organization':
      return 1;
    case 'organization-unit':
      return 2;
    case 'account':
      return 3;
    case 'principal':
      return caller.pattern ? 4 : 6;
    case 'unique-id':
      return 5;
    default:
      return 7;
  }
}

function accountIn(caller: Caller): string | undefined {
  return 'account' in caller ? caller.account : undefined;
}

/** The subjects that a provider's users may have: of several tests the one with the fewest wildcards, then the longest. */
function withSubjects(way: Way): Way {
  const { caller } = way;
  if (caller.kind !== 'oidc' && caller.kind !== 'web-identity') return way;
  const key = `${caller.issuer.toLowerCase()}:${caller.kind === 'web-identity' ? subjectClaim(caller.issuer) : 'sub'}`;
  const tests = way.constraints.filter(
    (each): each is ValueConstraint =>
      each.key === key &&
      each.kind === 'value' &&
      !each.negated &&
      !hasOpenVariables(each) &&
      COMPARED.has(each.operator.name),
  );
  const [tightest] = tests
    .filter((each) => !passesWhenAbsent(each, way))
    .map(({ values }) => [...new Set(values)].sort())
    .sort(
      (left, right) => wildcardCount(left) - wildcardCount(right) || fixedLength(right) - fixedLength(left),
    );
  return tightest ? { ...way, caller: { ...caller, subjects: tightest } } : way;
}

function subjectClaim(issuer: string): string {
  switch (issuer.toLowerCase()) {
    case 'graph.facebook.com':
      return 'id';
    case 'www.amazon.com':
      return 'user_id';
    default:
      return 'sub';
  }
}

/** How much the loosest of the values leaves fixed. */
function fixedLength(values: readonly string[]): number {
  return values.reduce((least, value) => Math.min(least, value.replace(/[*?]/g, '').length), Infinity);
}

function wildcardCount(values: readonly string[]): number {
  return values.filter(hasWildcard).length;
}
