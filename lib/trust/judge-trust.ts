/**
 * Judges the trust policy of a role, under the resource control policies that bind it: every way in as a grant, each
 * with a witness or the reason why it is undecided.
 *
 * The heart of the product. The graph joins what this returns to parties and to observed use.
 */
import type { Grant, TrustJudgement } from '../model/grant';
import { bindingPolicies, type ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import { roleProperties } from '../policy/request/role-properties';
import { statementsInForce } from '../policy/request/statement-in-force';
import { effortFor } from './effort';
import { grantId } from './grant-id';
import { mergeGrants } from './merge-alternatives';
import { bindRoleVariables } from './role-variables';
import { judgeStatement } from './statement-grants';
import { enteredRole, type TrustKnowledge } from './way';

const NOTHING_READ: ResourceControl = { kind: 'unknown', why: 'no resource control policies were given' };

/**
 * Judges one role.
 *
 * @returns grants sorted by id, equal ones of several statements merged; remarks in the order of the policy. A trust
 *   policy that could not be read gives one undecided grant to anyone: it is never read as trusting nobody
 */
export function judgeTrust(role: Role, knowledge: TrustKnowledge): TrustJudgement {
  const resourceControl = knowledge.resourceControl ?? NOTHING_READ;
  if (role.trust.kind === 'unreadable') {
    const grants = [unreadable(role, role.trust.problem.message)];
    return { role: role.arn, grants, remarks: [], resourceControl };
  }
  const properties = () => roleProperties(enteredRole(role), knowledge.organization);
  const inForce = statementsInForce(role.trust.document, bindingPolicies(resourceControl)).map((each) => ({
    ...each,
    statement: bindRoleVariables(each.statement, each.version, properties),
  }));
  const statements = inForce.flatMap(({ statement, policy }) => (policy === undefined ? statement : []));
  const document = { ...role.trust.document, statements };
  const denies = inForce.filter(({ statement }) => statement.effect === 'Deny');
  const trust = { document, denies, knowledge, effort: effortFor(document, denies) };
  const judgements = statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => judgeStatement(statement, role, trust));
  return {
    role: role.arn,
    grants: merged(judgements.flatMap(({ grants }) => grants)),
    remarks: judgements.flatMap(({ remarks }) => remarks),
    resourceControl,
  };
}

function unreadable(role: Role, reason: string): Grant {
  const grant = {
    role: role.arn,
    call: 'AssumeRole' as const,
    caller: { kind: 'anyone' as const },
    verdict: 'undecided' as const,
    guards: [],
    unless: [],
    statements: [],
    reason,
  };
  return { id: grantId(grant), ...grant };
}

/** Grants that mean the same as one, sorted. Alternatives put together may mean what one statement says by itself. */
function merged(grants: readonly Grant[]): readonly Grant[] {
  const once = onePerId(mergeGrants(onePerId(grants)));
  return [...once].sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** A witness from one statement settles what another leaves undecided. */
function onePerId(grants: readonly Grant[]): readonly Grant[] {
  const byId = new Map<string, Grant>();
  for (const grant of grants) {
    const before = byId.get(grant.id);
    if (!before) {
      byId.set(grant.id, grant);
      continue;
    }
    const proven = before.verdict === 'admits' ? before : grant;
    const statements = [...new Set([...before.statements, ...grant.statements])].sort();
    byId.set(grant.id, { ...proven, statements });
  }
  return [...byId.values()];
}
