/**
 * From the caller of one call to the caller of a use: what varies from call to call is left out.
 */
import type { AssumptionCaller } from '../model/assumption';
import { tenantOfSubject } from './tenant-of-subject';
import type { UseCaller } from './use';

/** The caller without sessions, branches and commits. */
export function useCallerOf(caller: AssumptionCaller): UseCaller {
  switch (caller.kind) {
    case 'aws':
      return { kind: 'aws', account: caller.account, principalId: caller.principalId, arn: caller.arn };
    case 'oidc':
      return {
        kind: 'oidc',
        provider: caller.provider,
        issuer: caller.issuer,
        tenant: caller.audience ?? (caller.subject === undefined ? '' : tenantOfSubject(caller.subject)),
      };
    case 'saml':
    case 'service':
    case 'unknown':
      return caller;
  }
}

/**
 * What tells one caller from another. The two accounts' copies of an AWS caller agree on account and unique id,
 * so the ARN counts only where there is no unique id.
 */
export function keyOfCaller(caller: UseCaller): readonly string[] {
  switch (caller.kind) {
    case 'aws':
      return ['aws', caller.account ?? '', caller.principalId ?? caller.arn ?? ''];
    case 'saml':
      return ['saml', caller.provider ?? '', caller.subject ?? ''];
    case 'oidc':
      return ['oidc', caller.issuer, caller.tenant];
    case 'service':
      return ['service', caller.service];
    case 'unknown':
      return ['unknown'];
  }
}

/** `newer` with what only `older` knows, such as the ARN: two sights of one caller, equal in their keys. */
export function enrichUseCaller(newer: UseCaller, older: UseCaller): UseCaller {
  if (newer.kind === 'aws' && older.kind === 'aws') return { ...newer, arn: newer.arn ?? older.arn };
  if (newer.kind === 'oidc' && older.kind === 'oidc') {
    return { ...newer, provider: newer.provider ?? older.provider };
  }
  return newer;
}
