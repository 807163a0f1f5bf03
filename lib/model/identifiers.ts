/**
 * Identifiers that must not be swapped by mistake: account, organization, unit and unique ids.
 *
 * Account ids are text: 25 known vendors have ids that start with 0, which a number would lose.
 */
import { ok, type Parsed, problem } from './problem';

declare const brand: unique symbol;

/** 12 digits. Made only by `parseAccountId` and `accountIdIn`. */
export type AccountId = string & { readonly [brand]: 'account' };

/** `o-` and 10 to 32 lower-case letters or digits. */
export type OrganizationId = string & { readonly [brand]: 'organization' };

/** IAM's id of a role (`AROA…`) or user (`AIDA…`): never reused, survives a change of name in no way. */
export type UniqueId = string & { readonly [brand]: 'unique-id' };

const ACCOUNT = /^\d{12}$/;
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const UNIQUE = /^A(?:RO|ID)A[A-Z0-9]{4,124}$/;

/** Reads one account id; problem `account-id-invalid` where it is not 12 digits of text. */
export function parseAccountId(raw: unknown, at: string): Parsed<AccountId> {
  return typeof raw === 'string' && ACCOUNT.test(raw)
    ? ok(raw as AccountId)
    : problem('account-id-invalid', at, 'expected an account id of 12 digits', raw);
}

/** The text as an account id, or undefined where it is not 12 digits. */
export function accountIdIn(text: string | undefined): AccountId | undefined {
  return text !== undefined && ACCOUNT.test(text) ? (text as AccountId) : undefined;
}

/** The text as an organization id, or undefined where it has another form. */
export function organizationIdIn(text: string | undefined): OrganizationId | undefined {
  return text !== undefined && ORGANIZATION.test(text) ? (text as OrganizationId) : undefined;
}

/**
 * The text as the unique id of a role or user, or undefined.
 * A session's `AROA…:name` is not one: cut at the colon first.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function uniqueIdIn(text: string | undefined): UniqueId | undefined {
  return text !== undefined && UNIQUE.test(text) ? (text as UniqueId) : undefined;
}
