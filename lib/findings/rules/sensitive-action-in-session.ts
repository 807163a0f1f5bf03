/**
 * Rule: sessions of an outsider did what those of its party do not do, and what an intruder would.
 */
import type { SessionEdge, TrustGraph } from '../../graph/trust-graph';
import type { Evidence, Severity } from '../../model/finding';
import { boundedRows, textOf } from '../evidence';
import { severityOfUse } from '../outside-use';
import type { Rule, RuleHit } from '../rule';
import { compareSeverity } from '../severity';
import type { Surprise } from '../surprise';
import { titleOf } from '../title';

export const sensitiveActionInSession: Rule = {
  id: 'sensitive-action-in-session',
  title: 'A session of an outsider did something that its party never did',
  severity:
    'By the tactic and the role: highest for credentials, persistence, escalation, impairment, exfiltration and impact, for what was agreed not to happen, and where more was new on that day.',
  means:
    "Calls of the party's sessions serve an ATT&CK tactic that its use of this role did not show before, or that its declaration denies. Looking around alone (discovery) is not told here.",
  matters:
    "This is what an intruder comes for: secrets, copies of data, keys of its own. A vendor's work repeats itself, so what is new to it is worth a look.",
  fix: "Look at the session: `trust-atlas session ID`. Ask the party for the reason; where there is none, revoke the role's sessions and take the party out of the trust.",
  fine: 'When the vendor has a new feature that you switched on: declare it.',
  technique: ['T1199', 'T1078.004'],
  judge: (graph, { surprises }) => surprises.filter(isSensitive).map((surprise) => hitOf(surprise, graph)),
};

const GRAVE: ReadonlySet<string> = new Set([
  'credential-access',
  'persistence',
  'privilege-escalation',
  'defense-impairment',
  'exfiltration',
  'impact',
]);

function isSensitive({ aspect, value, against, learning }: Surprise): boolean {
  return aspect === 'tactic' && !learning && (value !== 'discovery' || against === 'declared');
}

function hitOf(surprise: Surprise, graph: TrustGraph): RuleHit {
  const { value, party, role, last, because, against } = surprise;
  const barrier = GRAVE.has(value) || against === 'declared' ? 'none' : 'weak';
  return {
    subject: role,
    party: party.id,
    key: value,
    severity: worseOf(severityOfUse(surprise, barrier, graph), surprise.severity),
    title: titleOf(
      { party, role: surprise.node?.role ?? { name: role } },
      (name, roleName) => `New ${value.replaceAll('-', ' ')}: ${name} in role ${roleName}`,
    ),
    evidence: boundedRows([{ tactic: value, because }, ...surprise.sessions.map(sessionRow(value))]),
    remedy: `Look at what it did: trust-atlas session ${surprise.sessions[0]?.session.id ?? 'ID'}. Ask ${party.declared?.owner ?? party.name} for the reason; where there is none, revoke the sessions of ${role}.`,
    lastEvent: last,
  };
}

function worseOf(left: Severity, right: Severity): Severity {
  return compareSeverity(left, right) <= 0 ? left : right;
}

/** What a session did under the tactic, and which call of its own is worth the first look. */
function sessionRow(tactic: string): (edge: SessionEdge) => Evidence {
  return ({ session }) => ({
    session: session.id,
    start: session.start,
    calls: session.byTactic.get(tactic) ?? 0,
    networks: textOf(session.networks),
    ...(session.firstSensitive && {
      firstSensitive: session.firstSensitive.event,
      firstEvent: session.firstSensitive.eventId,
    }),
  });
}
