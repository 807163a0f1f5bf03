/**
 * Session names and user agents to agree to: patterns of what varies from call to call.
 *
 * INVARIANT: no pattern matches what is held back. Where none does without, the names themselves stand there; where
 * these are too many, nothing is agreed and what is usual decides.
 */
import { agentFamily } from '../../activity/agent-family';
import { sessionShape } from '../../activity/session-shape';
import type { Use } from '../../activity/use';
import { groupedBy } from '../../findings/grouping';
import { matchWildcard } from '../../model/wildcard';
import type { ProposedField, ProposedValue } from './proposal';
import { proposedValue, sightWords } from './sight-words';
import { exactSights, type SeenGroup, type Sight, sightsOf } from './sights';

/** Names that stand there instead of a pattern, at most. */
const NAMES = 5;
/** Characters of its own that a pattern must have. */
const LETTERS = 3;
/** What the format takes. */
const LONGEST = 500;
/** What a session's shape is made of. */
const SHAPE_LENGTH = 64;

interface Kind {
  readonly key: 'sessionNames' | 'userAgents';
  readonly aspect: 'session-name' | 'agent';
  readonly valuesOf: (use: Use) => Use['sessionNames'];
  readonly groupOf: (value: string) => string;
  /** patterns to try, the narrowest first */
  readonly patternsOf: (group: string, values: readonly string[]) => readonly string[];
}

const SESSION_NAMES: Kind = {
  key: 'sessionNames',
  aspect: 'session-name',
  valuesOf: ({ sessionNames }) => sessionNames,
  groupOf: sessionShape,
  patternsOf: (shape, names) => {
    const rest = names.some((name) => name.length > SHAPE_LENGTH) ? '*' : '';
    return [`${shape.replaceAll('#', '*')}${rest}`.replace(/\*+/g, '*')];
  },
};

const USER_AGENTS: Kind = {
  key: 'userAgents',
  aspect: 'agent',
  valuesOf: ({ userAgents }) => userAgents,
  groupOf: agentFamily,
  patternsOf: (family, agents) => {
    const program = family === 'browser' ? 'Mozilla' : family;
    const [first = ''] = agents;
    const at = first.indexOf(`${program}/`);
    return at < 0 ? [first] : [`${first.slice(0, at + program.length)}/*`, `*${program}/*`];
  },
};

/** @returns undefined where no session name was seen */
export function proposeSessionNames(group: SeenGroup): ProposedField | undefined {
  return proposeNames(group, SESSION_NAMES);
}

/** @returns undefined where no user agent was seen */
export function proposeUserAgents(group: SeenGroup): ProposedField | undefined {
  return proposeNames(group, USER_AGENTS);
}

function proposeNames(group: SeenGroup, kind: Kind): ProposedField | undefined {
  const sights = sightsOf(group, kind.aspect);
  if (sights.length === 0) return undefined;
  const exact = groupedBy(exactSights(group, kind.valuesOf), ({ value }) => kind.groupOf(value));
  const namesOf = ({ value }: Sight) => exact.get(value) ?? [];
  const held = sights.filter(({ isAgreed }) => !isAgreed);
  const heldNames = held.flatMap((sight) => [sight, ...namesOf(sight)].map(({ value }) => value));
  const valuesOf = (sight: Sight) => {
    const names = namesOf(sight);
    return (names.length === 0 || names.length > NAMES ? [sight] : names).map(proposedValue);
  };
  const heldValues = held.flatMap(valuesOf);

  const agreed = sights.filter(({ isAgreed }) => isAgreed);
  const kept = agreed.map((sight) => patternFor(sight, namesOf(sight), heldNames, kind));
  if (kept.some((values) => values === undefined)) {
    return {
      key: kind.key,
      form: 'list',
      kept: [],
      held: [...agreed.flatMap(valuesOf), ...heldValues],
      review: ['no pattern tells what is usual here from what is not: what is usual decides'],
    };
  }
  return {
    key: kind.key,
    form: 'list',
    kept: once(kept.flatMap((values) => values ?? [])),
    held: heldValues,
    review: [],
  };
}

/** Undefined where neither a pattern nor a few names will do. */
function patternFor(
  sight: Sight,
  names: readonly Sight[],
  held: readonly string[],
  { patternsOf }: Kind,
): readonly ProposedValue[] | undefined {
  const texts = names.map(({ value }) => value);
  const pattern = patternsOf(sight.value, texts).find(
    (each) =>
      isWritable(each) &&
      letters(each) >= LETTERS &&
      texts.every((text) => matchWildcard(each, text)) &&
      !held.some((text) => matchWildcard(each, text)),
  );
  if (pattern !== undefined && texts.length > 0) return [{ value: pattern, note: sightWords(sight) }];
  const seen = names.reduce((sum, each) => sum + each.count, 0);
  const isWhole = texts.length > 0 && texts.length <= NAMES && seen >= sight.count;
  const isPlain = texts.every((text) => isWritable(text) && !/[*?]/.test(text) && !held.includes(text));
  return isWhole && isPlain ? names.map(proposedValue) : undefined;
}

function isWritable(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST;
}

function letters(pattern: string): number {
  return pattern.match(/[A-Za-z0-9]/g)?.length ?? 0;
}

function once(values: readonly ProposedValue[]): readonly ProposedValue[] {
  return [...new Map(values.map((each) => [each.value, each])).values()];
}
