/**
 * Settings of judgement, with the values that hold where the user sets none.
 */
import type { Severity } from '../model/finding';
import type { ExpectationSettings, Expectations, Suppression } from '../parties/declaration';

export interface Settings {
  /** days without use after which a trust counts as dormant */
  readonly dormantAfterDays: number;
  /** days from a party's first use of a role in which what it does is learnt rather than doubted */
  readonly learnDays: number;
  /** days without the like after which a finding of use closes */
  readonly quietDays: number;
  /** severities of the user's, by rule id */
  readonly severity: ReadonlyMap<string, Severity>;
  readonly suppress: readonly Suppression[];
  /** the user declared some party: one that is not declared is then worth telling */
  readonly declaresParties: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  dormantAfterDays: 90,
  learnDays: 14,
  quietDays: 30,
  severity: new Map(),
  suppress: [],
  declaresParties: false,
};

/** The user's settings, and defaults for the rest. */
export function settingsOf(expectations: Expectations | undefined): Settings {
  if (expectations === undefined) return DEFAULT_SETTINGS;
  const { severity = {}, ...days }: ExpectationSettings = expectations.settings;
  return {
    ...DEFAULT_SETTINGS,
    ...days,
    severity: new Map(Object.entries(severity)),
    suppress: expectations.suppress,
    declaresParties: expectations.parties.length > 0,
  };
}
