/**
 * Who holds the lock on a state, as text, and whether the lock still counts.
 */
import { isAlive } from './process-alive';

export interface Holder {
  /** one line for people */
  readonly id: string;
  readonly host: string;
  readonly process: number;
  /** ISO 8601 */
  readonly since: string;
  readonly until: string;
  /** tells two locks of one holder apart */
  readonly nonce: string;
}

/** Clocks of two machines may differ by so much, in milliseconds. */
const SKEW = 5 * 60_000;

/** JSON; undefined says that nobody holds it. */
export function renderHolder(holder: Holder | undefined): string {
  return `${JSON.stringify(holder ?? { free: true }, undefined, 2)}\n`;
}

/** Undefined where nobody holds it, and where it cannot be read: what nobody can read keeps nobody off. */
export function parseHolder(text: string): Holder | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const found = new Map<string, unknown>(Object.entries(raw ?? {}));
  const [id, host, since, until, nonce] = ['id', 'host', 'since', 'until', 'nonce'].map((name) =>
    found.get(name),
  );
  const number = found.get('process');
  if (typeof id !== 'string' || typeof host !== 'string' || typeof since !== 'string') return undefined;
  if (typeof until !== 'string' || typeof nonce !== 'string' || typeof number !== 'number') return undefined;
  return { id, host, process: number, since, until, nonce };
}

/**
 * Why the lock counts no more, as words; undefined while it does.
 * @param host this machine's name, where a process of it can be asked for; absent where the holder may be anywhere
 */
export function whyOver(holder: Holder, now: number, host?: string): string | undefined {
  const since = Date.parse(holder.since);
  const until = Date.parse(holder.until);
  if (!(now <= until)) return `its time was over at ${holder.until}`;
  if (!(since <= now + SKEW)) return `it says to be held since ${holder.since}, which is yet to come`;
  if (host === holder.host && !isAlive(holder.process)) return `its process ${holder.process} has ended`;
  return undefined;
}
