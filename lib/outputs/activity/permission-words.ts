/**
 * How a use compares with the trust that its role has now, in words.
 */
import type { UseRow } from '../../history/activity-schema';
import type { SavedActivity } from '../../history/saved-activity';
import type { Guard } from '../../model/guard';
import { describeGuards } from '../words/guard-words';

/** Such as `by a grant: external id; an id was sent in 3 of 3`; what records cannot show is not claimed. */
export function describePermission(use: UseRow, { guards }: SavedActivity): string {
  const ofGrant = use.grant === null ? undefined : guards.get(use.grant);
  switch (use.permitted) {
    case 'by-grant':
      return `by a grant${ofGrant ? guardedText(use, ofGrant) : ''}`;
    case 'not-now':
      return 'not now';
    case 'unknown':
      return `unknown: ${use.why.join('; ')}`;
  }
}

function guardedText(use: UseRow, guards: readonly Guard[]): string {
  const words = describeGuards(guards);
  return words === 'nothing' ? ' without guards' : `: ${words}${sentIds(use, guards.some(isExternalId))}`;
}

function isExternalId({ kind }: Guard): boolean {
  return kind === 'external-id';
}

/** Whether the id that the grant asks for was sent; which one, no record tells. */
function sentIds({ externalId: { sent, notSent, unknown } }: UseRow, isAsked: boolean): string {
  if (!isAsked) return '';
  const told = sent + notSent;
  if (told === 0) return '; no record tells whether an id was sent';
  return `; an id was sent in ${sent} of ${told}${unknown > 0 ? `, ${unknown} not told` : ''}`;
}
