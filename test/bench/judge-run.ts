/**
 * One measured judgement in a process of its own. The first argument is how many roles; prints what it took as JSON.
 */
import { judgeTrusts } from '../../lib/trust/judge-trusts';
import { madeRoles } from './made-roles';

export interface JudgeRun {
  readonly judgeSeconds: number;
  readonly parseSeconds: number;
  readonly megabytesOfJson: number;
  /** peak memory of the process */
  readonly megabytes: number;
}

function measure(count: number): JudgeRun {
  const { roles, knowledge, parseSeconds, megabytesOfJson } = madeRoles(count, 'roles');
  const started = performance.now();
  const judged = judgeTrusts(roles, knowledge, () => knowledge.resourceControl);
  const judgeSeconds = (performance.now() - started) / 1000;
  if (judged.size !== count) throw new Error(`expected ${count} judgements, found ${judged.size}`);
  return {
    judgeSeconds,
    parseSeconds,
    megabytesOfJson,
    megabytes: process.resourceUsage().maxRSS / 1024,
  };
}

process.stdout.write(JSON.stringify(measure(Number(process.argv[2]))));
