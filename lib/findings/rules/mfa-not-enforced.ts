/**
 * Rule: MFA is asked for in a way that long-term access keys pass without it.
 */
import type { GrantEdge, TrustGraph } from '../../graph/trust-graph';
import type { Caller } from '../../model/caller';
import { wayRows } from '../evidence';
import { withTest } from '../remedies/condition';
import { renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf, standingOf } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, type WayIn } from '../ways-in';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent */
export const mfaNotEnforced: Rule = {
  id: 'mfa-not-enforced',
  title: 'MFA is asked for but not enforced',
  severity: 'By the role, medium for administrators.',
  means:
    'The test of aws:MultiFactorAuthPresent passes when the key is absent, as it is on every call with a long-term access key.',
  matters:
    'A stolen access key of an outside user enters without a second factor, although the policy seems to ask for one.',
  fix: 'Use Bool without IfExists, so that a call without MFA is refused.',
  fine: 'Where only machines use the trust; then an external id is the better guard and the MFA test is a mistake.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph) =>
    externalWaysIn(graph, isUnenforced).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(`${standingOf(way.party, graph)}/firm`, way.tier),
      title: titleOf(way, (party, role) => `${party} can enter role ${role} without the MFA it asks for`),
      evidence: wayRows(way, graph),
      remedy: remedy(way, graph),
    })),
};

function remedy(way: WayIn, graph: TrustGraph): string {
  const change = renderTrustChange(way, graph, (statement) =>
    withTest(statement, { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] }),
  );
  const mayBeRole = way.edges.some(({ grant: { caller } }) => caller.kind !== 'principal');
  return mayBeRole
    ? `This shuts out roles, which have no MFA: give those that are needed a statement of their own.\n${change}`
    : change;
}

function isUnenforced({ grant: { caller, guards } }: GrantEdge): boolean {
  const mfa = guards.filter(({ kind }) => kind === 'mfa');
  return mayBeHuman(caller) && mfa.length > 0 && mfa.every(({ strength }) => strength === 'weak');
}

/** Roles and sessions never come with MFA of their own; users do. */
function mayBeHuman(caller: Caller): boolean {
  switch (caller.kind) {
    case 'anyone':
    case 'account':
    case 'organization':
    case 'organization-unit':
    case 'unique-id':
      return true;
    case 'principal':
      return caller.type === 'user' || caller.type === 'root' || caller.type === 'any';
    default:
      return false;
  }
}
