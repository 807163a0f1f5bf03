/**
 * What every state store promises, as tests. Each home of state runs all of them.
 */
import * as fc from 'fast-check';
import { emptyActivity } from '../../lib/activity/activity';
import { EMPTY_HISTORY, type FindingMemory, type History } from '../../lib/history/history';
import { MemoryHome, MemoryStore } from '../../lib/stores/memory-store';
import {
  StateBusyError,
  StateConflictError,
  type StateOptions,
  type StateStore,
} from '../../lib/stores/state-store';
import { propertyRuns } from '../support/property-runs';
import { nextTurn, remembered, withDue } from '../support/remembered';

/** Opens one more store over the same state, as another run would. */
export type OpenStore = (options?: StateOptions) => StateStore;

const DAY = '2026-11-24T00:00:00Z';
const NEXT_DAY = '2026-11-25T00:00:00Z';
const NOON = Date.parse('2026-11-24T12:00:00Z');

const historyOf = (findings: Record<string, FindingMemory>, asOf = DAY): History => ({
  ...EMPTY_HISTORY,
  organization: 'o-exampleorg1',
  asOf,
  trailUntil: '2026-11-23T23:59:59Z',
  findings: new Map(Object.entries(findings)),
});

const findingsIn = async (store: StateStore) => (await store.readHistory()).findings;
const dueIn = async (store: StateStore) =>
  [...(await findingsIn(store))]
    .filter(([, { due }]) => due)
    .map(([id, { turn }]) => `${id} ${turn}`)
    .sort();

