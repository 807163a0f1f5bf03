/**
 * One measured judgement in a process of its own. The first argument is how many roles; prints what it took as JSON.
 */
import { judgeTrusts } from '../../lib/trust/judge-trusts';
import { madeRoles } from './made-roles';
import { startWatch, type Taken } from './stopwatch';

export interface JudgeRun {
  readonly judging: Taken;
  readonly parsing: Taken;
  readonly megabytesOfJson: number;
  /** peak memory of the process */
  readonly megabytes: number;
}

function measure(count: number): JudgeRun {
  const { roles, knowledge, parsing, megabytesOfJson } = madeRoles(count, 'roles');
  const taken = startWatch();
  const judged = judgeTrusts(roles, knowledge, () => knowledge.resourceControl);
  const judging = taken();
  if (judged.size !== count) throw new Error(`expected ${count} judgements, found ${judged.size}`);
  return { judging, parsing, megabytesOfJson, megabytes: process.resourceUsage().maxRSS / 1024 };
}

process.stdout.write(JSON.stringify(measure(Number(process.argv[2]))));
