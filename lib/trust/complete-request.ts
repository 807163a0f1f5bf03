/**
 * From a principal to a whole request: the values of every key that is tested.
 */
import type { AssumeRequest } from '../model/assume-request';
import { isOurs } from '../model/organization';
import type { Principal } from '../model/principal';
import type { ContextKey } from '../policy/context-key';
import { contextKey } from '../policy/context-keys';
import { contextOf } from '../policy/request/context-of';
import { isKnownTag } from '../policy/request/role-properties';
import type { RequestContext } from '../policy/request-context';
import {
  type Constraint,
  hasOpenVariables,
  holdsFor,
  mustBePresent,
  mustFit,
  variablesOf,
} from './constraint';
import { PRINCIPAL_KEYS } from './find-principal';
import { domainOf, type KeyDomain } from './key-domain';
import { ORGANIZATION_ID, ORGANIZATION_PATHS } from './organization-keys';
import { type KeyDoubt, type KeyFacts, type KeySolution, solveKey } from './solve-key';
import { ANY_CHARACTER, exactly, run } from './text-pattern';
import { enteredRole, presenceOf, type TrustKnowledge, type Way } from './way';

export type FoundRequest =
  | { readonly kind: 'found'; readonly request: AssumeRequest }
  /** proven, with the key that stands in the way */
  | { readonly kind: 'impossible'; readonly conflict: Conflict }
  /** `reason` in words, where it is not just that a bound was reached */
  | { readonly kind: 'unknown'; readonly reason?: string };

export interface Conflict {
  /** in lower case */
  readonly key: string;
  /** `never-assumes`: STS refuses every call of such a principal */
  readonly why: 'never-carried' | 'no-value' | 'expired' | 'never-assumes';
}

/** Solves the keys one by one, those first that others name. */
export function completeRequest(
  way: Way,
  principal: Principal,
  constraints: readonly Constraint[],
  knowledge: TrustKnowledge,
): FoundRequest {
  const request = { call: way.call, ...enteredRole(way.role), principal };
  if (constraints.length === 0) return { kind: 'found', request: { ...request, context: new Map() } };
  // each key is solved once, so what is there before its turn is what principal and role imply
  const context = contextOf({ ...request, context: new Map() }, knowledge.organization);
  const own = new Map<string, readonly string[]>();
  const isChoice = (key: string) => presenceIn(key, contextKey(key), way, principal) !== 'never';
  const all = [...constraints, ...foreignness(principal, constraints, knowledge)];
  for (const [key, onKey] of inSolvingOrder(all, context, isChoice)) {
    const about = onKey[0]?.about ?? contextKey(key);
    const facts = {
      ...factsOf(key, about, way, principal, context, context),
      hangsOnChoice: onKey.flatMap(variablesOf).some(isChoice),
    };
    const solution = solveInTime(onKey, facts, context, knowledge.asOf);
    if (solution.kind === 'unknown') {
      return { kind: 'unknown', ...(solution.why && { reason: explainDoubt(about, solution.why) }) };
    }
    if (solution.kind === 'impossible') {
      const isProof = solution.why !== 'no-value' || !isChosenBefore(key, facts, context);
      return isProof ? { kind: 'impossible', conflict: { key, why: solution.why } } : { kind: 'unknown' };
    }
    if (solution.kind === 'absent') continue;
    context.set(key, solution.values);
    if (!facts.given) own.set(about.name, solution.values);
  }
  return { kind: 'found', request: { ...request, context: own } };
}

/**
 * Tells whether the request meets more constraints than those of its way, if it may say otherwise what only they ask
 * about. A shortcut, since it keeps to the request's principal: where this is false, another request may meet them.
 */
export function meetingMore(
  request: AssumeRequest,
  way: Way,
  knowledge: TrustKnowledge,
): (more: readonly Constraint[]) => boolean {
  const implied = contextOf({ ...request, context: new Map() }, knowledge.organization);
  const context = contextOf(request, knowledge.organization);
  return (more) => {
    const all = [...way.constraints, ...more];
    const named = new Set(all.flatMap(variablesOf));
    return [...new Set(more.map(({ key }) => key))].every((key) => {
      const onKey = all.filter((each) => each.key === key);
      if (isLinked(key) || named.has(key)) return onKey.every((each) => holdsFor(each, context));
      const about = onKey[0]?.about ?? contextKey(key);
      const facts = {
        ...factsOf(key, about, way, request.principal, context, implied),
        hangsOnChoice: false,
      };
      const { kind } = solveInTime(onKey, facts, context, knowledge.asOf);
      return kind === 'values' || kind === 'absent';
    });
  };
}

/** Its value is found together with those of other keys. */
function isLinked(key: string): boolean {
  return PRINCIPAL_KEYS.has(key) || key === ORGANIZATION_ID || key === ORGANIZATION_PATHS;
}

function explainDoubt({ name, whoSets }: ContextKey, doubt: KeyDoubt): string {
  if (doubt === 'no-set-operator') {
    return `\`${name}\` can have several values, and AWS does not say how they are compared without \`ForAnyValue\` or \`ForAllValues\``;
  }
  return whoSets === 'role'
    ? `\`${name}\` of the role is not known`
    : `it is not known whether such a call ever carries \`${name}\``;
}

