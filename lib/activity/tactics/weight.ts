/**
 * Weights of calls: what tells a sensitive call from one that everybody makes.
 */

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
