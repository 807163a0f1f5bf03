/**
 * What a declared file matches today, in exports or in the state of earlier runs.
 */
import { EMPTY_HISTORY } from '../history/history';
import { checkExpectations, type ExpectationCheck } from '../outputs/expectations/expectation-check';
import { evidenceOfAnalysis, evidenceOfHistory } from '../outputs/expectations/match-evidence';
import type { Expectations } from '../parties/declaration';
import type { StateStore } from '../stores/state-store';
import { UsageError } from './exit-codes';
import { judge, requireConclusion, type ScanOptions } from './scan';

export interface CheckOptions extends Pick<ScanOptions, 'asnDatabase' | 'asOf' | 'onProgress'> {
  readonly expectations: Expectations;
  /** absent: the state alone, or nothing at all */
  readonly from?: readonly string[];
  /** nothing is written to it */
  readonly state?: StateStore;
}

export interface CheckMade {
  readonly check: ExpectationCheck;
  /** everything was read */
  readonly complete: boolean;
}

/** @throws UsageError when the exports hold nothing, or the state belongs to another organization */
export async function makeCheck({
  from,
  state,
  expectations,
  asOf,
  ...rest
}: CheckOptions): Promise<CheckMade> {
  const history = (await state?.readHistory()) ?? EMPTY_HISTORY;
  if (from === undefined) {
    if (state && history.asOf === undefined) {
      throw new UsageError(
        'no scan has kept anything in this state: expected another --state folder, or --from PATH',
      );
    }
    const evidence = state && evidenceOfHistory(history);
    return { check: checkExpectations(expectations, asOf, evidence), complete: true };
  }
  const analysis = await judge({ from, expectations, asOf, ...rest, withActivity: true }, history);
  requireConclusion(analysis, from);
  return {
    check: checkExpectations(expectations, asOf, evidenceOfAnalysis(analysis)),
    complete: analysis.graph.coverage.complete,
  };
}
