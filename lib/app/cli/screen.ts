/**
 * The screen that a command's output is laid out for.
 */
import type { Screen } from '../../outputs/table/layout';
import type { Streams } from './streams';

const DEFAULT_WIDTH = 100;
const NARROWEST = 60;
const WIDEST = 160;

/** A terminal's own width within reason; 100 columns into a file or pipe. */
export function screenOf(streams: Streams): Screen {
  const width = Math.min(WIDEST, Math.max(NARROWEST, streams.columns ?? DEFAULT_WIDTH));
  return { width, color: streams.color };
}
