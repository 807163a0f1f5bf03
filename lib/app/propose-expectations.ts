/**
 * A first expectations file, from what exists and was used.
 */
import { findSurprises } from '../findings/find-surprises';
import { settingsOf } from '../findings/settings';
import { EMPTY_HISTORY } from '../history/history';
import type { Proposal } from '../outputs/expectations/proposal';
import { proposeExpectations } from '../outputs/expectations/propose-expectations';
import type { StateStore } from '../stores/state-store';
import { judge, requireConclusion, type ScanOptions } from './scan';

export interface ProposeOptions
  extends Pick<ScanOptions, 'expectations' | 'asnDatabase' | 'asOf' | 'onProgress'> {
  /** files and folders of exports and logs */
  readonly from: readonly string[];
  /** tells when values were first seen, before what is read now; nothing is written to it */
  readonly state?: StateStore;
}

export interface ProposalMade {
  readonly proposal: Proposal;
  /** everything was read */
  readonly complete: boolean;
}

/**
 * Judges the exports as a scan does, and keeps nothing.
 * @throws UsageError when they hold nothing, or the state belongs to another organization
 */
export async function makeProposal({ state, ...options }: ProposeOptions): Promise<ProposalMade> {
  const history = (await state?.readHistory()) ?? EMPTY_HISTORY;
  const analysis = await judge({ ...options, withActivity: true }, history);
  requireConclusion(analysis, options.from);
  const { graph } = analysis;
  const surprises = findSurprises(graph, history, settingsOf(options.expectations));
  return { proposal: proposeExpectations(analysis, history, surprises), complete: graph.coverage.complete };
}
