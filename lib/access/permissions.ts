/**
 * What a role's policies let it do, as sets of actions, by how much of the account each allowance reaches.
 *
 * Conditions on an Allow are taken as met: an intruder who holds the role may meet them. Only what is refused for
 * sure is taken away: a Deny without conditions on every resource, and what a known boundary nowhere allows.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
import type { PolicyDocument, Statement } from '../model/policy-document';
import {
  type ActionSet,
  ALL_ACTIONS,
  actionsMatching,
  difference,
  intersection,
  isEmpty,
  NO_ACTIONS,
  union,
} from './action-set';

/** A policy of the role, by the name people know it by. */
export interface PolicySource {
  readonly name: string;
  readonly document: PolicyDocument;
}

/**
 * `everything`: every resource. `open`: a pattern. `exact`: whole ARNs. `own`: only what bears the caller's own name,
 * or service-linked roles, neither of which gives anybody new rights.
 */
export type Reach = 'everything' | 'open' | 'exact' | 'own';

/** What one Allow statement adds, after denies and boundary. */
export interface Allowance {
  readonly source: string;
  readonly actions: ActionSet;
  readonly reach: Reach;
  /** as written, for people */
  readonly resources: readonly string[];
  readonly conditional: boolean;
}

/** Every allowance of the role, in the order of its policies; those that come to nothing are left out. */
export function allowancesOf(sources: readonly PolicySource[], ceiling: ActionSet): readonly Allowance[] {
  const statements = sources.flatMap(({ name, document }) =>
    document.statements.map((statement) => ({ name, statement })),
  );
  const denied = union(...statements.map(({ statement }) => refusedBy(statement)));
  return statements
    .filter(({ statement }) => statement.effect === 'Allow')
    .map(({ name, statement }) => ({
      source: name,
      actions: intersection(difference(actionsOf(statement), denied), ceiling),
      reach: reachOf(statement),
      resources: statement.resource ?? [],
      conditional: statement.conditions.length > 0,
    }))
    .filter(({ actions }) => !isEmpty(actions));
}

/** The most that a boundary can leave: what it allows, or may allow, on some resource, less what it surely refuses. */
export function ceilingOf({ statements }: PolicyDocument): ActionSet {
  const allowed = statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => (statement.unknown.length > 0 ? ALL_ACTIONS : actionsOf(statement)));
  return difference(union(...allowed), union(...statements.map(refusedBy)));
}

/** Actions that a statement covers, whatever its effect. */
function actionsOf({ action, notAction }: Statement): ActionSet {
  if (action) return actionsMatching(action);
  return notAction ? difference(ALL_ACTIONS, actionsMatching(notAction)) : NO_ACTIONS;
}

/** What is refused whatever the resource and the circumstances; a Deny that we cannot fully read refuses nothing. */
function refusedBy(statement: Statement): ActionSet {
  const sure =
    statement.effect === 'Deny' &&
    statement.conditions.length === 0 &&
    statement.unknown.length === 0 &&
    statement.resource?.includes('*') === true;
  return sure ? actionsOf(statement) : NO_ACTIONS;
}

function reachOf({ resource }: Statement): Reach {
  if (!resource || resource.includes('*')) return 'everything';
  const foreign = resource.filter((each) => !isOwn(each));
  if (foreign.length === 0) return 'own';
  return foreign.some((each) => /[*?$]/.test(each)) ? 'open' : 'exact';
}

function isOwn(resource: string): boolean {
  return /\/\$\{aws:username\}/i.test(resource) || resource.includes(':role/aws-service-role/');
}
