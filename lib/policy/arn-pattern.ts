/**
 * ARN patterns, as the ARN condition operators compare them: six components, each on its own.
 *
 * A wildcard never crosses one of the first five colons, so `arn:aws:iam::*:role/Ops` holds the place of the
 * account where the same text under a string operator would swallow more. Letter case counts.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
import { matchPattern, type Pattern, patternOf } from '../model/wildcard';

const COMPONENTS = 6;
const COLON = ':'.charCodeAt(0);
const [ANY_RUN] = patternOf('*');

/** Whether an ARN pattern as written in a policy covers an ARN. */
export function matchArn(pattern: string, arn: string): boolean {
  return matchArnPattern(patternOf(pattern), arn);
}

/** The same over tokens, where a star that came out of a variable is a plain star. */
export function matchArnPattern(pattern: Pattern, arn: string): boolean {
  const texts = textComponents(arn);
  if (texts.length < COMPONENTS) return false;
  if (isLoneStar(pattern)) return true;

  const patterns = patternComponents(pattern);
  return (
    patterns.length === COMPONENTS &&
    patterns.every((component, at) => matchPattern(component, texts[at] ?? ''))
  );
}

/** Whether a pattern can match any ARN at all: it has six components, or is a star alone. */
export function isArnPattern(pattern: Pattern): boolean {
  return isLoneStar(pattern) || patternComponents(pattern).length === COMPONENTS;
}

/** A star alone has no components. AWS does not say what it matches; the wide reading hides nothing. */
function isLoneStar(pattern: Pattern): boolean {
  return pattern.length === 1 && pattern[0] === ANY_RUN;
}

/** At most six parts; the last one keeps its colons. */
function textComponents(text: string): readonly string[] {
  const parts = text.split(':');
  return parts.length <= COMPONENTS ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

/** The same for a pattern. */
function patternComponents(pattern: Pattern): readonly Pattern[] {
  const components: Pattern[] = [];
  let start = 0;
  while (components.length < COMPONENTS - 1) {
    const colon = pattern.indexOf(COLON, start);
    if (colon < 0) break;
    components.push(pattern.slice(start, colon));
    start = colon + 1;
  }
  return [...components, pattern.slice(start)];
}
