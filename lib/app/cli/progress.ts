/**
 * Progress on standard error, drawn only where that is a terminal.
 */
import { SingleBar } from 'cli-progress';
import { escapeText } from '../../outputs/escape';
import type { Streams } from './streams';

export interface Progress {
  update(step: ProgressStep): void;
  /** takes the bar away; safe to call twice */
  stop(): void;
}

/** How far the reading came. */
export interface ProgressStep {
  readonly filesRead: number;
  readonly files: number;
  readonly bytes: number;
  /** what is being read */
  readonly at: string;
}

const SILENT: Progress = { update: () => {}, stop: () => {} };

/** A bar with counts, rate and the file being read; nothing with `quiet` or into a file. */
export function startProgress(streams: Streams, quiet: boolean): Progress {
  if (quiet || !streams.interactive) return SILENT;
  const started = performance.now();
  const bar = new SingleBar({
    stream: streams.err,
    format: '{bar} {value}/{total} files  {rate} MB/s  {at}',
    clearOnComplete: true,
    hideCursor: true,
    barsize: 24,
  });
  bar.start(0, 0, { rate: '0', at: '' });
  return {
    update({ filesRead, files, bytes, at }) {
      const seconds = Math.max(0.001, (performance.now() - started) / 1000);
      bar.setTotal(files);
      bar.update(filesRead, { rate: (bytes / 1e6 / seconds).toFixed(0), at: escapeText(at).slice(-40) });
    },
    stop: () => bar.stop(),
  };
}
