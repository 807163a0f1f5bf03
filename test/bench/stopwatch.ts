/**
 * What a piece of work takes: by the clock, and of the processors, which tells the same on a busy machine.
 */
export interface Taken {
  readonly seconds: number;
  /** of all threads together: those that collect garbage and compile included */
  readonly processorSeconds: number;
}

/** Starts a watch; the answer reads it. */
export function startWatch(): () => Taken {
  const before = process.cpuUsage();
  const started = performance.now();
  return () => {
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(before);
    return { seconds, processorSeconds: (user + system) / 1e6 };
  };
}
