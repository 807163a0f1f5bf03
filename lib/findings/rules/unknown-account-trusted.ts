/**
 * Rule: an account that nobody can name is admitted.
 */
import type { MadeRole } from '../../graph/made-role';
import type { TrustGraph } from '../../graph/trust-graph';
import type { Evidence } from '../../model/finding';
import { barrierOf } from '../barrier';
import { callerText, textOf, wayRows } from '../evidence';
import { REMOVED, renderTrustChange } from '../remedies/trust-change';
import type { Rule } from '../rule';
import { severityOf, standingOfUnnamed } from '../severity';
import { titleOf } from '../title';
import { externalWaysIn, isAwsCaller, isUnnamed, type WayIn } from '../ways-in';

export const unknownAccountTrusted: Rule = {
  id: 'unknown-account-trusted',
  title: 'An account that nobody can name can enter',
  severity:
    'By the role: critical for an administrator without a guard. Lower without an account list, as the account may be your own.',
  means:
    'The account, or the other organization, is in no catalogue of vendors and not declared by you, yet the trust admits it.',
  matters:
    'Nobody answers for it: a former contractor, a test account that was forgotten, or an intruder who left a way back.',
  fix: 'Find out whose it is. Declare it as a party in trust-atlas.yaml, or take it out of the trust policy.',
  fine: 'Once its owner is declared. Without an account list it may be a sibling: export the list and look again.',
  technique: ['T1199', 'T1098'],
  judge: (graph) =>
    externalWaysIn(graph, (edge, party) => isUnnamed(party) && isAwsCaller(edge)).map((way) => ({
      subject: way.role.arn,
      party: way.party.id,
      severity: severityOf(`${standingOfUnnamed(way.party, graph)}/${barrierOf(way.edges)}`, way.tier),
      title: titleOf(way, (party, role) => `${party} can enter role ${role}, and nobody can name it`),
      evidence: [...wayRows(way, graph), ...siblingRow(way, graph)],
      remedy: remedy(way, graph),
    })),
};

function siblingRow({ party, node }: WayIn, graph: TrustGraph): readonly Evidence[] {
  const isUnsure = standingOfUnnamed(party, graph) === 'possible-sibling';
  if (!isUnsure) return [];
  const meantFor = node.made?.meantFor;
  return [
    {
      unsure: 'it may be of your own organization, whose accounts are not all known',
      ...(meantFor && {
        expected: `AWS makes a role of this name for ${EXPECTED[meantFor]} of an organization`,
      }),
    },
  ];
}

const EXPECTED: Readonly<Record<NonNullable<MadeRole['meantFor']>, string>> = {
  'management-account': 'the management account',
  'administrator-account': 'an administering account',
};

function remedy(way: WayIn, graph: TrustGraph): string {
  const who = textOf(way.edges.map(({ grant }) => callerText(grant.caller)));
  return `Find out who owns ${who} and declare it in trust-atlas.yaml. If nobody answers for it:\n${renderTrustChange(way, graph, REMOVED)}`;
}
