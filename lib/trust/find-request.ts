/**
 * Finds a concrete request that takes a way in, or proves that there is none.
 *
 * Kinds of principal are tried in turn. For each, who calls is solved first, then every key that is tested, and at
 * last one condition is broken of each deny that would refuse the request.
 */
import { partitionOfArn } from '../model/arn';
import type { AccountId } from '../model/identifiers';
import type { Account } from '../model/organization';
import type { Principal } from '../model/principal';
import { contextOf } from '../policy/request/context-of';
import { whyNeverAssumes } from '../policy/request/never-assumes';
import { type Accounts, excludesAll } from './accounts';
import type { AccountPrincipalKind } from './arn-tests';
import { complementOf } from './canonical-constraint';
import { type Conflict, completeRequest, type FoundRequest } from './complete-request';
import { type Constraint, hasOpenVariables, holdsFor } from './constraint';
import { type FoundPrincipal, findPrincipal, PRINCIPAL_KEYS } from './find-principal';
import { joinOrganizationKeys, ORGANIZATION_ID, ORGANIZATION_PATHS } from './organization-keys';
import { kindsOf, type TrustKnowledge, type Way } from './way';

/** Most attempts at breaking denies for one way. */
const ATTEMPTS = 50;

/** Finds a request that meets all constraints of a way and is refused by none of its denies. */
export function findRequest(way: Way, knowledge: TrustKnowledge): FoundRequest {
  let attempts = ATTEMPTS;

  function search(constraints: readonly Constraint[]): FoundRequest {
    if (attempts-- <= 0) return { kind: 'unknown' };
    const found = findRequestMeeting(way, constraints, knowledge);
    if (found.kind !== 'found' || way.unless.length === 0) return found;

    const context = contextOf(found.request, knowledge.organization);
    const refusing = way.unless.find((list) => list.every((each) => holdsFor(each, context)));
    if (!refusing) return found;
    return bestOf(refusing, (each) => search([...constraints, complementOf(each)]));
  }
  return search(way.constraints);
}

/** The first that is found; else impossible only where all are. Stops at the first found. */
function bestOf<Item>(items: readonly Item[], find: (item: Item) => FoundRequest): FoundRequest {
  let worst: FoundRequest | undefined;
  for (const item of items) {
    const found = find(item);
    if (found.kind === 'found') return found;
    if (found.kind === 'unknown' || worst === undefined) worst = found;
    else if (worst.kind === 'impossible') worst = moreTelling(worst, found);
  }
  return worst ?? { kind: 'unknown' };
}

const TELLING: readonly Conflict['why'][] = ['expired', 'no-value', 'never-carried', 'never-assumes'];

function moreTelling<One extends Extract<FoundRequest, { kind: 'impossible' }>>(left: One, right: One): One {
  return TELLING.indexOf(right.conflict.why) < TELLING.indexOf(left.conflict.why) ? right : left;
}

function findRequestMeeting(
  way: Way,
  constraints: readonly Constraint[],
  knowledge: TrustKnowledge,
): FoundRequest {
  const all = joinOrganizationKeys([...way.who, ...constraints]);
  const homes = homesOf(all, knowledge);
  return bestOf(kindsOf(way.caller), (kind) => {
    if (whyNeverAssumes(kind) !== undefined) {
      return { kind: 'impossible', conflict: { key: 'aws:principalarn', why: 'never-assumes' } };
    }
    return bestOf(homes, (home) => {
      const principal = principalOf(way, kind, all, home);
      if (principal.kind === 'impossible') {
        return { kind: 'impossible', conflict: { key: principal.key, why: 'no-value' } };
      }
      return principal.kind === 'unknown'
        ? principal
        : completeRequest(way, principal.principal, all, knowledge);
    });
  });
}

/** Where organizations are tested: an account of ours that is in the right unit, then a foreign one. */
function homesOf(
  constraints: readonly Constraint[],
  { organization }: TrustKnowledge,
): readonly (Accounts | undefined)[] {
  const { accounts } = organization;
  if (!accounts || !constraints.some(({ key }) => ORGANIZATION_KEYS.has(key))) return [undefined];

  const homes = [
    { ids: inRightUnit(accounts, constraints), negated: false },
    { ids: accounts, negated: true },
  ];
  return homes.filter((home) => !excludesAll(constraints, home));
}

/** The accounts whose paths meet the tests of paths, or else all: then the solver says that none does. */
function inRightUnit(
  accounts: ReadonlyMap<AccountId, Account>,
  constraints: readonly Constraint[],
): Accounts['ids'] {
  const onPaths = constraints.filter(({ key }) => key === ORGANIZATION_PATHS);
  if (onPaths.length === 0) return accounts;
  const fitting = [...accounts].filter(([, { paths }]) => {
    const context = new Map([[ORGANIZATION_PATHS, paths ?? []]]);
    return paths === undefined || onPaths.every((constraint) => holdsFor(constraint, context));
  });
  return fitting.length > 0 ? new Map(fitting) : accounts;
}

const ORGANIZATION_KEYS: ReadonlySet<string> = new Set([ORGANIZATION_ID, ORGANIZATION_PATHS]);

function principalOf(
  { caller, role }: Way,
  kind: Principal['kind'],
  constraints: readonly Constraint[],
  home: Accounts | undefined,
): FoundPrincipal {
  switch (kind) {
    case 'service':
      return caller.kind === 'service'
        ? {
            kind: 'found',
            principal: { kind, name: caller.service === '*' ? 'ec2.amazonaws.com' : caller.service },
          }
        : { kind: 'unknown' };
    case 'saml':
      return caller.kind === 'saml'
        ? { kind: 'found', principal: { kind, provider: caller.provider } }
        : { kind: 'unknown' };
    case 'oidc':
      return caller.kind === 'oidc'
        ? { kind: 'found', principal: { kind, provider: caller.provider, issuer: caller.issuer } }
        : { kind: 'unknown' };
    case 'web-identity':
      return caller.kind === 'web-identity'
        ? { kind: 'found', principal: { kind, issuer: caller.issuer } }
        : { kind: 'unknown' };
    case 'role':
    case 'user':
      return accountPrincipalOf(kind, constraints, partitionOfArn(role.arn) ?? 'aws', home);
    default:
      return { kind: 'unknown' };
  }
}

/** Values that name other keys of the same principal are met in a second step, once its account is known. */
function accountPrincipalOf(
  kind: AccountPrincipalKind,
  constraints: readonly Constraint[],
  partition: string,
  home: Accounts | undefined,
): FoundPrincipal {
  const mine = constraints.filter(({ key }) => PRINCIPAL_KEYS.has(key));
  const closed = mine.filter((each) => !hasOpenVariables(each));
  const first = findPrincipal(kind, closed, partition, home, new Map());
  if (closed.length === mine.length || first.kind !== 'found') return first;
  const { principal } = first;
  if (!('account' in principal)) return first;
  const context = new Map([['aws:principalaccount', [principal.account]]]);
  return findPrincipal(
    kind,
    mine,
    partition,
    { ids: new Map([[principal.account, undefined]]), negated: false },
    context,
  );
}
