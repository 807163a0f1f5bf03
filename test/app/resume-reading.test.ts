import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ActivityOptions, readActivity } from '../../lib/app/read-activity';
import { MemoryStore } from '../../lib/stores/memory-store';
import { ownersCopy } from '../support/assume-record';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

afterAll(removeTemporaryFolders);

const FILES = 30;

/** Two calls, one of which the next file has as well. */
function log(n: number): Buffer {
  const call = (at: number) =>
    ownersCopy({ eventID: `event-${at}`, requestID: `request-${at}`, sharedEventID: `shared-${at}` });
  return gzipSync(JSON.stringify({ Records: [call(n), call(n + 1)] }));
}

function trail() {
  const names = Array.from({ length: FILES }, (_, n) => `${String(n).padStart(2, '0')}.json.gz`);
  const folder = temporaryFolder(Object.fromEntries(names.map((name, n) => [name, log(n)])));
  return names.map((name) => ({ path: join(folder, name), isMixed: false }));
}

const OPTIONS: ActivityOptions = { followed: new Set(), isOutside: () => false, threads: 1, keepEvery: 0 };

/** Reads until the twentieth file is begun, and keeps what it has. */
async function interrupted(files: ReturnType<typeof trail>, store = new MemoryStore()): Promise<MemoryStore> {
  const onProgress: ActivityOptions['onProgress'] = ({ filesRead }) => {
    if (filesRead === 20) throw new Error('interrupted');
  };
  await expect(readActivity(files, { ...OPTIONS, store, onProgress })).rejects.toThrow('interrupted');
  return store;
}

/** The answer, and which files were read for it. */
async function resumed(files: ReturnType<typeof trail>, store: MemoryStore, options = OPTIONS) {
  const read = new Set<string>();
  const onProgress: ActivityOptions['onProgress'] = ({ at }) => read.add(at);
  const answer = await readActivity(files, { ...options, store, onProgress });
  return { answer, read: [...read].map((path) => files.findIndex((file) => file.path === path)) };
}

describe('a reading that was interrupted', () => {
  it('goes on with the files that are left, and tells the same', async () => {
    const files = trail();
    const { answer, read } = await resumed(files, await interrupted(files));
    expect(read).toEqual(Array.from({ length: FILES - 20 }, (_, n) => n + 20));
    expect(answer).toEqual(await readActivity(files, OPTIONS));
    expect(answer.coverage).toMatchObject({ files: FILES, records: 2 * FILES, assumptions: FILES + 1 });
  });

  it('reads a file again that was changed since', async () => {
    const files = trail();
    const store = await interrupted(files);
    writeFileSync(files[3]?.path ?? '', log(500));
    const { answer, read } = await resumed(files, store);
    expect(read).toContain(3);
    expect(read).not.toContain(4);
    expect(answer).toEqual(await readActivity(files, OPTIONS));
  });

  it('begins anew where other sessions are followed', async () => {
    const files = trail();
    const followed = new Set(['AROAEXAMPLEROLE00001']);
    const { read } = await resumed(files, await interrupted(files), { ...OPTIONS, followed });
    expect(read).toHaveLength(FILES);
  });

  it('begins anew where nothing was kept', async () => {
    const files = trail();
    const { read } = await resumed(files, new MemoryStore());
    expect(read).toHaveLength(FILES);
  });
});
