/**
 * Rule: a session of an outsider went on into another role, which those of its party do not do.
 */

import type { TrustGraph } from '../../graph/trust-graph';
import { nameOfArn, roleArnIn } from '../../model/arn';
import { boundedRows, textOf, tierRow } from '../evidence';
import { severityOfUse } from '../outside-use';
import type { Rule, RuleHit } from '../rule';
import type { Surprise } from '../surprise';
import { titleOf } from '../title';

export const sessionChained: Rule = {
  id: 'session-chained',
  title: 'A session of an outsider went on into another role',
  severity: 'By the role that it reached.',
  means:
    "The party's sessions assumed a role from within, which its use did not show before. What they do there is done under a name of ours.",
  matters:
    'A hop is how an intruder gets from the role that a supplier was given to one that it was not, and out of sight: the second role shows one of our own accounts as its caller.',
  fix: 'Look at both sessions: `trust-atlas session ID` shows the chain. Take `sts:AssumeRole` away from the first role, or the first role out of the trust of the second.',
  fine: 'Where the vendor is set up to fan out from one role: declare both.',
  technique: ['T1199', 'T1550.001'],
  judge: (graph, { surprises }) =>
    surprises
      .filter(({ aspect, learning }) => aspect === 'onward-role' && !learning)
      .map((surprise) => hitOf(surprise, graph)),
};

function hitOf(surprise: Surprise, graph: TrustGraph): RuleHit {
  const { value, party, role, last, because, sessions } = surprise;
  const arn = roleArnIn(value);
  const reached = arn && graph.roles.get(arn);
  const worth = { party, ...(reached && { node: reached }) };
  return {
    subject: role,
    party: party.id,
    key: value,
    severity: severityOfUse(worth, 'none', graph),
    title: titleOf(
      { party, role: { name: nameOfArn(value) } },
      (name, roleName) => `${name} went on to role ${roleName} from one of its own`,
    ),
    evidence: boundedRows([
      { onward: value, because },
      ...(reached ? [tierRow(reached)] : []),
      ...sessions.map(({ session }) => ({
        session: session.id,
        start: session.start,
        networks: textOf(session.networks),
      })),
    ]),
    remedy: `Look at the chain: trust-atlas session ${sessions[0]?.session.id ?? 'ID'}. If it is not meant, take sts:AssumeRole on ${value} away from ${role}.`,
    lastEvent: last,
  };
}
