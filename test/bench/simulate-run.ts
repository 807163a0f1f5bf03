/**
 * One measured comparison in a process of its own: our judgement of all roles, and one simulated request for each role
 * that admits somebody: the first witness, so that the simulator has no more to find out. It is asked by its public
 * call, which validates its input as ours does, and once more without. Prints what it took as JSON.
 */
import { contextOf } from '../../lib/policy/request/context-of';
import { judgeTrusts } from '../../lib/trust/judge-trusts';
import { simulatedAnswer, validatedAnswer } from '../differential/simulated-answer';
import { madeRoles } from './made-roles';

export interface SimulateRun {
  readonly judgeSeconds: number;
  readonly validatedSeconds: number;
  readonly unvalidatedSeconds: number;
  /** how many roles the simulator was asked about */
  readonly simulated: number;
}

async function measure(count: number): Promise<SimulateRun> {
  const { roles, documents, knowledge } = madeRoles(count, 'documents');
  const started = performance.now();
  const judged = judgeTrusts(roles, knowledge, () => knowledge.resourceControl);
  const judgeSeconds = (performance.now() - started) / 1000;

  const questions = [...judged.values()].flatMap(({ role, grants: [first] }) => {
    if (!first?.witness) return [];
    const request = { call: first.call, role, ...first.witness };
    return [{ request, context: contextOf(request, knowledge.organization), policy: documents.get(role) }];
  });
  const startedValidated = performance.now();
  for (const { request, policy, context } of questions) await validatedAnswer(request, policy, context);
  const validatedSeconds = (performance.now() - startedValidated) / 1000;
  const startedUnvalidated = performance.now();
  for (const { request, policy, context } of questions) simulatedAnswer(request, policy, context);
  const unvalidatedSeconds = (performance.now() - startedUnvalidated) / 1000;
  return { judgeSeconds, validatedSeconds, unvalidatedSeconds, simulated: questions.length };
}

measure(Number(process.argv[2])).then((run) => process.stdout.write(JSON.stringify(run)));
