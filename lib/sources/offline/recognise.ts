/**
 * What a parsed document of an export is, told by its content: from JSON to facts that still need checking.
 *
 * One row per call of the AWS command line, named by the field that its answer has. Names of files matter only
 * where an answer does not say whose it is.
 */
import type { AccountId } from '../../model/identifiers';
import {
  type RawFields,
  rawAt,
  rawFieldsAt,
  rawFieldsIn,
  rawListAt,
  rawTextAt,
} from '../../model/raw-fields';
import { hasTextForObjects, type Row, rowIn, rowsOfResultSet } from '../trail/query-results/json-rows';
import { isBesideCalls, unwrapRecord } from '../trail/unwrap-record';
import { hinted, type NameHints } from './name-hints';

/** One thing that an export says. `raw` is AWS's shape, for the parser of that kind. */
export type Fact =
  | { readonly kind: 'role'; readonly raw: unknown }
  | { readonly kind: 'user'; readonly raw: unknown }
  | { readonly kind: 'managed-policy'; readonly raw: unknown }
  | { readonly kind: 'provider'; readonly raw: unknown }
  /** the answer lacks the provider's ARN; `account` is the one that the file's name tells */
  | { readonly kind: 'oidc-detail'; readonly raw: unknown; readonly account?: AccountId }
  | { readonly kind: 'organization'; readonly raw: unknown }
  | { readonly kind: 'account'; readonly raw: unknown; readonly parent?: string }
  | { readonly kind: 'delegated-administrator'; readonly raw: unknown }
  | { readonly kind: 'root'; readonly raw: unknown }
  | { readonly kind: 'unit'; readonly raw: unknown; readonly parent?: string }
  /** one edge of the tree; undefined where the file's name should have told that end and does not */
  | { readonly kind: 'edge'; readonly child: string | undefined; readonly parent: string | undefined }
  /** `target` is the account, unit or root whose policies are listed */
  | { readonly kind: 'organization-policy'; readonly raw: unknown; readonly target?: string }
  | {
      /** what the policy is attached to was listed; the list may be empty */
      readonly kind: 'policy-target-list';
      readonly policy: string | undefined;
    }
  | {
      readonly kind: 'policy-target';
      readonly policy: string | undefined;
      readonly target: string | undefined;
    }
  /** the end of one answer, after its items: which list it was, and whether another page follows */
  | { readonly kind: 'page'; readonly list: PageList; readonly more: boolean; readonly account?: AccountId }
  /** a CloudTrail record, wrapped or not */
  | { readonly kind: 'record' }
  /** ours, but of no use: a group, an insight, a policy without its text */
  | { readonly kind: 'aside'; readonly what: 'trail' | 'detail' }
  /** one row of a query result that holds CloudTrail's events */
  | { readonly kind: 'row'; readonly row: Row };

/** Lists whose completeness matters. */
export type PageList =
  | 'roles'
  | 'users'
  | 'saml-providers'
  | 'oidc-providers'
  | 'accounts'
  | 'accounts-of-parent'
  | 'policies-of-target'
  | 'records'
  | 'rows'
  | 'other';

/** Lists that may be too large to hold: the splitter hands out their items one by one. */
export const STREAMED_LISTS: ReadonlySet<string> = new Set([
  'Records',
  'Events',
  'QueryResultRows',
  'RoleDetailList',
  'UserDetailList',
  'GroupDetailList',
  'Policies',
  'Roles',
  'Users',
  'Accounts',
]);

/** What one item of a streamed list is; undefined where it is nothing we know. */
export function recogniseItem(list: string, raw: unknown, hints: NameHints): Fact | undefined {
  switch (list) {
    case 'RoleDetailList':
    case 'Roles':
      return { kind: 'role', raw };
    case 'UserDetailList':
    case 'Users':
      return { kind: 'user', raw };
    case 'GroupDetailList':
      return { kind: 'aside', what: 'detail' };
    case 'Policies':
      return listedPolicy(raw, hints);
    case 'Accounts': {
      const parent = parentOfAccounts(hints);
      return { kind: 'account', raw, ...(parent && { parent }) };
    }
    default:
      return recordFact(raw);
  }
}

/**
 * What a document says, without the items of its streamed lists, which stand empty in it.
 * Empty where it is nothing we know.
 */
