import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { type Activity, addActivity, emptyActivity, foldRecord } from '../../lib/activity/activity';
import { joinCopies } from '../../lib/activity/copies';
import { copiesIn } from '../../lib/activity/copy-store';
import { finishFold } from '../../lib/activity/fold-use';
import { finishSessions } from '../../lib/activity/sessions/finish-sessions';
import { type CheckpointPart, resumePart } from '../../lib/history/checkpoint';
import { EMPTY_HISTORY } from '../../lib/history/history';
import { FolderStore } from '../../lib/stores/folder-store';
import { MemoryStore } from '../../lib/stores/memory-store';
import { StateError, type StateStore } from '../../lib/stores/state-store';
import { callersCopy, ownersCopy, refusedCopy, SECRETS, serviceCopy } from '../support/assume-record';
import { propertyRuns } from '../support/property-runs';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

afterAll(removeTemporaryFolders);

const SCOPE = 'logs/ by version 1';
const FOLDER = 'trail-checkpoint';

/** Above the highest id that Linux gives. */
const NO_PROCESS = 4194305;
const FOLLOWED = new Set(['AROAEXAMPLECALLER01']);

const ASKED = { scope: SCOPE, followed: [...FOLLOWED], created: new Map<string, string>() };

interface LogObject {
  readonly key: string;
  readonly records: readonly unknown[];
}

const foldOf = (objects: readonly LogObject[]): Activity => {
  const activity = emptyActivity();
  for (const { key, records } of objects) {
    for (const [index, record] of records.entries())
      foldRecord(activity, record, `${key}#${index}`, FOLLOWED);
  }
  return activity;
};

const partOf = (objects: readonly LogObject[], scope = SCOPE): CheckpointPart => ({
  scope,
  followed: [...FOLLOWED],
  day: '',
  objects: objects.map(({ key }) => ({ key, size: 100, stamp: '1' })),
  records: objects.flatMap(({ records }) => records).length,
  from: '2026-10-01T00:00:00Z',
  until: '2026-10-02T00:00:00Z',
  activity: foldOf(objects),
});

/** All that is told of an activity. */
const toldOf = ({ uses, sessions, changes, problems }: Activity) => ({
  uses: finishFold(uses),
  sessions: finishSessions(sessions, joinCopies(copiesIn(uses.store))),
  changes: [...changes.values()].sort((a, b) => (a.eventId < b.eventId ? -1 : 1)),
  problems: problems.map((problem) => JSON.stringify(problem)).sort(),
});

const partsIn = async (store: StateStore): Promise<readonly CheckpointPart[]> => {
  const parts: CheckpointPart[] = [];
  for (const id of await store.listCheckpoint()) {
    const part = await store.readCheckpoint(id);
    if (part) parts.push(part);
  }
  return parts;
};
const keysIn = async (store: StateStore) =>
  (await partsIn(store)).map(({ objects }) => objects.map(({ key }) => key).join());

const A: LogObject = {
  key: 'a',
  records: [ownersCopy(), callersCopy(), { eventSource: 'sts.amazonaws.com' }],
};
const B: LogObject = { key: 'b', records: [refusedCopy()] };
const C: LogObject = { key: 'c', records: [serviceCopy({ eventID: 'c' })] };

const sessionCall = (eventID: string, eventTime: string) =>
  callersCopy({ eventID, eventTime, eventSource: 's3.amazonaws.com', eventName: 'GetObject' });
const trustChange = (eventID: string) =>
  callersCopy({
    eventID,
    eventSource: 'iam.amazonaws.com',
    eventName: 'UpdateAssumeRolePolicy',
    requestParameters: { roleName: 'Reader' },
  });

