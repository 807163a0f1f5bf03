/**
 * Which alerts travel alone and which together, so that a bad day fills no inbox.
 */
import type { Alert } from '../../findings/alert';

/** More than this many in one run become a digest, save the critical ones. */
export const MOST_SINGLE = 20;

/** More than this many of one party in one run become a summary, save the critical ones. */
export const MOST_OF_PARTY = 5;

export type Parcel =
  | { readonly kind: 'finding'; readonly alert: Alert }
  /** what is left of one party */
  | { readonly kind: 'summary'; readonly party: string; readonly alerts: readonly Alert[] }
  /** what is left of a run */
  | { readonly kind: 'digest'; readonly alerts: readonly Alert[] };

/** Parcels in the order of the alerts, which are sorted worst first; every alert is in exactly one. */
export function packAlerts(alerts: readonly Alert[]): readonly Parcel[] {
  const critical = alerts.filter(isCritical);
  const rest = alerts.filter((alert) => !isCritical(alert));
  const together =
    alerts.length > MOST_SINGLE
      ? many(rest, (left) => ({ kind: 'digest', alerts: left }))
      : byParty(rest).flatMap(([party, its]): readonly Parcel[] =>
          party === undefined
            ? singles(its)
            : [
                ...singles(its.slice(0, MOST_OF_PARTY)),
                ...many(its.slice(MOST_OF_PARTY), (left) => ({ kind: 'summary', party, alerts: left })),
              ],
        );
  return [...singles(critical), ...together];
}

function isCritical({ finding }: Alert): boolean {
  return finding.severity === 'critical';
}

function singles(alerts: readonly Alert[]): readonly Parcel[] {
  return alerts.map((alert) => ({ kind: 'finding', alert }));
}

/** One parcel for all of them; a single one needs no wrapping. */
function many(alerts: readonly Alert[], wrap: (alerts: readonly Alert[]) => Parcel): readonly Parcel[] {
  return alerts.length > 1 ? [wrap(alerts)] : singles(alerts);
}

/** In order of each party's first alert; those without a party come last. */
function byParty(alerts: readonly Alert[]): readonly (readonly [string | undefined, readonly Alert[]])[] {
  const parties = new Set(alerts.map(({ finding }) => finding.party));
  const named = [...parties].filter((party) => party !== undefined);
  return [...named, undefined].map((party) => [
    party,
    alerts.filter(({ finding }) => finding.party === party),
  ]);
}
