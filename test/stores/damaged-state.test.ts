/**
 * What is left of a state in a folder after a torn write, a full disk, a killed process or somebody's editor.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EMPTY_HISTORY, type FindingMemory } from '../../lib/history/history';
import { FolderStore } from '../../lib/stores/folder-store';
import { StateConflictError, StateError } from '../../lib/stores/state-store';
import { remembered, withDue } from '../support/remembered';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

afterAll(removeTemporaryFolders);

const historyOf = (findings: Record<string, FindingMemory>) => ({
  ...EMPTY_HISTORY,
  organization: 'o-exampleorg1',
  asOf: '2026-11-24T00:00:00Z',
  findings: new Map(Object.entries(findings)),
});

const HISTORY = historyOf({ a: withDue(remembered()), b: remembered(), c: remembered() });

/** A folder with `HISTORY`, a store over it, and what that store remarks. */
async function written() {
  const folder = temporaryFolder({});
  await new FolderStore(folder).writeHistory(HISTORY);
  const remarks: string[] = [];
  return { folder, remarks, store: new FolderStore(folder, { onRemark: (text) => remarks.push(text) }) };
}

const asideIn = (folder: string) =>
  readdirSync(join(folder, 'damaged')).map((name) => readFileSync(join(folder, 'damaged', name), 'utf8'));

