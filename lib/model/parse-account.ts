/**
 * From one account as Organizations describes it to an `Account`.
 */
import { accountOfArn } from './arn';
import { accountIdIn, type OrganizationId, organizationIdIn, parseAccountId } from './identifiers';
import type { Account, AccountState, Organization } from './organization';
import { ok, type Parsed } from './problem';
import { rawAt, rawFieldsIn, rawTextAt, rawTextsAt } from './raw-fields';

const STATES: readonly AccountState[] = [
  'PENDING_ACTIVATION',
  'ACTIVE',
  'SUSPENDED',
  'PENDING_CLOSURE',
  'CLOSED',
];

/**
 * Reads one `Account`; problem `account-id-invalid` where its id is not 12 digits.
 * `State` goes before the older `Status`; a state that we do not know stays absent.
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
 */
export function parseAccount(raw: unknown, at: string): Parsed<Account> {
  const fields = rawFieldsIn(raw);
  const id = parseAccountId(rawAt(fields, 'Id'), at);
  if (id.kind === 'problem') return id;
  const name = rawTextAt(fields, 'Name');
  const written = rawTextAt(fields, 'State') ?? rawTextAt(fields, 'Status');
  const state = STATES.find((known) => known === written);
  const paths = rawTextsAt(fields, 'Paths')?.map(unitPath);
  return ok({
    id: id.value,
    ...(name && { name }),
    ...(state && { state }),
    ...(paths && paths.length > 0 && { paths }),
  });
}

/**
 * The path without the account that it may end with: `aws:PrincipalOrgPaths` ends with the unit.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgpaths
 */
function unitPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  if (accountIdIn(parts.at(-1))) parts.pop();
  return `${parts.join('/')}/`;
}

/**
 * The organization that an Organizations ARN names: `arn:aws:organizations::MANAGEMENT:account/o-…/ID` and its
 * like for units, roots and policies. Undefined for any other ARN, AWS's own policies included.
 */
export function organizationOfArn(arn: string | undefined): Organization | undefined {
  if (!arn?.includes(':organizations:')) return undefined;
  const id: OrganizationId | undefined = organizationIdIn(arn.split(':', 6)[5]?.split('/')[1]);
  const managementAccountId = accountOfArn(arn);
  return id && { id, ...(managementAccountId && { managementAccountId }) };
}
