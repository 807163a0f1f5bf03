/**
 * The WebAssembly module of the scanner, and its memory: unzips a text in there, and finds the records of one.
 *
 * Nothing in JavaScript looks at bytes as fast as a file can be unzipped. See inflate.as and find-records.as.
 */
import { SCANNER_WASM } from './scanner-wasm';

/** As much of it as is used here: TypeScript has its types for browsers only. */
declare const WebAssembly: {
  readonly Memory: new (size: {
    readonly initial: number;
  }) => {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
};

type ModuleFunction = (...where: readonly number[]) => number;

/** Bytes below belong to the module; see find-records.as and inflate.as. */
export const FREE = 176 * 1024;

/** Bytes that may be read or written behind a text: no step goes further. */
export const MARGIN = 320;

const PAGE = 64 * 1024;

export class ScanModule {
  /** (start, end) of a stream, (start, end) of its text; see inflate.as for all three */
  readonly beginStream: ModuleFunction;
  readonly unpackBlock: ModuleFunction;
  readonly endOfStream: ModuleFunction;
  /** (start) of a text, brackets around each record, where the places go; see find-records.as for all three */
  readonly beginText: ModuleFunction;
  /** (end) of the text so far */
  readonly readOn: ModuleFunction;
  /** (end) of the text */
  readonly endText: ModuleFunction;
  private readonly memory = new WebAssembly.Memory({ initial: FREE / PAGE + 1 });
  private view = Buffer.from(this.memory.buffer);

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(SCANNER_WASM, 'base64'));
    const { exports } = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.beginStream = functionIn(exports, 'beginStream');
    this.unpackBlock = functionIn(exports, 'unpackBlock');
    this.endOfStream = functionIn(exports, 'endOfStream');
    this.beginText = functionIn(exports, 'beginText');
    this.readOn = functionIn(exports, 'readOn');
    this.endText = functionIn(exports, 'endText');
  }

  /** All of the memory; another one after `makeRoom`. */
  get bytes(): Buffer {
    return this.view;
  }

  /** Words of the memory, as they are now. */
  words(from: number, count: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, from, count);
  }

  makeRoom(bytes: number): void {
    const missing = bytes - this.view.length;
    if (missing <= 0) return;
    this.memory.grow(Math.ceil(missing / PAGE));
    this.view = Buffer.from(this.memory.buffer);
  }
}

function functionIn(exports: Readonly<Record<string, unknown>>, name: string): ModuleFunction {
  const found = exports[name];
  if (typeof found !== 'function') throw new Error(`the module of the scanner lacks ${name}`);
  return (...where) => found(...where);
}
