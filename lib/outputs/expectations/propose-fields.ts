/**
 * All aspects of the agreed use of roles of one name.
 */

import type { GrantEdge } from '../../graph/trust-graph';
import { TACTICS } from '../../model/tactic';
import { count } from '../words/count-words';
import { proposeHours } from './agreed-hours';
import { proposeSessionNames, proposeUserAgents } from './agreed-names';
import { type OwnerOf, proposeNetworks } from './agreed-networks';
import type { ProposedField, ProposedValue } from './proposal';
import { proposedValue, sightWords } from './sight-words';
import { edgesOf, type SeenGroup, type Sight, sightsOf } from './sights';

/** Days with calls before the last week, from which on the busiest tells anything. */
const DAYS = 5;
const HEADROOM = 2;
const LEAST_A_DAY = 10;

/** Sessions before the last week, from which on it tells something that none served a tactic. */
const SESSIONS = 5;

const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

export interface FieldSource {
  readonly group: SeenGroup;
  /** of the party into the roles */
  readonly grants: readonly GrantEdge[];
  readonly partyName: string;
  readonly ownerOf: OwnerOf;
}

/** In the order of the format; what nothing was seen of is left out. */
export function proposeFields({ group, grants, partyName, ownerOf }: FieldSource): readonly ProposedField[] {
  return [
    proposeExternalId(group, grants),
    proposeNetworks(group, partyName, ownerOf),
    proposeRegions(group),
    proposeSessionNames(group),
    proposeUserAgents(group),
    proposeHours(group),
    proposeRate(group),
    proposeActions(group),
  ].filter((field) => field !== undefined);
}

/**
 * Required where it was always sent, or every grant speaks of it and no call is known to have left it out. Never the id.
 */
function proposeExternalId(group: SeenGroup, grants: readonly GrantEdge[]): ProposedField {
  const uses = edgesOf(group.permitted).map(({ use }) => use.externalId);
  const sum = (key: 'sent' | 'notSent' | 'unknown') => uses.reduce((total, use) => total + use[key], 0);
  const [sent, notSent, unknown] = [sum('sent'), sum('notSent'), sum('unknown')];
  const isDemanded =
    grants.length > 0 && grants.every(({ grant }) => grant.guards.some(({ kind }) => kind === 'external-id'));
  const note = [
    `sent in ${sent} of ${count(sent + notSent + unknown, 'call')}`,
    ...(unknown > 0 ? [`not told by ${unknown}`] : []),
    ...(isDemanded ? ['every way in speaks of one'] : []),
  ].join('; ');
  const field = { key: 'externalId', form: 'scalar', held: [] } as const;
  if (notSent === 0 && (isDemanded || (sent > 0 && unknown === 0))) {
    return { ...field, kept: [{ value: 'required', note }], review: [] };
  }
  const review = sent === 0 ? [] : [`an external id was ${note}`];
  return { ...field, kept: [], review };
}

function proposeRegions(group: SeenGroup): ProposedField | undefined {
  const sights = sightsOf(group, 'region');
  if (sights.length === 0) return undefined;
  const isAgreed = (sight: Sight) => sight.isAgreed && REGION.test(sight.value);
  return {
    key: 'regions',
    form: 'list',
    kept: sights.filter(isAgreed).map(proposedValue),
    held: sights.filter((sight) => !isAgreed(sight)).map(proposedValue),
    review: [],
  };
}

/** Twice the busiest day, rounded up; that of one role, as the rule counts. */
function proposeRate({ permitted, cutoff }: SeenGroup): ProposedField | undefined {
  const days = permitted.flatMap((row) => [...row.days].map(([day, calls]) => ({ day, calls })));
  const before = days.filter(({ day }) => day < cutoff.slice(0, 10));
  if (new Set(before.map(({ day }) => day)).size < DAYS) return undefined;
  const busiest = before.reduce((one, other) => (other.calls > one.calls ? other : one));
  const most = Math.max(LEAST_A_DAY, roundedUp(busiest.calls * HEADROOM));
  return {
    key: 'atMostPerDay',
    form: 'scalar',
    kept: [{ value: most, note: `busiest: ${busiest.calls} on ${busiest.day}` }],
    held: days
      .filter(({ calls }) => calls > most)
      .map(({ day, calls }) => ({ value: calls, note: `on ${day}` })),
    review: [],
  };
}

/** To two digits. */
function roundedUp(number: number): number {
  const unit = 10 ** Math.max(0, String(number).length - 2);
  return Math.ceil(number / unit) * unit;
}

/**
 * Every tactic but looking around is ruled out that was not seen before the last week, where enough sessions were
 * followed. About the others, what is usual decides.
 */
function proposeActions(group: SeenGroup): ProposedField {
  const sessions = group.all
    .flatMap((row) => row.sessions)
    .filter(({ session }) => session.start < group.cutoff && session.calls > 0);
  const seen = sightsOf(group, 'tactic').filter(({ value }) => value !== 'discovery');
  const before = new Set(seen.filter(({ first }) => first < group.cutoff).map(({ value }) => value));
  const rest = TACTICS.filter((tactic) => tactic !== 'discovery' && !before.has(tactic));
  const values = rest.map((value): ProposedValue => ({ value, note: '' }));
  const field = { key: 'actions', form: 'tactics' } as const;
  const review = seen.map(tacticWords);
  if (sessions.length < SESSIONS) {
    const few = `${count(sessions.length, 'session')} of it seen with calls: too few to tell what it does`;
    return { ...field, kept: [], held: values, review: [...review, few] };
  }
  const note = `none of these in ${count(sessions.length, 'session')}`;
  return { ...field, kept: values.map(({ value }) => ({ value, note })), held: [], review };
}

/** Calls of a session are counted by tactic, and dated by the session. */
function tacticWords({ value, ...sight }: Sight): string {
  return `its sessions served ${value.replaceAll('-', ' ')} (${sightWords(sight)})`;
}
