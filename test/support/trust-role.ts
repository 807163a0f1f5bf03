/**
 * A role with a given trust policy, and its judgement, for tests of the trust engine.
 */
import type { TrustJudgement } from '../../lib/model/grant';
import { parseRole } from '../../lib/model/parse-role';
import type { PolicyDocument } from '../../lib/model/policy-document';
import type { Role } from '../../lib/model/role';
import { judgeTrust } from '../../lib/trust/judge-trust';
import type { TrustKnowledge } from '../../lib/trust/way';
import { KNOWLEDGE, ROLE_ARN, ROLE_TAGS } from './random-trust';

/** The role `ROLE_ARN` with its tags and this trust policy, in any form that an export gives. */
export function roleTrusting(document: unknown): Role {
  const parsed = parseRole({ Arn: ROLE_ARN, Tags: ROLE_TAGS, AssumeRolePolicyDocument: document }, 'test');
  if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
  return parsed.value.value;
}

/** A document of version 2012-10-17. */
export function documentOf(...statements: readonly unknown[]): unknown {
  return { Version: '2012-10-17', Statement: statements };
}

/** Judges a trust policy of these statements. */
export function judge(statements: readonly unknown[], knowledge: TrustKnowledge = KNOWLEDGE): TrustJudgement {
  return judgeTrust(roleTrusting(documentOf(...statements)), knowledge);
}

/** The parsed document of a role. Throws where it could not be read: a mistake in the test. */
export function trustOf({ trust }: Role): PolicyDocument {
  if (trust.kind === 'unreadable') throw new Error(trust.problem.message);
  return trust.document;
}
