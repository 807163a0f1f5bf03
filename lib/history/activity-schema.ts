/**
 * Rows of use and sessions as a saved analysis has them: said once, here, for those who write and those who read them.
 */
import { z } from 'zod';
import type { UseCaller } from '../activity/use';
import type { AssumptionCaller } from '../model/assumption';
import { GUARD_KINDS, type Guard } from '../model/guard';
import { type AccountId, accountIdIn } from '../model/identifiers';
import type { NetworkOwner } from '../model/network-owner';

/** The schema that is read. */
export const SCHEMA = 'trust-atlas/analysis/1';

const Account = z.custom<AccountId>(
  (value) => typeof value === 'string' && accountIdIn(value) !== undefined,
  'expected an account id of 12 digits',
);
const Text = z.string().optional();
const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const Count = z.number().nonnegative();
/** Names come from records: one may be `__proto__`. */
const Counts = z
  .custom<Record<string, number>>(areCounts, 'expected counts by name')
  .transform((counts): ReadonlyMap<string, number> => new Map(Object.entries(counts)));
const Permitted = z.enum(['by-grant', 'not-now', 'unknown']);

const Value = z.object({
  value: z.string(),
  count: Count,
  denied: Count,
  first: z.string(),
  last: z.string(),
  firstEvent: z.string(),
});

const Owner = z.object({
  asn: z.number().exactOptional(),
  name: z.string().exactOptional(),
  country: z.string().exactOptional(),
}) satisfies z.ZodType<NetworkOwner>;

/** An address, and whose network it is of. */
const Network = Value.extend({ owner: Owner.optional() });

const Saml = z.object({ kind: z.literal('saml'), provider: Text, subject: Text });
const Service = z.object({ kind: z.literal('service'), service: z.string() });
const Unknown = z.object({ kind: z.literal('unknown') });

const UserCaller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('aws'), account: Account.optional(), principalId: Text, arn: Text }),
  z.object({ kind: z.literal('oidc'), provider: Text, issuer: z.string(), tenant: z.string() }),
  Saml,
  Service,
  Unknown,
]) satisfies z.ZodType<UseCaller>;

const SessionCaller = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('aws'),
    account: Account.optional(),
    principalId: Text,
    arn: Text,
    callerSession: Text,
    accessKeyId: Text,
    invokedBy: Text,
  }),
  z.object({ kind: z.literal('oidc'), provider: Text, issuer: z.string(), subject: Text, audience: Text }),
  Saml,
  Service,
  Unknown,
]) satisfies z.ZodType<AssumptionCaller>;

const Use = z.object({
  id: z.string(),
  /** the empty string where no record tells it */
  role: z.string(),
  caller: UserCaller,
  /** party id */
  party: z.string(),
  /** older analyses do not say it */
  external: z.boolean().default(true),
  grant: z.string().nullable(),
  permitted: Permitted,
  why: listOf(z.string()),
  first: z.string(),
  last: z.string(),
  lastSuccess: Text,
  count: Count,
  denied: Count,
  networks: listOf(Network),
  /** older analyses do not have them */
  prefixes: listOf(Value).default([]),
  agentFamilies: listOf(Value).default([]),
  sessionShapes: listOf(Value).default([]),
  hours: listOf(Value).default([]),
  days: listOf(Value.pick({ value: true, count: true, denied: true })).default([]),
  regions: listOf(Value),
  userAgents: listOf(Value),
  sessionNames: listOf(Value),
  subjects: listOf(Value),
  externalId: z.object({ sent: Count, notSent: Count, unknown: Count }),
  overflow: Count,
});

/** One row of `use`. */
export type UseRow = Readonly<z.infer<typeof Use>>;

const Session = z.object({
  id: z.string(),
  /** id of the party at the head of its chain */
  party: z.string(),
  role: Text,
  account: Account.optional(),
  caller: SessionCaller.optional(),
  /** event id of the opening */
  openedBy: Text,
  /** id of the use that the opening counts to */
  use: z.string().nullable(),
  grant: z.string().nullable(),
  permitted: Permitted,
  why: listOf(z.string()),
  accessKeyId: Text,
  sessionName: Text,
  sourceIdentity: Text,
  onBehalfOf: Text,
  start: z.string(),
  end: z.string(),
  networks: listOf(z.string()),
  /** of those that an address database knows; absent where none was asked */
  networkOwners: listOf(z.object({ value: z.string(), owner: Owner })).optional(),
  userAgents: listOf(z.string()),
  regions: listOf(z.string()),
  overflow: Count,
  calls: Count,
  denied: Count,
  byService: Counts,
  byTactic: Counts,
  firstSensitive: z
    .object({
      event: z.string(),
      at: z.string(),
      eventId: z.string(),
      outcome: z.enum(['success', 'refused']),
    })
    .optional(),
  /** role ARNs */
  onward: listOf(z.string()),
  chainedFrom: z.string().nullable(),
  /** the caller at the head of its chain */
  head: SessionCaller.optional(),
  hops: Count,
  gaps: listOf(z.string()),
});

/** One row of `sessions`. */
export type SessionRow = Readonly<z.infer<typeof Session>>;

const Party = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  accounts: listOf(z.string()),
});

/** One row of `parties`, as far as it is needed here. */
export type SavedParty = Readonly<z.infer<typeof Party>>;

const GuardRow = z.object({
  kind: z.enum(GUARD_KINDS),
  strength: z.enum(['firm', 'weak', 'unsupported']),
  key: z.string(),
  operator: z.string(),
  values: listOf(z.string()),
}) satisfies z.ZodType<Guard>;

/** The part of an analysis that is read; members that nobody asks for are dropped. */
export const SavedAnalysis = z.object({
  schema: z.literal(SCHEMA),
  asOf: z.string(),
  coverage: z.object({
    complete: z.boolean(),
    activity: z.object({ followed: z.unknown().optional() }).optional(),
  }),
  parties: listOf(Party),
  roles: listOf(z.object({ arn: z.string() })),
  grants: listOf(z.object({ id: z.string(), guards: listOf(GuardRow) })),
  use: listOf(Use),
  sessions: listOf(Session).optional(),
});

function areCounts(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((count) => Count.safeParse(count).success)
  );
}
