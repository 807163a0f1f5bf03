/**
 * The report for a terminal: the answer, who can get in, what their sessions did, who
 * administers, what is wrong and its fix, what was not seen.
 */
import type { Analysis } from '../../findings/analysis';
import { renderAdministration } from './administration';
import { renderCameIn } from './came-in';
import { renderFindings } from './finding-list';
import type { Screen } from './layout';
import { renderNotSeen } from './not-seen';
import { renderSessionDeeds } from './session-deeds';
import { renderSummary } from './summary';
import { renderWaysIn } from './ways-in';

/** How much a screen shows before it only counts. */
const SOME = { waysIn: 60, cameIn: 20, sessionDeeds: 30, administration: 15, findings: 20, notSeen: 15 };
const ALL = {
  waysIn: Infinity,
  cameIn: Infinity,
  sessionDeeds: Infinity,
  administration: Infinity,
  findings: Infinity,
  notSeen: Infinity,
};

/** Sections as chunks of text. */
export function* renderTable(analysis: Analysis, screen: Screen, all: boolean): Iterable<string> {
  const limits = all ? ALL : SOME;
  yield renderSummary(analysis, screen);
  yield renderWaysIn(analysis.graph, screen, limits.waysIn);
  yield renderCameIn(analysis.graph, screen, limits.cameIn);
  yield renderSessionDeeds(analysis.graph, screen, limits.sessionDeeds);
  yield renderAdministration(analysis.graph, screen, limits.administration);
  yield renderFindings(analysis.findings, screen, limits.findings);
  yield renderNotSeen(analysis.graph.coverage, screen, limits.notSeen);
}
