/**
 * Changes of trust in words, for findings and for whoever compares two states. External ids are fingerprints already.
 */
import type { TrustChange } from '../activity/trust-change';
import type { GrantDetail, GrantDifference } from '../history/trust-difference';
import type { KnownGrant } from '../history/trust-snapshot';
import type { AssumptionCaller } from '../model/assumption';
import type { Guard } from '../model/guard';
import { explainDemand, explainFact } from '../policy/request/condition-sentence';
import { callerText, textOf } from './evidence';
import { cut } from './title';

/** Characters of a guard, and of what a record holds of somebody's. */
const GUARD_LIMIT = 300;
const CELL_LIMIT = 200;

/** One way in: who, by which call, and what it asks for. */
export function grantText({ caller, call, guards, unless, verdict }: KnownGrant): string {
  const demands = guards.map(demandText);
  const refusals = unless.map((list) => `not where ${factsText(list)}`);
  const conditions = [...demands, ...refusals];
  return [
    `${callerText(caller)} by ${call}`,
    conditions.length === 0 ? 'unconditionally' : `if ${textOf(conditions)}`,
    ...(verdict === 'undecided' ? ['as far as can be decided'] : []),
  ].join(', ');
}

/** What became of the parts of a way in, one sentence each. */
export function detailTexts({ details }: Pick<GrantDifference, 'details'>): readonly string[] {
  return details.map(detailText);
}

function detailText(detail: GrantDetail): string {
  switch (detail.aspect) {
    case 'caller': {
      const how = { wider: 'more may enter', narrower: 'fewer may enter', other: 'others may enter' };
      return `${how[detail.change]}: was ${callerText(detail.before)}, is ${callerText(detail.after)}`;
    }
    case 'guard':
      return guardDetailText(detail);
    case 'exception':
      return detail.change === 'lost'
        ? `no longer refused: where ${factsText(detail.before)}`
        : `refused now: where ${factsText(detail.after)}`;
    case 'verdict':
      return detail.change === 'decided'
        ? 'it could not be decided whether it admits anybody, and it does'
        : 'it cannot be decided any more whether it admits anybody';
  }
}

function guardDetailText(detail: Extract<GrantDetail, { aspect: 'guard' }>): string {
  switch (detail.change) {
    case 'lost':
      return `no longer asked: ${demandText(detail.before)}`;
    case 'gained':
      return `asked now: ${demandText(detail.after)}`;
    default: {
      const how = { loosened: 'asks for less', tightened: 'asks for more', other: 'asks for something else' };
      return `${how[detail.change]}: was ${demandText(detail.before)}, is ${demandText(detail.after)}`;
    }
  }
}

function demandText(guard: Guard): string {
  const demand = explainDemand(guard, valuesText(guard));
  const source = guard.policy === undefined ? '' : ` (resource control policy ${guard.policy})`;
  return cut(`${demand}${source}`, GUARD_LIMIT);
}

function factsText(guards: readonly Guard[]): string {
  return cut(guards.map((guard) => explainFact(guard, valuesText(guard))).join(' and '), GUARD_LIMIT);
}

function valuesText({ values }: Guard): string {
  return textOf(values.map((value) => `\`${value}\``)).replaceAll('`, `', '` or `');
}

/** Who made a call, as its record tells. */
export function whoText(who: AssumptionCaller): string {
  switch (who.kind) {
    case 'aws': {
      const name = who.arn ?? [who.account, who.principalId].filter(Boolean).join(' ');
      const session = who.callerSession === undefined ? '' : ` as ${who.callerSession}`;
      return cut(`${name || 'a principal that the record does not name'}${session}`, CELL_LIMIT);
    }
    case 'saml':
    case 'oidc':
      return cut([who.provider, who.subject].filter(Boolean).join(' ') || who.kind, CELL_LIMIT);
    case 'service':
      return cut(who.service, CELL_LIMIT);
    case 'unknown':
      return 'not told by the record';
  }
}

/** One change in a line: call, time, who, from where. */
export function changeText({ event, time, who, network }: TrustChange): string {
  return `${event} at ${time} by ${whoText(who)}${network === undefined ? '' : ` from ${cut(network, CELL_LIMIT)}`}`;
}
