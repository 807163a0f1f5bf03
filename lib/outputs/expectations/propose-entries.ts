/**
 * The roles of one party as `expect init` proposes them: those of one name together, what is doubtful commented out.
 */
import { groupedBy } from '../../findings/grouping';
import { isJudged } from '../../findings/ways-in';
import type { TrustGraph } from '../../graph/trust-graph';
import type { History } from '../../history/history';
import { type Aspect, useKey } from '../../history/usual-use';
import { type RoleArn, roleArnIn } from '../../model/arn';
import { compareText, earlierOf } from '../../model/compare-text';
import type { Finding } from '../../model/finding';
import type { Party } from '../../parties/party';
import { count } from '../words/count-words';
import { factsOf, findingWords, isDoubt, type PartyEvidence } from './party-evidence';
import type { ProposedEntry } from './proposal';
import { proposeFields } from './propose-fields';
import type { SeenGroup } from './sights';

/** Roles of one name that are doubted alike. */
interface RoleGroup {
  readonly roles: readonly [RoleArn, ...RoleArn[]];
  /** why nothing is agreed; absent where something is */
  readonly doubt?: string;
}

/** An entry for the roles of each name; what is agreed first, then by name. */
export function proposeEntries(party: Party, evidence: PartyEvidence): readonly ProposedEntry[] {
  const all = indexed(evidence.all);
  const permitted = indexed(evidence.permitted);
  const surprises = indexed(evidence.surprises);
  const grants = indexed(evidence.grants);
  const doubts = groupedBy(evidence.findings.filter(isDoubt), ({ subject }) => subject);
  return groupsOf(evidence).map(({ roles, doubt }) => {
    const group: SeenGroup = {
      all: roles.flatMap(all),
      permitted: roles.flatMap(permitted),
      surprises: roles.flatMap(surprises),
      cutoff: evidence.cutoff,
      firstEver: (aspect, value) => firstEver(party, roles, evidence.history, aspect, value),
    };
    const about = roles.flatMap((role) => doubts.get(role) ?? []);
    return {
      isAgreed: doubt === undefined,
      roles,
      facts: factsOf(group.all),
      review: [
        ...(doubt === undefined ? [] : [doubt]),
        ...powerOf(roles, evidence.graph),
        ...doubtWords(about, roles.length),
      ],
      fields:
        doubt === undefined
          ? proposeFields({
              group,
              grants: roles.flatMap(grants),
              partyName: party.name,
              ownerOf: evidence.ownerOf,
            })
          : [],
    };
  });
}

function indexed<Item extends { readonly role: string }>(
  items: readonly Item[],
): (role: string) => readonly Item[] {
  const byRole = groupedBy(items, ({ role }) => role);
  return (role) => byRole.get(role) ?? [];
}

/** In earlier runs, learnt or not. */
function firstEver(
  { id }: Party,
  roles: readonly RoleArn[],
  { baseline }: History,
  aspect: Aspect,
  value: string,
): string | undefined {
  return roles
    .flatMap((role) => {
      const row = baseline.rows.get(useKey(id, role));
      return [row?.values, row?.unlearnt].flatMap((values) => values?.get(aspect)?.get(value)?.first ?? []);
    })
    .sort()[0];
}

function groupsOf({ graph, grants, all, permitted, cutoff, history }: PartyEvidence): readonly RoleGroup[] {
  const allowed = new Map(permitted.map((row) => [row.role, row]));
  const used = all.filter(({ uses }) => uses.length > 0);
  const seen = new Map(used.map((row) => [row.role, row]));
  const arns = [
    ...new Set([...grants.map(({ role }) => role), ...used.flatMap(({ role }) => roleArnIn(role) ?? [])]),
  ];
  const doubtAbout = (arn: RoleArn): string | undefined => {
    const node = graph.roles.get(arn);
    if (/[*?]/.test(arn)) return 'its name holds a wildcard, so it cannot be declared';
    if (node === undefined) return 'the role was not read, so what lets it in is not known';
    const row = allowed.get(arn);
    if (!seen.has(arn)) {
      return graph.coverage.activity ? 'never used by it in what was read' : 'no CloudTrail was read';
    }
    if (row?.first === undefined || row.uses.every(({ use }) => use.count === 0)) {
      return 'no way in that stands today permits its use';
    }
    const since = history.baseline.rows.get(useKey(row.party, arn))?.since;
    return earlierOf(row.first, since ?? row.first) < cutoff ? undefined : 'first used in the last week';
  };
  const groups = groupedBy(
    arns
      .filter((arn) => {
        const node = graph.roles.get(arn);
        return node === undefined || isJudged(node.role);
      })
      .sort(compareText)
      .map((role) => ({ role, doubt: doubtAbout(role) })),
    ({ role, doubt }) => JSON.stringify([doubt ?? '', patternOf(role)]),
  );
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, of]) => {
      const [first, ...others] = of;
      if (first === undefined) return [];
      const roles: RoleGroup['roles'] = [first.role, ...others.map(({ role }) => role)];
      return { roles, ...(first.doubt !== undefined && { doubt: first.doubt }) };
    });
}

/** An ARN with its account left open. */
export function patternOf(role: RoleArn): string {
  return role.replace(/:\d{12}:/, ':*:');
}

function powerOf(roles: readonly RoleArn[], graph: TrustGraph): readonly string[] {
  const tiers = roles.flatMap((role) => graph.roles.get(role)?.tier.tier ?? []);
  if (tiers.includes('admin')) return ['it administers the account'];
  return tiers.includes('escalation') ? ['it can gain administrator rights'] : [];
}

/** Findings told of one role each are told once, by what they have in common. */
function doubtWords(about: readonly Finding[], roles: number): readonly string[] {
  return [...groupedBy(about, findingWords)].map(([words, of]) =>
    of.length === 1 || roles === 1 ? words : `${words}, in ${count(of.length, 'account')}`,
  );
}
