/**
 * From one role as IAM describes it to a `Role`, whichever call the answer came from.
 *
 * The answers differ: `GetAccountAuthorizationDetails` has permissions and no session duration, `ListRoles` has
 * neither tags nor last use, `GetRole` has no permissions. What an answer lacks stays absent.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
 */
import { accountOfArn, nameOfArn, type RoleArn, roleArnIn } from './arn';
import { uniqueIdIn } from './identifiers';
import { parsePolicyDocument } from './parse-policy-document';
import { type Kept, ok, type Parsed, type Problem, problem, problemOf } from './problem';
import { type RawFields, rawAt, rawFieldsAt, rawFieldsIn, rawListAt, rawTextAt } from './raw-fields';
import type { NamedPolicy, Role, RolePermissions, TrustSource } from './role';
import { parseTags } from './tags';
import { timestampIn } from './timestamp';

/**
 * Reads one role.
 *
 * A role whose trust policy is missing or no policy is kept, as unreadable: it must not look like a role that
 * trusts nobody. Only a role without a valid ARN is refused, because nothing can be said of it.
 *
 * @param raw a `RoleDetail` or `Role`
 * @param at  where it was read; problems inside the role name its ARN instead
 * @param readTrust reads the trust policy; a `documentReader` shares equal ones between roles
 * @returns   the role with the problems of its parts, or the problem `role-arn-invalid`
 */
export function parseRole(raw: unknown, at: string, readTrust = parsePolicyDocument): Parsed<Kept<Role>> {
  const fields = rawFieldsIn(raw);
  const arn = roleArnIn(rawTextAt(fields, 'Arn'));
  const account = arn && accountOfArn(arn);
  if (!fields || !arn || !account) {
    return problem('role-arn-invalid', at, 'expected a role with its ARN', rawAt(fields, 'Arn'));
  }

  const problems: Problem[] = [];
  const trust = trustIn(fields, arn, readTrust);
  if (trust.kind === 'unreadable') problems.push(trust.problem);
  const roleId = rawAt(fields, 'RoleId');
  const uniqueId = typeof roleId === 'string' ? uniqueIdIn(roleId) : undefined;
  if (roleId !== undefined && uniqueId === undefined) {
    problems.push(problemOf('role-id-invalid', arn, 'expected a unique id such as `AROA…`', roleId));
  }
  const permissions = permissionsIn(fields, arn, problems);
  const boundary = rawTextAt(rawFieldsAt(fields, 'PermissionsBoundary'), 'PermissionsBoundaryArn');
  const created = timestampIn(rawAt(fields, 'CreateDate'));
  const lastUsed = lastUseIn(fields);
  const duration = rawAt(fields, 'MaxSessionDuration');
  const tags = rawAt(fields, 'Tags');
  return ok({
    value: {
      arn,
      account,
      path: pathOfArn(arn),
      name: nameOfArn(arn),
      ...(uniqueId && { uniqueId }),
      trust,
      ...(permissions && { permissions }),
      ...(boundary && { boundary }),
      ...(tags !== undefined && { tags: parseTags(tags) }),
      ...(created && { created }),
      ...(lastUsed && { lastUsed }),
      ...(typeof duration === 'number' && { maxSessionDuration: duration }),
    },
    problems,
  });
}

/** `/` or `/team/`: the part of the ARN between `role` and the name. */
function pathOfArn(arn: RoleArn): string {
  const resource = arn.slice(arn.indexOf(':role/') + ':role'.length);
  return resource.slice(0, resource.lastIndexOf('/') + 1);
}

function trustIn(fields: RawFields, arn: RoleArn, readTrust: typeof parsePolicyDocument): TrustSource {
  const raw = rawAt(fields, 'AssumeRolePolicyDocument');
  if (raw === undefined || raw === null || raw === '') {
    const missing = problemOf('trust-policy-missing', arn, 'expected a trust policy, found none');
    return { kind: 'unreadable', problem: missing };
  }
  const parsed = readTrust(raw, arn);
  return parsed.kind === 'ok'
    ? { kind: 'policy', document: parsed.value }
    : { kind: 'unreadable', problem: parsed.problem };
}

/** Absent where the answer has no such lists, which is not the same as a role that may do nothing. */
function permissionsIn(fields: RawFields, arn: RoleArn, problems: Problem[]): RolePermissions | undefined {
  const inline = rawListAt(fields, 'RolePolicyList');
  const attached = rawListAt(fields, 'AttachedManagedPolicies');
  if (!inline && !attached) return undefined;
  return {
    inline: (inline ?? []).map((each) => inlinePolicyIn(rawFieldsIn(each), arn, problems)),
    attached: (attached ?? [])
      .map((each) => rawTextAt(rawFieldsIn(each), 'PolicyArn'))
      .filter((policy) => policy !== undefined),
  };
}

function inlinePolicyIn(fields: RawFields | undefined, arn: RoleArn, problems: Problem[]): NamedPolicy {
  const name = rawTextAt(fields, 'PolicyName') ?? '';
  const parsed = parsePolicyDocument(rawAt(fields, 'PolicyDocument'), `${arn} inline policy ${name}`);
  if (parsed.kind === 'ok') return { name, document: parsed.value };
  problems.push(parsed.problem);
  return { name };
}

/**
 * IAM sends an empty `RoleLastUsed` for a role that nobody used in the tracked 400 days; `ListRoles` sends none.
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleLastUsed.html
 */
function lastUseIn(fields: RawFields): string | undefined {
  const use = rawFieldsAt(fields, 'RoleLastUsed');
  if (!use) return undefined;
  const date = rawAt(use, 'LastUsedDate');
  return date === undefined || date === null ? 'never' : timestampIn(date);
}
