/**
 * One concrete assume request: what the evaluator in `policy/` answers for, and what a witness is.
 */
import type { RoleArn } from './arn';
import type { AssumeCall } from './assume-call';
import type { Principal } from './principal';

export interface AssumeRequest {
  readonly call: AssumeCall;
  readonly role: RoleArn;
  readonly principal: Principal;
  /** the role's own tags, which `aws:ResourceTag/…` tests; absent when not known */
  readonly roleTags?: ReadonlyMap<string, string>;
  /**
   * Request context, by key in lower case. A key that is not in the map is absent from the request.
   * Keys that the principal itself implies (account, ARN, type …) are put in by `contextOf` in `policy/request`.
   */
  readonly context: ReadonlyMap<string, readonly string[]>;
}
