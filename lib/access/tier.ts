/**
 * Tier: how much a role's permissions are worth to an intruder.
 */
import type { Role } from '../model/role';

/** From most to least; `unknown` where the export has no permissions or they could not be judged. */
export const TIERS = [
  'admin',
  'escalation',
  'data-write',
  'data-read',
  'metadata',
  'none',
  'unknown',
] as const;

export type Tier = (typeof TIERS)[number];

export interface TierJudgement {
  readonly role: Role['arn'];
  readonly tier: Tier;
  /** one sentence each, for people: which policy and action put it there */
  readonly because: readonly string[];
  /** what the judgement left out, such as a managed policy whose document is not known */
  readonly unknown: readonly string[];
}
