/**
 * Judges the trust policy of a role: every way in as a grant, each with a witness or the reason why it is undecided.
 *
 * The heart of the product. The graph joins what this returns to parties and to observed use.
 */
import type { Grant, TrustJudgement } from '../model/grant';
import type { Role } from '../model/role';
import { grantId } from './grant-id';
import { judgeStatement } from './statement-grants';
import type { TrustKnowledge } from './way';

/**
 * Judges one role.
 *
 * @returns grants sorted by id, equal ones of several statements merged; remarks in the order of the policy. A trust
 *   policy that could not be read gives one undecided grant to anyone: it is never read as trusting nobody
 */
export function judgeTrust(role: Role, knowledge: TrustKnowledge): TrustJudgement {
  if (role.trust.kind === 'unreadable') {
    return { role: role.arn, grants: [unreadable(role, role.trust.problem.message)], remarks: [] };
  }
  const { document } = role.trust;
  const { statements, version } = document;
  const denies = statements
    .filter(({ effect }) => effect === 'Deny')
    .map((statement) => ({ statement, version }));
  const judgements = statements
    .filter(({ effect }) => effect === 'Allow')
    .map((statement) => judgeStatement(statement, role, { document, denies, knowledge }));
  return {
    role: role.arn,
    grants: merged(judgements.flatMap(({ grants }) => grants)),
    remarks: judgements.flatMap(({ remarks }) => remarks),
  };
}

function unreadable(role: Role, reason: string): Grant {
  const grant = {
    role: role.arn,
    call: 'AssumeRole' as const,
    caller: { kind: 'anyone' as const },
    verdict: 'undecided' as const,
    guards: [],
    unless: [],
    statements: [],
    reason,
  };
  return { id: grantId(grant), ...grant };
}

/** One grant for each id. A witness from one statement settles what another leaves undecided. */
function merged(grants: readonly Grant[]): readonly Grant[] {
  const byId = new Map<string, Grant>();
  for (const grant of grants) {
    const before = byId.get(grant.id);
    if (!before) {
      byId.set(grant.id, grant);
      continue;
    }
    const proven = before.verdict === 'admits' ? before : grant;
    const statements = [...new Set([...before.statements, ...grant.statements])].sort();
    byId.set(grant.id, { ...proven, statements });
  }
  return [...byId.values()].sort((left, right) => (left.id < right.id ? -1 : 1));
}
