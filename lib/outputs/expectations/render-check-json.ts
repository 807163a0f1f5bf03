/**
 * A checked expectations file as JSON, or the errors of one that is not good.
 */
import type { ExpectationError } from '../../parties/expectations';
import { escapeJson } from '../escape';
import type { CheckedEntry, ExpectationCheck } from './expectation-check';
import type { MatchedRole } from './match-evidence';

/** One document. */
export function renderCheckJson({ asOf, against, parties, suppressions }: ExpectationCheck): string {
  return textOf({
    valid: true,
    asOf,
    against: against ?? 'nothing',
    parties: parties.map(({ uncovered, entries, ...party }) => ({
      ...party,
      entries: entries.map(entryJson),
      uncovered: uncovered.map(roleJson),
    })),
    suppressions,
  });
}

/** One document, in the order of the file. */
export function renderErrorsJson(errors: readonly ExpectationError[]): string {
  return textOf({
    valid: false,
    errors: errors.map(({ line, column, message }) => ({ line, column, message })),
  });
}

function entryJson({ use, decides, ...entry }: CheckedEntry): object {
  return { ...entry, roles: use.roles ?? ['*'], decides: decides.map(roleJson) };
}

function roleJson({ role, calls, first, last, values }: MatchedRole): object {
  const networks = (values.get('network') ?? []).map(({ value }) => value).sort();
  return { role, calls, first, last, networks };
}

function textOf(answer: object): string {
  return `${escapeJson(JSON.stringify(answer, undefined, 2))}\n`;
}
