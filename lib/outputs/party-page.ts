/**
 * Parties by name, and what is known of one account, for a terminal.
 */
import type { EvidenceTier } from '../parties/catalogue';
import type { AccountDescription } from '../parties/describe-account';
import type { Party } from '../parties/party';
import { escapeText } from './escape';
import { type Column, inkFor, layOut, paragraph, type Screen } from './table/layout';

const COLUMNS: readonly Column[] = [
  { title: 'PARTY', share: 30 },
  { title: 'NAME', share: 28 },
  { title: 'ACCOUNTS', share: 30 },
  { title: 'NAMED BY', share: 12 },
];

const SHOWN_ACCOUNTS = 2;

const EVIDENCE: Readonly<Record<EvidenceTier, string>> = {
  vendor: "the vendor's own material",
  'third-party': "other people's public code",
  list: 'a public list only',
};

/** One line for each party, in the order given. */
export function renderParties(parties: readonly Party[], screen: Screen): string {
  const rows = parties.map(({ id, name, accounts, namedBy }) => {
    const more = accounts.length > SHOWN_ACCOUNTS ? ` +${accounts.length - SHOWN_ACCOUNTS}` : '';
    return [id, name, accounts.slice(0, SHOWN_ACCOUNTS).join(' ') + more, namedBy].map((text) => ({ text }));
  });
  return layOut(COLUMNS, rows, screen);
}

/** Whose an account is, by whom it was named, and how sure that is. */
export function renderAccount(description: AccountDescription, screen: Screen): string {
  const { account, party, external, ownAccount, declared, catalogued } = description;
  const facts = [
    external ? 'outside our organization, as far as its accounts are known' : 'our own',
    ...(ownAccount?.name === undefined ? [] : [`listed as ${ownAccount.name}`]),
    ...(declared ? [`declared as ${declared.kind}${declared.owner ? `, owner ${declared.owner}` : ''}`] : []),
    ...(catalogued ? catalogueFacts(catalogued) : []),
    ...(party.namedBy === 'none' ? ['no catalogue entry and no declaration: ask who opened the trust'] : []),
  ];
  const head = `${inkFor(screen).bold(`${account}  ${escapeText(party.name)}`)}  ${party.kind}\n`;
  const label = party.namedBy === 'catalogue' ? 'The name is a label: it clears nothing.\n' : '';
  return head + facts.map((fact) => paragraph(`- ${fact}`, screen, '  ')).join('') + label;
}

function catalogueFacts({ entry, account }: NonNullable<AccountDescription['catalogued']>): string[] {
  const { trust, partition, retired, evidence } = account;
  return [
    `in the catalogue as ${entry.name}${entry.kind === 'aws' ? ' (AWS itself)' : ''}, known by ${EVIDENCE[evidence]}, checked ${entry.checked}`,
    ...(trust ? [`customers name it as ${trust}`] : []),
    ...(partition ? [`partition ${partition}`] : []),
    ...(retired ? ['retired: no current material of the vendor names it'] : []),
    ...entry.sources,
  ];
}
