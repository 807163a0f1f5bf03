/**
 * A saved analysis with something else in it, for commands that read one.
 */
import { readFileSync } from 'node:fs';
import { exportFolder } from './export-folder';

type Row = Record<string, unknown>;

/** The members that tests change. */
export interface AnalysisJson {
  readonly coverage: { readonly activity: Row };
  use: Row[];
  sessions: Row[];
}

/** The path of a changed copy; the file itself stays as it is. */
export function changedAnalysis(file: string, change: (analysis: AnalysisJson) => void): string {
  const analysis: AnalysisJson = JSON.parse(readFileSync(file, 'utf8'));
  change(analysis);
  return `${exportFolder({ 'analysis.json': analysis })}/analysis.json`;
}
