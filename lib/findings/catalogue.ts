/**
 * The catalogue: every rule, in the order in which people read about them.
 */
import type { Rule } from './rule';
import { anyoneCanEnter } from './rules/anyone-can-enter';
import { assumeRoleRefused } from './rules/assume-role-refused';
import { cognitoAnyPool } from './rules/cognito-any-pool';
import { cognitoGuests } from './rules/cognito-guests';
import { coverageGap } from './rules/coverage-gap';
import { deletedPrincipal } from './rules/deleted-principal';
import { dormantTrustWoke } from './rules/dormant-trust-woke';
import { expiredApprovalUsed } from './rules/expired-approval-used';
import { externalIdMissing } from './rules/external-id-missing';
import { externalIdNotSent } from './rules/external-id-not-sent';
import { externalIdWeak } from './rules/external-id-weak';
import { guardrailRemoved } from './rules/guardrail-removed';
import { identityProviderMissing } from './rules/identity-provider-missing';
import { mfaNotEnforced } from './rules/mfa-not-enforced';
import { oidcAudienceMissing } from './rules/oidc-audience-missing';
import { oidcLookalikePattern } from './rules/oidc-lookalike-pattern';
import { oidcOrganizationWide } from './rules/oidc-organization-wide';
import { oidcTenantOpen } from './rules/oidc-tenant-open';
import { providerChanged } from './rules/provider-changed';
import { roleCreatedForOutsider } from './rules/role-created-for-outsider';
import { rolesAnywhereAnyCertificate } from './rules/roles-anywhere-any-certificate';
import { samlAudienceMissing } from './rules/saml-audience-missing';
import { sensitiveActionInSession } from './rules/sensitive-action-in-session';
import { sessionChained } from './rules/session-chained';
import { trustAdded } from './rules/trust-added';
import { trustDormant } from './rules/trust-dormant';
import { trustNarrowed } from './rules/trust-narrowed';
import { trustNeverTrue } from './rules/trust-never-true';
import { trustRemoved } from './rules/trust-removed';
import { trustUndecided } from './rules/trust-undecided';
import { trustUnused } from './rules/trust-unused';
import { trustWidened } from './rules/trust-widened';
import { unapprovedPartyUse } from './rules/unapproved-party-use';
import { unexpectedAgent } from './rules/unexpected-agent';
import { unexpectedCaller } from './rules/unexpected-caller';
import { unexpectedHour } from './rules/unexpected-hour';
import { unexpectedNetwork } from './rules/unexpected-network';
import { unexpectedRate } from './rules/unexpected-rate';
import { unexpectedRegion } from './rules/unexpected-region';
import { unexpectedRole } from './rules/unexpected-role';
import { unexpectedSessionName } from './rules/unexpected-session-name';
import { unknownAccountTrusted } from './rules/unknown-account-trusted';
import { useBeingLearnt } from './rules/use-being-learnt';
import { useNotPermittedNow } from './rules/use-not-permitted-now';
import { wholeAccountTrusted } from './rules/whole-account-trusted';

/** Who gets in, what guards them, what is dead, who did, and what was not seen. */
export const RULES: readonly Rule[] = [
  anyoneCanEnter,
  unknownAccountTrusted,
  externalIdMissing,
  externalIdWeak,
  oidcTenantOpen,
  oidcOrganizationWide,
  oidcLookalikePattern,
  oidcAudienceMissing,
  cognitoAnyPool,
  cognitoGuests,
  samlAudienceMissing,
  rolesAnywhereAnyCertificate,
  mfaNotEnforced,
  wholeAccountTrusted,
  deletedPrincipal,
  identityProviderMissing,
  trustNeverTrue,
  trustUnused,
  trustDormant,
  useNotPermittedNow,
  unexpectedCaller,
  unexpectedRole,
  unexpectedNetwork,
  unexpectedRegion,
  unexpectedAgent,
  unexpectedSessionName,
  unexpectedHour,
  unexpectedRate,
  useBeingLearnt,
  unapprovedPartyUse,
  expiredApprovalUsed,
  externalIdNotSent,
  dormantTrustWoke,
  sensitiveActionInSession,
  sessionChained,
  assumeRoleRefused,
  trustAdded,
  roleCreatedForOutsider,
  trustWidened,
  trustNarrowed,
  trustRemoved,
  providerChanged,
  guardrailRemoved,
  trustUndecided,
  coverageGap,
];
