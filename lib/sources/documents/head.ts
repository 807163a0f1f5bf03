/**
 * A look at the first bytes of a stream, without losing them.
 */

export interface Headed {
  /** at least the bytes asked for, unless the stream is shorter */
  readonly head: Buffer;
  /** everything, head included; read it to its end or call `return`, so that the file is closed */
  readonly all: AsyncGenerator<Buffer>;
}

/** Reads until `length` bytes are there. */
export async function readHead(source: AsyncIterable<Buffer>, length: number): Promise<Headed> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < length) {
    const next = await iterator.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return { head, all: headThenRest(head, iterator) };
}

async function* headThenRest(head: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
