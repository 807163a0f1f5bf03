/**
 * Rows of trust as saved state and saved analyses have them: said once, for whoever reads them.
 */
import { z } from 'zod';
import type { TrustChange } from '../activity/trust-change';
import { ASSUME_CALLS } from '../model/assume-call';
import type { Caller } from '../model/caller';
import { GUARD_KINDS, type Guard } from '../model/guard';
import { Account, SessionCaller } from './activity-schema';
import type { KnownGrant, KnownGuardrail, KnownProvider } from './trust-snapshot';

const Text = z.string().optional();
const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const Texts = listOf(z.string());

const CallerRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('anyone') }),
  z.object({ kind: z.literal('account'), account: Account }),
  z.object({
    kind: z.literal('principal'),
    type: z.enum(['role', 'user', 'session', 'federated-user', 'root', 'any']),
    arn: z.string(),
    pattern: z.boolean(),
    account: Account.optional(),
  }),
  z.object({ kind: z.literal('organization'), organization: z.string() }),
  z.object({ kind: z.literal('organization-unit'), organization: z.string(), path: z.string() }),
  z.object({ kind: z.literal('unique-id'), uniqueId: z.string() }),
  z.object({ kind: z.literal('saml'), provider: z.string(), account: Account.optional() }),
  z.object({
    kind: z.literal('oidc'),
    provider: z.string(),
    account: Account.optional(),
    issuer: z.string(),
    subjects: Texts,
  }),
  z.object({ kind: z.literal('web-identity'), issuer: z.string(), subjects: Texts }),
  z.object({ kind: z.literal('service'), service: z.string() }),
  z.object({ kind: z.literal('canonical-user'), id: z.string() }),
]) satisfies z.ZodType<Caller>;

const GuardRow = z.object({
  kind: z.enum(GUARD_KINDS),
  strength: z.enum(['firm', 'weak', 'unsupported']),
  key: z.string(),
  operator: z.string(),
  values: Texts,
  reason: Text,
  policy: Text,
}) satisfies z.ZodType<Guard>;

/** One way in. */
export const GrantRow = z.object({
  id: z.string(),
  role: z.string(),
  /** party id */
  party: z.string(),
  call: z.enum(ASSUME_CALLS),
  caller: CallerRow,
  verdict: z.enum(['admits', 'undecided']),
  guards: listOf(GuardRow),
  unless: listOf(listOf(GuardRow)),
  mayBeOurs: z.enum(['account', 'unique-id']).optional(),
}) satisfies z.ZodType<KnownGrant>;

export const ProviderRow = z.object({
  arn: z.string(),
  kind: z.enum(['oidc', 'saml']),
  audiences: Texts.optional(),
}) satisfies z.ZodType<KnownProvider>;

export const GuardrailRow = z.object({
  id: z.string(),
  name: z.string(),
  targets: Texts.optional(),
  fingerprint: Text,
}) satisfies z.ZodType<KnownGuardrail>;

/** One call that changed trust. */
export const ChangeRow = z.object({
  eventId: z.string(),
  time: z.string(),
  event: z.string(),
  what: z.enum([
    'role',
    'oidc-provider',
    'saml-provider',
    'trust-anchor',
    'certificate-profile',
    'revocation-list',
    'organization-policy',
    'organization-member',
    'root-access',
  ]),
  change: z.enum(['created', 'changed', 'deleted']),
  subject: Text,
  target: Text,
  who: SessionCaller,
  outcome: z.enum(['success', 'refused']),
  errorCode: Text,
  account: Account.optional(),
  region: Text,
  network: Text,
  userAgent: Text,
  hasDocument: z.boolean(),
}) satisfies z.ZodType<TrustChange>;
