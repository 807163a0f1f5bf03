/**
 * A checked expectations file for a screen.
 */
import { nameOfArn } from '../../model/arn';
import type { DeclaredUse } from '../../parties/declaration';
import { escapeText } from '../escape';
import { type Cell, type Column, inkFor, layOut, type Screen } from '../table/layout';
import { count } from '../words/count-words';
import type {
  CheckedEntry,
  CheckedParty,
  CheckedSuppression,
  ExpectationCheck,
  Term,
} from './expectation-check';
import type { MatchedRole } from './match-evidence';
import { spanWords } from './sight-words';

const COLUMNS: readonly Column[] = [
  { title: '  ENTRY', share: 3, atLeast: 7 },
  { title: 'DECIDES FOR', share: 3 },
  { title: 'USED', share: 3 },
  { title: 'FROM', share: 3 },
];

/** Roles and networks that a cell names, and values on a line of their own; the others are counted. */
const NAMED = 3;
const TOLD = 8;

/** The answer, in chunks. `file` is its name. */
export function* renderCheck(check: ExpectationCheck, file: string, screen: Screen): Iterable<string> {
  const { asOf, against, parties, suppressions } = check;
  const entries = parties.flatMap((party) => party.entries);
  yield `${escapeText(file)} is good: ${count(parties.length, 'party', 'parties')}, ${count(entries.length, 'entry', 'entries')}, ${count(suppressions.length, 'suppression')}, as of ${asOf}\n`;
  const terms = termLines(check);
  if (terms.length > 0) yield `\n${terms.map((line) => `${escapeText(line)}\n`).join('')}`;
  if (against === undefined) {
    yield '\nWhat it matches is told with --from PATH or --state FOLDER.\n';
    return;
  }
  if (against === 'state')
    yield '\nFrom saved state: what is usual. Ways in that were never used need --from PATH.\n';
  if (parties.length > 0) {
    yield `\n${layOut(
      COLUMNS,
      parties.flatMap((party) => partyRows(party, screen)),
      screen,
    )}`;
  }
  if (suppressions.length > 0) yield `\nSuppressions\n${suppressions.map(suppressionLine).join('')}`;
  const idle = entries.filter(({ decides }) => decides.length === 0).length;
  yield `\n${idle === 0 ? 'Every entry matches something.' : `${count(idle, 'entry matches', 'entries match')} nothing.`}\n`;
}

function termLines({ parties, suppressions }: ExpectationCheck): readonly string[] {
  const words: Readonly<Record<Term, string | undefined>> = {
    'open-ended': undefined,
    'in-force': undefined,
    soon: 'ends on',
    past: 'ended on',
  };
  return [
    ...parties.map(({ name, term, expires }) => ({ what: name, term, day: expires })),
    ...suppressions.map(({ finding, term, until }) => ({
      what: `suppression of ${finding}`,
      term,
      day: until,
    })),
  ].flatMap(({ what, term, day }) => {
    const ends = words[term];
    return ends === undefined ? [] : [`${term === 'past' ? 'PAST' : 'SOON'}  ${what} ${ends} ${day}`];
  });
}

function partyRows(party: CheckedParty, screen: Screen): readonly (readonly Cell[])[] {
  const ink = inkFor(screen);
  const { name, kind, term, entries, uncovered } = party;
  const past = term === 'past' ? ', no longer in force' : '';
  return [
    [{ text: `${name} (${kind}${past})`, paint: ink.bold }],
    ...(entries.length === 0 ? [[{ text: '  only its name is declared' }]] : []),
    ...entries.flatMap(entryRows),
    ...(uncovered.length === 0
      ? []
      : [[{ text: `    no entry covers: ${listed(uncovered.map(roleWords), TOLD)}` }]]),
  ];
}

function entryRows(entry: CheckedEntry): readonly (readonly Cell[])[] {
  const { number, use, decides, overridden, broken, idle } = entry;
  const used = decides.filter(({ calls }) => calls > 0);
  const firsts = used.flatMap(({ first }) => first ?? []).sort();
  const lasts = used.flatMap(({ last }) => last ?? []).sort();
  const calls = used.reduce((sum, role) => sum + role.calls, 0);
  const row: readonly Cell[] = [
    { text: `  ${number} ${patternWords(use)}` },
    { text: decides.length === 0 ? 'nothing' : listed(decides.map(({ role }) => placeWords(role))) },
    {
      text:
        calls === 0
          ? 'no use seen'
          : `${count(calls, 'call')}, ${spanWords(firsts[0] ?? '', lasts.at(-1) ?? '')}`,
    },
    { text: listed(networksOf(decides)) },
  ];
  const remark = (label: string, values: readonly string[]): readonly (readonly Cell[])[] =>
    values.length === 0 ? [] : [[{ text: `    ${label}: ${listed(values, TOLD)}` }]];
  return [
    row,
    ...remark('not agreed', broken),
    ...remark('matches nothing', idle),
    ...remark('decided elsewhere', overridden),
  ];
}

function patternWords({ roles, accounts }: DeclaredUse): string {
  const names = roles === undefined ? 'every role' : listed(roles.map(nameOfArn));
  const isEverywhere = accounts === undefined || accounts.includes('*');
  return isEverywhere ? names : `${names} in ${count(accounts.length, 'account')}`;
}

function placeWords(role: string): string {
  return `${nameOfArn(role)} (${role.split(':')[4] ?? ''})`;
}

function roleWords({ role, calls }: MatchedRole): string {
  return `${placeWords(role)}, ${calls === 0 ? 'no use seen' : count(calls, 'call')}`;
}

function networksOf(roles: readonly MatchedRole[]): readonly string[] {
  const values = roles.flatMap(({ values: seen }) => (seen.get('network') ?? []).map(({ value }) => value));
  return [...new Set(values)].sort();
}

function suppressionLine({ finding, until, matches = [] }: CheckedSuppression): string {
  const what = matches.length === 0 ? 'matches nothing' : listed(matches);
  return `  ${escapeText(`${finding} until ${until}: ${what}`)}\n`;
}

function listed(values: readonly string[], most = NAMED): string {
  const more = values.length - most;
  return more > 0 ? `${values.slice(0, most).join(', ')} and ${more} more` : values.join(', ');
}
