/**
 * A first `trust-atlas.yaml`: what is agreed in force, everything else commented out under `review:`.
 *
 * Taking comment marks away from a block agrees to it: what is commented out is the same format.
 */
import { accountOfArn } from '../../model/arn';
import { count } from '../words/count-words';
import { expectationsHeader } from './expectations-header';
import type { Proposal, ProposedAccount, ProposedEntry, ProposedParty, UndeclarableParty } from './proposal';
import { patternOf } from './propose-entries';
import { fieldLines } from './render-field';
import { comment, commentedOut, quoted } from './yaml-text';

/** The file, in chunks. */
export function* renderExpectations(proposal: Proposal): Iterable<string> {
  const parties = proposal.parties.map((party) => partyLines(party, nextYear(proposal.asOf)));
  const marks = parties.flat().filter((line) => line.includes('# review:')).length;
  yield textOf(expectationsHeader(proposal, marks));
  const isEmpty = proposal.parties.every(({ isAgreed }) => !isAgreed);
  yield isEmpty ? 'parties: [] # take the brackets away where you take in a party below\n' : 'parties:\n';
  for (const lines of parties) yield `${textOf(lines)}\n`;
  yield textOf(undeclarableLines(proposal.undeclarable));
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** A day of a year without the leap day. */
function nextYear(asOf: string): string {
  return `${Number(asOf.slice(0, 4)) + 1}${asOf.slice(4, 10).replace('-02-29', '-02-28')}`;
}

const PARTY = '  ';

function partyLines(party: ProposedParty, inAYear: string): readonly string[] {
  const { isAgreed, review, facts, accounts, entries, kind, name } = party;
  const { owner, reason, expires } = party.party.declared ?? {};
  const body = [
    `${PARTY}- name: ${quoted(name)}`,
    `${PARTY}  kind: ${kind}`,
    `${PARTY}  accounts:`,
    ...accounts.flatMap((account) => accountLines(account, isAgreed)),
    owner === undefined
      ? `${PARTY}  # owner: who approved it and answers for it`
      : `${PARTY}  owner: ${quoted(owner)}`,
    reason === undefined
      ? `${PARTY}  # reason: what it has access for`
      : `${PARTY}  reason: ${quoted(reason)}`,
    expires === undefined
      ? `${PARTY}  # expires: the last day on which this holds, such as ${inAYear}`
      : `${PARTY}  expires: ${expires}`,
    ...(entries.some((entry) => entry.isAgreed) ? [`${PARTY}  expect:`] : [`${PARTY}  expect: []`]),
    ...entries.flatMap((entry) => entryLines(entry, facts)),
  ];
  return [
    `${PARTY}${comment(`${party.party.id}: ${facts}${sourceOf(party)}`)}`,
    ...review.map((doubt) => `${PARTY}${comment(`review: ${doubt}`)}`),
    ...(isAgreed ? body : commentedOut(body, PARTY)),
  ];
}

function sourceOf({ party }: ProposedParty): string {
  const [source] = party.sources;
  return party.namedBy === 'catalogue' && source !== undefined ? `; named by ${source}` : '';
}

const ACCOUNT = `${PARTY}    `;

/** A list must hold one at least: where the party is no more than proposed, all of its accounts are. */
function accountLines({ id, isAgreed, review }: ProposedAccount, isPartyAgreed: boolean): readonly string[] {
  const line = `${ACCOUNT}- ${quoted(id)}`;
  return [
    ...review.map((doubt) => `${ACCOUNT}${comment(`review: ${doubt}`)}`),
    ...(isAgreed || !isPartyAgreed ? [line] : commentedOut([line], ACCOUNT)),
  ];
}

const ENTRY = `${PARTY}    `;

/** Accounts of roles on one line, at most. */
const ON_A_LINE = 6;

function entryLines(
  { isAgreed, roles, facts, review, fields }: ProposedEntry,
  partyFacts: string,
): readonly string[] {
  const [first, ...others] = roles;
  const accounts = roles.map((role) => quoted(accountOfArn(role) ?? '*'));
  const head =
    others.length === 0
      ? [`${ENTRY}- roles: [${quoted(first)}]`]
      : [`${ENTRY}- roles: [${quoted(patternOf(first))}]`, ...roleAccountLines(accounts)];
  const body = [...head, ...fields.flatMap((field) => fieldLines(field, `${ENTRY}  `))];
  return [
    ...(isAgreed && facts !== partyFacts ? [`${ENTRY}${comment(facts)}`] : []),
    ...review.map((doubt) => `${ENTRY}${comment(`review: ${doubt}`)}`),
    ...(isAgreed ? body : commentedOut(body, ENTRY)),
  ];
}

/** A few on one line, many on one each. */
function roleAccountLines(accounts: readonly string[]): readonly string[] {
  if (accounts.length <= ON_A_LINE) return [`${ENTRY}  accounts: [${accounts.join(', ')}]`];
  return [`${ENTRY}  accounts:`, ...accounts.map((account) => `${ENTRY}    - ${account}`)];
}

function undeclarableLines(parties: readonly UndeclarableParty[]): readonly string[] {
  if (parties.length === 0) return [];
  return [
    comment('Others come in without an account that could be declared. What is usual of them decides:'),
    ...parties.map(({ party, roles, facts }) =>
      comment(`- ${party.name} (${party.id}): ${count(roles, 'role')}, ${facts}`),
    ),
  ];
}
