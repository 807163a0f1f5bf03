import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_HISTORY, type History } from '../../lib/history/history';
import { EMPTY_BASELINE } from '../../lib/history/usual-use';
import { FolderStore } from '../../lib/stores/folder-store';
import { MemoryStore } from '../../lib/stores/memory-store';
import type { StateStore } from '../../lib/stores/state-store';

const HISTORY: History = {
  organization: 'o-exampleorg1',
  asOf: '2026-11-24T00:00:00Z',
  baseline: EMPTY_BASELINE,
  findings: new Map([
    [
      'f1',
      {
        rule: 'anyone-can-enter',
        subject: 'arn:aws:iam::111122223333:role/Open',
        title: 'anyone',
        firstSeen: '2026-11-01T00:00:00Z',
        lastSeen: '2026-11-24T00:00:00Z',
        severity: 'critical',
        state: 'open',
        turn: 1,
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
    ['misses a member', '{"version":2}', /findings/],
    ['has a member nobody knows', '{"version":2,"findings":[],"extra":1}', /extra/],
    ['was written by a newer version', '{"version":3}', /newer trust-atlas/],
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
      /cannot (read|write) state/,
    );
  });
});

it('brings the state of the first version forward, and lets nothing in it alert anew', async () => {
  const folder = await newFolder();
  const old = { rule: 'anyone-can-enter', subject: 'x', title: 't', firstSeen: 'a', lastSeen: 'b' };
  const findings = [
    { id: 'f1', ...old, closed: false },
    { id: 'f2', ...old, closed: true },
  ];
  await writeFile(
    join(folder, 'history.json'),
    JSON.stringify({ version: 1, asOf: 'b', grants: ['g'], findings }),
  );
  const history = await new FolderStore(folder).readHistory();
  expect([...history.findings.values()].map(({ state, turn, due }) => [state, turn, due])).toEqual([
    ['open', 1, undefined],
    ['closed', 1, undefined],
  ]);
});
