/**
 * One party as `expect init` proposes it: its accounts, and an entry for the roles of each name.
 */

import { successSpan } from '../../activity/observed-values';
import type { Use } from '../../activity/use';
import { groupedBy } from '../../findings/grouping';
import { isLive } from '../../findings/life-cycle';
import type { Surprise } from '../../findings/surprise';
import { isJudged } from '../../findings/ways-in';
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { History } from '../../history/history';
import type { SeenUse } from '../../history/seen-row';
import { useKey } from '../../history/usual-use';
import { type RoleArn, roleArnIn } from '../../model/arn';
import { compareText, earlierOf } from '../../model/compare-text';
import type { Finding } from '../../model/finding';
import { type AccountId, accountIdIn } from '../../model/identifiers';
import { catalogueAccountOf } from '../../parties/catalogue';
import type { Party } from '../../parties/party';
import { count } from '../words/count-words';
import type { OwnerOf } from './agreed-networks';
import type { ProposedAccount, ProposedEntry, ProposedParty } from './proposal';
import { proposeFields } from './propose-fields';
import { spanWords } from './sight-words';
import { edgesOf, type SeenGroup } from './sights';

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

/** Longest name that the format takes. */
const NAME_LENGTH = 500;

export function proposeParty(party: Party, evidence: PartyEvidence): ProposedParty {
  const review = doubtsOf(party, evidence);
  const accounts = accountsOf(evidence);
  const entries = entriesOf(party, evidence);
  const isNamed = party.namedBy === 'declared' || party.namedBy === 'catalogue';
  const hasName = party.name.trim() !== '' && party.name.length <= NAME_LENGTH;
  return {
    party,
    name: party.name,
    kind: party.kind === 'vendor' ? 'vendor' : 'partner',
    isAgreed:
      isNamed &&
      hasName &&
      !isUndeclaredAccount(party) &&
      party.lapsed === undefined &&
      accounts.some(({ isAgreed }) => isAgreed) &&
      entries.some(({ isAgreed }) => isAgreed),
    accounts,
    facts: factsOf(evidence.all),
    review,
    entries,
  };
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

/** A vendor's account that the declaration of that vendor does not hold. */
function isUndeclaredAccount({ id }: Party): boolean {
  return id.endsWith('/undeclared');
}

function doubtsOf(party: Party, { all, findings }: PartyEvidence): readonly string[] {
  const onward = all.filter(({ uses, sessions }) => uses.length === 0 && sessions.length > 0);
  return [
    ...(party.kind === 'unknown' ? ['nobody can name this account: find out whose it is'] : []),
    ...(isUndeclaredAccount(party) ? ['not among the accounts that are declared for it'] : []),
    ...(party.lapsed ? [`it was agreed until ${party.lapsed.expires ?? 'a day that has passed'}`] : []),
    ...(party.evidence === 'list' ? ['only a public list ties the account to this name'] : []),
    ...onward.map(
      ({ role, first = '', last = '' }) =>
        `its sessions went on to ${role} (${spanWords(first, last)}); nothing here agrees to that`,
    ),
    ...findings
      .filter(isDoubt)
      .filter(({ subject }) => roleArnIn(subject) === undefined)
      .map(findingWords),
  ];
}

/** Rules about what the fields of an entry say, and about the declaration that is being made. */
const TOLD_ELSEWHERE = [
  'unapproved-party-use',
  'sensitive-action-in-session',
  'use-being-learnt',
  'trust-unused',
];

function isDoubt(finding: Finding): boolean {
  const { rule, severity } = finding;
  return (
    isLive(finding) &&
    severity !== 'info' &&
    !rule.startsWith('unexpected-') &&
    !TOLD_ELSEWHERE.includes(rule)
  );
}

function findingWords({ severity, rule, title }: Finding): string {
  return `${severity}: ${title} (${rule})`;
}

function accountsOf({ grants, all, permitted, cutoff }: PartyEvidence): readonly ProposedAccount[] {
  const granted = grants.flatMap(({ grant: { caller } }) =>
    caller.kind === 'account' || caller.kind === 'principal' ? (caller.account ?? []) : [],
  );
  const users = (rows: readonly SeenUse[]) =>
    edgesOf(rows).flatMap(({ use }) =>
      use.caller.kind === 'aws' && use.caller.account !== undefined && use.count > 0
        ? [{ account: use.caller.account, first: firstSuccess(use) }]
        : [],
    );
  const since = new Map<AccountId, string>();
  for (const { account, first } of users(permitted)) {
    since.set(account, earlierOf(since.get(account) ?? first, first));
  }
  const ids = new Set([...granted, ...users(all).map(({ account }) => account)]);
  return [...ids].sort(compareText).map((id) => {
    const first = since.get(id);
    const catalogued = catalogueAccountOf(id);
    return {
      id,
      isAgreed: first !== undefined && first < cutoff,
      review: [
        ...(first === undefined ? ['no use of it seen that a way in permits'] : []),
        ...(first !== undefined && first >= cutoff ? [`first seen on ${first.slice(0, 10)}`] : []),
        ...(catalogued?.retired ? ['the vendor no longer names this account'] : []),
        ...(catalogued?.trust === 'not-principal' || catalogued?.trust === 'vendor-internal'
          ? ['not the account that the vendor tells customers to trust']
          : []),
      ],
    };
  });
}

/** Of the hours of the week none is ever left out. */
function firstSuccess({ hours, first }: Use): string {
  return hours.flatMap((hour) => successSpan(hour)?.first ?? []).sort()[0] ?? first;
}

/** Roles of one name that are doubted alike. */
interface RoleGroup {
  readonly roles: readonly [RoleArn, ...RoleArn[]];
  /** why nothing is agreed; absent where something is */
  readonly doubt?: string;
}

function entriesOf(party: Party, evidence: PartyEvidence): readonly ProposedEntry[] {
  return groupsOf(evidence).map(({ roles, doubt }) => {
    const names = new Set<string>(roles);
    const within = <Item extends { readonly role: string }>(items: readonly Item[]) =>
      items.filter(({ role }) => names.has(role));
    const group: SeenGroup = {
      all: within(evidence.all),
      permitted: within(evidence.permitted),
      surprises: within(evidence.surprises),
      cutoff: evidence.cutoff,
      firstEver: (aspect, value) =>
        roles
          .flatMap((role) => {
            const row = evidence.history.baseline.rows.get(useKey(party.id, role));
            return (
              row?.values.get(aspect)?.get(value)?.first ??
              row?.unlearnt?.get(aspect)?.get(value)?.first ??
              []
            );
          })
          .sort()[0],
    };
    const grants = within(evidence.grants);
    return {
      isAgreed: doubt === undefined,
      roles,
      facts: factsOf(group.all),
      review: [
        ...(doubt === undefined ? [] : [doubt]),
        ...powerOf(roles, evidence.graph),
        ...doubtsAbout(roles, evidence.findings),
      ],
      fields:
        doubt === undefined
          ? proposeFields({ group, grants, partyName: party.name, ownerOf: evidence.ownerOf })
          : [],
    };
  });
}

/** Sorted: what is agreed first, then by name. */
function groupsOf({ graph, grants, all, permitted, cutoff, history }: PartyEvidence): readonly RoleGroup[] {
  const allowed = new Map(permitted.map((row) => [row.role, row]));
  const used = all.filter(({ uses }) => uses.length > 0);
  const seen = new Map(used.map((row) => [row.role, row]));
  const arns = [
    ...new Set([...grants.map(({ role }) => role), ...used.flatMap(({ role }) => roleArnIn(role) ?? [])]),
  ];
  const doubtAbout = (arn: RoleArn): string | undefined => {
    const node = graph.roles.get(arn);
    if (/[*?]/.test(arn)) return 'its name holds a wildcard, so it cannot be declared';
    if (node === undefined) return 'the role was not read, so what lets it in is not known';
    const row = allowed.get(arn);
    if (!seen.has(arn)) {
      return graph.coverage.activity ? 'never used by it in what was read' : 'no CloudTrail was read';
    }
    if (row?.first === undefined || row.uses.every(({ use }) => use.count === 0)) {
      return 'no way in that stands today permits its use';
    }
    const since = history.baseline.rows.get(useKey(row.party, arn))?.since;
    return earlierOf(row.first, since ?? row.first) < cutoff ? undefined : 'first used in the last week';
  };
  const groups = groupedBy(
    arns
      .filter((arn) => {
        const node = graph.roles.get(arn);
        return node === undefined || isJudged(node.role);
      })
      .sort(compareText)
      .map((role) => ({ role, doubt: doubtAbout(role) })),
    ({ role, doubt }) => JSON.stringify([doubt ?? '', patternOf(role)]),
  );
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, of]) => {
      const [first, ...others] = of;
      if (first === undefined) return [];
      const roles: RoleGroup['roles'] = [first.role, ...others.map(({ role }) => role)];
      return { roles, ...(first.doubt !== undefined && { doubt: first.doubt }) };
    });
}

/** An ARN with its account left open. */
export function patternOf(role: RoleArn): string {
  return role.replace(/:\d{12}:/, ':*:');
}

/** The account in a role's ARN. */
export function accountOf(role: RoleArn): string {
  return accountIdIn(role.split(':')[4]) ?? '';
}

function powerOf(roles: readonly RoleArn[], graph: TrustGraph): readonly string[] {
  const tiers = roles.flatMap((role) => graph.roles.get(role)?.tier.tier ?? []);
  if (tiers.includes('admin')) return ['it administers the account'];
  return tiers.includes('escalation') ? ['it can gain administrator rights'] : [];
}

/** Findings told of one role each are told once, by what they have in common. */
function doubtsAbout(roles: readonly RoleArn[], findings: readonly Finding[]): readonly string[] {
  const names = new Set<string>(roles);
  const about = findings.filter(isDoubt).filter(({ subject }) => names.has(subject));
  return [...groupedBy(about, findingWords)].map(([words, of]) =>
    of.length === 1 || roles.length === 1 ? words : `${words}, in ${count(of.length, 'account')}`,
  );
}
