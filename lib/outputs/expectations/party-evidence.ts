/**
 * What is known of one party when its use is proposed, and how it is told in a line.
 */
import { isLive } from '../../findings/life-cycle';
import type { Surprise } from '../../findings/surprise';
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { History } from '../../history/history';
import type { SeenUse } from '../../history/seen-row';
import type { Finding } from '../../model/finding';
import { count } from '../words/count-words';
import type { OwnerOf } from './agreed-networks';
import { spanWords } from './sight-words';
import { edgesOf } from './sights';

/** All that is known of one party. */
export interface PartyEvidence {
  readonly graph: TrustGraph;
  readonly history: History;
  readonly ownerOf: OwnerOf;
  /** see `Proposal` */
  readonly cutoff: string;
  /** its ways in */
  readonly grants: readonly GrantEdge[];
  /** by role: in all calls, and in those that a grant permits today */
  readonly all: readonly SeenUse[];
  readonly permitted: readonly SeenUse[];
  readonly surprises: readonly Surprise[];
  readonly findings: readonly Finding[];
}

/** Such as `360 calls into 3 roles, 2026-10-25 to 2026-11-23`. */
export function factsOf(rows: readonly SeenUse[]): string {
  const entered = rows.filter(({ uses }) => uses.some(({ use }) => use.count > 0));
  const calls = edgesOf(entered).reduce((sum, { use }) => sum + use.count, 0);
  if (calls === 0) return 'no use seen';
  const firsts = entered.flatMap(({ first }) => first ?? []).sort();
  const lasts = entered.flatMap(({ last }) => last ?? []).sort();
  return `${count(calls, 'call')} into ${count(entered.length, 'role')}, ${spanWords(firsts[0] ?? '', lasts.at(-1) ?? '')}`;
}

/** Rules about what the fields of an entry say, and about the declaration that is being made. */
const TOLD_ELSEWHERE = [
  'unapproved-party-use',
  'sensitive-action-in-session',
  'use-being-learnt',
  'trust-unused',
];

/** Whether a finding is a reason to think twice before anything is agreed. */
export function isDoubt(finding: Finding): boolean {
  const { rule, severity } = finding;
  return (
    isLive(finding) &&
    severity !== 'info' &&
    !rule.startsWith('unexpected-') &&
    !TOLD_ELSEWHERE.includes(rule)
  );
}

/** Such as `high: TITLE (RULE)`. */
export function findingWords({ severity, rule, title }: Finding): string {
  return `${severity}: ${title} (${rule})`;
}
