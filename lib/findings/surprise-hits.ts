/**
 * From surprises of one kind to hits: what the rules about unexpected use have in common.
 */

import type { TrustGraph } from '../graph/trust-graph';
import type { Evidence } from '../model/finding';
import { matchWildcard } from '../model/wildcard';
import { rowsOf, textOf, tierRow, useCallerText, useRows } from './evidence';
import { networkText } from './network-text';
import type { RuleHit } from './rule';
import type { RuleContext } from './rule-context';
import type { Surprise, SurpriseAspect } from './surprise';
import { cut, titleOf } from './title';

/** What one rule says in its own words. */
export interface SurpriseWords {
  /** at most 44 characters beside the names */
  readonly say: (party: string, role: string, news: string) => string;
  /** the line of trust-atlas.yaml that would agree to it; absent where no declaration speaks of such news */
  readonly declare?: (surprise: Surprise) => string;
}

/** Characters of what is new, in a title. */
const NEWS_LIMIT = 20;
const CELL_LIMIT = 300;

/** One hit for each surprise of this kind that is no lesson. */
export function hitsOfSurprises(
  aspect: SurpriseAspect,
  graph: TrustGraph,
  { surprises }: RuleContext,
  words: SurpriseWords,
): readonly RuleHit[] {
  return surprises
    .filter((surprise) => surprise.aspect === aspect && !surprise.learning)
    .map((surprise) => hitOf(surprise, graph, words));
}

function hitOf(surprise: Surprise, graph: TrustGraph, words: SurpriseWords): RuleHit {
  const { role, party, node, value, severity } = surprise;
  const news = newsText(surprise);
  return {
    subject: role,
    party: party.id,
    key: value,
    severity,
    title: titleOf({ party, role: node?.role ?? { name: nameIn(role) } }, (who, into) =>
      words.say(who, into, cut(news, NEWS_LIMIT)),
    ),
    evidence: [
      newsRow(surprise, news, graph),
      ...(node ? [tierRow(node)] : []),
      ...useRows(surprise.uses, graph),
      ...rowsOf(surprise.sessions, ({ session }) => ({ session: session.id, sessionStart: session.start })),
    ],
    remedy: remedyOf(surprise, words),
    lastEvent: surprise.last,
  };
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function newsRow(surprise: Surprise, news: string, graph: TrustGraph): Evidence {
  const { exact, against, because, count, denied, first, last, firstEvent, company } = surprise;
  return {
    new: cut(news, CELL_LIMIT),
    against,
    because: cut(because, CELL_LIMIT),
    count,
    denied,
    first,
    last,
    ...(firstEvent !== undefined && { firstEvent }),
    ...(exact.length > 0 && {
      exact: textOf(exact.map((each) => networkText(each, graph.networkOwners?.get(each)))),
    }),
    ...(company.length > 0 && { alsoNew: textOf(company) }),
  };
}

function remedyOf(surprise: Surprise, { declare }: SurpriseWords): string {
  const { party, role, first, against } = surprise;
  const ask = `Ask ${party.name} whether this was theirs, by a way that does not lead through the access itself.`;
  const doubt = `If it was not, or nobody can tell, close the way into ${role} and review its sessions since ${first} (\`trust-atlas use\`, \`trust-atlas session\`).`;
  if (declare === undefined) return `${ask}\n${doubt}`;
  const where = against === 'declared' ? 'widen the entry of' : 'say so under';
  return `${ask}\n${doubt}\nIf it was, ${where} \`expect\` in trust-atlas.yaml: ${cut(declare(surprise), CELL_LIMIT)}`;
}

/** What is new, for people: a caller has a key that only programs read. */
export function newsText({ aspect, value, uses }: Surprise): string {
  const [first] = uses;
  return aspect === 'caller' && first ? useCallerText(first.use.caller) : value;
}

/** One pattern for all values, where it matches them; else the values. */
export function patternsFor(pattern: string, values: readonly string[]): readonly string[] {
  return values.every((value) => matchWildcard(pattern, value)) ? [pattern] : values;
}

/** A list as YAML reads it. */
export function yamlList(key: string, values: readonly string[]): string {
  return `${key}: [${values.map((value) => JSON.stringify(value)).join(', ')}]`;
}
