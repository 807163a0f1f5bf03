/**
 * From Organizations' answers about policies to an `OrganizationPolicy`.
 */
import type { OrganizationPolicy } from './organization';
import { parsePolicyDocument } from './parse-policy-document';
import { type Kept, ok, type Parsed, problem } from './problem';
import { rawAt, rawFieldsAt, rawFieldsIn, rawTextAt } from './raw-fields';

/**
 * Reads a `PolicySummary`, as lists have it, or the `Policy` of `DescribePolicy`: a summary with `Content`.
 *
 * @returns the policy with the problems of its document; undefined for a type that says nothing about trust (tags,
 *   backups …); problem `organization-policy-invalid` where id or type is missing
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_PolicySummary.html
 */
export function parseOrganizationPolicy(
  raw: unknown,
  at: string,
): Parsed<Kept<OrganizationPolicy> | undefined> {
  const fields = rawFieldsIn(raw);
  const summary = rawFieldsAt(fields, 'PolicySummary') ?? fields;
  const id = rawTextAt(summary, 'Id');
  const type = rawTextAt(summary, 'Type');
  if (!id || !type) {
    return problem(
      'organization-policy-invalid',
      at,
      'expected a policy with `Id` and `Type`',
      rawAt(summary, 'Id'),
    );
  }
  if (type !== 'SERVICE_CONTROL_POLICY' && type !== 'RESOURCE_CONTROL_POLICY') return ok(undefined);

  const name = rawTextAt(summary, 'Name');
  const policy: OrganizationPolicy = { id, type, ...(name && { name }) };
  const content = rawAt(fields, 'Content');
  if (content === undefined) return ok({ value: policy, problems: [] });
  const document = parsePolicyDocument(content, `${at} policy ${id}`);
  return document.kind === 'ok'
    ? ok({ value: { ...policy, document: document.value }, problems: [] })
    : ok({ value: policy, problems: [document.problem] });
}
