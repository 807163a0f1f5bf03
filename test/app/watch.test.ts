import fc from 'fast-check';
import type { NewFindings } from '../../lib/app/watch';
import type { History } from '../../lib/history/history';
import { MemoryHome, MemoryStore } from '../../lib/stores/memory-store';
import { propertyRuns } from '../support/property-runs';
import {
  AFTERWARDS,
  type CloudTrailRecord,
  copyOf,
  EVENING,
  historyIn,
  recordsOf,
  scanInto,
  scannedState,
  watchOver,
} from '../support/watched-organization';

const ENTRY = 'arn:aws:iam::777788889999:role/QuboleDataAccess';
const CLOSED = 'arn:aws:iam::777788889999:role/app/WarehouseLoader';
const HOSTING = '203.0.113.45';
const STRANGER = '999988887777';

let scanned: MemoryHome;
let before: History;
let after: readonly CloudTrailRecord[];

beforeAll(async () => {
  scanned = await scannedState();
  before = await historyIn(scanned);
  after = recordsOf('2026-11-21', '2026-11-23');
});

const cut = (records: readonly unknown[], size: number) =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, n) => records.slice(n * size, (n + 1) * size));
const idsOf = (told: readonly NewFindings[]) =>
  told.flatMap(({ findings }) => findings.map(({ id }) => id)).sort();
const rulesOf = (told: readonly NewFindings[]) =>
  told.flatMap(({ findings }) => findings.map(({ rule }) => rule)).sort();

/** A call of a stranger's, as the owner of the role has it in its log. */
function entryOf(role: string, changes: Record<string, unknown> = {}): CloudTrailRecord {
  return {
    eventVersion: '1.10',
    userIdentity: { type: 'AWSAccount', principalId: 'AROAEXAMPLESTRANGER1:x', accountId: STRANGER },
    eventTime: '2026-11-22T10:00:00Z',
    eventSource: 'sts.amazonaws.com',
    eventName: 'AssumeRole',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '192.0.2.66',
    userAgent: 'Boto3/1.43',
    requestParameters: { roleArn: role, roleSessionName: 'x' },
    responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLESTRANGER' } },
    eventID: 'stranger-1',
    recipientAccountId: role.split(':')[4],
    ...changes,
  };
}

describe('watching the night of a compromise', () => {
  it('alerts with the first event that differs, and not before', async () => {
    const home = await copyOf(scanned);
    const first = after.findIndex(({ sourceIPAddress }) => sourceIPAddress === HOSTING);
    expect(first).toBeGreaterThan(0);
    const { told: quiet } = await watchOver(home, [after.slice(0, first)]);
    expect(quiet).toEqual([]);
    const { told } = await watchOver(home, [[after[first]]]);
    expect(rulesOf(told)).toEqual([
      'unexpected-agent',
      'unexpected-hour',
      'unexpected-network',
      'unexpected-session-name',
    ]);
    const { findings } = await historyIn(home);
    for (const { findings: found } of told) {
      for (const { id, subject, severity } of found) {
        expect([subject, severity]).toEqual([ENTRY, 'high']);
        expect(findings.get(id)).toMatchObject({ state: 'open', turn: 1, due: { why: 'new' } });
      }
    }
  });

  it('finds what a scan finds, by the same ids, so that the scan tells none of it again', async () => {
    const watched = await copyOf(scanned);
    const { told } = await watchOver(watched, cut(after, 40));
    const appended = (await historyIn(watched)).findings;
    await scanInto(watched, AFTERWARDS);
    const alone = await copyOf(scanned);
    await scanInto(alone, AFTERWARDS);

    const [joined, scannedOnly] = [(await historyIn(watched)).findings, (await historyIn(alone)).findings];
    expect([...joined.keys()].sort()).toEqual([...scannedOnly.keys()].sort());
    const ids = idsOf(told);
    expect(ids.length).toBeGreaterThan(8);
    for (const id of ids) {
      expect(joined.get(id)).toMatchObject({ state: 'open', turn: appended.get(id)?.turn });
      expect(joined.get(id)?.severity).toBe(scannedOnly.get(id)?.severity);
    }
  });

  it('says nothing of what vendors, pipelines and people do every day', async () => {
    const usual = recordsOf('2026-11-14', '2026-11-20');
    const later = after.filter(({ eventTime }) => eventTime > '2026-11-21T06:00:00Z');
    expect(usual.length).toBeGreaterThan(500);
    const { told, report } = await watchOver(await copyOf(scanned), [usual, ...cut(later, 40)]);
    expect([told, report.found]).toEqual([[], 0]);
    expect(report.judged).toBeGreaterThan(400);
  });

  it('leaves what is usual, and every finding that was there, to the scan', async () => {
    const home = await copyOf(scanned);
    await watchOver(home, cut(after, 40));
    const { findings, ...rest } = await historyIn(home);
    const { findings: known, ...restBefore } = before;
    expect(rest).toEqual(restBefore);
    for (const [id, memory] of known) expect(findings.get(id)).toEqual(memory);
  });
});

