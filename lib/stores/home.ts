/**
 * Home: where the bytes of a state are kept. A folder, memory and S3 differ in this and in nothing else.
 *
 * The state itself is replaced by its tag, which changes whenever the bytes do: who replaces it says which one he has
 * read, and loses to whoever was quicker. All other things are small, and each has a name of its own.
 */

/** Bytes, and the tag that they have now. */
export interface Stored {
  readonly bytes: Buffer;
  readonly tag: string;
}

/** A family of names: how messages call it, and which of what is found there is ours. */
export interface Shelf {
  readonly name: string;
  readonly ours: RegExp;
}

export interface Home {
  /** where it is, for messages */
  readonly at: string;
  /** digits that tell this writer from others at the same time */
  readonly writer: string;
  /** whether a process id in a lock is one of this machine */
  readonly isLocal: boolean;

  /** The tag of the state; undefined where there is none yet. */
  readTag(): Promise<string | undefined>;
  readState(): Promise<Stored | undefined>;
  /**
   * Replaces the state that has the tag `before`, or makes the first one.
   * @returns its new tag
   * @throws StateConflictError when another one is there; that one stays
   */
  replaceState(text: string, before: string | undefined): Promise<string>;

  readLock(): Promise<Stored | undefined>;
  /** As `replaceState` does. */
  replaceLock(text: string, before: string | undefined): Promise<string>;

  /** Names on the shelf, in order. */
  list(shelf: Shelf): Promise<readonly string[]>;
  /** Undefined where it is gone. */
  get(shelf: Shelf, name: string): Promise<Buffer | undefined>;
  /** Writes whole or not at all; durable when it returns. */
  put(shelf: Shelf, name: string, chunks: readonly (string | Buffer)[]): Promise<void>;
  /** Takes these off the shelf; what is gone already is no fault. */
  remove(shelf: Shelf, names: readonly string[]): Promise<void>;
}