/** @param newState makes a new empty state; `runs` is how many random histories of writing are tried */
export function describeState(newState: () => Promise<OpenStore>, runs: number): void {
  it('is empty before the first run', async () => {
    const open = await newState();
    expect(await open().readHistory()).toEqual(EMPTY_HISTORY);
  });

  it('gives back what was written, to the same run and to the next', async () => {
    const open = await newState();
    const history = historyOf({
      open: withDue(remembered()),
      closed: remembered({ state: 'closed', lastSeen: '2026-11-02T00:00:00Z' }),
      suppressed: remembered({ state: 'suppressed', party: 'vendor:datadog' }),
      ['__proto__']: remembered({ title: 'a role named `__proto__`\n"\u2028\ud800"' }),
    });
    const store = open();
    expect(await store.writeHistory(history)).toEqual(history);
    expect(await store.readHistory()).toEqual(history);
    expect(await open().readHistory()).toEqual(history);
  });

  it('holds the last of two histories only, and forgets a finding that it left out', async () => {
    const open = await newState();
    const store = open();
    await store.writeHistory(historyOf({ a: remembered(), b: remembered() }));
    await store.writeHistory(historyOf({ b: remembered() }, NEXT_DAY));
    expect(await open().readHistory()).toEqual(historyOf({ b: remembered() }, NEXT_DAY));
  });

  it('refuses to write over a history that another run replaced since it was read', async () => {
    const open = await newState();
    const [late, quick] = [open(), open()];
    await late.readHistory();
    await quick.readHistory();
    await quick.writeHistory(historyOf({ theirs: withDue(remembered()) }, NEXT_DAY));
    await expect(late.writeHistory(historyOf({ ours: remembered() }))).rejects.toThrow(StateConflictError);
    expect(await open().readHistory()).toEqual(historyOf({ theirs: withDue(remembered()) }, NEXT_DAY));
  });

  it('refuses that also to a run that has added a finding in between', async () => {
    const open = await newState();
    const [late, quick] = [open(), open()];
    await late.readHistory();
    await quick.writeHistory(historyOf({ theirs: remembered() }, NEXT_DAY));
    await late.addFindings(new Map([['added', withDue(remembered())]]));
    await expect(late.writeHistory(historyOf({ ours: remembered() }))).rejects.toThrow(StateConflictError);
    expect(await open().readHistory()).toEqual(
      historyOf({ added: withDue(remembered()), theirs: remembered() }, NEXT_DAY),
    );
  });

  it('takes the write of a run that has read the state again after a conflict', async () => {
    const open = await newState();
    const [late, quick] = [open(), open()];
    await quick.writeHistory(historyOf({ theirs: remembered() }));
    await expect(late.writeHistory(historyOf({}))).rejects.toThrow(StateConflictError);
    const read = await late.readHistory();
    await late.writeHistory({ ...read, asOf: NEXT_DAY });
    expect(await open().readHistory()).toEqual(historyOf({ theirs: remembered() }, NEXT_DAY));
  });

  it('lets exactly one of several runs win that write at the same time', async () => {
    const open = await newState();
    await open().writeHistory(historyOf({}));
    const stores = Array.from({ length: 5 }, () => open());
    for (const store of stores) await store.readHistory();
    const results = await Promise.allSettled(
      stores.map((store, index) => store.writeHistory(historyOf({}, `2026-12-0${index + 1}T00:00:00Z`))),
    );
    const winners = results.flatMap((result, index) => (result.status === 'fulfilled' ? [index + 1] : []));
    expect(winners).toHaveLength(1);
    expect((await open().readHistory()).asOf).toBe(`2026-12-0${winners[0]}T00:00:00Z`);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StateConflictError);
  });

  describe('its lock', () => {
    const now = () => NOON;
    const owner = (id: string, until = '2026-11-24T14:00:00Z') => ({ id, until });

    it('keeps a second run off, and says who holds it since when', async () => {
      const open = await newState();
      await open({ now }).lock(owner('scan on build-7'));
      const second = open({ now }).lock(owner('another'));
      await expect(second).rejects.toThrow(StateBusyError);
      await expect(second).rejects.toThrow(/scan on build-7 holds it since 2026-11-24T12:00:00.000Z/);
    });

    it('is free after its release, however often that is', async () => {
      const open = await newState();
      for (let run = 0; run < 3; run += 1) {
        const lock = await open({ now }).lock(owner('scan'));
        await lock.release();
        await lock.release();
      }
      await open({ now }).lock(owner('scan'));
      await expect(open({ now }).lock(owner('scan'))).rejects.toThrow(StateBusyError);
    });

    it('is held by exactly one of several that ask at the same time', async () => {
      const open = await newState();
      const results = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map((id) => open({ now }).lock(owner(id))),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StateBusyError);
    });

    it.each([
      ['its time is over', '2026-11-24T14:00:01Z', /its time was over at 2026-11-24T14:00:00Z/],
      [
        'the clock steps back',
        '2025-11-24T12:00:00Z',
        /held since 2026-11-24T12:00:00.000Z, which is yet to come/,
      ],
    ])('is taken over where %s, and says so', async (_, later, why) => {
      const open = await newState();
      const first = await open({ now }).lock(owner('the first', '2026-11-24T14:00:00Z'));
      const remarks: string[] = [];
      const options = { now: () => Date.parse(later), onRemark: (text: string) => remarks.push(text) };
      await open(options).lock({ id: 'the second', until: new Date(Date.parse(later) + 1000).toISOString() });
      expect(remarks).toEqual([expect.stringMatching(why)]);
      expect(remarks[0]).toContain('the first');
      await first.release();
      await expect(open(options).lock(owner('the third'))).rejects.toThrow(/the second holds it/);
    });

    it('counts where the clocks of two machines differ a little', async () => {
      const open = await newState();
      await open({ now }).lock(owner('scan'));
      const behind = open({ now: () => NOON - 60_000 });
      await expect(behind.lock(owner('another'))).rejects.toThrow(StateBusyError);
    });

    it('keeps no watcher and no delivery off', async () => {
      const open = await newState();
      await open().writeHistory(historyOf({ a: withDue(remembered()) }));
      await open({ now }).lock(owner('scan'));
      await open().markDelivered([{ finding: 'a', turn: 1 }]);
      await open().addFindings(new Map([['b', withDue(remembered())]]));
      expect(await dueIn(open())).toEqual(['b 1']);
    });
  });

  describe('a delivery mark', () => {
    it('takes the alert of its turn off, and only that', async () => {
      const open = await newState();
      const history = historyOf({ a: withDue(remembered()), b: withDue(remembered()) });
      await open().writeHistory(history);
      await open().markDelivered([{ finding: 'a', turn: 1 }]);
      expect(await open().readHistory()).toEqual(historyOf({ a: remembered(), b: withDue(remembered()) }));
    });

    it('changes nothing the second time', async () => {
      const open = await newState();
      await open().writeHistory(historyOf({ a: withDue(remembered()) }));
      const marks = [{ finding: 'a', turn: 1 }];
      await open().markDelivered([...marks, ...marks]);
      await open().markDelivered(marks);
      await open().markDelivered([]);
      expect(await open().readHistory()).toEqual(historyOf({ a: remembered() }));
    });

    it.each([
      ['an older turn', { finding: 'a', turn: 1 }],
      ['a turn that is yet to come', { finding: 'a', turn: 3 }],
      ['a finding that nobody knows', { finding: 'x', turn: 2 }],
    ])('of %s does nothing', async (_, mark) => {
      const open = await newState();
      const history = historyOf({ a: nextTurn(remembered(), 'worse') });
      await open().writeHistory(history);
      await open().markDelivered([mark]);
      expect(await open().readHistory()).toEqual(history);
    });

    it('outlives a scan that had read the alert as due, and would write it so', async () => {
      const open = await newState();
      const history = historyOf({ a: withDue(remembered()), b: withDue(remembered()) });
      await open().writeHistory(history);
      const scan = open();
      const read = await scan.readHistory();
      await open().markDelivered([{ finding: 'a', turn: 1 }]);
      const written = await scan.writeHistory({ ...read, asOf: NEXT_DAY });
      expect(written.findings.get('a')?.due).toBeUndefined();
      expect(await dueIn(open())).toEqual(['b 1']);
    });

    it('does not take off the alert of the next turn, which a scan writes meanwhile', async () => {
      const open = await newState();
      await open().writeHistory(historyOf({ a: withDue(remembered()) }));
      const scan = open();
      await scan.readHistory();
      await open().markDelivered([{ finding: 'a', turn: 1 }]);
      await scan.writeHistory(historyOf({ a: nextTurn(remembered(), 'worse') }, NEXT_DAY));
      await open().markDelivered([{ finding: 'a', turn: 1 }]);
      expect(await dueIn(open())).toEqual(['a 2']);
    });
  });

  describe('a finding that a watcher adds', () => {
    const found = withDue(
      remembered({ firstSeen: '2026-11-24T09:00:00Z', lastSeen: '2026-11-24T09:00:00Z' }),
    );

    it('is there with its alert, also before the first scan', async () => {
      const open = await newState();
      await open().addFindings(new Map([['a', found]]));
      expect(await findingsIn(open())).toEqual(new Map([['a', found]]));
    });

    it.each([
      ['open', remembered()],
      ['suppressed', remembered({ state: 'suppressed' })],
    ])('leaves one that is %s as it is', async (_, before) => {
      const open = await newState();
      await open().writeHistory(historyOf({ a: before }));
      await open().addFindings(new Map([['a', { ...found, turn: 7 }]]));
      expect(await open().readHistory()).toEqual(historyOf({ a: before }));
    });

    it('opens one that is closed again, as its next turn', async () => {
      const open = await newState();
      const before = remembered({ state: 'closed', turn: 3 });
      await open().writeHistory(historyOf({ a: before }));
      await open().addFindings(new Map([['a', found]]));
      const after = (await findingsIn(open())).get('a');
      expect(after).toEqual({ ...found, firstSeen: before.firstSeen, turn: 4 });
    });

    it('is added once, however often and by how many', async () => {
      const open = await newState();
      await open().writeHistory(historyOf({ b: remembered({ state: 'closed' }) }));
      const findings = new Map([
        ['a', found],
        ['b', found],
      ]);
      const watchers = [open(), open(), open()];
      await Promise.all(watchers.map((watcher) => watcher.addFindings(findings)));
      for (const watcher of watchers) await watcher.addFindings(findings);
      expect(await dueIn(open())).toEqual(['a 1', 'b 2']);
      await open().markDelivered([
        { finding: 'a', turn: 1 },
        { finding: 'b', turn: 2 },
      ]);
      for (const watcher of watchers) await watcher.addFindings(findings);
      expect(await dueIn(open())).toEqual([]);
    });

    it('outlives the write of a scan that did not know of it', async () => {
      const open = await newState();
      await open().writeHistory(historyOf({ old: remembered() }));
      const scan = open();
      await scan.readHistory();
      await open().addFindings(new Map([['a', found]]));
      await scan.writeHistory(historyOf({ old: remembered(), other: remembered() }, NEXT_DAY));
      expect([...(await findingsIn(open())).keys()].sort()).toEqual(['a', 'old', 'other']);
      expect(await dueIn(open())).toEqual(['a 1']);
    });

    it('falls due once where a scan finds it too', async () => {
      const open = await newState();
      const scan = open();
      await scan.readHistory();
      await open().addFindings(new Map([['a', found]]));
      await open().markDelivered([{ finding: 'a', turn: 1 }]);
      const written = await scan.writeHistory(historyOf({ a: withDue(remembered()) }));
      expect(written.findings.get('a')?.due).toBeUndefined();
      expect(await dueIn(open())).toEqual([]);
    });

    it('outlives a scan that still knew it as closed', async () => {
      const open = await newState();
      const closed = remembered({ state: 'closed' });
      await open().writeHistory(historyOf({ a: closed }));
      const scan = open();
      await scan.readHistory();
      await open().addFindings(new Map([['a', found]]));
      await scan.writeHistory(historyOf({ a: closed }, NEXT_DAY));
      expect(await dueIn(open())).toEqual(['a 2']);
    });

    it('closes by the next scan, and stays closed', async () => {
      const open = await newState();
      await open().addFindings(new Map([['a', found]]));
      const scan = open();
      await scan.readHistory();
      await scan.writeHistory(historyOf({ a: { ...remembered(), state: 'closed' } }));
      expect((await findingsIn(open())).get('a')?.state).toBe('closed');
    });
  });

  it('comes to what memory comes to, in whatever order runs read, write, mark and add', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 15 }), async (steps) => {
        const open = await newState();
        const home = new MemoryHome();
        const ours = await outcome(steps, open);
        expect(ours).toEqual(await outcome(steps, () => new MemoryStore({}, home)));
      }),
      { numRuns: propertyRuns(runs) },
    );
  });

  it('keeps the parts of a checkpoint in order, until they are trimmed', async () => {
    const open = await newState();
    const part = (scope: string) => ({
      scope,
      followed: [],
      day: '',
      objects: [{ key: scope, size: 1, stamp: '1' }],
      records: 1,
      from: DAY,
      until: DAY,
      activity: emptyActivity(),
    });
    const scopes = async () => {
      const parts = await Promise.all((await open().listCheckpoint()).map((id) => open().readCheckpoint(id)));
      return parts.map((each) => each?.scope);
    };
    const store = open();
    const [, second = ''] = [await store.addToCheckpoint(part('a')), await store.addToCheckpoint(part('b'))];
    await open().addToCheckpoint(part('c'));
    await store.writeHistory(historyOf({ a: remembered() }));
    expect(await scopes()).toEqual(['a', 'b', 'c']);
    await open().trimCheckpoint(new Set([second, 'unknown']));
    expect(await scopes()).toEqual(['b']);
    await open().trimCheckpoint(new Set());
    expect(await scopes()).toEqual([]);
    expect(await open().readCheckpoint(second)).toBeUndefined();
    expect(await open().readHistory()).toEqual(historyOf({ a: remembered() }));
  });
}

