/**
 * Writes a made-up organization of any size to disk: its accounts and the authorization details of each, and its trail.
 *
 * Deterministic: the same sizes give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { account as accountId, makeRole, ORGANIZATION } from './make-role';
import { type TrailSize, writeTrail } from './make-trail';

export type EstateSize = TrailSize;

/** Writes exports and trail under `folder`, which need not exist. */
export function makeEstate(folder: string, size: EstateSize): void {
  writeExports(folder, size);
  writeTrail(folder, size);
}

/** Writes what is exported of Organizations and IAM. */
export function writeExports(folder: string, { accounts, rolesPerAccount }: EstateSize): void {
  const ids = [...Array(accounts).keys()].map(accountId);
  writeJson(join(folder, 'organizations/list-accounts.json'), {
    Accounts: ids.map((id) => ({
      Id: id,
      Arn: `arn:aws:organizations::${ids[0]}:account/${ORGANIZATION}/${id}`,
      Name: `account-${id}`,
      State: 'ACTIVE',
    })),
  });
  for (const account of ids) {
    writeJson(join(folder, `iam/${account}/get-account-authorization-details.json`), {
      UserDetailList: [],
      GroupDetailList: [],
      RoleDetailList: [...Array(rolesPerAccount).keys()].map((n) => makeRole({ account, accounts }, n)),
      Policies: [],
    });
  }
}

/** As the AWS CLI prints it. */
function writeJson(path: string, value: object): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(value, undefined, 4));
}
