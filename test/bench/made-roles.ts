/**
 * The roles of a made-up organization in memory, read from JSON as exports have it, and what is known around them.
 */

import { documentReader } from '../../lib/model/document-reader';
import { accountIdIn, organizationIdIn } from '../../lib/model/identifiers';
import { parseRole } from '../../lib/model/parse-role';
import type { ResourceControl } from '../../lib/model/resource-control';
import type { Role } from '../../lib/model/role';
import type { TrustKnowledge } from '../../lib/trust/way';
import { account, makeRole, ORGANIZATION } from './make-role';
import { startWatch, type Taken } from './stopwatch';

const ROLES_PER_ACCOUNT = 100;

export interface MadeRoles {
  readonly roles: readonly Role[];
  /** the trust policies as their JSON has them, by role ARN */
  readonly documents: ReadonlyMap<string, unknown>;
  readonly knowledge: TrustKnowledge & { readonly resourceControl: ResourceControl };
  /** of `JSON.parse` over all exports */
  readonly parsing: Taken;
  readonly megabytesOfJson: number;
}

/** Makes a number of roles that is a multiple of a hundred; `keep` keeps the documents. */
export function madeRoles(count: number, keep: 'roles' | 'documents'): MadeRoles {
  const accounts = count / ROLES_PER_ACCOUNT;
  const roles: Role[] = [];
  const documents = new Map<string, unknown>();
  const readTrust = documentReader();
  let bytes = 0;
  let parsing: Taken = { seconds: 0, processorSeconds: 0 };
  for (let n = 0; n < accounts; n += 1) {
    const home = { account: account(n), accounts };
    const made = [...Array(ROLES_PER_ACCOUNT).keys()].map((index) => makeRole(home, index));
    const json = JSON.stringify({ RoleDetailList: made }, undefined, 4);
    bytes += Buffer.byteLength(json);
    const taken = startWatch();
    const { RoleDetailList } = JSON.parse(json);
    const { seconds, processorSeconds } = taken();
    parsing = {
      seconds: parsing.seconds + seconds,
      processorSeconds: parsing.processorSeconds + processorSeconds,
    };
    for (const { Arn, AssumeRolePolicyDocument, Tags } of RoleDetailList) {
      // permissions play no part in who may enter
      const role = parseRole({ Arn, AssumeRolePolicyDocument, Tags }, Arn, readTrust);
      if (role.kind !== 'problem') roles.push(role.value.value);
      if (keep === 'documents') documents.set(Arn, AssumeRolePolicyDocument);
    }
  }
  const knowledge = knowledgeOf(accounts);
  return { roles, documents, knowledge, parsing, megabytesOfJson: bytes / 2 ** 20 };
}

function knowledgeOf(accounts: number): MadeRoles['knowledge'] {
  const ids = [...Array(accounts).keys()].flatMap((n) => accountIdIn(account(n)) ?? []);
  const id = organizationIdIn(ORGANIZATION);
  return {
    organization: {
      ...(id && { organization: { id } }),
      accounts: new Map(ids.map((each) => [each, { id: each }])),
    },
    asOf: '2026-11-24T00:00:00Z',
    principalsByUniqueId: new Map(),
    resourceControl: { kind: 'in-force', policies: [] },
  };
}
