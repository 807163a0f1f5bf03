/**
 * Watched days: of which days CloudTrail was read whole, so that no call on them means no call.
 */
import type { ActivityCoverage } from '../activity/use';

const DAY = 86_400_000;
/** CloudTrail is seldom read further back at once. */
const MOST = 400;

/**
 * The whole days between the first record and the last, sorted, `YYYY-MM-DD`. The first counts where it was read from
 * its first hour on, the last where it was read into its last: a trail of an organization is never silent for long.
 */
export function watchedDays({ from, until }: Partial<ActivityCoverage> = {}): readonly string[] {
  if (from === undefined || until === undefined) return [];
  const begin = Math.ceil((Date.parse(from) - DAY / 24) / DAY);
  const end = Math.floor((Date.parse(until) + DAY / 24) / DAY);
  if (!Number.isFinite(begin) || !Number.isFinite(end) || end <= begin) return [];
  const first = Math.max(begin, end - MOST);
  return Array.from({ length: end - first }, (_, index) =>
    new Date((first + index) * DAY).toISOString().slice(0, 10),
  );
}
