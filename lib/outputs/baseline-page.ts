/**
 * The baseline for a terminal: what was learnt of each party's use of each role.
 */
import { ASPECTS, type Baseline, learntUntil, type UsualUse } from '../history/usual-use';
import { compareText } from '../model/compare-text';
import { escapeText } from './escape';
import { type Column, inkFor, layOut, paragraph, type Screen } from './table/layout';

const COLUMNS: readonly Column[] = [
  { title: 'PARTY', share: 25 },
  { title: 'ROLE', share: 40 },
  { title: 'LEARNT UNTIL', share: 15 },
  { title: 'LAST SEEN', share: 10 },
  { title: 'VALUES', share: 10 },
];

/** Rows up to which each is shown with its values. */
const IN_FULL = 3;
/** Values of one aspect that are shown. */
const VALUES_SHOWN = 40;

/**
 * A line for each row, and all that was learnt where there are few.
 * @param rows of the baseline, those that were asked for
 */
export function renderBaseline(
  baseline: Baseline,
  rows: readonly UsualUse[],
  learnDays: number,
  screen: Screen,
): string {
  const sorted = rows.toSorted((a, b) => compareText(a.party, b.party) || compareText(a.role, b.role));
  const lines = sorted.map((row) => [
    { text: row.party },
    { text: row.role },
    { text: learntUntil(row, learnDays).slice(0, 10) },
    { text: row.last.slice(0, 10) },
    { text: String([...row.values.values()].reduce((sum, values) => sum + values.size, 0)) },
  ]);
  const table = sorted.length === 0 ? 'Nothing was learnt of it.\n' : layOut(COLUMNS, lines, screen);
  const pages = sorted.length <= IN_FULL ? sorted.map((row) => rowPage(row, screen)) : [];
  return [table, ...pages, ...lossesOf(baseline)].join('\n');
}

function rowPage(row: UsualUse, screen: Screen): string {
  const ink = inkFor(screen);
  const parts = ASPECTS.flatMap((aspect) => {
    const values = [...(row.values.get(aspect)?.keys() ?? [])];
    if (values.length === 0) return [];
    const more = values.length > VALUES_SHOWN ? ` and ${values.length - VALUES_SHOWN} more` : '';
    return `  ${ink.dim(aspect)}\n${paragraph(`${values.slice(0, VALUES_SHOWN).join(', ')}${more}`, screen, '    ')}`;
  });
  const calls = [...row.days.values()].reduce((sum, count) => sum + count, 0);
  const title = `${ink.bold(escapeText(row.party))} in ${escapeText(row.role)}`;
  return `${title}\n  since ${row.since}, ${calls} calls on ${row.days.size} days\n${parts.join('')}`;
}

/** What there was no room for, and what could not be read. */
function lossesOf({ forgotten = 0, setAside = [] }: Baseline): readonly string[] {
  return [
    ...(forgotten > 0
      ? [`${forgotten} uses were forgotten for want of room, those that were quiet for longest.\n`]
      : []),
    ...(setAside.length > 0
      ? [`${setAside.length} damaged parts of the saved baseline were set aside; their use is learnt anew.\n`]
      : []),
  ];
}
