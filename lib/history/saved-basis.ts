/**
 * The watch basis as text, and back: a part of saved history with a version of its own.
 *
 * Every scan writes it anew, so that one that cannot be read is none: the next scan mends it.
 */
import { z } from 'zod';
import { TIERS } from '../access/tier';
import { roleArnIn } from '../model/arn';
import { accountIdIn, organizationIdIn, uniqueIdIn } from '../model/identifiers';
import type { Account, OrganizationKnowledge } from '../model/organization';
import type { PolicyDocument } from '../model/policy-document';
import { problemOf } from '../model/problem';
import type { TrustSource } from '../model/role';
import type { KnownControl, KnownRole, WatchBasis } from './watch-basis';

const VERSION = 1;

const Texts = z.array(z.string()).readonly();

const PrincipalElement = z.union([
  z.strictObject({ kind: z.literal('star') }),
  z.strictObject({
    kind: z.literal('entries'),
    entries: z.array(
      z.strictObject({ type: z.enum(['AWS', 'Service', 'Federated', 'CanonicalUser']), value: z.string() }),
    ),
  }),
]);

const Document = z.strictObject({
  version: z.enum(['2008-10-17', '2012-10-17']),
  statements: z.array(
    z.strictObject({
      index: z.int().nonnegative(),
      sid: z.string().optional(),
      effect: z.enum(['Allow', 'Deny']),
      principal: PrincipalElement.optional(),
      notPrincipal: PrincipalElement.optional(),
      action: Texts.optional(),
      notAction: Texts.optional(),
      resource: Texts.optional(),
      notResource: Texts.optional(),
      conditions: z.array(z.strictObject({ operator: z.string(), key: z.string(), values: Texts })),
      unknown: Texts,
    }),
  ),
});

const SavedRole = z.strictObject({
  arn: z.string(),
  uniqueId: z.string().optional(),
  created: z.string().optional(),
  tier: z.enum(TIERS),
  /** absent where the trust could not be read */
  trust: Document.optional(),
});

const SavedControl = z.strictObject({
  account: z.string(),
  kind: z.enum(['in-force', 'exempt', 'unknown']),
  policies: Texts.optional(),
  why: z.string().optional(),
});

const SavedBasis = z.strictObject({
  version: z.literal(VERSION),
  organization: z
    .strictObject({
      id: z.string(),
      managementAccountId: z.string().optional(),
      delegatedAdministrators: Texts.optional(),
    })
    .optional(),
  accounts: z
    .array(z.strictObject({ id: z.string(), name: z.string().optional(), paths: Texts.optional() }))
    .optional(),
  accountsIncomplete: z.literal(true).optional(),
  policies: z.array(z.strictObject({ id: z.string(), name: z.string(), document: Document })),
  controls: z.array(SavedControl),
  leftOut: z.int().positive().optional(),
  closed: z.array(z.tuple([z.string(), z.enum(TIERS)])),
  open: z.array(z.unknown()),
});

/** JSON with one role a line, sorted by ARN. */
export function renderBasis({ ours, open, closed, controls, policies, leftOut }: WatchBasis): string {
  const head = JSON.stringify({
    version: VERSION,
    organization: ours.organization,
    accounts:
      ours.accounts && [...ours.accounts.values()].map(({ id, name, paths }) => ({ id, name, paths })),
    accountsIncomplete: ours.accountsIncomplete,
    policies,
    controls: [...controls].map(([account, control]) => ({ account, ...control })),
    leftOut,
  }).slice(0, -1);
  const closedRows = [...closed].map((row) => JSON.stringify(row));
  const openRows = open.map(({ trust, ...role }) =>
    JSON.stringify({ ...role, ...(trust.kind === 'policy' && { trust: trust.document }) }),
  );
  return `${head},"closed":[\n${closedRows.join(',\n')}\n],"open":[\n${openRows.join(',\n')}\n]}`;
}

/**
 * Reads what `renderBasis` wrote, once it is parsed as JSON.
 * @returns undefined where there is none, it is damaged, or another version wrote it
 */
export function parseBasis(raw: unknown): WatchBasis | undefined {
  const saved = SavedBasis.safeParse(raw);
  if (!saved.success) return undefined;
  const { policies, controls, closed, open, leftOut } = saved.data;
  return {
    ours: oursIn(saved.data),
    open: open.flatMap((row) => roleIn(row) ?? []),
    closed: new Map(
      closed.flatMap(([text, tier]) => {
        const arn = roleArnIn(text);
        return arn ? [[arn, tier] as const] : [];
      }),
    ),
    controls: new Map(
      controls.flatMap(({ account, ...control }) => {
        const id = accountIdIn(account);
        return id ? [[id, controlIn(control)] as const] : [];
      }),
    ),
    policies,
    ...(leftOut !== undefined && { leftOut }),
  };
}

function oursIn({
  organization,
  accounts,
  accountsIncomplete,
}: z.infer<typeof SavedBasis>): OrganizationKnowledge {
  const id = organizationIdIn(organization?.id);
  const management = accountIdIn(organization?.managementAccountId);
  const delegated = organization?.delegatedAdministrators?.flatMap((each) => accountIdIn(each) ?? []);
  return {
    ...(id && {
      organization: {
        id,
        ...(management && { managementAccountId: management }),
        ...(delegated && { delegatedAdministrators: delegated }),
      },
    }),
    ...(accounts && {
      accounts: new Map(
        accounts.flatMap(({ id: text, ...rest }) => {
          const account = accountIdIn(text);
          return account ? [[account, { id: account, ...rest } satisfies Account] as const] : [];
        }),
      ),
    }),
    ...(accountsIncomplete && { accountsIncomplete }),
  };
}

/** A damaged row is left out: the role is then one that was not read. */
function roleIn(row: unknown): KnownRole | undefined {
  const saved = SavedRole.safeParse(row);
  const arn = saved.success ? roleArnIn(saved.data.arn) : undefined;
  if (!saved.success || arn === undefined) return undefined;
  const { uniqueId, created, tier, trust } = saved.data;
  const id = uniqueIdIn(uniqueId);
  return {
    arn,
    ...(id && { uniqueId: id }),
    ...(created !== undefined && { created }),
    tier,
    trust: trustIn(trust, arn),
  };
}

function trustIn(document: PolicyDocument | undefined, arn: string): TrustSource {
  if (document) return { kind: 'policy', document };
  const unread = problemOf('trust-unread', arn, 'the last scan could not read the trust policy');
  return { kind: 'unreadable', problem: unread };
}

function controlIn({
  kind,
  policies = [],
  why = '',
}: Omit<z.infer<typeof SavedControl>, 'account'>): KnownControl {
  return kind === 'in-force' ? { kind, policies } : { kind, why };
}
