/**
 * A history that knows one use: of Datadog's, of the role `Entry`.
 */
import { EMPTY_HISTORY, type History } from '../../lib/history/history';
import { useKey } from '../../lib/history/usual-use';
import { arnOf } from './graph-builder';

/** @param last ISO 8601 */
export function knownUse(last: string): History {
  const [party, role] = ['vendor:datadog', arnOf()];
  const row = {
    party,
    role,
    since: last,
    last,
    callers: new Map(),
    values: new Map(),
    days: new Map(),
    learntFrom: 1,
    overflow: 0,
  };
  return { ...EMPTY_HISTORY, baseline: { rows: new Map([[useKey(party, role), row]]) } };
}
