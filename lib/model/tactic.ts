/**
 * Tactics: what a call does for an attacker, in the words of MITRE ATT&CK's cloud matrix. Sessions are told by them, and
 * what was agreed with a party may shut some out.
 *
 * The nine that calls of AWS's API can show. Version 19 of ATT&CK (2026) split the older `defense-evasion`: calls that
 * switch off logs and guards are `defense-impairment` since, and no call is of the other half, stealth. Running code
 * is no tactic here: it counts as what it gains, another machine (`lateral-movement`) or another role
 * (`privilege-escalation`).
 * @see https://attack.mitre.org/matrices/enterprise/cloud/
 */

/** Every tactic, in the order of the matrix. */
export const TACTICS = [
  'persistence',
  'privilege-escalation',
  'defense-impairment',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'exfiltration',
  'impact',
] as const;

export type Tactic = (typeof TACTICS)[number];