export function recogniseDocument(raw: unknown, hints: NameHints): readonly Fact[] {
  const fields = rawFieldsIn(raw);
  if (!fields) return [];
  const record = recordFact(raw);
  if (record) return [record];
  return ANSWERS.filter(([name]) => Object.hasOwn(fields, name)).flatMap(([name, read]) =>
    read(rawAt(fields, name), fields, hints),
  );
}

type Answer = readonly [
  field: string,
  read: (value: unknown, fields: RawFields, hints: NameHints) => readonly Fact[],
];

const ANSWERS: readonly Answer[] = [
  // get-account-authorization-details
  ['RoleDetailList', (_, fields, hints) => [page('roles', fields, hints)]],
  ['UserDetailList', (_, fields, hints) => [page('users', fields, hints)]],
  ['GroupDetailList', (_, fields, hints) => [page('other', fields, hints)]],
  // iam
  ['Roles', (_, fields, hints) => [page('roles', fields, hints)]],
  ['Users', (_, fields, hints) => [page('users', fields, hints)]],
  ['Role', (raw) => (rawTextAt(rawFieldsIn(raw), 'Arn') ? [{ kind: 'role', raw }] : [])],
  ['User', (raw) => (rawTextAt(rawFieldsIn(raw), 'Arn') ? [{ kind: 'user', raw }] : [])],
  ['AssumeRolePolicyDocument', (_, raw) => [{ kind: 'role', raw }]], // a role taken out of its answer
  ['SAMLProviderList', (list, fields, hints) => [...providers(list), page('saml-providers', fields, hints)]],
  [
    'OpenIDConnectProviderList',
    (list, fields, hints) => [...providers(list), page('oidc-providers', fields, hints)],
  ],
  ['SAMLMetadataDocument', () => [{ kind: 'aside', what: 'detail' }]],
  ['ThumbprintList', (_, raw, hints) => oidcDetail(raw, hints)],
  // organizations
  ['Organization', (raw) => [{ kind: 'organization', raw }]],
  [
    'Accounts',
    (_, fields, hints) => [page(isOfParent(hints) ? 'accounts-of-parent' : 'accounts', fields, hints)],
  ],
  ['Account', (raw) => (rawFieldsIn(raw) ? [{ kind: 'account', raw }] : [])],
  [
    'DelegatedAdministrators',
    (list, fields, hints) => [
      ...itemsOf(list).map((raw): Fact => ({ kind: 'delegated-administrator', raw })),
      page('other', fields, hints),
    ],
  ],
  ['Roots', (list) => itemsOf(list).map((raw): Fact => ({ kind: 'root', raw }))],
  ['OrganizationalUnits', (list, _, hints) => itemsOf(list).map((raw) => unit(raw, parentHinted(hints)))],
  ['OrganizationalUnit', (raw) => [unit(raw, undefined)]],
  ['Parents', (list, _, hints) => itemsOf(list).map((raw) => edge(childHinted(hints), idOf(raw)))],
  ['Children', (list, _, hints) => itemsOf(list).map((raw) => edge(idOf(raw), parentHinted(hints)))],
  [
    'Policies',
    (_, fields, hints) => [page(isOfTarget(hints) ? 'policies-of-target' : 'other', fields, hints)],
  ],
  ['Policy', (raw) => describedPolicy(raw)],
  [
    'Targets',
    (list, _, hints) => [
      { kind: 'policy-target-list', policy: hinted(hints, 'policy') },
      ...itemsOf(list).map((raw) => policyTarget(raw, hints)),
    ],
  ],
  // cloudtrail
  ['Records', (list, fields, hints) => listPage(list, 'records', fields, hints)],
  ['Events', (list, fields, hints) => listPage(list, 'records', fields, hints)],
  ['digestStartTime', () => [{ kind: 'aside', what: 'trail' }]],
  ['QueryResultRows', (list, fields, hints) => listPage(list, 'rows', fields, hints)],
  ['ResultSet', (raw, fields, hints) => resultSet(raw, fields, hints)],
];

function resultSet(raw: unknown, fields: RawFields, hints: NameHints): readonly Fact[] {
  const rows = rowsOfResultSet(raw);
  return rows ? [...rows.map((row): Fact => ({ kind: 'row', row })), page('rows', fields, hints)] : [];
}

