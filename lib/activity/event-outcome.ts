/**
 * How a call ended, as its record tells.
 */
import { type Fields, textAt } from './record-fields';

export interface EventOutcome {
  /** a record with an error of any kind is of a call that did nothing */
  readonly outcome: 'success' | 'refused';
  readonly errorCode?: string;
}

/** Reads it; some records have the error's message only. */
export function eventOutcome(record: Fields): EventOutcome {
  const errorCode = textAt(record, 'errorCode');
  const isRefused = errorCode !== undefined || textAt(record, 'errorMessage') !== undefined;
  return { outcome: isRefused ? 'refused' : 'success', errorCode };
}
