/**
 * What was not seen: accounts, files, records and questions that the inputs could not answer.
 */
import type { GraphCoverage } from '../../graph/trust-graph';
import { count } from '../words/count-words';
import { hanging, heading, type Screen } from './layout';
import { restLine } from './rest-line';

const INDENT = '   ';

/** The section, or nothing where everything was seen; lists past `limit` are counted. */
export function renderNotSeen(coverage: GraphCoverage, screen: Screen, limit: number): string {
  const lines = [
    ...coverage.accounts
      .filter(({ state }) => state !== 'read')
      .map(
        ({ id, name, state, reason }) =>
          `account ${id}${name ? ` (${name})` : ''} ${state}: ${reason ?? 'no reason known'}`,
      ),
    ...coverage.problems.map(
      ({ at, message, raw }) => `${at}: ${message}${raw === undefined ? '' : ` (\`${raw}\`)`}`,
    ),
    ...coverage.unrecognised.map((file) => `${file}: holds nothing we know`),
    ...coverage.limits,
  ];
  const trail = trailSentence(coverage);
  if (lines.length === 0) return trail;
  const shown = lines.slice(0, limit).map((line) => hanging(`${INDENT}- `, line, screen, `${INDENT}  `));
  const left = lines.length - shown.length;
  const more = left > 0 ? INDENT + restLine({ left, one: 'line' }, screen) : '';
  return heading('What was not seen', screen) + shown.join('') + more + trail;
}

function trailSentence({ activity }: GraphCoverage): string {
  if (!activity) return '';
  const { files, remembered = 0, records, assumptions, denied, duplicates, malformed } = activity;
  const counts = `${count(assumptions, 'assumption')}, ${denied} denied, ${count(duplicates, 'second copy', 'second copies')}, ${malformed} malformed`;
  const known = remembered > 0 ? ` (${remembered} read by an earlier run)` : '';
  return `\nCloudTrail: ${count(records, 'record')} in ${count(files, 'file')}${known}: ${counts}.\n`;
}
