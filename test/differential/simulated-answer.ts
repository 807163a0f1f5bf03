/**
 * What `@cloud-copilot/iam-simulate`, an evaluator written by others, says about one assume request.
 *
 * It is asked without its input validation, because trust policies in the wild hold forms that IAM refuses today. The
 * caller's own side is an identity policy that allows everything: trust policies are what is compared.
 */
import { runSimulation, runUnsafeSimulation, type Simulation } from '@cloud-copilot/iam-simulate';
import { accountOfArn, nameOfArn, partitionOfArn } from '../../lib/model/arn';
import type { AssumeRequest } from '../../lib/model/assume-request';
import type { Principal } from '../../lib/model/principal';
import { contextKey } from '../../lib/policy/context-keys';
import type { RequestContext } from '../../lib/policy/request-context';

export interface SimulatedAnswer {
  readonly decision: 'allowed' | 'refused' | 'failed';
  /** set when it failed: what the evaluator threw */
  readonly error?: string;
}

/**
 * Asks for the call, and for each companion action that the request needs.
 * @param policy  the trust policy as parsed JSON
 * @param context the request's context, implied keys included
 */
export function simulatedAnswer(
  request: AssumeRequest,
  policy: unknown,
  context: RequestContext,
): SimulatedAnswer {
  const actions = [request.call, ...companions(context)];
  try {
    const isAllowed = actions.every((action) => simulate(`sts:${action}`, request, policy, context));
    return { decision: isAllowed ? 'allowed' : 'refused' };
  } catch (error) {
    return { decision: 'failed', error: String(error) };
  }
}

/** Told from the documentation once more, and not taken from `lib`, so that a mistake there would show. */
function companions(context: RequestContext): readonly string[] {
  const keys = [...context].filter(([, values]) => values.length > 0).map(([key]) => key);
  const hasAny = (...starts: readonly string[]) =>
    keys.some((key) => starts.some((start) => key.startsWith(start)));
  return [
    ...(hasAny('aws:requesttag/', 'aws:tagkeys', 'sts:transitivetagkeys') ? ['TagSession'] : []),
    ...(hasAny('sts:sourceidentity') ? ['SetSourceIdentity'] : []),
    ...(hasAny('sts:requestcontext') ? ['SetContext'] : []),
  ];
}

const ALLOW_ALL = {
  name: 'everything',
  policy: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } },
};

/** The same of the call alone, with its input validation: as its documentation asks. For measuring what it takes. */
export async function validatedAnswer(
  request: AssumeRequest,
  policy: unknown,
  context: RequestContext,
): Promise<SimulatedAnswer['decision']> {
  const answer = await runSimulation(simulationOf(`sts:${request.call}`, request, policy, context), {});
  if (answer.resultType === 'error') return 'failed';
  return answer.overallResult === 'Allowed' ? 'allowed' : 'refused';
}

function simulate(action: string, request: AssumeRequest, policy: unknown, context: RequestContext): boolean {
  const simulation = {
    ...simulationOf(action, request, takenAsValid(policy), context),
    resourceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'full', policy: ALLOW_ANYONE }] }],
  };
  return runUnsafeSimulation(simulation, {}) === 'Allowed';
}

function simulationOf(
  action: string,
  { role, principal }: AssumeRequest,
  policy: unknown,
  context: RequestContext,
): Simulation {
  return {
    request: {
      principal: callerOf(principal),
      action,
      resource: { resource: role, accountId: accountOfArn(role) ?? '' },
      contextVariables: variablesOf(context),
    },
    identityPolicies: [ALLOW_ALL],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: policy,
  };
}

const ALLOW_ANYONE = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
};

/** The form in which the other evaluator takes a policy that was checked before; it needs the name. */
function takenAsValid(policyDocument: unknown): object {
  return { __validated: true, policyDocument, metadata: { name: 'trust' }, errors: [] };
}

/** The caller as one text, which is how the other evaluator takes it: a session is named by its session's ARN. */
function callerOf(principal: Principal): string {
  switch (principal.kind) {
    case 'role':
      return principal.sessionName === undefined
        ? principal.arn
        : `arn:${partitionOfArn(principal.arn)}:sts::${principal.account}:assumed-role/${nameOfArn(principal.arn)}/${principal.sessionName}`;
    case 'user':
    case 'federated-user':
      return principal.arn;
    case 'root':
      return `arn:${principal.partition}:iam::${principal.account}:root`;
    case 'oidc':
    case 'saml':
      return principal.provider;
    case 'web-identity':
      return principal.issuer;
    case 'service':
      return principal.name;
  }
}

/** Values by key; a list where the key takes several, as the other evaluator tells them apart by that. */
function variablesOf(context: RequestContext): Record<string, string | string[]> {
  const present = [...context].filter(([, values]) => values.length > 0);
  return Object.fromEntries(
    present.map(([key, values]) => {
      const [only] = values;
      const isList = only === undefined || values.length > 1 || contextKey(key).multivalued === true;
      return [key, isList ? [...values] : only];
    }),
  );
}