const anyRecord = fc.oneof(
  fc.constantFrom(
    ownersCopy(),
    callersCopy(),
    callersCopy({ eventTime: 'never' }),
    refusedCopy(),
    serviceCopy(),
    trustChange('t1'),
    trustChange('t2'),
    { eventName: 'AssumeRole' },
  ),
  fc
    .tuple(fc.nat(20), fc.nat(9))
    .map(([id, second]) => sessionCall(`call-${id}`, `2026-10-01T09:06:0${second}Z`)),
  fc
    .tuple(fc.nat(20), fc.nat(99))
    .map(([id, network]) => ownersCopy({ eventID: `e-${id}`, sourceIPAddress: `203.0.113.${network}` })),
);
const anyObjects = fc
  .array(fc.array(anyRecord, { maxLength: 6 }), { minLength: 1, maxLength: 8 })
  .map((all) => all.map((records, index): LogObject => ({ key: `object-${index}`, records })));

describe.each<[string, () => StateStore]>([
  ['memory', () => new MemoryStore()],
  ['a folder', () => new FolderStore(join(temporaryFolder({}), 'made-when-needed'))],
])('a checkpoint in %s', (_, newStore) => {
  it('is empty before the first part', async () => {
    expect(await partsIn(newStore())).toEqual([]);
  });

  it('gives back its parts whole and in order', async () => {
    const store = newStore();
    const parts = [partOf([A, B]), partOf([C]), partOf([])];
    for (const part of parts) await store.addToCheckpoint(part);
    const found = await partsIn(store);
    const headOf = ({ activity: _activity, ...head }: CheckpointPart) => head;
    expect(found.map(headOf)).toEqual(parts.map(headOf));
    expect(found.map(({ activity }) => toldOf(activity))).toEqual(
      parts.map(({ activity }) => toldOf(activity)),
    );
  });

  it('does not change with what is folded on after a part was added or read', async () => {
    const store = newStore();
    const part = partOf([A]);
    const before = toldOf(part.activity);
    await store.addToCheckpoint(part);
    addActivity(part.activity, foldOf([B, C]));
    for (const found of await partsIn(store)) addActivity(found.activity, foldOf([B, C]));
    expect((await partsIn(store)).map(({ activity }) => toldOf(activity))).toEqual([before]);
  });

  it('is empty again once it was dropped, and history stays', async () => {
    const store = newStore();
    await store.trimCheckpoint(new Set());
    await store.writeHistory({ ...EMPTY_HISTORY, asOf: '2026-11-24T00:00:00Z' });
    await store.addToCheckpoint(partOf([A]));
    await store.trimCheckpoint(new Set());
    expect(await partsIn(store)).toEqual([]);
    expect((await store.readHistory()).asOf).toBe('2026-11-24T00:00:00Z');
    await store.addToCheckpoint(partOf([B]));
    expect(await keysIn(store)).toEqual(['b']);
  });

  it('keeps what it is told to keep when it is trimmed', async () => {
    const store = newStore();
    const ids = [];
    for (const part of [partOf([A]), partOf([B]), partOf([C])]) ids.push(await store.addToCheckpoint(part));
    expect(await store.listCheckpoint()).toEqual(ids);
    await store.trimCheckpoint(new Set([ids[1] ?? '', 'unknown']));
    expect(await keysIn(store)).toEqual(['b']);
    expect(await store.readCheckpoint(ids[0] ?? '')).toBeUndefined();
  });

  it('lets an interrupted reading come to what an uninterrupted one does, wherever it was interrupted', async () => {
    const interrupted = anyObjects.chain((objects) =>
      fc.record({
        objects: fc.constant(objects),
        ends: fc
          .uniqueArray(fc.nat(objects.length), { maxLength: 4 })
          .map((ends) => ends.sort((a, b) => a - b)),
        changed: fc.nat(objects.length),
      }),
    );
    await fc.assert(
      fc.asyncProperty(interrupted, async ({ objects, ends, changed }) => {
        const store = newStore();
        for (const [index, end] of ends.entries()) {
          await store.addToCheckpoint(partOf(objects.slice(ends[index - 1] ?? 0, end)));
        }
        const done = new Set<string>();
        const resumed = emptyActivity();
        const now = (key: string) => ({ size: 100, stamp: key === objects[changed]?.key ? '2' : '1' });
        for (const part of await partsIn(store)) {
          const held = resumePart(done, part, ASKED, now);
          if (held) addActivity(resumed, held);
        }
        expect(done).not.toContain(objects[changed]?.key);
        addActivity(resumed, foldOf(objects.filter(({ key }) => !done.has(key))));
        expect(toldOf(resumed)).toEqual(toldOf(foldOf(objects)));
      }),
      { numRuns: propertyRuns(60) },
    );
  });
});

