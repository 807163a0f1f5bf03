import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_HISTORY, type History } from '../../lib/history/history';
import { FolderStore } from '../../lib/stores/folder-store';
import { MemoryStore } from '../../lib/stores/memory-store';
import type { StateStore } from '../../lib/stores/state-store';

const HISTORY: History = {
  organization: 'o-exampleorg1',
  asOf: '2026-11-24T00:00:00Z',
  grants: ['a', 'b'],
  findings: new Map([
    [
      'f1',
      {
        rule: 'anyone-can-enter',
        subject: 'arn:aws:iam::111122223333:role/Open',
        title: 'anyone',
        firstSeen: '2026-11-01T00:00:00Z',
        lastSeen: '2026-11-24T00:00:00Z',
        closed: false,
      },
    ],
  ]),
  trailUntil: '2026-11-23T23:59:59Z',
};

const newFolder = () => mkdtemp(join(tmpdir(), 'trust-atlas-state-'));

describe.each<[string, () => Promise<StateStore>]>([
  ['memory', async () => new MemoryStore()],
  ['a folder', async () => new FolderStore(join(await newFolder(), 'made-when-needed'))],
])('state in %s', (_, newStore) => {
  it('is empty before the first run', async () => {
    expect(await (await newStore()).readHistory()).toEqual(EMPTY_HISTORY);
  });

  it('gives back what was written', async () => {
    const store = await newStore();
    await store.writeHistory(HISTORY);
    expect(await store.readHistory()).toEqual(HISTORY);
  });

  it('holds the last of two histories only', async () => {
    const store = await newStore();
    await store.writeHistory(HISTORY);
    await store.writeHistory({ ...EMPTY_HISTORY, asOf: '2026-11-25T00:00:00Z' });
    expect(await store.readHistory()).toEqual({ ...EMPTY_HISTORY, asOf: '2026-11-25T00:00:00Z' });
  });
});

describe('state in a folder', () => {
  it('leaves no half-written file beside the history', async () => {
    const folder = await newFolder();
    await new FolderStore(folder).writeHistory(HISTORY);
    expect(await readdir(folder)).toEqual(['history.json']);
  });

  it.each([
    ['is not JSON', '{"version":', /expected saved history as JSON/],
    ['misses a member', '{"version":1,"grants":[]}', /findings/],
    ['has a member nobody knows', '{"version":1,"grants":[],"findings":[],"extra":1}', /extra/],
    ['was written by a newer version', '{"version":2}', /newer trust-atlas/],
  ])('refuses state that %s and names the file', async (_, text, message) => {
    const folder = await newFolder();
    await writeFile(join(folder, 'history.json'), text);
    const reading = new FolderStore(folder).readHistory();
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow('history.json');
  });

  it('fails with a sentence where the folder cannot be made', async () => {
    const file = join(await newFolder(), 'a-file');
    await writeFile(file, '');
    await expect(new FolderStore(join(file, 'state')).writeHistory(HISTORY)).rejects.toThrow(
      /cannot write state/,
    );
  });
});
