/**
 * A policy document as data: statements, elements and conditions, checked but not judged.
 *
 * Everything that IAM would refuse but old data and templates hold is kept: an element that we do not
 * know is named in `unknown`, so that judgement can say `undecided` and never "trusts nobody".
 */

/** One policy, of any kind: trust, identity, boundary, SCP, RCP. */
export interface PolicyDocument {
  /** absent means 2008-10-17, where `${…}` is plain text */
  readonly version: PolicyVersion;
  readonly statements: readonly Statement[];
}

export type PolicyVersion = '2008-10-17' | '2012-10-17';

export interface Statement {
  /** position in the document, from 0 */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly principal?: PrincipalElement;
  readonly notPrincipal?: PrincipalElement;
  /** as written: wildcards and letter case kept */
  readonly action?: readonly string[];
  readonly notAction?: readonly string[];
  readonly resource?: readonly string[];
  readonly notResource?: readonly string[];
  readonly conditions: readonly Condition[];
  /** what could not be read as part of the policy language, in words; non-empty makes the statement undecided */
  readonly unknown: readonly string[];
}

/** `"*"`, or pairs of principal type (`AWS`, `Service`, `Federated`, `CanonicalUser`) and value, as written. */
export type PrincipalElement =
  | { readonly kind: 'star' }
  | { readonly kind: 'entries'; readonly entries: readonly PrincipalEntry[] };

export interface PrincipalEntry {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly value: string;
}

/** One row of a condition block. Rows all hold; the values of one row are alternatives. */
export interface Condition {
  /** as written, such as `ForAnyValue:StringLikeIfExists` */
  readonly operator: string;
  /** as written; key names are case-insensitive */
  readonly key: string;
  readonly values: readonly string[];
}

/** How a statement is named to people and in the output: its Sid, else its index. */
export function statementName(statement: Statement): string {
  return statement.sid ?? String(statement.index);
}
