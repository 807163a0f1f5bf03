/**
 * S3 as the home of a state.
 *
 * `state.json` points at the snapshot that counts. A write puts a snapshot under an id of its own and then switches the
 * pointer, on condition that it is the one that was read: a crash in between leaves a snapshot that nobody points at.
 * The pointer names the last few snapshots, newest first. What falls off the list is deleted, by count and not by any
 * clock of ours; a snapshot on no list may be somebody's who is just writing, and goes once S3 says that it is old.
 */
import { randomInt, randomUUID } from 'node:crypto';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type Pointer, parsePointer, renderPointer } from '../history/saved-pointer';
import { awsCodeOf, awsFailure } from './aws-failure';
import type { Home, Shelf, Stored } from './home';
import { StateConflictError, StateError } from './state-store';

const POINTER = 'state.json';
const LOCK = 'lock.json';
const SNAPSHOTS = 'snapshots';
const SNAPSHOT = 'history.json';

/** Snapshots that are kept, the current one among them. */
const KEPT_SNAPSHOTS = 10;

/** Older than the current one by this much, in milliseconds, a snapshot on no list was abandoned. */
const LONGEST_WRITE = 86_400_000;

/** Objects that one request can delete. */
const MOST_DELETED = 1000;

export interface S3Place {
  readonly bucket: string;
  /** without slashes at its ends; may be empty */
  readonly prefix: string;
  /** where the findings are when they are not in here, such as `dynamodb:TABLE` */
  readonly findingsIn?: string;
}

type TaggedPointer = Pointer & { readonly tag: string };

export class S3Home implements Home {
  readonly at: string;
  readonly writer = String(randomInt(2 ** 40));
  readonly isLocal = false;
  /** as it was read or written last */
  #pointer: TaggedPointer | undefined;

  constructor(
    private readonly client: S3Client,
    private readonly place: S3Place,
  ) {
    this.at = `s3://${place.bucket}/${place.prefix}`;
  }

