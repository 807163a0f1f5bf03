/**
 * Compares two states as a whole: trust, verdicts, parties and findings, and what cannot be compared.
 */
import type { RoleVerdict } from '../graph/trust-graph';
import { accountOfArn } from '../model/arn';
import { compareText } from '../model/compare-text';
import { SEVERITIES } from '../model/finding';
import { accountIdIn } from '../model/identifiers';
import { compareTrust } from './compare-trust';
import type { KnownFinding, KnownState } from './known-state';
import type { TrustComparison } from './trust-difference';

export interface StateComparison {
  /** ISO 8601 */
  readonly before: string;
  readonly after: string;
  readonly trust: TrustComparison;
  /** roles that both read, sorted by ARN; absent where a state does not keep verdicts */
  readonly verdicts?: readonly VerdictChange[];
  /** parties that have a way in now and had none, sorted by id; and the other way round */
  readonly cameIn: readonly string[];
  readonly wentOut: readonly string[];
  readonly findings: FindingChanges;
  /** names by party id, the later ones first */
  readonly parties: ReadonlyMap<string, string>;
}

export interface VerdictChange {
  /** ARN */
  readonly role: string;
  readonly before: RoleVerdict;
  readonly after: RoleVerdict;
}

/** Each sorted by severity, rule, subject and id. */
export interface FindingChanges {
  readonly opened: readonly KnownFinding[];
  readonly closed: readonly KnownFinding[];
  readonly worse: readonly SeverityChange[];
  readonly better: readonly SeverityChange[];
  /** not there any more, but the later run did not see what they are about */
  readonly cannotTell: readonly KnownFinding[];
}

export interface SeverityChange {
  readonly before: KnownFinding;
  readonly after: KnownFinding;
}

/** What is different in the later state, as far as both saw it. */
export function compareStates(before: KnownState, after: KnownState): StateComparison {
  const trust = compareTrust(before.trust, after.trust);
  const [then, now] = [partiesInside(before, trust), partiesInside(after, trust)];
  const verdicts = verdictChanges(before, after, trust);
  return {
    before: before.asOf,
    after: after.asOf,
    trust,
    ...(verdicts && { verdicts }),
    cameIn: [...now].filter((party) => !then.has(party)).sort(compareText),
    wentOut: [...then].filter((party) => !now.has(party)).sort(compareText),
    findings: findingChanges(before, after),
    parties: new Map([...before.parties, ...after.parties]),
  };
}

/** Parties with a way into an account that both states saw. */
function partiesInside({ trust }: KnownState, { gaps }: TrustComparison): ReadonlySet<string> {
  const left = new Set<string | undefined>(gaps.map(({ account }) => account));
  return new Set(trust.grants.filter(({ role }) => !left.has(accountOfArn(role))).map(({ party }) => party));
}

/** Where not everything was seen twice, only of roles whose trust changed: a verdict may hang on another account. */
function verdictChanges(
  before: KnownState,
  after: KnownState,
  { differences, gaps }: TrustComparison,
): readonly VerdictChange[] | undefined {
  if (before.verdicts === undefined || after.verdicts === undefined) return undefined;
  const now = after.verdicts;
  const changed = new Set(
    differences.flatMap((difference) => (difference.subject === 'grant' ? difference.role : [])),
  );
  return [...before.verdicts]
    .flatMap(([role, verdict]): readonly VerdictChange[] => {
      const current = now.get(role);
      const isSure = gaps.length === 0 || changed.has(role);
      return current === undefined || current === verdict || !isSure
        ? []
        : [{ role, before: verdict, after: current }];
    })
    .sort((a, b) => compareText(a.role, b.role));
}

function findingChanges(before: KnownState, after: KnownState): FindingChanges {
  const both = [...after.findings.values()].flatMap((finding): readonly SeverityChange[] => {
    const known = before.findings.get(finding.id);
    return known ? [{ before: known, after: finding }] : [];
  });
  const gone = [...before.findings.values()].filter(({ id }) => !after.findings.has(id));
  const isSeen = isSeenBy(before, after);
  const worsening = ({ before: then, after: now }: SeverityChange) => rank(then) - rank(now);
  const byLater = (a: SeverityChange, b: SeverityChange) => byRank(a.after, b.after);
  return {
    opened: [...after.findings.values()].filter(({ id }) => !before.findings.has(id)).sort(byRank),
    closed: gone.filter(isSeen).sort(byRank),
    worse: both.filter((change) => worsening(change) > 0).sort(byLater),
    better: both.filter((change) => worsening(change) < 0).sort(byLater),
    cannotTell: gone.filter((finding) => !isSeen(finding)).sort(byRank),
  };
}

/** Whether the later run saw what a finding is about: its account, and CloudTrail where the earlier one had it. */
function isSeenBy(before: KnownState, after: KnownState): (finding: KnownFinding) => boolean {
  const lost = new Set<string | undefined>(before.trust.accounts);
  for (const account of after.trust.accounts) lost.delete(account);
  const isBlind = before.watched && !after.watched;
  return ({ subject }) => !isBlind && !lost.has(accountIdIn(subject) ?? accountOfArn(subject));
}

function rank({ severity }: KnownFinding): number {
  return SEVERITIES.indexOf(severity);
}

function byRank(a: KnownFinding, b: KnownFinding): number {
  return (
    rank(a) - rank(b) ||
    compareText(a.rule, b.rule) ||
    compareText(a.subject, b.subject) ||
    compareText(a.id, b.id)
  );
}
