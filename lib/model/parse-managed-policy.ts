/**
 * From one managed policy with its versions to a `ManagedPolicy`: the document that is in force.
 */
import { arnIn } from './arn';
import { parsePolicyDocument } from './parse-policy-document';
import { ok, type Parsed, problem } from './problem';
import { type RawFields, rawAt, rawFieldsIn, rawListAt, rawTextAt } from './raw-fields';
import type { ManagedPolicy } from './role';

/**
 * Reads a `ManagedPolicyDetail` of `GetAccountAuthorizationDetails`.
 *
 * @returns the policy's default version, or one of the problems `managed-policy-arn-invalid`,
 *   `managed-policy-version-missing` and those of `parsePolicyDocument`
 */
export function parseManagedPolicy(raw: unknown, at: string): Parsed<ManagedPolicy> {
  const fields = rawFieldsIn(raw);
  const arn = rawTextAt(fields, 'Arn');
  if (!fields || arn === undefined || arnIn(arn)?.resource.startsWith('policy/') !== true) {
    return problem(
      'managed-policy-arn-invalid',
      at,
      'expected a managed policy with its ARN',
      rawAt(fields, 'Arn'),
    );
  }
  const version = defaultVersion(fields);
  if (!version) {
    return problem('managed-policy-version-missing', arn, 'expected the default version of the policy');
  }
  const document = parsePolicyDocument(rawAt(version, 'Document'), arn);
  return document.kind === 'ok' ? ok({ arn, document: document.value }) : document;
}

function defaultVersion(fields: RawFields): RawFields | undefined {
  const versions = (rawListAt(fields, 'PolicyVersionList') ?? []).map(rawFieldsIn);
  const id = rawTextAt(fields, 'DefaultVersionId');
  return (
    versions.find((version) => rawAt(version, 'IsDefaultVersion') === true) ??
    versions.find((version) => id !== undefined && rawTextAt(version, 'VersionId') === id)
  );
}
