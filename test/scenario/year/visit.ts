/**
 * Visits: one party enters one role once, and what it does there.
 */

/** Accounts of the made-up organization. */
export const MANAGEMENT = '111122223333';
export const PRODUCTION = '444455556666';
export const DATA = '555566667777';
export const SANDBOX = '666677778888';
export const OUR_ACCOUNTS = [MANAGEMENT, PRODUCTION, DATA, SANDBOX];

/** A principal of another account, or a token of an identity provider. */
export type Visitor =
  | { readonly account: string; readonly principal: string }
  | { readonly provider: string; readonly subject: string };

export interface Visit {
  readonly by: Visitor;
  /** one of ours */
  readonly account: string;
  /** a name */
  readonly role: string;
  /** ISO 8601 */
  readonly time: string;
  readonly network: string;
  readonly agent: string;
  readonly region: string;
  readonly sessionName: string;
  readonly externalId?: string;
  readonly calls: readonly VisitCall[];
}

export interface VisitCall {
  /** such as `s3` */
  readonly service: string;
  readonly event: string;
  /** refused with it */
  readonly error?: string;
  readonly message?: string;
  readonly request?: object;
  readonly response?: object;
}