/** A record, or a row of a query result, whose nested columns are text even where it looks like a record. */
function recordFact(raw: unknown): Fact | undefined {
  if (isBesideCalls(raw)) return { kind: 'aside', what: 'trail' };
  if (unwrapRecord(raw) !== undefined && !hasTextForObjects(raw)) return { kind: 'record' };
  const row = rowIn(raw);
  return row && { kind: 'row', row };
}

/** IAM marks a page that is not the last by `IsTruncated`, Organizations and the command line by a token. */
function page(list: PageList, fields: RawFields, hints: NameHints): Fact {
  const more = rawAt(fields, 'IsTruncated') === true || rawTextAt(fields, 'NextToken') !== undefined;
  const account = hinted(hints, 'account');
  return { kind: 'page', list, more, ...(account && { account }) };
}

/** Nothing we know where the list is none. */
function listPage(raw: unknown, list: PageList, fields: RawFields, hints: NameHints): readonly Fact[] {
  return Array.isArray(raw) ? [page(list, fields, hints)] : [];
}

/** IAM and Organizations both answer with `Policies`. */
function listedPolicy(raw: unknown, hints: NameHints): Fact | undefined {
  const fields = rawFieldsIn(raw);
  if (rawListAt(fields, 'PolicyVersionList')) return { kind: 'managed-policy', raw };
  if (rawTextAt(fields, 'PolicyId')) return { kind: 'aside', what: 'detail' };
  if (rawTextAt(fields, 'Id') === undefined) return undefined;
  const target = isOfTarget(hints) ? targetHinted(hints) : undefined;
  return { kind: 'organization-policy', raw, ...(target && { target }) };
}

function describedPolicy(raw: unknown): readonly Fact[] {
  const fields = rawFieldsIn(raw);
  if (rawFieldsAt(fields, 'PolicySummary')) return [{ kind: 'organization-policy', raw }];
  return rawTextAt(fields, 'PolicyId') ? [{ kind: 'aside', what: 'detail' }] : [];
}

function policyTarget(raw: unknown, hints: NameHints): Fact {
  return {
    kind: 'policy-target',
    policy: hinted(hints, 'policy'),
    target: rawTextAt(rawFieldsIn(raw), 'TargetId'),
  };
}

function providers(list: unknown): readonly Fact[] {
  return itemsOf(list).map((raw) => ({ kind: 'provider', raw }));
}

function oidcDetail(raw: RawFields, hints: NameHints): readonly Fact[] {
  if (!Object.hasOwn(raw, 'Url')) return [];
  const account = hinted(hints, 'account');
  return [{ kind: 'oidc-detail', raw, ...(account && { account }) }];
}

function unit(raw: unknown, parent: string | undefined): Fact {
  return { kind: 'unit', raw, ...(parent && { parent }) };
}

function edge(child: string | undefined, parent: string | undefined): Fact {
  return { kind: 'edge', child, parent };
}

function idOf(raw: unknown): string | undefined {
  return rawTextAt(rawFieldsIn(raw), 'Id');
}

function itemsOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function childHinted({ file, folder }: NameHints): string | undefined {
  return file.unit ?? file.account ?? folder.unit ?? folder.account;
}

function parentHinted({ file, folder }: NameHints): string | undefined {
  return file.unit ?? file.root ?? folder.unit ?? folder.root;
}

function targetHinted({ file, folder }: NameHints): string | undefined {
  return file.unit ?? file.root ?? file.account ?? folder.unit ?? folder.root ?? folder.account;
}

/**
 * `list-accounts-for-parent` answers like `list-accounts`, `list-policies-for-target` like `list-policies`. An id
 * in the name is not enough: people also write down from which account they listed everything.
 */
function isOfParent({ words, file }: NameHints): boolean {
  return /for[-_]?parent/.test(words) || file.unit !== undefined || file.root !== undefined;
}

function isOfTarget({ words, file }: NameHints): boolean {
  return /for[-_]?target/.test(words) || file.unit !== undefined || file.root !== undefined;
}

function parentOfAccounts(hints: NameHints): string | undefined {
  return isOfParent(hints) ? parentHinted(hints) : undefined;
}
