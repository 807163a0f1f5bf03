/**
 * The file of `expect init` as a team keeps it: its offer of `asn:` is taken for the party whose pool rolls,
 * and what suppliers announce is written in before it comes.
 */
import { type AccountId, accountIdIn } from '../../../lib/model/identifiers';
import type { DeclaredParty, DeclaredUse, Expectations } from '../../../lib/parties/declaration';
import type { Day } from './calendar';
import { OWN_POOL } from './network-owners';
import { roleArn } from './records';
import { ACCOUNTS, EXTENDED_ON, monitoringRole, RENAMED_ON, REWRITTEN_ON } from './suppliers';
import { PRODUCTION } from './visit';

interface Edit {
  readonly from: number;
  readonly account: string;
  readonly change: (use: DeclaredUse) => DeclaredUse;
}

const EDITS: readonly Edit[] = [
  { from: 0, account: ACCOUNTS.monitoring, change: (use) => ({ ...use, networks: [`asn:${OWN_POOL}`] }) },
  {
    from: RENAMED_ON,
    account: ACCOUNTS.monitoring,
    change: (use) => ({
      ...use,
      roles: [...(use.roles ?? []), roleArn(PRODUCTION, monitoringRole(PRODUCTION, { number: RENAMED_ON }))],
    }),
  },
  {
    from: EXTENDED_ON,
    account: ACCOUNTS.cost,
    change: (use) => ({ ...use, regions: [...(use.regions ?? []), 'eu-west-1'] }),
  },
  {
    from: REWRITTEN_ON,
    account: ACCOUNTS.scanner,
    change: (use) => ({ ...use, userAgents: [...(use.userAgents ?? []), 'aws-sdk-go-v2/*'] }),
  },
];

export function keptOn({ number }: Day, expectations: Expectations): Expectations {
  return { ...expectations, parties: expectations.parties.map((party) => keptParty(party, number)) };
}

function keptParty(party: DeclaredParty, day: number): DeclaredParty {
  const edits = EDITS.filter(({ from, account }) => day >= from && isOf(party, accountIdIn(account)));
  return {
    ...party,
    expect: party.expect.map((use) => edits.reduce((edited, { change }) => change(edited), use)),
  };
}

function isOf({ accounts }: DeclaredParty, account: AccountId | undefined): boolean {
  return account !== undefined && accounts.includes(account);
}