describe('repetition and order', () => {
  it('adds nothing when the stream comes again, to the same watcher or another one', async () => {
    const home = await copyOf(scanned);
    const first = await watchOver(home, [after, after]);
    const findings = (await historyIn(home)).findings;
    const second = await watchOver(home, cut(after, 40));
    expect([first.told.length, second.told]).toEqual([1, []]);
    expect((await historyIn(home)).findings).toEqual(findings);
  });

  it('finds the same whatever the order of events and however they are cut into batches', async () => {
    const night = after.filter(({ eventTime }) => eventTime < '2026-11-21T12:00:00Z');
    const all = idsOf((await watchOver(await copyOf(scanned), [night])).told);
    const shuffled = fc.shuffledSubarray([...night], { minLength: night.length });
    await fc.assert(
      fc.asyncProperty(shuffled, fc.integer({ min: 1, max: night.length }), async (records, size) => {
        const home = await copyOf(scanned);
        expect(idsOf((await watchOver(home, cut(records, size))).told)).toEqual(all);
        const { findings } = await historyIn(home);
        expect(all.every((id) => findings.get(id)?.turn === 1)).toBe(true);
      }),
      { numRuns: propertyRuns(6) },
    );
  });

  it('leaves closed what is closed, until it happens again', async () => {
    const home = await copyOf(scanned);
    const [id = ''] = idsOf((await watchOver(home, [[entryOf(CLOSED)]])).told);
    const store = new MemoryStore({}, home);
    const history = await store.readHistory();
    const memory = history.findings.get(id);
    if (!memory) throw new Error('the finding is not kept');
    const { due: _, ...closed } = { ...memory, state: 'closed' as const };
    await store.writeHistory({ ...history, findings: new Map([...history.findings, [id, closed]]) });

    await watchOver(home, [[entryOf(CLOSED)]]);
    expect((await historyIn(home)).findings.get(id)).toEqual(closed);
    await watchOver(home, [[entryOf(CLOSED, { eventTime: '2026-11-23T10:00:00Z', eventID: 'again' })]]);
    expect((await historyIn(home)).findings.get(id)).toMatchObject({
      state: 'open',
      turn: 2,
      due: { why: 'reopened' },
    });
  });
});

describe('what one event tells', () => {
  it.each<[string, string, readonly string[]]>([
    ['a role that lets nobody outside in', CLOSED, ['unapproved-party-use', 'use-not-permitted-now']],
    ['a role that lets others in', ENTRY, ['unapproved-party-use', 'use-not-permitted-now']],
    ['a role that no scan has read', 'arn:aws:iam::777788889999:role/Unheard', ['unapproved-party-use']],
  ])('a stranger in %s', async (_, role, rules) => {
    const { told } = await watchOver(await copyOf(scanned), [[entryOf(role)]]);
    expect(rulesOf(told)).toEqual(rules);
  });

  it('is held against what the user declares today', async () => {
    const declared = {
      version: 1 as const,
      parties: [
        {
          name: 'Stranger',
          kind: 'partner' as const,
          accounts: [STRANGER as never],
          expires: '2026-11-22',
          expect: [],
        },
      ],
      suppress: [],
      settings: {},
    };
    const call = entryOf('arn:aws:iam::777788889999:role/Unheard', { eventTime: '2026-11-23T10:00:00Z' });
    const agreed = await watchOver(await copyOf(scanned), [[call]], {
      expectations: declared,
      asOf: '2026-11-22T20:00:00Z',
    });
    const lapsed = await watchOver(await copyOf(scanned), [[call]], { expectations: declared });
    expect([rulesOf(agreed.told), rulesOf(lapsed.told)]).toEqual([[], ['expired-approval-used']]);
  });

  it('is nothing where it is suppressed', async () => {
    const expectations = {
      version: 1 as const,
      parties: [],
      suppress: [
        { finding: `unapproved-party-use:${CLOSED}`, reason: 'a drill', owner: 'red', until: '2026-12-31' },
        { finding: `use-not-permitted-now:*`, reason: 'a drill', owner: 'red', until: '2026-12-31' },
      ],
      settings: {},
    };
    const { told } = await watchOver(await copyOf(scanned), [[entryOf(CLOSED)]], { expectations });
    expect(told).toEqual([]);
  });
});

