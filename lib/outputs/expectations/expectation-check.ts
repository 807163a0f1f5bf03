/**
 * What a declared file matches today: which entry decides for which role, what breaks it, and what matches nothing.
 */
import { isMeantBy } from '../../findings/life-cycle';
import { agreementOn } from '../../history/agreed-use';
import { ASPECTS, type Aspect } from '../../history/usual-use';
import { compareText } from '../../model/compare-text';
import type { DeclaredParty, DeclaredUse, Expectations, Suppression } from '../../parties/declaration';
import { expectedUseOf } from '../../parties/expected-use';
import { matchName, matchNetworks } from '../../parties/match-expected';
import { slugOf } from '../../parties/party';
import type { MatchEvidence, MatchedRole } from './match-evidence';

export interface ExpectationCheck {
  readonly asOf: string;
  /** what was read beside the file; absent: nothing, so that no matches are told */
  readonly against?: MatchEvidence['source'];
  /** in the order of the file */
  readonly parties: readonly CheckedParty[];
  readonly suppressions: readonly CheckedSuppression[];
}

/** `soon`: within 30 days. */
export type Term = 'open-ended' | 'in-force' | 'soon' | 'past';

export interface CheckedParty {
  readonly name: string;
  readonly id: string;
  readonly kind: DeclaredParty['kind'];
  readonly term: Term;
  readonly expires?: string;
  readonly entries: readonly CheckedEntry[];
  /** roles that it entered or may enter, and that no entry covers; sorted */
  readonly uncovered: readonly MatchedRole[];
}

export interface CheckedEntry {
  /** from 1 */
  readonly number: number;
  readonly use: DeclaredUse;
  /** roles that it decides for, sorted; empty where it matches nothing */
  readonly decides: readonly MatchedRole[];
  /** roles that it covers and another entry decides for, in words */
  readonly overridden: readonly string[];
  /** what was seen and is not agreed, such as `network 198.51.100.0/24`; sorted */
  readonly broken: readonly string[];
  /** patterns that match nothing that was seen, such as `networks 3.0.0.0/8` */
  readonly idle: readonly string[];
}

export interface CheckedSuppression extends Pick<Suppression, 'finding' | 'until' | 'owner'> {
  readonly term: Term;
  /** titles of the findings that it means; absent where none were read */
  readonly matches?: readonly string[];
}

const DAY = 86_400_000;
const SOON = 30;

/** @param evidence absent: only terms are told */
export function checkExpectations(
  { parties, suppress }: Expectations,
  asOf: string,
  evidence: MatchEvidence | undefined,
): ExpectationCheck {
  return {
    asOf,
    ...(evidence && { against: evidence.source }),
    parties: parties.map((party) => checkParty(party, asOf, evidence)),
    suppressions: suppress.map(({ finding, until, owner }) => ({
      finding,
      until,
      owner,
      term: termOf(until, asOf),
      ...(evidence && {
        matches: evidence.findings.filter((each) => isMeantBy(each, { finding })).map(({ title }) => title),
      }),
    })),
  };
}

function termOf(day: string | undefined, asOf: string): Term {
  if (day === undefined) return 'open-ended';
  if (asOf.slice(0, 10) > day) return 'past';
  return Date.parse(day) - Date.parse(asOf.slice(0, 10)) <= SOON * DAY ? 'soon' : 'in-force';
}

function checkParty(party: DeclaredParty, asOf: string, evidence: MatchEvidence | undefined): CheckedParty {
  const { name, kind, expires, expect } = party;
  const id = `${kind}:${slugOf(name)}`;
  const term = termOf(expires, asOf);
  const roles = (term === 'past' ? undefined : evidence?.roles.get(id)) ?? [];
  const sorted = roles.toSorted((a, b) => compareText(a.role, b.role));
  const decided = sorted.map((role) => ({ role, by: expectedUseOf(party, role.role) }));
  return {
    name,
    id,
    kind,
    term,
    ...(expires !== undefined && { expires }),
    entries: expect.map((use, index) => {
      const decides = decided.filter(({ by }) => by?.use === use).map(({ role }) => role);
      return {
        number: index + 1,
        use,
        decides,
        overridden: decided.flatMap(({ role, by }) =>
          by !== undefined && by.use !== use && covers(party, use, role.role)
            ? [`${role.role}: ${by.because}`]
            : [],
        ),
        broken: evidence ? brokenIn(use, decides, evidence) : [],
        idle: evidence ? idleIn(use, decides, evidence) : [],
      };
    }),
    uncovered:
      expect.length === 0 ? [] : decided.filter(({ by }) => by === undefined).map(({ role }) => role),
  };
}

function covers(party: DeclaredParty, use: DeclaredUse, role: string): boolean {
  return expectedUseOf({ ...party, expect: [use] }, role) !== undefined;
}

function brokenIn(
  use: DeclaredUse,
  roles: readonly MatchedRole[],
  evidence: MatchEvidence,
): readonly string[] {
  const broken = roles.flatMap(({ values }) =>
    ASPECTS.flatMap((aspect) =>
      (values.get(aspect) ?? [])
        .filter((value) => agreementOn(use, aspect, value, evidence) === 'broken')
        .map(({ value }) => `${aspect.replaceAll('-', ' ')} ${value}`),
    ),
  );
  return [...new Set(broken)].sort(compareText);
}

function idleIn(
  { networks = [], regions = [], sessionNames = [], userAgents = [] }: DeclaredUse,
  roles: readonly MatchedRole[],
  { networkOwners, source }: MatchEvidence,
): readonly string[] {
  if (roles.every(({ calls }) => calls === 0)) return [];
  const seen = (aspect: Aspect) =>
    roles.flatMap(({ values }) =>
      (values.get(aspect) ?? []).flatMap(({ value, exact }) => (exact.length > 0 ? exact : [value])),
    );
  const idle = (key: string, patterns: readonly string[], isMet: (pattern: string) => boolean) =>
    patterns.filter((pattern) => !isMet(pattern)).map((pattern) => `${key} ${pattern}`);
  const [addresses, names, agents] = [seen('network'), seen('session-name'), seen('agent')];
  return [
    ...idle('networks', networks, (pattern) =>
      addresses.some((each) => {
        const agreement = matchNetworks([pattern], each, networkOwners?.get(each)?.asn);
        return agreement === 'met' || agreement === 'undecided';
      }),
    ),
    ...idle('regions', regions, (region) => seen('region').includes(region)),
    // Saved state knows shapes and families alone, of which patterns tell nothing.
    ...(source === 'state'
      ? []
      : [
          ...idle('sessionNames', sessionNames, (pattern) =>
            names.some((name) => matchName([pattern], name) === 'met'),
          ),
          ...idle('userAgents', userAgents, (pattern) =>
            agents.some((agent) => matchName([pattern], agent) === 'met'),
          ),
        ]),
  ];
}
