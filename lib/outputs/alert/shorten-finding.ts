/**
 * A finding in less room: SNS, EventBridge and Security Hub refuse what is too long, and an alert must never fail for
 * its length. What is left out is counted.
 */
import { cut } from '../../findings/title';
import type { Evidence, Finding } from '../../model/finding';

/** How much of a finding is kept. */
export interface Room {
  readonly rows: number;
  /** of one row of evidence */
  readonly cells: number;
  /** characters of one value */
  readonly cell: number;
  readonly remedy: number;
}

/** From all of it to hardly more than its name, which fits everywhere. */
export const ROOMS: readonly Room[] = [
  { rows: Infinity, cells: Infinity, cell: Infinity, remedy: Infinity },
  { rows: 20, cells: 30, cell: 2000, remedy: 8000 },
  { rows: 10, cells: 20, cell: 500, remedy: 4000 },
  { rows: 3, cells: 10, cell: 200, remedy: 1000 },
  { rows: 0, cells: 0, cell: 200, remedy: 200 },
];

export interface ShortFinding {
  readonly finding: Finding;
  /** what is missing, as a sentence; absent where nothing is */
  readonly shortened?: string;
}

/** The finding within the room: its last rows and the ends of long values go. */
export function shortenFinding(finding: Finding, room: Room): ShortFinding {
  const evidence = finding.evidence.slice(0, room.rows).map((row) => shortenRow(row, room));
  const short = (text: string) => cut(text, room.cell);
  const { id, rule, because, subject, party, title, technique, firstSeen, lastSeen } = finding;
  const kept: Finding = {
    ...finding,
    id: short(id),
    rule: short(rule),
    ...(because !== undefined && { because: short(because) }),
    subject: short(subject),
    ...(party !== undefined && { party: short(party) }),
    title: short(title),
    evidence,
    remedy: cut(finding.remedy, room.remedy),
    technique: technique.slice(0, room.rows + 1).map(short),
    firstSeen: short(firstSeen),
    lastSeen: short(lastSeen),
  };
  if (JSON.stringify(kept) === JSON.stringify(finding)) return { finding };
  const all = finding.evidence.length;
  const left = all - evidence.length;
  const missing = left > 0 ? `${left} of ${all} rows of evidence are left out` : 'long values are cut';
  return { finding: kept, shortened: missing };
}

function shortenRow(row: Evidence, { cells, cell }: Room): Evidence {
  const kept = Object.entries(row)
    .slice(0, cells)
    .map(([name, value]) => [cut(name, cell), typeof value === 'string' ? cut(value, cell) : value]);
  return Object.fromEntries(kept);
}
