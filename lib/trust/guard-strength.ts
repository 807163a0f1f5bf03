/**
 * How much a guard keeps out: `firm` where the caller cannot choose to meet it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import type { GuardStrength } from '../model/guard';
import { accountIdIn } from '../model/identifiers';
import { isOurs, type OrganizationKnowledge } from '../model/organization';
import type { Presence } from '../policy/context-key';
import { ipRangeIn } from '../policy/ip-range';
import { matchWildcard } from '../policy/wildcard';
import { type Constraint, hasOpenVariables, hasWildcard, mustFit, type ValueConstraint } from './constraint';
import { externalIdWeakness } from './external-id-weakness';
import { domainOf } from './key-domain';
import { leavesTenantOpen } from './open-subject';
import { isPassedByEveryValue } from './solve-key';
import { kindsOf, presenceOf, type TrustKnowledge, type Way } from './way';

export interface Strength {
  readonly strength: GuardStrength;
  /** absent when firm */
  readonly reason?: string;
}

/** Judges one constraint of a way, beside its others. */
export function judgeStrength(constraint: Constraint, way: Way, knowledge: TrustKnowledge): Strength {
  const presences = kindsOf(way.caller).map((kind) => presenceOf(constraint.about, way, kind));
  if (presences.every((presence) => presence === 'never')) {
    return { strength: 'unsupported', reason: 'such a call never carries the key, so every request passes' };
  }
  const reason =
    weaknessOfForm(constraint, way, presences) ??
    (constraint.kind === 'value' ? weaknessOfValues(constraint, way, knowledge) : undefined);
  return reason === undefined ? { strength: 'firm' } : { strength: 'weak', reason };
}

/** Weak whatever the values are. */
function weaknessOfForm(
  constraint: Constraint,
  way: Way,
  presences: readonly Presence[],
): string | undefined {
  if (constraint.kind === 'presence') {
    return constraint.whenPresent ? 'any value of the key passes' : 'only asks that the key is left out';
  }
  if (constraint.negated) return 'only excludes some; everybody else passes';

  const isRequired = way.constraints.some(({ key, whenAbsent }) => key === constraint.key && !whenAbsent);
  const isAlwaysThere = presences.every((presence) => presence === 'always');
  return constraint.whenAbsent && !isRequired && !isAlwaysThere
    ? 'a request that leaves the key out passes'
    : undefined;
}

/** Weak because of what it asks for: of several values the loosest decides. */
function weaknessOfValues(
  constraint: ValueConstraint,
  way: Way,
  knowledge: TrustKnowledge,
): string | undefined {
  const { asOf, organization } = knowledge;
  const { key, about } = constraint;
  const values = loosestForms(constraint);
  const fromNow = about.guard === 'time' ? mustFit(key, 'DateGreaterThanEquals', [asOf]) : undefined;
  if (isPassedByEveryValue(constraint, domainOf(key, about), fromNow)) return 'every value passes';
  if (about.isChosen && !namesCustomer(way, knowledge))
    return 'every customer of the issuer can choose the value';

  switch (about.guard) {
    case 'external-id':
      return weaknessOfExternalIds(constraint, way, organization);
    case 'subject':
      return isClaim(key) && values.some((value) => leavesTenantOpen(nameOfClaim(key), value))
        ? 'the pattern leaves open whose subject it is'
        : weaknessOfSetter(constraint, way);
    case 'audience':
      return way.caller.kind === 'web-identity' && values.some(hasWildcard)
        ? 'a pattern over applications, and anybody can register one'
        : undefined;
    case 'source-vpc':
      return IDS_OF_NETWORKS.has(key) && values.some(hasWildcard)
        ? 'a pattern over ids, and anybody can make a network of their own'
        : undefined;
    case 'source-ip':
      return constraint.operator.name === 'IpAddress' && coversMuch(values)
        ? 'a range as wide as the internet'
        : undefined;
    case 'account':
      return values.some(hasWildcard)
        ? 'a pattern over account ids, and anybody can open accounts'
        : undefined;
    case 'organization':
      return values.some((value) => hasWildcard(value.split('/', 1)[0] ?? ''))
        ? 'a pattern over organizations, and anybody can open one'
        : undefined;
    case 'principal-arn':
      return isBoundToNoAccount(way)
        ? 'anybody can give a principal of their own account such a name'
        : undefined;
    default:
      return weaknessOfSetter(constraint, way);
  }
}

