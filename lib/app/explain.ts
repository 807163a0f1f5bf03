/**
 * Why one role admits whom, or whether it admits one concrete caller.
 */
import { indexProviderObjects, NO_PROVIDER } from '../graph/provider-objects';
import { EMPTY_HISTORY } from '../history/history';
import { roleArnIn } from '../model/arn';
import { type Inventory, principalsByUniqueId } from '../model/inventory';
import type { Principal } from '../model/principal';
import { bindingPolicies, type ResourceControl } from '../model/resource-control';
import type { Role } from '../model/role';
import type { ExplainedRole } from '../outputs/render-explanation';
import type { Expectations } from '../parties/declaration';
import { assumeCallOf } from '../policy/request/assume-call-of';
import type { Decision } from '../policy/request/decision';
import { evaluateAssumeRequest } from '../policy/request/evaluate-assume-request';
import { readInventory } from '../sources/offline/read-inventory';
import { findTakenAway } from '../trust/find-taken-away';
import { judgeTrust } from '../trust/judge-trust';
import { indexResourceControl } from '../trust/resource-control';
import { enteredRole, type TrustKnowledge } from '../trust/way';
import { analyse, judgeInventory } from './analyse';
import { UsageError } from './exit-codes';
import { mayAlsoMean, parsePrincipalArgument } from './principal-argument';

export interface ExplainOptions {
  readonly role: string;
  readonly from: readonly string[];
  readonly expectations?: Expectations;
  /** ISO 8601 */
  readonly asOf: string;
}

/**
 * Judges the role's surroundings too, since who is outside depends on them.
 * @throws UsageError when the role is not in the inputs
 */
export async function explainRole(options: ExplainOptions): Promise<ExplainedRole> {
  const { inventory } = await readInventory(options.from);
  const role = findRole(options.role, inventory);
  const judged = judgeInventory(inventory, options.expectations, options.asOf);
  const { graph } = analyse(judged, { uses: [] }, EMPTY_HISTORY);
  const node = graph.roles.get(role.arn);
  if (!node) throw new Error(`role ${role.arn} is not in the graph`);
  const knowledge = knowledgeOf(inventory, node.resourceControl, options.asOf);
  return { node, graph, takenAway: findTakenAway(role, knowledge) };
}

/** What the caller sends, as the user gave it. */
export interface AskedRequest {
  /** see `parsePrincipalArgument` */
  readonly principal: string;
  readonly externalId?: string;
  /** `key=value`; a key given twice has several values */
  readonly context: readonly string[];
}

/**
 * Asks the concrete evaluator about one caller.
 * @throws UsageError when the role is not in the inputs or the question cannot be read
 */
export async function explainRequest(options: ExplainOptions, asked: AskedRequest): Promise<Decision> {
  const { inventory } = await readInventory(options.from);
  const role = findRole(options.role, inventory);
  if (role.trust.kind === 'unreadable') {
    return { decision: 'undecided', because: role.trust.problem.message, statements: [], missing: [] };
  }
  const context = contextGiven(asked, options.asOf);
  const principal = parsePrincipalArgument(asked.principal, role, inventory);
  const { document } = role.trust;
  const control = indexResourceControl(inventory)(role);
  const providerObjectOf = indexProviderObjects(inventory);
  const decide = (caller: Principal): Decision => {
    if (providerObjectOf(caller) === 'missing') return NO_PROVIDER;
    return evaluateAssumeRequest(
      { call: assumeCallOf(caller.kind), ...enteredRole(role), principal: caller, context },
      document,
      inventory,
      bindingPolicies(control),
    );
  };
  const decision = decide(principal);
  if (decision.decision !== 'refused') return withCaveat(decision, control);
  const other = callersAdmitted(role, control, inventory, options.asOf).find(
    (caller) =>
      mayAlsoMean(asked.principal, principal, caller, inventory) && decide(caller).decision === 'allowed',
  );
  return other ? withCaveat(dependsOnCaller(asked.principal, other, decide(other)), control) : decision;
}

/** A policy that was not read may still refuse what is not refused. */
function withCaveat(decision: Decision, control: ResourceControl): Decision {
  if (control.kind !== 'unknown') return decision;
  return { ...decision, notJudged: `resource control policies, since ${control.why}` };
}

/** One caller for each way into the role. */
function callersAdmitted(
  role: Role,
  resourceControl: ResourceControl,
  inventory: Inventory,
  asOf: string,
): readonly Principal[] {
  const { grants } = judgeTrust(role, knowledgeOf(inventory, resourceControl, asOf));
  return grants.flatMap(({ witness }) => (witness ? [witness.principal] : []));
}

function knowledgeOf(inventory: Inventory, resourceControl: ResourceControl, asOf: string): TrustKnowledge {
  const live = principalsByUniqueId(inventory);
  return { organization: inventory, asOf, principalsByUniqueId: live, resourceControl };
}

/** The question means several callers, of whom some are admitted: a plain refusal would mislead. */
function dependsOnCaller(asked: string, other: Principal, { statements }: Decision): Decision {
  const admitted = 'arn' in other ? other.arn : asked;
  return {
    decision: 'undecided',
    because: `it depends on who of \`${asked}\` calls: \`${admitted}\` is allowed, not everybody is; ask with --as and the ARN of one role or user`,
    statements,
    missing: [],
  };
}

function findRole(text: string, inventory: Inventory): Role {
  const arn = roleArnIn(text);
  if (!arn) throw new UsageError(`expected a role's ARN, found \`${text}\``);
  const role = inventory.roles.get(arn);
  if (!role) throw new UsageError(`no role \`${text}\` in what was read`);
  return role;
}

/** By key in lower case; the time is the analysis's own where it is not given. */
function contextGiven(
  { externalId, context }: AskedRequest,
  asOf: string,
): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, string[]>();
  const add = (key: string, value: string) => given.set(key, [...(given.get(key) ?? []), value]);
  for (const pair of context) {
    const at = pair.indexOf('=');
    if (at < 1) throw new UsageError(`expected key=value after --context, found \`${pair}\``);
    add(pair.slice(0, at).toLowerCase(), pair.slice(at + 1));
  }
  if (externalId !== undefined) add('sts:externalid', externalId);
  if (!given.has('aws:currenttime')) add('aws:currenttime', asOf);
  return given;
}