describe('the state', () => {
  it('is looked at again after a while, since a scan may have written it', async () => {
    const home = await copyOf(scanned);
    const later = entryOf(CLOSED, { eventID: 'stranger-2' });
    const elsewhere = await copyOf(scanned);
    await watchOver(elsewhere, [[later]]);
    let time = 0;
    const batches = async function* () {
      yield [entryOf(ENTRY)];
      const store = new MemoryStore({}, home);
      const { findings } = await store.readHistory();
      const scannedToo = (await historyIn(elsewhere)).findings;
      await store.writeHistory({ ...before, findings: new Map([...scannedToo, ...findings]) });
      time = 60_000;
      yield [later];
    };
    const { told } = await watchOver(home, batches(), { now: () => time });
    expect(told.map(({ findings }) => [...new Set(findings.map(({ subject }) => subject))])).toEqual([
      [ENTRY],
    ]);
  });

  it('must be that of a scan', async () => {
    await expect(watchOver(new MemoryHome(), [[entryOf(ENTRY)]])).rejects.toThrow(
      'the state holds no roles to judge events by',
    );
  });
});

describe('hostile events', () => {
  const NONSENSE: readonly unknown[] = [
    {},
    [],
    'text',
    7,
    JSON.parse('{"__proto__": {"eventName": "AssumeRole"}, "eventSource": "sts.amazonaws.com"}'),
    entryOf(CLOSED, { eventTime: 'yesterday' }),
    entryOf(CLOSED, { eventID: 7 }),
    entryOf(CLOSED, { userIdentity: 'me' }),
    entryOf(CLOSED, { requestParameters: [[['roleArn']]] }),
    entryOf('\ud800', { eventID: 'surrogate' }),
    entryOf(CLOSED, { eventID: 'huge', userAgent: '\u0000'.repeat(300_000), sourceIPAddress: '[::ffff]' }),
    { eventSource: 'iam.amazonaws.com', eventName: 'CreateRole', eventTime: {}, requestParameters: null },
  ];

  it('cost themselves only, and are counted', async () => {
    const { report, told } = await watchOver(await copyOf(scanned), [[...NONSENSE, entryOf(ENTRY)]]);
    expect(report.events).toBe(NONSENSE.length + 1);
    expect(report.malformed).toBeGreaterThanOrEqual(2);
    expect(rulesOf(told)).toEqual(expect.arrayContaining(['use-not-permitted-now']));
  });

  it('never end a watch, whatever they hold', async () => {
    const field = fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue(), fc.constant(undefined));
    const record = fc.record({
      eventSource: fc.oneof(fc.constant('sts.amazonaws.com'), fc.constant('iam.amazonaws.com'), field),
      eventName: fc.oneof(fc.constant('AssumeRole'), fc.constant('UpdateAssumeRolePolicy'), field),
      eventTime: fc.oneof(fc.constant('2026-11-22T10:00:00Z'), field),
      eventID: fc.oneof(fc.uuid(), field),
      userIdentity: fc.oneof(fc.constant({ type: 'AWSAccount', accountId: STRANGER }), field),
      requestParameters: fc.oneof(fc.constant({ roleArn: ENTRY, roleName: 'X', policyDocument: '{' }), field),
      userAgent: field,
      sourceIPAddress: field,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 20 }), async (records) => {
        const { report } = await watchOver(await copyOf(scanned), [records]);
        expect(report.events).toBe(records.length);
      }),
      { numRuns: propertyRuns(10) },
    );
  });
});

it('the evening is before the night', () => expect(EVENING < (after[0]?.eventTime ?? '')).toBe(true));
