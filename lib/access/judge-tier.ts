/**
 * Judges a role's tier: what its permissions are worth to an intruder who entered it.
 *
 * The answer leans to the worse side: conditions do not lower a tier, and resources do so only where `permissions.ts`
 * says. What could not be seen is listed in `unknown`, so that a low tier with a missing policy never reads as harmless.
 */
import type { ManagedPolicy, Role } from '../model/role';
import {
  type ActionSet,
  ALL_ACTIONS,
  actionsIn,
  actionsMatching,
  difference,
  includesAll,
  intersection,
  overlap,
  union,
  WRITE_ACTIONS,
} from './action-set';
import { DATA_READS, HARMLESS_WRITES } from './data-reads';
import { ESCALATION_METHODS, PASS_ROLE } from './escalation-methods';
import { type Allowance, allowancesOf, type Reach } from './permissions';
import { policiesOf } from './role-policies';
import { TIERS, type Tier, type TierJudgement } from './tier';

/** One reason for a tier; its sentence is made only where it is shown. */
interface Reason {
  readonly tier: Tier;
  readonly sentence: () => string;
}

/** Sentences that a judgement carries at most, of each sort. */
const SENTENCE_LIMIT = 5;

const METHODS = ESCALATION_METHODS.map((method) => ({
  ...method,
  passesRole: method.needs.includes(PASS_ROLE),
  actions: actionsMatching(method.needs.filter((action) => action !== PASS_ROLE)),
}));
const PASSING = actionsMatching([PASS_ROLE]);
const ASSUMING = actionsMatching(['sts:AssumeRole']);

/** Whoever may do all of these to every resource rules the account. */
const ADMINISTRATION = actionsMatching(
  ESCALATION_METHODS.flatMap(({ needs }) => needs).filter((action) => action.startsWith('iam:')),
);

const DATA_WRITES = difference(WRITE_ACTIONS, union(HARMLESS_WRITES, DATA_READS));

/**
 * Judges one role.
 *
 * @param managedPolicies documents by ARN; for AWS's own that are not among them a short bundled table stands in
 * @returns `unknown` where the export has no permissions, or nothing but policies that are not known
 */
export function judgeTier(role: Role, managedPolicies: ReadonlyMap<string, ManagedPolicy>): TierJudgement {
  if (!role.permissions) {
    return { role: role.arn, tier: 'unknown', because: [], unknown: ['the export has no permissions'] };
  }
  const { sources, summaries, boundary, unknown } = policiesOf(role, role.permissions, managedPolicies);
  const allowances = allowancesOf(sources, boundary.actions);
  const reasons: readonly Reason[] = [
    ...administrationReasons(allowances),
    ...escalationReasons(allowances),
    ...dataReasons(allowances),
    ...summaries.map(({ name, tier }) => ({ tier, sentence: () => `policy \`${name}\` comes to this` })),
  ];

  const strongest = TIERS.find((tier) => reasons.some((reason) => reason.tier === tier)) ?? 'none';
  const because = reasons.filter(({ tier }) => tier === strongest).slice(0, SENTENCE_LIMIT);
  const tier = weaker(strongest, boundary.tier);
  const capped = tier === strongest ? [] : [`permissions boundary \`${role.boundary}\` leaves no more`];
  const notCounted = [...unknown, ...fixedRolesPassed(allowances), ...rolesAhead(allowances)];
  return {
    role: role.arn,
    tier: tier === 'none' && notCounted.length > 0 ? 'unknown' : tier,
    because: [...capped, ...because.map(({ sentence }) => sentence())],
    unknown: [...new Set(notCounted)].slice(0, SENTENCE_LIMIT),
  };
}

function administrationReasons(allowances: readonly Allowance[]): readonly Reason[] {
  if (!includesAll(actionsWithin(allowances, ['everything']), ADMINISTRATION)) return [];
  return allowances
    .filter(({ actions, reach }) => reach === 'everything' && overlap(actions, ADMINISTRATION))
    .map((allowance) => ({
      tier: 'admin',
      sentence: () => `${sourceOf(allowance)} allows every change of IAM on every resource`,
    }));
}

function escalationReasons(allowances: readonly Allowance[]): readonly Reason[] {
  const changeable = actionsWithin(allowances, ['everything', 'open', 'exact']);
  const everywhere = actionsWithin(allowances, ['everything']);
  const passesAny = includesAll(actionsWithin(allowances, ['everything', 'open']), PASSING);
  return METHODS.filter(
    (method) =>
      includesAll(method.everywhere ? everywhere : changeable, method.actions) &&
      (passesAny || !method.passesRole),
  ).map(({ needs, actions, gain }) => {
    const from = allowances.find((each) => each.reach !== 'own' && overlap(each.actions, actions));
    const by = from ? ` (${sourceOf(from)})` : '';
    return { tier: 'escalation', sentence: () => `can ${gain} by \`${needs.join('` and `')}\`${by}` };
  });
}

function dataReasons(allowances: readonly Allowance[]): readonly Reason[] {
  return allowances.map((allowance): Reason => {
    if (overlap(allowance.actions, DATA_WRITES)) return reasonFor('data-write', allowance, DATA_WRITES);
    if (overlap(allowance.actions, DATA_READS)) return reasonFor('data-read', allowance, DATA_READS);
    return reasonFor('metadata', allowance, ALL_ACTIONS);
  });
}

function reasonFor(tier: Tier, allowance: Allowance, kind: ActionSet): Reason {
  const sentence = () => {
    const [example = '', ...others] = actionsIn(intersection(allowance.actions, kind));
    const more = others.length > 0 ? ` and ${others.length} more like it` : '';
    return `${sourceOf(allowance)} allows \`${example}\`${more}`;
  };
  return { tier, sentence };
}

/** Roles that may be handed to a service one by one: worth what those roles are worth, which is not followed here. */
function fixedRolesPassed(allowances: readonly Allowance[]): readonly string[] {
  return allowances
    .filter(({ actions, reach }) => reach === 'exact' && overlap(actions, PASSING))
    .flatMap(({ resources }) => resources)
    .map((resource) => `may pass \`${resource}\` to a service; what that role can do is not counted`);
}

/** Roles that may be entered from here. */
function rolesAhead(allowances: readonly Allowance[]): readonly string[] {
  return allowances
    .filter(({ actions }) => overlap(actions, ASSUMING) && !includesAll(actions, ADMINISTRATION))
    .flatMap(({ resources }) => resources)
    .map((resource) => `may go on to \`${resource}\`; what that role can do is not counted`);
}

function sourceOf({ source, conditional }: Allowance): string {
  return conditional ? `${source}, under conditions,` : source;
}

function actionsWithin(allowances: readonly Allowance[], reaches: readonly Reach[]): ActionSet {
  return union(...allowances.filter(({ reach }) => reaches.includes(reach)).map(({ actions }) => actions));
}

function weaker(left: Tier, right: Tier): Tier {
  return TIERS.indexOf(left) > TIERS.indexOf(right) ? left : right;
}
