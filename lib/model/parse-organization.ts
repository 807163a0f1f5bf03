/**
 * From `DescribeOrganization` to an `Organization`.
 */
import { accountIdIn, organizationIdIn } from './identifiers';
import type { Organization } from './organization';
import { ok, type Parsed, problem } from './problem';
import { rawAt, rawFieldsIn, rawTextAt } from './raw-fields';

/** Reads one `Organization`; problem `organization-id-invalid` where its id has another form than `o-…`. */
export function parseOrganization(raw: unknown, at: string): Parsed<Organization> {
  const fields = rawFieldsIn(raw);
  const id = organizationIdIn(rawTextAt(fields, 'Id'));
  if (!id) {
    return problem(
      'organization-id-invalid',
      at,
      'expected an organization id such as `o-…`',
      rawAt(fields, 'Id'),
    );
  }
  const managementAccountId = accountIdIn(
    rawTextAt(fields, 'MasterAccountId') ?? rawTextAt(fields, 'ManagementAccountId'),
  );
  return ok({ id, ...(managementAccountId && { managementAccountId }) });
}
