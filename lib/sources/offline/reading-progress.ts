/**
 * How far the reading of files has come.
 */

/** Called before each file, and often while one is read. */
export type OnProgress = (progress: ReadProgress) => void;

export interface ReadProgress {
  readonly filesRead: number;
  readonly files: number;
  /** as on disk */
  readonly bytes: number;
  /** the file being read */
  readonly at: string;
}

/** Tells how far the reading came. */
export class Progress {
  private filesRead = -1;
  private bytes = 0;

  constructor(
    private readonly files: number,
    private readonly onProgress: OnProgress,
  ) {}

  /** Begins a file; what is returned takes the number of bytes that were read of it. */
  begin(at: string): (length: number) => void {
    this.filesRead += 1;
    const { filesRead, files } = this;
    const onBytes = (length: number) => {
      this.bytes += length;
      this.onProgress({ filesRead, files, bytes: this.bytes, at });
    };
    onBytes(0);
    return onBytes;
  }
}