describe('a checkpoint in a folder', () => {
  it('is read by the next process, which adds to its end', async () => {
    const folder = temporaryFolder({});
    await new FolderStore(folder).addToCheckpoint(partOf([A]));
    await new FolderStore(folder).addToCheckpoint(partOf([B]));
    expect(await keysIn(new FolderStore(folder))).toEqual(['a', 'b']);
  });

  it('keeps the parts before it as they were, wherever the writing of one was cut off', async () => {
    const folder = temporaryFolder({});
    const store = new FolderStore(folder);
    await store.addToCheckpoint(partOf([A]));
    await store.addToCheckpoint(partOf([B]));
    const [, last = ''] = readdirSync(join(folder, FOLDER)).sort();
    const file = join(folder, FOLDER, last);
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length; length += 1 + Math.floor(whole.length / 200)) {
      writeFileSync(`${file}.77-1.new`, whole.subarray(0, length));
      truncateSync(file, length);
      expect(await keysIn(store)).toEqual(['a']);
      writeFileSync(file, whole);
    }
    expect(await keysIn(store)).toEqual(['a', 'b']);
  });

  it('passes over a part of which a byte was changed', async () => {
    const folder = temporaryFolder({});
    const store = new FolderStore(folder);
    await store.addToCheckpoint(partOf([A]));
    const [name = ''] = readdirSync(join(folder, FOLDER));
    const file = join(folder, FOLDER, name);
    const whole = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const broken = Buffer.from(whole);
        broken[at] = (broken[at] ?? 0) ^ flip;
        writeFileSync(file, broken);
        expect(await partsIn(store)).toEqual([]);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  it('passes over a part whose activity has other members than ours', async () => {
    const folder = temporaryFolder({});
    const store = new FolderStore(folder);
    const { problems: _problems, ...less } = emptyActivity();
    const more = { ...emptyActivity(), more: [] };
    const other = { ...emptyActivity(), uses: [] };
    for (const activity of [less, more, other, 'text', null]) {
      await store.addToCheckpoint({ ...partOf([A]), activity: activity as unknown as Activity });
    }
    await store.addToCheckpoint(partOf([B]));
    expect(await keysIn(store)).toEqual(['b']);
  });

  it('is dropped with what a killed process left, and without what is not its own', async () => {
    const folder = temporaryFolder({
      [`${FOLDER}/00000007-1.part.${NO_PROCESS}-1.new`]: 'half',
      [`${FOLDER}/notes.txt`]: 'mine',
    });
    const store = new FolderStore(folder);
    await store.addToCheckpoint(partOf([A]));
    await store.trimCheckpoint(new Set());
    expect(readdirSync(join(folder, FOLDER))).toEqual(['notes.txt']);
  });

  it('leaves no folder behind, nor a half-written file where a part cannot be written', async () => {
    const folder = temporaryFolder({});
    const store = new FolderStore(folder);
    await store.addToCheckpoint(partOf([A]));
    await store.trimCheckpoint(new Set());
    expect(readdirSync(folder)).toEqual([]);
    mkdirSync(join(folder, FOLDER, `00000002-${process.pid}.part`), { recursive: true });
    await expect(store.addToCheckpoint(partOf([A]))).rejects.toThrow(StateError);
    expect(readdirSync(join(folder, FOLDER))).toEqual([`00000002-${process.pid}.part`]);
  });

  it('holds no secret of the records', async () => {
    const folder = temporaryFolder({});
    await new FolderStore(folder).addToCheckpoint(partOf([A, B, C]));
    const [name = ''] = readdirSync(join(folder, FOLDER));
    const file = readFileSync(join(folder, FOLDER, name));
    const payload = file.indexOf('\n', file.indexOf('\n') + 1) + 1;
    const text = inflateSync(file.subarray(payload)).toString('latin1');
    expect(text).toContain('build-77');
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });
});