/** One thing that one of two runs does. */
interface Step {
  readonly run: 0 | 1;
  readonly does: 'read' | 'write' | 'mark' | 'add';
  readonly finding: 'a' | 'b' | 'c';
  readonly turn: number;
  readonly state: FindingMemory['state'];
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  run: fc.constantFrom(0 as const, 1 as const),
  does: fc.constantFrom('read' as const, 'write' as const, 'mark' as const, 'add' as const),
  finding: fc.constantFrom('a' as const, 'b' as const, 'c' as const),
  turn: fc.integer({ min: 1, max: 3 }),
  state: fc.constantFrom('open' as const, 'closed' as const, 'suppressed' as const),
});

/** What each step came to, and what is there in the end. */
async function outcome(steps: readonly Step[], open: OpenStore): Promise<unknown> {
  const stores = [open(), open()];
  const read: History[] = [EMPTY_HISTORY, EMPTY_HISTORY];
  const told: unknown[] = [];
  for (const [index, { run, does, finding, turn, state }] of steps.entries()) {
    const store = stores[run] ?? open();
    const before = read[run] ?? EMPTY_HISTORY;
    const memory = { ...withDue(remembered({ state })), turn };
    try {
      if (does === 'read') read[run] = await store.readHistory();
      const known = before.findings.get(finding);
      if (does === 'mark' && known) await store.markDelivered([{ finding, turn: known.turn }]);
      if (does === 'add') await store.addFindings(new Map([[finding, memory]]));
      if (does === 'write') {
        const findings = new Map([...before.findings, [finding, memory] as const]);
        const asOf = `2026-12-01T00:00:${String(index).padStart(2, '0')}Z`;
        read[run] = await store.writeHistory({ ...before, asOf, findings });
      }
      told.push('done');
    } catch (failure) {
      told.push(failure instanceof StateConflictError ? 'conflict' : failure);
    }
  }
  return { told, left: await open().readHistory() };
}
