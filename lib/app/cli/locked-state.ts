/**
 * The state that `--state` names, opened and locked for one run.
 */
import { hostname } from 'node:os';
import { escapeText } from '../../outputs/escape';
import { MemoryStore } from '../../stores/memory-store';
import { openState } from '../../stores/open-state';
import type { StateStore } from '../../stores/state-store';
import type { Streams } from './streams';

/** Past it another run may take the lock over; what is written is conditional even so. In milliseconds. */
const LONGEST_RUN = 2 * 3_600_000;

/**
 * Runs `work` with the state, and gives it free afterwards whatever came of it.
 * @param place  as the user named it; undefined or false for none
 * @param who    what the run is, for whoever has to wait for it
 * @throws StatePlaceError where that is no state; StateBusyError while another run is at it
 */
export async function withLockedState<T>(
  place: string | false | undefined,
  who: string,
  streams: Streams,
  work: (state: StateStore | undefined) => Promise<T>,
): Promise<T> {
  if (place === undefined || place === false) return work(undefined);
  const remark = remarksTo(streams);
  const state = await openState(place, { onRemark: remark });
  const until = new Date(Date.now() + LONGEST_RUN).toISOString();
  const lock = await state.lock({ id: `${who} on ${hostname()}`, until });
  try {
    return await work(state);
  } finally {
    await lock.release().catch((failure: Error) => remark(failure.message));
  }
}

/**
 * Runs `work` with a copy of the state, which may be written to and then is thrown away: the state itself stays as it
 * is, and need not be free. Without a place the copy is of an empty one.
 * @throws StatePlaceError where that is no state
 */
export async function withCopiedState<T>(
  place: string | false | undefined,
  streams: Streams,
  work: (state: StateStore) => Promise<T>,
): Promise<T> {
  const copy = new MemoryStore();
  if (place !== undefined && place !== false) {
    const state = await openState(place, { onRemark: remarksTo(streams) });
    await copy.writeHistory(await state.readHistory());
  }
  return work(copy);
}

function remarksTo({ err }: Streams): (sentence: string) => void {
  return (sentence) => {
    err.write(`${escapeText(sentence)}\n`);
  };
}