describe('a damaged history', () => {
  it.each<[string, (text: string) => string, string]>([
    ['is no JSON', (text) => text.replace('{"id":"b",', '{"id":"b"'), '{"id":"b"'],
    [
      'lacks a member',
      (text) => text.replace('{"id":"b","rule":"anyone-can-enter",', '{"id":"b",'),
      '{"id":"b"',
    ],
    [
      'has a turn that is no number',
      (text) => text.replace(/"turn":1\}(?=,\n\{"id":"c")/, '"turn":"x"}'),
      '"x"',
    ],
  ])('keeps the rest where one finding %s, and sets that aside', async (_, damage, aside) => {
    const { folder, remarks, store } = await written();
    const file = join(folder, 'history.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, damage(text));
    expect(readFileSync(file, 'utf8')).not.toBe(text);
    const { b: _b, ...rest } = Object.fromEntries(HISTORY.findings);
    expect(await store.readHistory()).toEqual(historyOf(rest));
    expect(asideIn(folder)).toEqual([expect.stringContaining(aside)]);
    expect(remarks).toEqual([
      expect.stringMatching(/one finding could not be read; it was set aside as `damaged\//),
    ]);
    await store.writeHistory({ ...HISTORY, findings: new Map(Object.entries(rest)) });
    expect(await new FolderStore(folder).readHistory()).toEqual(historyOf(rest));
  });

  it('keeps what stands before the place where it was cut off', async () => {
    const { folder, store } = await written();
    const file = join(folder, 'history.json');
    const text = readFileSync(file, 'utf8');
    for (let length = text.indexOf('{"id":"b"'); length < text.indexOf('{"id":"c"'); length += 7) {
      writeFileSync(file, text.slice(0, length));
      expect((await store.readHistory()).findings.get('a')).toEqual(HISTORY.findings.get('a'));
    }
  });

  it('tells of the same damage once, however often it is read', async () => {
    const { folder, remarks, store } = await written();
    const file = join(folder, 'history.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('{"id":"b",', '{'));
    await store.readHistory();
    await store.addFindings(new Map([['d', remembered()]]));
    await new FolderStore(folder).readHistory();
    expect(remarks).toHaveLength(1);
    expect(asideIn(folder)).toHaveLength(1);
  });
});

describe('what was appended', () => {
  const onlyChange = (folder: string) =>
    join(folder, 'changes', readdirSync(join(folder, 'changes'))[0] ?? '');

  it('is set aside where it was torn, and the rest counts', async () => {
    const { folder, remarks, store } = await written();
    await store.addFindings(new Map([['d', remembered()]]));
    const file = onlyChange(folder);
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -20));
    await store.markDelivered([{ finding: 'a', turn: 1 }]);
    expect(await store.readHistory()).toEqual(
      historyOf({ a: remembered(), b: remembered(), c: remembered() }),
    );
    expect(asideIn(folder)).toEqual([expect.stringContaining('"id":"d"')]);
    expect(remarks).toEqual([expect.stringMatching(/what was appended as .* could not be read/)]);
    expect(readdirSync(join(folder, 'changes'))).toHaveLength(1);
  });

  it('is refused where a newer version wrote it, and left alone', async () => {
    const { folder, store } = await written();
    await store.markDelivered([{ finding: 'a', turn: 1 }]);
    const file = onlyChange(folder);
    writeFileSync(file, '{"version":99,"news":1}');
    await expect(store.readHistory()).rejects.toThrow(/newer trust-atlas/);
    await expect(store.writeHistory(HISTORY)).rejects.toThrow(StateError);
    expect(readFileSync(file, 'utf8')).toContain('99');
  });
});

describe('a lock', () => {
  const owner = { id: 'scan', until: '2999-01-01T00:00:00Z' };

  it('of a process that was killed is taken over at once, and says so', async () => {
    const { folder, remarks, store } = await written();
    await store.lock(owner);
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)']);
    await new Promise((resolve) => child.once('spawn', resolve));
    const file = join(folder, 'lock.json');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(`"process": ${process.pid}`, `"process": ${child.pid}`),
    );
    await expect(store.lock(owner)).rejects.toThrow(/is in use/);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    await store.lock(owner);
    expect(remarks).toEqual([expect.stringContaining(`its process ${child.pid} has ended`)]);
  });

  it.each(['', '{', 'null', '[]', '{"id":"scan"}'])('that reads `%s` keeps nobody off', async (text) => {
    const { folder, store } = await written();
    writeFileSync(join(folder, 'lock.json'), text);
    await store.lock(owner);
    await expect(store.lock(owner)).rejects.toThrow(/is in use/);
  });
});

describe('a full disk', () => {
  /** Whatever is written beside `file` next goes to a device that is always full. */
  const fill = (file: string) => {
    for (let number = 0; number < 500; number += 1)
      symlinkSync('/dev/full', `${file}.${process.pid}-${number}.new`);
  };

  it('leaves the old history whole, and the sentence says why', async () => {
    const { folder, store } = await written();
    await store.readHistory();
    await store.markDelivered([{ finding: 'a', turn: 1 }]);
    fill(join(folder, 'history.json'));
    await expect(store.writeHistory(historyOf({}))).rejects.toThrow(/the disk is full/);
    expect(await new FolderStore(folder).readHistory()).toEqual(
      historyOf({ a: remembered(), b: remembered(), c: remembered() }),
    );
  });

  it('keeps no claim on the state', async () => {
    const { folder, store } = await written();
    await store.readHistory();
    fill(join(folder, 'history.json'));
    await expect(store.writeHistory(historyOf({}))).rejects.toThrow(StateError);
    for (const name of readdirSync(folder)) if (name.endsWith('.new')) rmSync(join(folder, name));
    await store.writeHistory(historyOf({}));
    expect(readdirSync(folder)).toEqual(['history.json']);
  });
});

describe('a process that was killed while it replaced the history', () => {
  const claimOf = (folder: string, tag: string, number: number) =>
    join(folder, `history.json.${tag}.${number}.claim`);
  const NO_PROCESS = '4194305';

  it('hinders no other, and what it left is taken away', async () => {
    const folder = temporaryFolder({
      'history.json.first.0.claim': NO_PROCESS,
      [`history.json.${NO_PROCESS}-3.new`]: 'half',
      'history.txt': 'mine',
    });
    await new FolderStore(folder).writeHistory(HISTORY);
    expect(readdirSync(folder).sort()).toEqual(['history.json', 'history.txt']);
  });

  it('hinders no other where another process has its number by now', async () => {
    const folder = temporaryFolder({});
    const claim = claimOf(folder, 'first', 0);
    writeFileSync(claim, String(process.pid));
    const store = new FolderStore(folder);
    await expect(store.writeHistory(HISTORY)).rejects.toThrow(StateConflictError);
    utimesSync(claim, new Date('2026-01-01'), new Date('2026-01-01'));
    await store.writeHistory(HISTORY);
    expect(await store.readHistory()).toEqual(HISTORY);
  });

  it('hinders nobody by what it left on a shelf', async () => {
    const { folder, store } = await written();
    await store.markDelivered([{ finding: 'a', turn: 1 }]);
    mkdirSync(join(folder, 'changes'), { recursive: true });
    writeFileSync(join(folder, 'changes', `${randomUUID()}.json.${NO_PROCESS}-1.new`), 'half');
    await store.readHistory();
    await store.writeHistory(historyOf({}));
    expect(readdirSync(folder)).toEqual(['history.json']);
  });
});
