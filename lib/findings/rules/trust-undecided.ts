/**
 * Rule: it could not be decided whom the role admits.
 */
import type { GrantEdge, RoleNode, TrustGraph } from '../../graph/trust-graph';
import type { Evidence } from '../../model/finding';
import { grantRows, tierRow } from '../evidence';
import type { Rule, RuleHit } from '../rule';
import { type Exposure, severityOf } from '../severity';
import { cut } from '../title';
import { isJudged } from '../ways-in';

export const trustUndecided: Rule = {
  id: 'trust-undecided',
  title: 'It is not known whom the trust admits',
  severity:
    'As for an outsider behind a weak guard: high for administrators. Lower where the statement names our own, low where the doubt is about a unique id.',
  means:
    'The trust policy, or a part of it, could not be read or judged; or it names a unique id whose owner may live in an account that was not read.',
  matters:
    'What cannot be judged may admit anybody. Reading it as "nobody" is the one mistake that is not made here.',
  fix: 'Read the statement that the evidence names, and write it in a way that can be judged; or read the missing accounts.',
  fine: 'Where somebody has read the statement and answers for it.',
  technique: ['T1199'],
  judge: (graph) =>
    [...graph.roles.values()].filter(({ role }) => isJudged(role)).flatMap((node) => hitsOf(node, graph)),
};

function hitsOf(node: RoleNode, graph: TrustGraph): readonly RuleHit[] {
  const { role, tier } = node;
  const undecided = node.grants.filter(isUndecided);
  const unreadable = role.trust.kind === 'unreadable' ? role.trust.problem : undefined;
  if (unreadable === undefined && undecided.length === 0) return [];
  const onlyIds = unreadable === undefined && undecided.every(({ deleted }) => deleted === 'cannot-tell');
  const mayBeOutsider = unreadable !== undefined || undecided.some(({ external }) => external);
  const problemRows: readonly Evidence[] = unreadable
    ? [{ problem: unreadable.code, reason: unreadable.message }]
    : [];
  return [
    {
      subject: role.arn,
      severity: severityOf(exposureOf(mayBeOutsider, onlyIds), tier.tier),
      title: `It is not known whom role ${cut(role.name, 64)} admits`,
      evidence: [tierRow(node), ...problemRows, ...grantRows(undecided, graph, reasonRow)],
      remedy: onlyIds
        ? 'Read the accounts that are missing, with their users: then it shows whether the unique id is alive. If nobody knows it, take it out.'
        : 'Check by hand what the evidence names, and write it so that it can be judged; `trust-atlas explain` shows each statement.',
    },
  ];
}

/** A doubt about a statement that names our own is a doubt about whom else it admits; an id is one principal. */
function exposureOf(mayBeOutsider: boolean, onlyIds: boolean): Exposure {
  if (mayBeOutsider) return 'outsider/weak';
  return onlyIds ? 'possible-sibling/firm' : 'possible-sibling/weak';
}

function isUndecided({ grant, deleted, providerObject }: GrantEdge): boolean {
  if (providerObject === 'missing') return false;
  return grant.verdict === 'undecided' || deleted === 'cannot-tell';
}

function reasonRow({ grant, deleted }: GrantEdge): Evidence {
  const byId = deleted === 'cannot-tell' ? 'the unique id belongs to no principal that was read' : 'not told';
  return { reason: grant.reason ?? byId };
}
