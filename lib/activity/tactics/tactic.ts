/**
 * Tactics: what a call does for an attacker, in the words of MITRE ATT&CK's cloud matrix.
 *
 * The nine that calls of AWS's API can show. Version 19 of ATT&CK (2026) split the older `defense-evasion`;
 * calls that switch off logs and guards are `defense-impairment` since. Running code is no tactic here: it counts
 * as what it gains, another machine (`lateral-movement`) or another role (`privilege-escalation`).
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

/**
 * How telling one call is in the session of an outside party. A judgement, not a measurement:
 *
 * - 1: any tool that only looks makes it
 * - 2: common among some kinds of vendor (posture, cost, logs, backup)
 * - 3: unusual, wants a reason
 * - 4: few outsiders ever need it
 * - 5: nearly always hostile
 */
export type Weight = 1 | 2 | 3 | 4 | 5;
