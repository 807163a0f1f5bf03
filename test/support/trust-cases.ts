/**
 * The decision table over trust policies, `test/cases/trust/*.json`: what each policy means, by AWS's documentation.
 *
 * One file a topic. A case that cannot be read is an error, since a misspelt key would test nothing.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { GUARD_KINDS } from '../../lib/model/guard';

const FOLDER = join(__dirname, '../cases/trust');

const text = z.string().min(1);
const accountId = z.string().regex(/^\d{12}$/);
const organizationId = z.string().regex(/^o-[a-z0-9]{10,32}$/);

const guard = z.strictObject({
  kind: z.enum(GUARD_KINDS),
  /** absent: not told by AWS's documentation */
  strength: z.enum(['firm', 'weak', 'unsupported']).optional(),
  /** all of them, sorted; absent: not checked */
  values: z.array(z.string()).optional(),
});

/** Those fields of a grant's caller that are checked. */
const caller = z.strictObject({
  kind: z
    .enum([
      'anyone',
      'account',
      'principal',
      'organization',
      'organization-unit',
      'unique-id',
      'saml',
      'oidc',
      'web-identity',
      'service',
      'canonical-user',
    ])
    .optional(),
  account: accountId.optional(),
  type: z.enum(['role', 'user', 'session', 'federated-user', 'root', 'any']).optional(),
  arn: text.optional(),
  pattern: z.boolean().optional(),
  organization: text.optional(),
  uniqueId: text.optional(),
  provider: text.optional(),
  issuer: text.optional(),
  subjects: z.array(z.string()).optional(),
  service: text.optional(),
});

const grant = z.strictObject({
  call: z.enum(['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']),
  caller,
  /** absent: not checked */
  external: z.boolean().optional(),
  /** which of our own; absent: not checked */
  insider: z
    .enum(['own-account', 'management-account', 'delegated-administrator', 'sibling', 'all-siblings'])
    .optional(),
  /** whether it administers from inside; absent: not checked */
  administrative: z.boolean().optional(),
  /** of identities from outside AWS; absent: not checked */
  scope: z.enum(['exact', 'project', 'organization', 'tenant', 'anyone', 'nobody']).optional(),
  /** absent: the grant admits */
  verdict: z.literal('undecided').optional(),
  /** every guard of the grant, in any order; absent: not checked */
  guards: z.array(guard).optional(),
  /** how many lists of guards the denies leave; absent: not checked */
  unless: z.int().min(0).optional(),
});

const trustCase = z.strictObject({
  /** a sentence */
  name: text,
  /** one line */
  why: text,
  /** a page's address, `observed …` or `unverified: …` */
  source: z.string().regex(/^(https:\/\/|observed |unverified: )/),
  role: z
    .strictObject({
      partition: text.default('aws'),
      account: accountId.default('111122223333'),
      path: z
        .string()
        .regex(/^\/(.*\/)?$/)
        .default('/'),
      name: text.default('Example'),
      /** absent: not known */
      tags: z.record(text, z.string()).optional(),
    })
    .prefault({}),
  /** null: neither the organization nor its accounts are known */
  organization: z
    .strictObject({
      id: organizationId,
      accounts: z.array(accountId),
      /** absent: not known, but for cases with resource control policies some other account */
      management: accountId.optional(),
      /** delegated administrators */
      delegated: z.array(accountId).optional(),
    })
    .nullable()
    .default({ id: 'o-exampleorg1', accounts: ['111122223333', '222233334444'] }),
  /** accounts of the organization that could not be read */
  unread: z.array(accountId).default([]),
  /** ARNs of the identity providers in the role's account; absent: not read */
  providers: z.array(text).optional(),
  /** ARNs of living roles and users by their unique ids */
  uniqueIds: z.record(text, text).default({}),
  asOf: z.iso.datetime().default('2026-11-24T00:00:00Z'),
  /** as an export has it: an object, text, or whatever else was found there */
  policy: z.unknown(),
  /** those attached to the role's account; absent: none were read */
  resourceControlPolicies: z.array(z.strictObject({ name: text, document: z.unknown() })).optional(),
  expect: z.strictObject({
    verdict: z.enum(['external', 'undecided', 'internal', 'service', 'nobody']),
    /** who makes such roles, null: nobody but the customer; absent: not checked */
    made: z
      .enum(['service-linked', 'identity-center', 'organizations', 'control-tower', 'stack-sets'])
      .nullable()
      .optional(),
    /** every grant, in any order; absent: not checked */
    grants: z.array(grant).optional(),
    /** there may be more grants than these */
    more: z.literal(true).optional(),
    /** kinds of all remarks; absent: not checked */
    remarks: z.array(z.enum(['never-true', 'mismatch', 'denied', 'invalid', 'expired', 'hint'])).optional(),
    /** part of the reason of an undecided grant, or of a remark's sentence */
    reason: text.optional(),
  }),
});

export type TrustCase = z.output<typeof trustCase>;
export type ExpectedGrant = z.output<typeof grant>;
export type ExpectedGuard = z.output<typeof guard>;

export interface TrustTopic {
  readonly topic: string;
  readonly cases: readonly TrustCase[];
}

/** Reads every topic, sorted; throws where a case is malformed or two have the same name. */
export function readTrustCases(): readonly TrustTopic[] {
  const files = readdirSync(FOLDER).sort();
  const topics = files.map((file) => ({
    topic: basename(file, '.json'),
    cases: parseTrustCases(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')), file),
  }));
  refuseRepeats(topics.flatMap(({ cases }) => cases));
  return topics;
}

/** Checks one file's cases. */
export function parseTrustCases(raw: unknown, file: string): readonly TrustCase[] {
  const parsed = z.array(trustCase).safeParse(raw);
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  refuseRepeats(parsed.data);
  return parsed.data;
}

function refuseRepeats(cases: readonly TrustCase[]): void {
  const names = new Set<string>();
  for (const { name } of cases) {
    if (names.has(name)) throw new Error(`two cases have the name "${name}"`);
    names.add(name);
  }
}
