/**
 * From one user as IAM describes it to a `User`: needed to tell a live unique id from a deleted one.
 */
import { accountOfArn } from './arn';
import { uniqueIdIn } from './identifiers';
import { ok, type Parsed, problem } from './problem';
import { rawAt, rawFieldsIn, rawTextAt } from './raw-fields';
import type { User } from './role';

/** Reads a `UserDetail` or `User`; problem `user-invalid` where ARN or unique id is missing or malformed. */
export function parseUser(raw: unknown, at: string): Parsed<User> {
  const fields = rawFieldsIn(raw);
  const arn = rawTextAt(fields, 'Arn');
  const account = arn?.includes(':user/') ? accountOfArn(arn) : undefined;
  if (arn === undefined || account === undefined) {
    return problem('user-invalid', at, 'expected a user with its ARN', rawAt(fields, 'Arn'));
  }
  const uniqueId = uniqueIdIn(rawTextAt(fields, 'UserId'));
  return uniqueId
    ? ok({ arn, account, uniqueId })
    : problem('user-invalid', arn, 'expected a unique id such as `AIDA…`', rawAt(fields, 'UserId'));
}
