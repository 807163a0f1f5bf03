/**
 * Two states compared, as JSON for other programs: schema `trust-atlas/diff/1`.
 */
import { detailTexts, grantText } from '../../findings/drift-words';
import type { StateComparison } from '../../history/compare-states';
import type { GrantDifference, TrustDifference } from '../../history/trust-difference';
import { escapeJson } from '../escape';
import { describeGap } from '../words/gap-words';

/** One document, a row a line. */
export function* renderDiffJson(comparison: StateComparison): Iterable<string> {
  const { before, after, trust, verdicts, cameIn, wentOut, findings, parties } = comparison;
  const partyRow = (id: string) => ({ id, name: parties.get(id) });
  const lists: readonly (readonly [name: string, rows: readonly unknown[]])[] = [
    ['grants', trust.differences.flatMap(grantRow)],
    ['providers', trust.differences.flatMap(otherRow('provider'))],
    ['guardrails', trust.differences.flatMap(otherRow('guardrail'))],
    ...(verdicts ? [['verdicts', verdicts] as const] : []),
    ['partiesIn', cameIn.map(partyRow)],
    ['partiesOut', wentOut.map(partyRow)],
    ['findingsNew', findings.opened],
    ['findingsWorse', findings.worse],
    ['findingsBetter', findings.better],
    ['findingsClosed', findings.closed],
    ['findingsNotSeen', findings.cannotTell],
    ['notCompared', trust.gaps.map(({ account, why }) => ({ account, why, words: describeGap(why) }))],
  ];
  yield `{\n"schema": "trust-atlas/diff/1",\n"before": ${json({ asOf: before })},\n"after": ${json({ asOf: after })}`;
  for (const [name, rows] of lists) {
    yield `,\n"${name}": [`;
    for (const [index, row] of rows.entries()) yield `${index === 0 ? '\n' : ',\n'}${json(row)}`;
    yield rows.length === 0 ? ']' : '\n]';
  }
  yield '\n}\n';
}

function grantRow(difference: TrustDifference): readonly object[] {
  if (difference.subject !== 'grant') return [];
  const { kind, role, party, call, before, after, ofWholeRole, details }: GrantDifference = difference;
  return [
    {
      change: kind,
      role,
      party,
      call,
      ofWholeRole,
      before,
      after,
      details,
      words: [
        ...(before ? [`was ${grantText(before)}`] : []),
        ...(after ? [`is ${grantText(after)}`] : []),
        ...detailTexts(difference),
      ],
    },
  ];
}

function otherRow(wanted: 'provider' | 'guardrail'): (difference: TrustDifference) => readonly object[] {
  return (difference) => {
    if (difference.subject !== wanted) return [];
    const { subject: _, kind, ...rest } = difference;
    return [{ change: kind, ...rest }];
  };
}

function json(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}
