/**
 * One party as `expect init` proposes it: who it is, its accounts, what is doubtful about it, and its entries.
 */
import { successSpan } from '../../activity/observed-values';
import type { Use } from '../../activity/use';
import type { SeenUse } from '../../history/seen-row';
import { isCallerOf } from '../../history/seen-use';
import { useKey } from '../../history/usual-use';
import { roleArnIn } from '../../model/arn';
import { compareText, earlierOf } from '../../model/compare-text';
import type { AccountId } from '../../model/identifiers';
import { catalogueAccountOf } from '../../parties/catalogue';
import type { Party } from '../../parties/party';
import { factsOf, findingWords, isDoubt, type PartyEvidence } from './party-evidence';
import type { ProposedAccount, ProposedParty } from './proposal';
import { proposeEntries } from './propose-entries';
import { spanWords } from './sight-words';
import { edgesOf } from './sights';

/** Longest name that the format takes. */
const NAME_LENGTH = 500;

/** Nothing of it is agreed where nobody can name it, its approval ran out, or no role of it is. */
export function proposeParty(party: Party, evidence: PartyEvidence): ProposedParty {
  const review = doubtsOf(party, evidence);
  const accounts = accountsOf(evidence);
  const entries = proposeEntries(party, evidence);
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

function accountsOf(evidence: PartyEvidence): readonly ProposedAccount[] {
  const { grants, all, permitted, cutoff } = evidence;
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
    const known = since.get(account) ?? firstInHistory(account, evidence) ?? first;
    since.set(account, earlierOf(known, first));
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

/** When earlier runs first saw a caller of the account in roles that it uses now. */
function firstInHistory(account: AccountId, { permitted, history }: PartyEvidence): string | undefined {
  const rows = permitted.flatMap(({ party, role }) => history.baseline.rows.get(useKey(party, role)) ?? []);
  const callers = rows.flatMap(({ values }) => [...(values.get('caller') ?? [])]);
  return callers
    .filter(([caller]) => isCallerOf(caller, account))
    .map(([, { first }]) => first)
    .sort()[0];
}

/** Of the hours of the week none is ever left out. */
function firstSuccess({ hours, first }: Use): string {
  return hours.flatMap((hour) => successSpan(hour)?.first ?? []).sort()[0] ?? first;
}
