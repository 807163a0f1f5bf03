/**
 * Administration from inside: ways by which accounts of ours administer one another.
 *
 * They are meant to be there and no outsider's, but whoever takes over the account that administers holds all the
 * others, so outputs show them apart.
 */
import type { Tier } from '../access/tier';
import type { MadeRole } from './made-role';
import type { GrantEdge } from './trust-graph';

type Entry = Pick<GrantEdge, 'grant' | 'external' | 'insider' | 'deleted'>;

/**
 * Whether an insider of another account, or Identity Center, gets administrator rights or a step to them, or enters
 * a role that is made for administering.
 */
export function isAdministrative(entry: Entry, tier: Tier, made: MadeRole | undefined): boolean {
  return isFromElsewhere(entry, made) && (tier === 'admin' || tier === 'escalation' || !!made?.meantFor);
}

function isFromElsewhere({ grant, external, insider, deleted }: Entry, made: MadeRole | undefined): boolean {
  if (external || grant.verdict !== 'admits' || deleted === 'deleted') return false;
  const isOtherAccount = insider !== undefined && insider !== 'own-account';
  return isOtherAccount || (made?.by === 'identity-center' && grant.caller.kind === 'saml');
}
