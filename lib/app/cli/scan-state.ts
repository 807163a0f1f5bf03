/**
 * The state of a scan, held from before it is read until its alerts are delivered: a second run at once would send
 * the same alerts.
 */
import { escapeText } from '../../outputs/escape';
import { MemoryStore } from '../../stores/memory-store';
import { openState, StatePlaceError } from '../../stores/open-state';
import type { StateOptions, StateStore } from '../../stores/state-store';
import { UsageError } from '../exit-codes';
import type { Streams } from './streams';

export interface ScanState {
  /** absent where nothing is kept */
  readonly store?: StateStore;
  /** Gives the state free for other runs. */
  release(): Promise<void>;
}

/** Hours after which a run that still holds the state is taken for dead. */
const LOCK_HOURS = 12;

/**
 * Opens and locks the state that the user named. A dry run gets a copy in memory, and the state stays as it is.
 * @throws UsageError where the text names no state
 * @throws StateError where it is in use or cannot be read
 */
export async function openScanState(
  place: string | false | undefined,
  isDryRun: boolean,
  { err }: Streams,
): Promise<ScanState> {
  const options = { onRemark: (sentence: string) => err.write(`trust-atlas: ${escapeText(sentence)}\n`) };
  if (isDryRun) return { store: await copyOf(place, options), release: async () => {} };
  if (!place) return { release: async () => {} };
  const store = await open(place, options);
  const until = new Date(Date.now() + LOCK_HOURS * 3_600_000).toISOString();
  const lock = await store.lock({ id: 'scan', until });
  return { store, release: () => lock.release() };
}

async function copyOf(place: string | false | undefined, options: StateOptions): Promise<StateStore> {
  const copy = new MemoryStore();
  if (place) await copy.writeHistory(await (await open(place, options)).readHistory());
  return copy;
}

async function open(place: string, options: StateOptions): Promise<StateStore> {
  try {
    return await openState(place, options);
  } catch (error) {
    if (error instanceof StatePlaceError) throw new UsageError(`--state: ${error.message}`, { cause: error });
    throw error;
  }
}