/** What a principal of an account that is not ours can never carry: our organization. */
function foreignness(
  principal: Principal,
  constraints: readonly Constraint[],
  { organization: known }: TrustKnowledge,
): readonly Constraint[] {
  const { organization, accounts, accountsIncomplete } = known;
  if (!organization || !accounts || accountsIncomplete || !('account' in principal)) return [];
  if (isOurs(principal.account, known)) return [];
  const never = { negated: true, whenAbsent: true };
  return [
    { ...mustFit(ORGANIZATION_ID, 'StringEquals', [organization.id]), ...never },
    { ...mustFit(ORGANIZATION_PATHS, 'StringLike', [`${organization.id}/*`]), set: 'all' as const, ...never },
  ].filter(({ key }) => constraints.some((each) => each.key === key));
}

/** Whether the value hangs on something that was chosen among several before. */
function isChosenBefore(key: string, { given }: KeyFacts, context: RequestContext): boolean {
  // the principal was found by what compares text; an operator of another family may still object
  if (given) return PRINCIPAL_KEYS.has(key);
  return key === ORGANIZATION_ID && context.has(ORGANIZATION_PATHS);
}

/** Constraints by key: first the keys that need no other, then those that values name, then those that name them. */
function inSolvingOrder(
  constraints: readonly Constraint[],
  implied: RequestContext,
  isChoice: (key: string) => boolean,
): readonly (readonly [key: string, onKey: readonly Constraint[]])[] {
  // the organization's id follows from its path
  const rank = (key: string) => (key === ORGANIZATION_ID ? '~' : key);
  const keys = [...new Set(constraints.map(({ key }) => key))].sort((left, right) =>
    rank(left) < rank(right) ? -1 : 1,
  );
  const rows = keys.map((key) => [key, constraints.filter((each) => each.key === key)] as const);
  const isOpen = ([, onKey]: (typeof rows)[number]) => onKey.some(hasOpenVariables);
  const open = rows.filter(isOpen);
  const wanted = new Set(open.flatMap(([, onKey]) => onKey.filter(isPositive).flatMap(variablesOf)));
  const isFree = (key: string) => !keys.includes(key) && !implied.has(key) && isChoice(key);
  const free = [...wanted].filter(isFree).sort();
  return [
    ...rows.filter((row) => !isOpen(row)),
    ...free.map((key) => [key, [mustBePresent(key)]] as const),
    ...open,
  ];
}

function isPositive(constraint: Constraint): boolean {
  return constraint.kind === 'value' && !constraint.negated;
}

function factsOf(
  key: string,
  about: ContextKey,
  way: Way,
  principal: Principal,
  context: RequestContext,
  implied: RequestContext,
): Omit<KeyFacts, 'hangsOnChoice'> {
  const given = NAMES.has(key) && isAnyOfType(way.caller) ? undefined : implied.get(key);
  return {
    key,
    presence: presenceIn(key, about, way, principal),
    multivalued: about.multivalued,
    domain: domainIn(context, key, about, principal),
    ...(given && given.length > 0 && { given }),
  };
}

function presenceIn(key: string, about: ContextKey, way: Way, { kind }: Principal): KeyFacts['presence'] {
  return about.whoSets === 'role' ? presenceOnRole(key, way.role) : presenceOf(about, way, kind);
}

/** Keys that hold the caller's own name: where any of its type may be meant, they hold any. */
const NAMES: ReadonlySet<string> = new Set(['aws:principalservicename', 'aws:federatedprovider']);

function isAnyOfType(caller: Way['caller']): boolean {
  return (
    (caller.kind === 'service' && caller.service === '*') ||
    (caller.kind === 'web-identity' && caller.issuer === '*')
  );
}

/** A property of the role is no choice of the caller's: where it is not known, nothing hangs on it can be decided. */
function presenceOnRole(key: string, role: Way['role']): KeyFacts['presence'] {
  return isKnownTag(key, enteredRole(role)) ? 'never' : 'unknown';
}

function domainIn(context: RequestContext, key: string, about: ContextKey, principal: Principal): KeyDomain {
  if (key === 'aws:federatedprovider' && principal.kind === 'oidc') {
    return { values: [principal.provider], example: principal.provider };
  }
  const [organization] = context.get(ORGANIZATION_ID) ?? [];
  const [path] = context.get(ORGANIZATION_PATHS) ?? [];
  if (key === ORGANIZATION_ID && path !== undefined) {
    const [owner = ''] = path.split('/', 1);
    return { values: [owner], example: owner };
  }
  if (key === ORGANIZATION_PATHS && organization !== undefined) {
    const example = `${organization}/r-exam/ou-exam-example1/`;
    return { grammar: [...exactly(`${organization}/`), run(ANY_CHARACTER)], example };
  }
  return domainOf(key, about);
}

/** Conditions on the time of the call hold for requests that are still to come. */
function solveInTime(
  constraints: readonly Constraint[],
  facts: KeyFacts,
  context: RequestContext,
  asOf: string,
): KeySolution | { readonly kind: 'impossible'; readonly why: 'expired' } {
  if (!CLOCKS.has(facts.key)) return solveKey(constraints, facts, context);

  const isNumeric = (each: Constraint) => each.kind === 'value' && each.operator.name.startsWith('Numeric');
  const fromNow = constraints.some(isNumeric)
    ? mustFit(facts.key, 'NumericGreaterThanEquals', [String(Date.parse(asOf) / 1000)])
    : mustFit(facts.key, 'DateGreaterThanEquals', [asOf]);
  const solution = solveKey([...constraints, fromNow], facts, context);
  if (solution.kind !== 'impossible' || solveKey(constraints, facts, context).kind === 'impossible')
    return solution;
  return { kind: 'impossible', why: 'expired' };
}

const CLOCKS: ReadonlySet<string> = new Set(['aws:currenttime', 'aws:epochtime']);
