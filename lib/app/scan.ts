/**
 * The main job over exported files: read, fold, judge, remember.
 */
import { emptyFold, finishFold, foldAssumption, type UseFold } from '../activity/fold-use';
import { parseAssumption } from '../activity/parse-assumption';
import type { Analysis } from '../findings/analysis';
import { EMPTY_HISTORY } from '../history/history';
import { nextHistory, organizationKey } from '../history/next-history';
import type { Problem } from '../model/problem';
import type { Expectations } from '../parties/expectations';
import { readExports } from '../sources/offline/read-exports';
import { StateError, type StateStore } from '../stores/state-store';
import { analyse } from './analyse';
import { UsageError } from './exit-codes';

export interface ScanOptions {
  /** files and folders of exports and logs */
  readonly from: readonly string[];
  readonly expectations?: Expectations;
  /** absent: nothing is kept between runs */
  readonly state?: StateStore;
  /** ISO 8601 */
  readonly asOf: string;
}
