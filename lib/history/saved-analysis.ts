/**
 * A saved analysis as a state to compare: the part of `analysis.json` that tells of trust and findings.
 *
 * It is checked as it is read: the file may be of an older version, cut off, or changed by hand.
 */
import { z } from 'zod';
import { compareText } from '../model/compare-text';
import { SEVERITIES } from '../model/finding';
import { externalIdFingerprint } from '../model/fingerprint';
import type { Guard } from '../model/guard';
import { ok, type Parsed, problem } from '../model/problem';
import { Account, SCHEMA } from './activity-schema';
import type { KnownState } from './known-state';
import { GrantRow, GuardrailRow, ProviderRow } from './trust-schema';
import type { KnownGrant, TrustSnapshot } from './trust-snapshot';

const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly();

const Finding = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(SEVERITIES),
  state: z.enum(['new', 'open', 'closed', 'suppressed']),
  subject: z.string(),
  party: z.string().optional(),
  title: z.string(),
});

const Role = z.object({
  arn: z.string(),
  account: Account,
  verdict: z.enum(['external', 'undecided', 'internal', 'service', 'nobody']),
  made: z.object({ by: z.string() }).optional(),
  resourceControl: z.object({ kind: z.string() }).optional(),
});

const Analysis = z.object({
  schema: z.literal(SCHEMA),
  asOf: z.string(),
  organization: z.object({ id: z.string(), accountCount: z.number().optional() }).optional(),
  coverage: z.object({
    /** older analyses only have the number of accounts */
    accountsKnown: z.boolean().optional(),
    accounts: listOf(z.object({ id: Account, state: z.string(), providersRead: z.literal(true).optional() })),
    activity: z.unknown().optional(),
    problems: listOf(z.unknown()),
  }),
  parties: listOf(z.object({ id: z.string(), kind: z.string(), name: z.string() })),
  roles: listOf(Role),
  grants: listOf(GrantRow.extend({ external: z.boolean(), deleted: z.string().optional() })),
  /** older analyses do not have them */
  providers: listOf(ProviderRow).optional(),
  guardrails: listOf(GuardrailRow).optional(),
  findings: listOf(Finding),
});

type AnalysisRow = Readonly<z.infer<typeof Analysis>>;

/**
 * Reads what `renderJson` wrote.
 *
 * @param at where it was read, repeated in the problem
 * @returns  the state; or the problem `analysis-damaged`, also for other JSON and other schemas
 */
export function parseSavedAnalysis(text: string, at: string): Parsed<KnownState> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return problem('analysis-damaged', at, 'expected an analysis as `scan --format json` writes it');
  }
  const saved = Analysis.safeParse(raw);
  if (!saved.success) {
    const issue = saved.error.issues[0];
    const where = issue ? `${issue.path.join('.')}: ${issue.message}` : 'unknown form';
    return problem('analysis-damaged', at, `expected an analysis of schema ${SCHEMA} (${where})`);
  }
  const { asOf, organization, coverage, parties, roles, findings } = saved.data;
  return ok({
    asOf,
    ...(organization && { organization: organization.id }),
    trust: snapshotOf(saved.data),
    verdicts: new Map(roles.map(({ arn, verdict }) => [arn, verdict])),
    parties: new Map(parties.map(({ id, name }) => [id, name])),
    findings: new Map(
      findings.flatMap(({ state, ...finding }) =>
        state === 'closed' ? [] : [[finding.id, finding] as const],
      ),
    ),
    watched: coverage.activity !== undefined,
  });
}

/** The snapshot that the run itself would have taken. */
function snapshotOf(analysis: AnalysisRow): TrustSnapshot {
  const { coverage, organization, roles, providers, guardrails } = analysis;
  const read = coverage.accounts.filter(({ state }) => state === 'read');
  const accounts = read.map(({ id }) => id).sort(compareText);
  const uncontrolled = new Set(
    roles.filter(({ resourceControl }) => resourceControl?.kind === 'unknown').map(({ account }) => account),
  );
  return {
    grants: knownGrants(analysis).sort((a, b) => compareText(a.role, b.role) || compareText(a.id, b.id)),
    roles: roles.map(({ arn }) => arn).sort(compareText),
    providers: providers ?? [],
    ...(guardrails && { guardrails }),
    accounts,
    uncontrolled: accounts.filter((id) => uncontrolled.has(id)),
    providerAccounts:
      providers === undefined
        ? []
        : read.flatMap(({ id, providersRead }) => (providersRead ? [id] : [])).sort(compareText),
    accountsKnown: coverage.accountsKnown ?? organization?.accountCount !== undefined,
    damaged: coverage.problems.length > 0,
  };
}

/** Roles of these makers have a trust that nobody can edit. */
const UNEDITABLE: ReadonlySet<string | undefined> = new Set(['service-linked', 'identity-center']);

function knownGrants({ grants, roles, parties, organization, coverage }: AnalysisRow): KnownGrant[] {
  const fixed = new Set(roles.filter(({ made }) => UNEDITABLE.has(made?.by)).map(({ arn }) => arn));
  const known = coverage.accountsKnown ?? organization?.accountCount !== undefined;
  const strangers = new Set(parties.filter(({ kind }) => kind === 'unknown').map(({ id }) => id));
  const hide = (guard: Guard) => withoutSecrets(guard, organization?.id ?? '');
  return grants.flatMap(({ external, deleted, ...grant }) => {
    const isGone = deleted === 'deleted' || deleted === 'cannot-tell';
    const isTold = external || grant.verdict === 'undecided' || isGone;
    if (!isTold || fixed.has(grant.role)) return [];
    const isUnnamed = !known && strangers.has(grant.party);
    const mayBeOurs = deleted === 'cannot-tell' ? 'unique-id' : isUnnamed ? 'account' : undefined;
    return [
      {
        ...grant,
        guards: grant.guards.map(hide),
        unless: grant.unless.map((list) => list.map(hide)),
        ...(mayBeOurs && { mayBeOurs }),
      },
    ];
  });
}

/** An analysis shows external ids in clear where that was asked for. */
function withoutSecrets(guard: Guard, salt: string): Guard {
  if (guard.kind !== 'external-id' || guard.operator === 'Null') return guard;
  const values = guard.values.map((value) =>
    /^external-id:[0-9a-f]{8}$/.test(value) ? value : externalIdFingerprint(salt, value),
  );
  return { ...guard, values };
}