/** The values with a star for what the request itself fills in: whoever fills it in passes. */
function loosestForms(constraint: ValueConstraint): readonly string[] {
  return hasOpenVariables(constraint)
    ? constraint.values.map((value) => value.replace(FILLED_IN, '*'))
    : constraint.values;
}

/** A variable that is no escape. */
const FILLED_IN = /\$\{[^*?$}][^}]*\}/g;

/** A claim of a web identity has its issuer, a host, before its name; an assertion has one owner anyhow. */
function isClaim(key: string): boolean {
  return key.includes('.');
}

/** Whether another claim is firm about whose token it is: what that customer chooses is then its own affair. */
function namesCustomer(way: Way, knowledge: TrustKnowledge): boolean {
  return way.constraints.some((other) => {
    const { guard, isChosen } = other.about;
    return guard === 'subject' && !isChosen && judgeStrength(other, way, knowledge).strength === 'firm';
  });
}

function nameOfClaim(key: string): string {
  return key.slice(key.lastIndexOf(':') + 1);
}

const IDS_OF_NETWORKS: ReadonlySet<string> = new Set([
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
]);

function weaknessOfExternalIds(
  constraint: ValueConstraint,
  { role, caller }: Way,
  own: OrganizationKnowledge,
): string | undefined {
  const { values, operator } = constraint;
  if (hasOpenVariables(constraint)) return 'taken from the request itself';
  if (operator.takesWildcards && values.some(hasWildcard)) return 'guessable: a pattern that many ids meet';
  const named = [role.account, ...('account' in caller && caller.account ? [caller.account] : [])];
  const surroundings = {
    roleArn: role.arn,
    isKnownAccount: (text: string) => {
      const id = accountIdIn(text);
      return id !== undefined && (named.includes(id) || isOurs(id, own));
    },
    ...(own.organization && { organization: own.organization.id }),
  };
  const weaknesses = values.map((value) => externalIdWeakness(value, surroundings));
  const weakness = weaknesses.find((each) => each !== undefined);
  return weakness === undefined ? undefined : `guessable: ${weakness}`;
}

/** A name alone is no boundary unless it is known in whose account it stands. */
function isBoundToNoAccount({ caller }: Way): boolean {
  return caller.kind === 'anyone' || (caller.kind === 'principal' && caller.account === undefined);
}

function weaknessOfSetter({ values, key, about }: ValueConstraint, way: Way): string | undefined {
  const isSigned =
    way.call === 'AssumeRoleWithSAML' ||
    ((way.call !== 'AssumeRole' || way.caller.kind === 'service') && key !== 'sts:rolesessionname');
  switch (about.whoSets) {
    case 'caller':
      // tags and source identity of a provider's user come from the signed token or assertion, a service sets its own
      return isSigned && SIGNED.some((start) => key.startsWith(start))
        ? undefined
        : 'the caller sets the value';
    case 'home-account':
      return isOfOwnAccount(way) || way.caller.kind === 'service'
        ? undefined
        : "the caller's own account sets the value";
    case 'role':
      return 'says nothing about the caller: it is a property of the role';
    case 'unknown':
      return 'the key is not known, nor who sets it';
    default:
      return key.endsWith(':amr') && values.some((value) => matchWildcard(value, 'unauthenticated'))
        ? 'guests need no login'
        : undefined;
  }
}

const SIGNED = [
  'aws:requesttag/',
  'aws:tagkeys',
  'sts:transitivetagkeys',
  'sts:sourceidentity',
  'sts:rolesessionname',
];

function isOfOwnAccount({ caller, role }: Way): boolean {
  return 'account' in caller && caller.account === role.account;
}

/** A /7 of IPv4, and a /16 of IPv6: more than any one holder has. */
const MUCH = { 4: 1n << 25n, 6: 1n << 112n } as const;

/** Whether the ranges together cover a /7 of IPv4 or a /16 of IPv6. */
function coversMuch(values: readonly string[]): boolean {
  const ranges = values.flatMap((value) => ipRangeIn(value) ?? []);
  return ([4, 6] as const).some((version) => {
    const ofVersion = ranges.filter((range) => range.version === version);
    ofVersion.sort((left, right) => (left.first < right.first ? -1 : 1));
    let covered = 0n;
    let end = -1n;
    for (const { first, last } of ofVersion) {
      if (last <= end) continue;
      covered += last - (first > end ? first - 1n : end);
      end = last;
    }
    return covered >= MUCH[version];
  });
}
