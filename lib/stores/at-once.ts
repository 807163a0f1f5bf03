/**
 * Many requests: some under way at a time, and a pause before one is made again.
 */
/** Requests under way at a time. */
const AT_ONCE = 32;

/** Works on all, some at a time; the first failure ends it. */
export async function eachAtOnce<T>(all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all].values();
  const worker = async () => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Twice as long each time, up to some seconds, and never the same for two at once. */
export function pause(tries: number): Promise<void> {
  const longest = Math.min(50 * 2 ** tries, 5_000);
  return new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)));
}
