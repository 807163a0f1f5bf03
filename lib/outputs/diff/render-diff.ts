/**
 * Two states compared, for people: what changed in trust, verdicts, parties and findings, and what was not compared.
 */
import { detailTexts, grantText } from '../../findings/drift-words';
import type { FindingChanges, StateComparison } from '../../history/compare-states';
import type { KnownFinding } from '../../history/known-state';
import type { GrantDifference, TrustDifference } from '../../history/trust-difference';
import { accountOfArn } from '../../model/arn';
import { safeLines } from '../activity/safe-lines';
import { escapeText } from '../escape';
import { heading, type Ink, inkFor, paragraph, type Screen } from '../table/layout';
import { describeGap } from '../words/gap-words';
import { roleName } from '../words/session-words';

/** An account id and a gap. */
const LABEL_WIDTH = 14;
const INDENT = ' '.repeat(LABEL_WIDTH);

/** One row of a section: what happened, to what, and how. */
interface Line {
  readonly label: string;
  readonly text: string;
  readonly more?: readonly string[];
  readonly paint?: (text: string) => string;
}

/** A section for each kind of change that there is; rows of each past `limit` are counted. */
export function* renderDiff(comparison: StateComparison, screen: Screen, limit: number): Iterable<string> {
  const ink = inkFor(screen);
  const { before, after } = comparison;
  yield heading(`What changed from ${escapeText(before)} to ${escapeText(after)}`, screen).trimStart();
  const sections = sectionsOf(comparison, ink).filter(([, lines]) => lines.length > 0);
  if (sections.length === 0) {
    yield paragraph('Nothing, in what both of them saw.', screen, '');
  }
  for (const [title, lines] of [...sections, notCompared(comparison)]) {
    if (lines.length === 0) continue;
    yield heading(title, screen);
    for (const line of lines.slice(0, limit)) yield* renderLine(line, screen, ink);
    if (lines.length > limit)
      yield ink.dim(`… and ${lines.length - limit} more: use --all, or --format json\n`);
  }
}

function* renderLine({ label, text, more = [], paint }: Line, screen: Screen, ink: Ink): Iterable<string> {
  yield safeLines((paint ?? ink.bold)(label.padEnd(LABEL_WIDTH)), text, screen, INDENT);
  for (const each of more) yield safeLines(INDENT, each, screen, INDENT);
}

type Section = readonly [title: string, lines: readonly Line[]];

function sectionsOf(comparison: StateComparison, ink: Ink): readonly Section[] {
  const { trust, verdicts = [], cameIn, wentOut, findings } = comparison;
  const of = (subject: TrustDifference['subject']) =>
    trust.differences.filter((difference) => difference.subject === subject);
  const nameOf = (party: string) => comparison.parties.get(party) ?? party;
  return [
    [
      'Ways in',
      of('grant').flatMap((each) => (each.subject === 'grant' ? grantLine(each, nameOf, ink) : [])),
    ],
    ['Identity providers', of('provider').flatMap(providerLine)],
    ['Resource control policies', of('guardrail').flatMap(guardrailLine)],
    [
      'Verdicts of roles',
      verdicts.map(({ role, before, after }) => ({
        label: after,
        text: `${rolePlace(role)}, was ${before}`,
      })),
    ],
    [
      'Parties',
      [
        ...cameIn.map((party) => ({ label: 'came in', text: nameOf(party), paint: ink.red })),
        ...wentOut.map((party) => ({ label: 'went out', text: nameOf(party) })),
      ],
    ],
    ['Findings', findingLines(findings, ink)],
  ];
}

function grantLine(
  difference: GrantDifference,
  nameOf: (party: string) => string,
  ink: Ink,
): readonly Line[] {
  const { kind, role, party, before, after, ofWholeRole } = difference;
  const isWider = kind === 'added' || kind === 'widened' || kind === 'changed';
  const whole = ofWholeRole ? (kind === 'added' ? ', which is new' : ', which is gone') : '';
  return [
    {
      label: kind,
      text: `${rolePlace(role)}${whole}: ${nameOf(party)}`,
      more: [
        ...(before ? [`was ${grantText(before)}`] : []),
        ...(after ? [`is ${grantText(after)}`] : []),
        ...detailTexts(difference),
      ],
      ...(isWider && { paint: ink.red }),
    },
  ];
}

function providerLine(difference: TrustDifference): readonly Line[] {
  if (difference.subject !== 'provider') return [];
  const { kind, arn, before, after } = difference;
  const audiences =
    kind === 'changed' && before?.audiences && after?.audiences
      ? [`audiences were ${before.audiences.join(', ')}; are ${after.audiences.join(', ')}`]
      : [];
  return [{ label: kind, text: arn, more: audiences }];
}

function guardrailLine(difference: TrustDifference): readonly Line[] {
  if (difference.subject !== 'guardrail') return [];
  const { kind, id, before, after } = difference;
  const name = after?.name ?? before?.name ?? id;
  const targets = [
    ...(before?.targets ? [`was attached to ${before.targets.join(', ') || 'nothing'}`] : []),
    ...(after?.targets ? [`is attached to ${after.targets.join(', ') || 'nothing'}`] : []),
  ];
  return [{ label: kind, text: `${name} (${id})`, more: targets }];
}

function findingLines({ opened, closed, worse, better }: FindingChanges, ink: Ink): readonly Line[] {
  const line = (label: string, { severity, title }: KnownFinding, was = '') => ({
    label,
    text: `${severity}${was}: ${title}`,
    ...((label === 'new' || label === 'worse') && { paint: ink.red }),
  });
  return [
    ...opened.map((finding) => line('new', finding)),
    ...worse.map(({ before, after }) => line('worse', after, `, was ${before.severity}`)),
    ...better.map(({ before, after }) => line('better', after, `, was ${before.severity}`)),
    ...closed.map((finding) => line('closed', finding)),
  ];
}

/** What is missing from the later state only because it did not look. */
function notCompared({ trust, findings }: StateComparison): Section {
  return [
    'Not compared',
    [
      ...trust.gaps.map(({ account, why }) => ({ label: account, text: describeGap(why) })),
      ...findings.cannotTell.map(({ severity, title }) => ({
        label: 'open?',
        text: `${severity}: ${title}`,
      })),
    ],
  ];
}

function rolePlace(arn: string): string {
  const account = accountOfArn(arn);
  return `role ${roleName(arn)}${account === undefined ? '' : ` (${account})`}`;
}
