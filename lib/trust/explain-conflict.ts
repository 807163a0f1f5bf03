/**
 * Why a statement admits nobody, in a sentence. Values of conditions are never quoted: they may be secrets.
 */
import type { Caller } from '../model/caller';
import type { TrustRemarkKind } from '../model/grant';
import { contextKey } from '../policy/context-keys';
import { holdsPublicAddress } from '../policy/public-address';
import { whyNeverAssumes } from '../policy/request/never-assumes';
import type { Conflict } from './complete-request';
import { type Constraint, hasWildcard, type ValueConstraint } from './constraint';
import { kindsOf, type Way } from './way';

export interface Loss {
  readonly kind: TrustRemarkKind;
  readonly message: string;
  readonly raw?: string;
}

/** Explains what stands in the way. */
export function explainConflict({ key, why }: Conflict, { call, caller, constraints }: Way): Loss {
  if (why === 'never-assumes') return { kind: 'never-true', message: neverAssumes(caller) };
  const onKey = constraints.filter((each) => each.key === key);
  const name = (onKey[0]?.about ?? contextKey(key)).name;
  if (why === 'expired')
    return { kind: 'expired', message: `the time that \`${name}\` allows is over`, raw: name };
  return { kind: 'never-true', message: sentence(name, why, call, onKey), raw: name };
}

function neverAssumes(caller: Caller): string {
  const [reason] = kindsOf(caller).flatMap((kind) => whyNeverAssumes(kind) ?? []);
  return reason ?? 'such a principal never assumes a role';
}

function sentence(name: string, why: Conflict['why'], call: string, onKey: readonly Constraint[]): string {
  if (why === 'never-carried') {
    return `\`${name}\` is never in such an ${call} call, so its test cannot be met`;
  }
  const positive = onKey.filter((each): each is ValueConstraint => each.kind === 'value' && !each.negated);
  const literal = positive.find(
    ({ operator, values }) => !operator.takesWildcards && values.some(hasWildcard),
  );
  if (literal) {
    return `\`${literal.operator.name}\` takes the wildcard in a value of \`${name}\` as a plain character, which no request carries; \`StringLike\` may have been meant`;
  }
  if (name === 'aws:SourceIp' && positive.some(({ values }) => !values.some(holdsPublicAddress))) {
    return '`aws:SourceIp` holds public addresses only, and none of these is; addresses within a VPC are in `aws:VpcSourceIp`';
  }
  const isOfSession = ({ values }: ValueConstraint) =>
    values.some((value) => value.includes(':assumed-role/'));
  if (name === 'aws:PrincipalArn' && positive.some(isOfSession)) {
    return '`aws:PrincipalArn` holds the ARN of the role, never that of its session, so this test cannot be met';
  }
  return onKey.length > 1
    ? `the tests of \`${name}\` contradict one another`
    : `no request of this caller carries a \`${name}\` that meets the test`;
}
