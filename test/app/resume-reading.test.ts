import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { type ActivityOptions, type ActivityReading, readActivity } from '../../lib/app/read-activity';
import { askedFor } from '../../lib/app/resume-reading';
import { interestIn } from '../../lib/sources/trail/scan/interest';
import { MemoryStore } from '../../lib/stores/memory-store';
import { callersCopy, OWNER_ACCOUNT, ownersCopy } from '../support/assume-record';
import { propertyRuns } from '../support/property-runs';
import { sessionIdentity, sessionRecord } from '../support/session-record';
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

/** As one text, but for what is told of earlier readings. */
function toldIn({ coverage, ...answer }: ActivityReading): string {
  const { remembered: _, ...counts } = coverage ?? {};
  return JSON.stringify({ ...answer, counts });
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
    // the twentieth is among eight that are read at once
    expect(read).toEqual(Array.from({ length: FILES - 16 }, (_, n) => n + 16));
    expect(toldIn(answer)).toBe(toldIn(await readActivity(files, OPTIONS)));
    expect(answer.coverage).toMatchObject({
      remembered: 16,
      files: FILES,
      records: 2 * FILES,
      assumptions: FILES + 1,
    });
  });

  it('reads a file again that was changed since', async () => {
    const files = trail();
    const store = await interrupted(files);
    writeFileSync(files[3]?.path ?? '', log(500));
    const { answer, read } = await resumed(files, store);
    expect(read).toContain(3);
    expect(read).not.toContain(8);
    expect(toldIn(answer)).toBe(toldIn(await readActivity(files, OPTIONS)));
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

/** Who enters the role from outside is followed in a second pass. */
const ENTERED: ActivityOptions = { ...OPTIONS, isOutside: () => true, threads: 1 };
const FOLLOWED = new Set(['AROAEXAMPLETARGET01']);

/** A trail in AWS's layout that changes between readings. */
class ChangingTrail {
  private readonly folder = temporaryFolder({});
  private readonly names = new Set<string>();
  private clock = 1_790_000_000;

  /** Each content has a time of its own, since two may be written within one tick of the file system's clock. */
  write(name: string, records: readonly unknown[]): void {
    const path = this.pathOf(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, gzipSync(JSON.stringify({ Records: records })));
    this.clock += 1;
    utimesSync(path, this.clock, this.clock);
    this.names.add(name);
  }

  remove(name: string): void {
    rmSync(this.pathOf(name), { force: true });
    this.names.delete(name);
  }

  files(): ReturnType<typeof trail> {
    return [...this.names].sort().map((name) => ({ path: this.pathOf(name), isMixed: false }));
  }

  /** @param name begins with the day, and tells the region of the folder */
  private pathOf(name: string): string {
    const day = name.slice(0, 10).replaceAll('-', '/');
    const file = name.slice(11);
    return join(this.folder, `AWSLogs/${OWNER_ACCOUNT}/CloudTrail/eu-west-1/${day}/${file}.json.gz`);
  }
}

const asSet = (ids: readonly string[]): ReadonlySet<string> => new Set(ids);

const entering = (at: number) =>
  ownersCopy({ eventID: `enter-${at}`, requestID: `enter-${at}`, sharedEventID: `shared-${at}` });
const callersOf = (at: number) =>
  callersCopy({ eventID: `caller-${at}`, requestID: `enter-${at}`, sharedEventID: `shared-${at}` });
const calling = (at: number) => sessionRecord({ eventID: `call-${at}`, requestID: `call-${at}` });
/** A role that was made on the fourth day, and what it called. */
const LATER_ROLE = 'AROAEXAMPLELATER0001';
const laterCall = (at: number) =>
  sessionRecord({
    eventID: `later-${at}`,
    eventTime: '2026-10-04T08:00:00Z',
    userIdentity: sessionIdentity({ principalId: `${LATER_ROLE}:s`, accessKeyId: 'ASIAEXAMPLELATER0001' }),
  });
const ofNobody = sessionRecord({ eventID: 'nobody', userIdentity: { type: 'AWSService' } });

/** Three days that were read, with a role that was entered and what it called. */
async function readBefore(options: ActivityOptions) {
  const changing = new ChangingTrail();
  changing.write('2026-10-01 a', [entering(1), calling(1)]);
  changing.write('2026-10-02 a', [calling(2), entering(2)]);
  changing.write('2026-10-03 a', [calling(3), ofNobody]);
  changing.write('2026-10-03 b', [entering(3)]);
  const store = new MemoryStore();
  await readActivity(changing.files(), { ...options, store, keepEvery: 60 });
  return { changing, store };
}

const namesIn = (files: ReturnType<typeof trail>, read: readonly number[]) =>
  read.map((index) => files[index]?.path.slice(-20));

describe.each<[string, ActivityOptions]>([
  ['in the first pass', { ...OPTIONS, followed: FOLLOWED }],
  ['in the second pass', ENTERED],
])('a reading after a finished one, with sessions that are followed %s', (_, options) => {
  it('reads nothing where nothing changed', async () => {
    const { changing, store } = await readBefore(options);
    const { answer, read } = await resumed(changing.files(), store, options);
    expect(read).toEqual([]);
    expect(answer.coverage).toMatchObject({ files: 4, remembered: 4, assumptions: 3 });
    expect(answer.sessions.map(({ calls }) => calls)).toContain(3);
    expect(toldIn(answer)).toBe(toldIn(await readActivity(changing.files(), options)));
  });

  it.each<[string, (trail: ChangingTrail) => void, string]>([
    [
      'one that arrived late',
      (changing) => changing.write('2026-10-01 late', [calling(4)]),
      '0/01/late.json.gz',
    ],
    [
      'one that repeats calls of old ones',
      (changing) => changing.write('2026-10-04 a', [entering(1), callersOf(1), calling(1), calling(2)]),
      '2026/10/04/a.json.gz',
    ],
    [
      'one that was changed',
      (changing) => changing.write('2026-10-02 a', [entering(7)]),
      '2026/10/02/a.json.gz',
    ],
  ])('reads only %s', async (_name, change, name) => {
    const { changing, store } = await readBefore(options);
    change(changing);
    const files = changing.files();
    const { answer, read } = await resumed(files, store, options);
    expect(namesIn(files, read)).toEqual([expect.stringContaining(name)]);
    expect(toldIn(answer)).toBe(toldIn(await readActivity(files, options)));
    expect((await resumed(files, store, options)).read).toEqual([]);
  });

  it('tells nothing any more of a file that is gone, and reads only what was kept with it', async () => {
    const { changing, store } = await readBefore(options);
    changing.remove('2026-10-03 a');
    const files = changing.files();
    const { answer, read } = await resumed(files, store, options);
    expect(namesIn(files, read)).toEqual(['2026/10/03/b.json.gz']);
    expect(answer.sessions.map(({ calls }) => calls)).toContain(2);
    expect(toldIn(answer)).toBe(toldIn(await readActivity(files, options)));
  });
});

describe('a record of a session that cannot be read', () => {
  const bad = sessionRecord({ eventTime: 'never', eventID: 'bad' });

  it.each<[string, ActivityOptions]>([
    ['in the first pass', { ...OPTIONS, followed: FOLLOWED }],
    ['in the second pass', ENTERED],
  ])('is counted once where it is followed %s', async (_, options) => {
    const changing = new ChangingTrail();
    changing.write('2026-10-01 a', [entering(1), bad, calling(1)]);
    const { coverage, problems } = await readActivity(changing.files(), options);
    expect(coverage?.malformed).toBe(1);
    expect(problems.map(({ code }) => code)).toEqual(['event-time-invalid']);
  });
});

describe('what a reading leaves', () => {
  it('holds each object once for each pass, and none that is gone', async () => {
    const { changing, store } = await readBefore(ENTERED);
    for (let run = 0; run < 30; run++) {
      changing.write(`2026-10-04 ${run}`, [entering(100 + run)]);
      if (run === 20) changing.remove('2026-10-01 a');
      await readActivity(changing.files(), { ...ENTERED, store });
    }
    const ids = await store.listCheckpoint();
    const keys: string[] = [];
    for (const id of ids) {
      keys.push(...((await store.readCheckpoint(id))?.objects ?? []).map(({ key }) => key));
    }
    const paths = changing.files().map(({ path }) => path);
    expect(keys.sort()).toEqual([...paths, ...paths].sort());
    expect(ids.length).toBeLessThan(30);
    expect((await resumed(changing.files(), store, ENTERED)).read).toEqual([]);
  });

  it('is of no use to a program that may fold otherwise', () => {
    const scopes = [undefined, '0.0.1 1', '0.0.1 2'].map(
      (program) => askedFor(interestIn(FOLLOWED), new Map(), program).scope,
    );
    expect(new Set(scopes).size).toBe(scopes.length);
  });

  it('is of use still when a role is not followed any more, or one more that was made since', async () => {
    const { changing, store } = await readBefore({ ...OPTIONS, followed: FOLLOWED });
    changing.write('2026-10-04 a', [laterCall(1)]);
    const later = {
      ...OPTIONS,
      followed: new Set([...FOLLOWED, LATER_ROLE]),
      created: new Map([[LATER_ROLE, '2026-10-04T00:00:00Z']]),
    };
    const more = await resumed(changing.files(), store, later);
    expect(more.read).toEqual([4]);
    expect(more.answer.sessions).toHaveLength(2);
    expect(toldIn(more.answer)).toBe(toldIn(await readActivity(changing.files(), later)));
    const one = { ...later, followed: new Set([LATER_ROLE]) };
    const fewer = await resumed(changing.files(), store, one);
    expect(fewer.read).toEqual([]);
    expect(toldIn(fewer.answer)).toBe(toldIn(await readActivity(changing.files(), one)));
  });

  it('is of no use to a reading of other roles, and is gone afterwards', async () => {
    const { changing, store } = await readBefore({ ...OPTIONS, followed: FOLLOWED });
    const other = { ...OPTIONS, followed: new Set(['AROAEXAMPLEROLE00002']) };
    const { answer, read } = await resumed(changing.files(), store, other);
    expect(read).toHaveLength(4);
    expect(toldIn(answer)).toBe(toldIn(await readActivity(changing.files(), other)));
    expect((await resumed(changing.files(), store, { ...OPTIONS, followed: FOLLOWED })).read).toHaveLength(4);
  });

  it('never changes the answer, whatever comes, goes and is asked for', async () => {
    const record = fc.oneof(
      fc.nat(5).map(entering),
      fc.nat(5).map(callersOf),
      fc.nat(9).map(calling),
      fc.nat(9).map(laterCall),
      fc.constantFrom(
        ofNobody,
        callersCopy({ eventTime: 'never' }),
        sessionRecord({ eventTime: 'never', eventID: 'bad' }),
        callersCopy({ eventID: 't', eventSource: 'iam.amazonaws.com', eventName: 'UpdateAssumeRolePolicy' }),
      ),
    );
    const name = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.nat(2))
      .map(([day, n]) => `2026-10-0${day} ${n}`);
    const records = fc.option(fc.array(record, { maxLength: 4 }), { nil: undefined });
    const step = fc.record({
      changes: fc.array(fc.tuple(name, records), { maxLength: 4 }),
      options: fc.record({
        followed: fc.subarray(['AROAEXAMPLETARGET01', 'AROAEXAMPLECALLER01', LATER_ROLE]).map(asSet),
        isOutside: fc.boolean().map((answer) => () => answer),
        created: fc.constantFrom(new Map(), new Map([[LATER_ROLE, '2026-10-04T00:00:00Z']])),
        threads: fc.constant(1),
      }),
      keepEvery: fc.constantFrom(0, 60),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        const changing = new ChangingTrail();
        const store = new MemoryStore();
        for (const { changes, options, keepEvery } of steps) {
          for (const [file, contents] of changes) {
            if (contents === undefined) changing.remove(file);
            else changing.write(file, contents);
          }
          const answer = await readActivity(changing.files(), { ...options, store, keepEvery });
          expect(toldIn(answer)).toBe(toldIn(await readActivity(changing.files(), options)));
        }
      }),
      { numRuns: propertyRuns(40) },
    );
  });
});