  async readTag(): Promise<string | undefined> {
    return (await this.#read(this.#key(POINTER)))?.tag;
  }

  /** A slow reader may be overtaken by so many writes that its snapshot is gone: it reads the pointer again. */
  async readState(): Promise<Stored | undefined> {
    for (let tries = 0; tries < 5; tries += 1) {
      const pointer = await this.#readPointer();
      if (!pointer) return undefined;
      const snapshot = await this.#read(this.#snapshot(pointer.snapshots[0] ?? ''));
      if (snapshot) return { bytes: snapshot.bytes, tag: pointer.tag };
    }
    throw new StateError(
      `state \`${this.at}\`: its snapshot is gone; point \`${POINTER}\` at another one, or remove it to start anew`,
    );
  }

  async replaceState(text: string, before: string | undefined): Promise<string> {
    const pointer =
      before === undefined || before === this.#pointer?.tag ? this.#pointer : await this.#readPointer();
    if (pointer?.tag !== before) throw this.#conflict();
    const run = randomUUID();
    await this.#asking('write', () =>
      this.client.send(new PutObjectCommand({ ...this.#object(this.#snapshot(run)), Body: text })),
    );
    const snapshots = [run, ...(pointer?.snapshots ?? [])];
    const [kept, gone] = [snapshots.slice(0, KEPT_SNAPSHOTS), snapshots.slice(KEPT_SNAPSHOTS)];
    const { findingsIn } = this.place;
    const next = { snapshots: kept, ...(findingsIn !== undefined && { findingsIn }) };
    const tag = await this.#replace(POINTER, renderPointer(next), before);
    this.#pointer = { ...next, tag };
    await this.#expire(kept, gone);
    return tag;
  }

  readLock(): Promise<Stored | undefined> {
    return this.#read(this.#key(LOCK));
  }

  replaceLock(text: string, before: string | undefined): Promise<string> {
    return this.#replace(LOCK, text, before);
  }

  async list({ name, ours }: Shelf): Promise<readonly string[]> {
    const names = (await this.#objectsIn(name)).map(({ name: each }) => each);
    return names.filter((each) => ours.test(each)).sort();
  }

  async get(shelf: Shelf, name: string): Promise<Buffer | undefined> {
    return (await this.#read(this.#key(`${shelf.name}/${name}`)))?.bytes;
  }

  async put(shelf: Shelf, name: string, chunks: readonly (string | Buffer)[]): Promise<void> {
    const Body = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)));
    await this.#asking('write', () =>
      this.client.send(new PutObjectCommand({ ...this.#object(this.#key(`${shelf.name}/${name}`)), Body })),
    );
  }

  remove(shelf: Shelf, names: readonly string[]): Promise<void> {
    return this.#delete(names.map((name) => this.#key(`${shelf.name}/${name}`)));
  }

  async #expire(kept: readonly string[], gone: readonly string[]): Promise<void> {
    const names = new Set(kept.map((run) => `${run}/${SNAPSHOT}`));
    const found = await this.#objectsIn(SNAPSHOTS);
    const current = found.find(({ name }) => name === `${kept[0]}/${SNAPSHOT}`)?.modified ?? 0;
    const old = found.filter(({ name, modified }) => !names.has(name) && modified < current - LONGEST_WRITE);
    const keys = [
      ...gone.map((run) => this.#snapshot(run)),
      ...old.map(({ name }) => this.#key(`${SNAPSHOTS}/${name}`)),
    ];
    await this.#delete([...new Set(keys)]);
  }

  /** Objects under a folder, named by what follows it; `modified` in milliseconds, by the clock of S3. */
  async #objectsIn(name: string): Promise<readonly { readonly name: string; readonly modified: number }[]> {
    const Prefix = this.#key(`${name}/`);
    const objects: { name: string; modified: number }[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await this.#asking('read', () =>
        this.client.send(new ListObjectsV2Command({ Bucket: this.place.bucket, Prefix, ContinuationToken })),
      );
      for (const { Key = '', LastModified } of page.Contents ?? [])
        objects.push({ name: Key.slice(Prefix.length), modified: LastModified?.getTime() ?? 0 });
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    return objects;
  }

  async #readPointer(): Promise<TaggedPointer | undefined> {
    this.#pointer = undefined;
    const stored = await this.#read(this.#key(POINTER));
    if (!stored) return undefined;
    const parsed = parsePointer(stored.bytes.toString('utf8'), `${this.at}/${POINTER}`);
    if (parsed.kind === 'problem')
      throw new StateError(`state \`${this.at}/${POINTER}\`: ${parsed.problem.message}`);
    const { findingsIn } = parsed.value;
    if (findingsIn !== undefined && findingsIn !== this.place.findingsIn) {
      const asked = this.place.findingsIn ?? 'S3 alone';
      throw new StateError(
        `state \`${this.at}\` keeps its findings in ${findingsIn}: expected \`--state ${this.at},${findingsIn}\`, found ${asked}`,
      );
    }
    this.#pointer = { ...parsed.value, tag: stored.tag };
    return this.#pointer;
  }

  /** Replaces on condition; an answer that was lost on its way, and asked for again, is known by what is there. */
  async #replace(name: string, text: string, before: string | undefined): Promise<string> {
    const key = this.#key(name);
    const condition = before === undefined ? { IfNoneMatch: '*' } : { IfMatch: before };
    try {
      const { ETag } = await this.client.send(
        new PutObjectCommand({ ...this.#object(key), Body: text, ...condition }),
      );
      if (ETag !== undefined) return ETag;
    } catch (cause) {
      if (!['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'].includes(awsCodeOf(cause)))
        throw awsFailure('write', this.at, cause);
    }
    const there = await this.#read(key);
    if (there?.bytes.toString('utf8') !== text) throw this.#conflict();
    return there.tag;
  }

  async #read(key: string): Promise<Stored | undefined> {
    try {
      const { Body, ETag = '' } = await this.client.send(new GetObjectCommand(this.#object(key)));
      return { bytes: Buffer.from((await Body?.transformToByteArray()) ?? []), tag: ETag };
    } catch (cause) {
      if (awsCodeOf(cause) === 'NoSuchKey') return undefined;
      throw awsFailure('read', this.at, cause);
    }
  }

  async #delete(keys: readonly string[]): Promise<void> {
    for (let start = 0; start < keys.length; start += MOST_DELETED) {
      const Objects = keys.slice(start, start + MOST_DELETED).map((Key) => ({ Key }));
      const { Errors: [failure] = [] } = await this.#asking('write', () =>
        this.client.send(
          new DeleteObjectsCommand({ Bucket: this.place.bucket, Delete: { Objects, Quiet: true } }),
        ),
      );
      if (failure) throw new StateError(`cannot delete \`${failure.Key}\` in ${this.at}: ${failure.Code}`);
    }
  }

  async #asking<T>(doing: 'read' | 'write', ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (cause) {
      throw awsFailure(doing, this.at, cause);
    }
  }

  #key(name: string): string {
    return this.place.prefix === '' ? name : `${this.place.prefix}/${name}`;
  }

  #snapshot(run: string): string {
    return this.#key(`${SNAPSHOTS}/${run}/${SNAPSHOT}`);
  }

  #object(Key: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.place.bucket, Key };
  }

  #conflict(): StateConflictError {
    return new StateConflictError(
      `state \`${this.at}\` was replaced by another run meanwhile: nothing was lost, run again`,
    );
  }
}
