/**
 * Rule: the run did not see everything, so silence about the rest means nothing.
 */
import type { AccountCoverage, TrustGraph } from '../../graph/trust-graph';
import type { Severity } from '../../model/finding';
import type { Problem } from '../../model/problem';
import { boundedRows } from '../evidence';
import { groupedBy } from '../grouping';
import type { Rule, RuleHit } from '../rule';
import { cut } from '../title';

export const coverageGap: Rule = {
  id: 'coverage-gap',
  title: 'Something was not seen',
  severity:
    'Medium for accounts that were not read and for a missing account list; low for damaged data and old readings; info for what you chose to skip.',
  means: 'An account, the list of accounts, or a part of the data could not be read, or was left out.',
  matters:
    'The role that lets an intruder in may be in what was not seen. No finding there is not a clean account.',
  fix: 'Give the missing exports, or let the reader role into the account; correct the damaged file that the evidence names.',
  fine: 'For accounts left out on purpose. Suspended and closed accounts are not counted as gaps.',
  technique: ['T1199'],
  judge: (graph) => [
    ...accountGaps(graph),
    ...unreadAccounts(graph, 'not-read', 'medium'),
    ...unreadAccounts(graph, 'skipped', 'info'),
    ...missingAccountList(graph),
    ...problemGaps(graph),
  ],
};

const GONE = ['SUSPENDED', 'PENDING_CLOSURE', 'CLOSED'];

/** One for each account that was tried: its reason is its own. */
function accountGaps({ coverage }: TrustGraph): readonly RuleHit[] {
  return coverage.accounts.flatMap(({ id, state, reason, name }) => {
    if (state !== 'unreadable' && state !== 'stale') return [];
    return {
      subject: id,
      key: state,
      severity: state === 'stale' ? 'low' : 'medium',
      title:
        state === 'stale'
          ? `Account ${id} is shown as an earlier run saw it`
          : `Account ${id} could not be read`,
      evidence: [{ account: id, name: name ?? '', state, reason: reason ?? 'not told' }],
      remedy: 'Let the reader role into the account, or give an export of it, and scan again.',
    };
  });
}

/** One for all accounts that were not tried: an export of one account would otherwise drown in the rest. */
function unreadAccounts(
  graph: TrustGraph,
  state: AccountCoverage['state'],
  severity: Severity,
): readonly RuleHit[] {
  const unread = graph.coverage.accounts.filter(
    (account) => account.state === state && !isGone(account, graph),
  );
  if (unread.length === 0) return [];
  const verb = state === 'skipped' ? 'skipped' : 'not read';
  return [
    {
      subject: organizationOf(graph),
      key: state,
      severity,
      title: unread.length === 1 ? `One account was ${verb}` : `${unread.length} accounts were ${verb}`,
      evidence: boundedRows(
        unread.map(({ id, name, reason }) => ({ account: id, name: name ?? '', reason: reason ?? '' })),
      ),
      remedy: 'Give exports of these accounts, or let the reader role into them, and scan again.',
    },
  ];
}

function isGone({ id }: AccountCoverage, { accounts }: TrustGraph): boolean {
  return GONE.includes(accounts?.get(id)?.state ?? '');
}

function missingAccountList(graph: TrustGraph): readonly RuleHit[] {
  if (graph.accounts !== undefined) return [];
  return [
    {
      subject: organizationOf(graph),
      key: 'account-list',
      severity: 'medium',
      title: 'Without an account list, siblings cannot be told from strangers',
      evidence: graph.coverage.limits.map((limit) => ({ limit })),
      remedy:
        'Export the list with `aws organizations list-accounts`, and the organization with `aws organizations describe-organization`.',
    },
  ];
}

/** One for each kind of problem. */
function problemGaps(graph: TrustGraph): readonly RuleHit[] {
  return [...groupedBy(graph.coverage.problems, ({ code }) => code)].map(([code, problems]) => ({
    subject: organizationOf(graph),
    key: `problem:${code}`,
    severity: 'low',
    title:
      problems.length === 1
        ? `Not all could be read: ${cut(code, 60)}`
        : `Not all could be read: ${cut(code, 60)}, ${problems.length} times`,
    evidence: boundedRows(problems.map(problemRow)),
    remedy: 'Correct what the evidence names, and scan again.',
  }));
}

function problemRow({ code, at, message }: Problem) {
  return { problem: code, at, message };
}

function organizationOf({ organization }: TrustGraph): string {
  return organization?.id ?? 'organization';
}
