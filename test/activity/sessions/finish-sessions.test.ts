import * as fc from 'fast-check';
import { joinCopies } from '../../../lib/activity/copies';
import { emptyFold, finishFold, foldAssumption } from '../../../lib/activity/fold-use';
import { parseAssumption } from '../../../lib/activity/parse-assumption';
import { finishSessions } from '../../../lib/activity/sessions/finish-sessions';
import type { Session, SessionGap } from '../../../lib/activity/sessions/session';
import { parseSessionCall, type SessionCall } from '../../../lib/activity/sessions/session-call';
import { emptySessions, foldSessionCall } from '../../../lib/activity/sessions/session-fold';
import type { Assumption } from '../../../lib/model/assumption';
import {
  assumption,
  CALLER_ACCOUNT,
  callersCopy,
  OWNER_ACCOUNT,
  ownersCopy,
  ROLE,
} from '../../support/assume-record';
import { classify, sessionCall, sessionIdentity, sessionRecord } from '../../support/session-record';

function sessionsOf(calls: readonly SessionCall[], assumptions: readonly Assumption[]): readonly Session[] {
  const fold = calls.reduce((folded, call) => foldSessionCall(folded, call, classify), emptySessions());
  return finishSessions(fold, joinCopies(assumptions)).sessions;
}

/** Reads records as a source would: every record may be an assume call, a session's call, or both. */
function sessionsIn(records: readonly unknown[]): readonly Session[] {
  const use = emptyFold();
  const sessions = emptySessions();
  for (const record of records) {
    const assumed = parseAssumption(record, 'log.json');
    if (assumed?.kind === 'ok') foldAssumption(use, assumed.value);
    const call = parseSessionCall(record, 'log.json');
    if (call?.kind === 'ok') foldSessionCall(sessions, call.value, classify);
  }
  return finishSessions(sessions, finishFold(use).calls).sessions;
}

/** The opening that `sessionCall` belongs to. */
const opening = (changes: Partial<Assumption> = {}): Assumption =>
  assumption({
    accessKeyId: 'ASIAEXAMPLESESSION1',
    assumedRoleId: 'AROAEXAMPLETARGET01:nightly',
    sessionName: 'nightly',
    ...changes,
  });

describe('a session', () => {
  it('is an assumption with the calls made with its credentials', () => {
    expect(sessionsOf([sessionCall()], [opening({ sourceIdentity: 'dana' })])).toEqual([
      expect.objectContaining({
        id: 'ASIAEXAMPLESESSION1@2026-10-01T09:05:12Z',
        role: ROLE,
        account: OWNER_ACCOUNT,
        caller: { kind: 'aws', account: CALLER_ACCOUNT, principalId: 'AROAEXAMPLECALLER01' },
        openedBy: 'event-1',
        sessionName: 'nightly',
        sourceIdentity: 'dana',
        start: '2026-10-01T09:05:12Z',
        end: '2026-10-01T09:10:00Z',
        calls: 1,
        onward: [],
        head: { kind: 'aws', account: CALLER_ACCOUNT, principalId: 'AROAEXAMPLECALLER01' },
        hops: 0,
        gaps: [],
      }),
    ]);
  });

  const other = { accessKeyId: 'ASIAOTHER' };
  it.each<[string, Partial<SessionCall>, Partial<Assumption>[], string | undefined, readonly SessionGap[]]>([
    ['by its key', {}, [{}], 'event-1', []],
    ['by its key although the time of issue is missing', { creationDate: undefined }, [{}], 'event-1', []],
    [
      "by its key although a service's record names no assumed role",
      {},
      [{ assumedRoleId: undefined, caller: { kind: 'service', service: 'ec2.amazonaws.com' } }],
      'event-1',
      [],
    ],
    [
      'by name and time of issue where the key is another one, as with Identity Center',
      other,
      [{}],
      'event-1',
      ['joined-by-name'],
    ],
    [
      'by name and day of sign-in, where Identity Center renewed the credentials',
      {
        ...other,
        role: 'arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_A_0',
        creationDate: '2026-10-01T12:00:00Z',
        time: '2026-10-01T12:10:00Z',
      },
      [{}],
      'event-1',
      ['joined-by-name'],
    ],
    [
      'not to a sign-in of the day before',
      { ...other, onBehalfOf: 'user-1', creationDate: '2026-10-02T12:00:00Z', time: '2026-10-02T12:10:00Z' },
      [{}],
      undefined,
      ['opening-not-seen'],
    ],
    [
      'by name and the nearest time of issue',
      { ...other, creationDate: '2026-10-01T09:05:40Z' },
      [{ eventId: 'far' }, { eventId: 'near', time: '2026-10-01T09:05:39Z', accessKeyId: 'ASIANEAR' }],
      'near',
      ['joined-by-name'],
    ],
    [
      'by name and time of use where nothing else is known',
      { accessKeyId: undefined, creationDate: undefined },
      [{ time: '2026-10-01T01:00:00Z' }],
      'event-1',
      ['joined-by-name'],
    ],
    [
      'as the latest of several of its name',
      { accessKeyId: undefined, creationDate: undefined },
      [
        { eventId: 'early', accessKeyId: 'ASIA1', time: '2026-10-01T08:00:00Z' },
        { eventId: 'late', accessKeyId: 'ASIA2', time: '2026-10-01T09:00:00Z' },
        { eventId: 'after', accessKeyId: 'ASIA3', time: '2026-10-01T09:10:30Z' },
      ],
      'late',
      ['joined-by-name', 'several-of-its-name'],
    ],
    [
      'not to a session of another name',
      { ...other, sessionName: 'x' },
      [{}],
      undefined,
      ['opening-not-seen'],
    ],
    ['not to one of another role', { ...other, principalId: 'AROAX' }, [{}], undefined, ['opening-not-seen']],
    [
      'not to one issued at another time',
      { ...other, creationDate: '2026-10-01T09:08:00Z' },
      [{}],
      undefined,
      ['opening-not-seen'],
    ],
    [
      'not to one that ended long before',
      { ...other, creationDate: undefined, time: '2026-10-01T22:00:00Z' },
      [{}],
      undefined,
      ['opening-not-seen'],
    ],
    [
      'not by a key id that was issued to another role before',
      {},
      [{ assumedRoleId: 'AROAOTHER:x' }],
      undefined,
      ['opening-not-seen'],
    ],
    [
      'not by a key id that was issued a year before',
      {},
      [{ time: '2025-10-01T09:05:12Z' }],
      undefined,
      ['opening-not-seen'],
    ],
    [
      'by the later issue of its key id',
      {},
      [
        { eventId: 'old', time: '2025-10-01T09:05:12Z' },
        { eventId: 'new', time: '2026-10-01T09:05:11Z' },
      ],
      'new',
      [],
    ],
    ['not to a refusal', {}, [{ outcome: 'refused' }], undefined, ['opening-not-seen']],
  ])('is joined %s', (_, call, openings, openedBy, gaps) => {
    const sessions = sessionsOf(
      [sessionCall(call)],
      openings.map((changes, index) => opening({ requestId: `request-${index}`, ...changes })),
    );
    expect(sessions.map((session) => [session.openedBy, session.gaps])).toEqual([[openedBy, gaps]]);
  });

  it('that is opened under one name every minute for a month is found among all of them', () => {
    const minute = (index: number) =>
      new Date(1_790_000_000_000 + index * 60_000).toISOString().replace('.000', '');
    const openings = Array.from({ length: 40_000 }, (_, index) =>
      opening({
        eventId: `event-${index}`,
        requestId: `${index}`,
        time: minute(index),
        accessKeyId: `ASIA${index}`,
      }),
    );
    const calls = openings
      .slice(10_000, 12_000)
      .map(({ time, eventId }) => sessionCall({ eventId, time, accessKeyId: undefined, creationDate: time }));
    const sessions = sessionsOf(calls, openings);
    expect(sessions).toHaveLength(2_000);
    expect(sessions.map(({ openedBy }) => openedBy)).toEqual(calls.map(({ eventId }) => eventId));
  });

  it('of the console, which renews its keys, is one', () => {
    const calls = ['ASIA1', 'ASIA2', 'ASIA3'].map((accessKeyId) =>
      sessionCall({ eventId: accessKeyId, accessKeyId }),
    );
    expect(sessionsOf(calls, [opening()])).toMatchObject([{ calls: 3, openedBy: 'event-1' }]);
    expect(sessionsOf(calls, [])).toMatchObject([
      { id: 'ASIA1@2026-10-01T09:05:12Z', calls: 3, gaps: ['opening-not-seen'] },
    ]);
  });

  it('whose key id is used again is two, and both say so', () => {
    const again = { principalId: 'AROAEXAMPLEOTHER001', creationDate: '2026-11-01T09:00:00Z' };
    const sessions = sessionsOf(
      [sessionCall(), sessionCall({ eventId: '2', time: '2026-11-01T09:01:00Z', ...again })],
      [opening()],
    );
    expect(sessions.map(({ id, openedBy, gaps }) => [id, openedBy, gaps])).toEqual([
      ['ASIAEXAMPLESESSION1@2026-10-01T09:05:12Z', 'event-1', ['key-id-used-again']],
      ['ASIAEXAMPLESESSION1@2026-11-01T09:00:00Z', undefined, ['key-id-used-again', 'opening-not-seen']],
    ]);
  });

  it('never shares its id with another one', () => {
    const sessions = sessionsOf([sessionCall(), sessionCall({ sessionName: 'other' })], []);
    expect(sessions.map(({ id }) => id)).toEqual([
      'ASIAEXAMPLESESSION1@2026-10-01T09:05:12Z',
      'ASIAEXAMPLESESSION1@2026-10-01T09:05:12Z#2',
    ]);
  });

  it('without calls is none of interest, unless it is part of a chain', () => {
    expect(sessionsOf([], [opening()])).toEqual([]);
  });

  it('whose opening was not seen is of who switched to it in the console', () => {
    const calls = [
      sessionCall({ accessKeyId: 'ASIACONSOLE' }),
      sessionCall({
        eventId: '2',
        time: '2026-10-01T09:05:13Z',
        accessKeyId: undefined,
        creationDate: undefined,
        switchedFrom: 'arn:aws:sts::111122223333:assumed-role/Staff/dana',
      }),
    ];
    const caller = {
      kind: 'aws',
      account: CALLER_ACCOUNT,
      arn: 'arn:aws:iam::111122223333:role/Staff',
      callerSession: 'dana',
    };
    expect(sessionsOf(calls, [])).toMatchObject([
      { calls: 2, caller, head: caller, gaps: ['joined-by-name', 'opening-not-seen'] },
    ]);
  });

  it.each([
    ['is left out where it is the root user’s own', undefined, 0],
    ['shows where AssumeRoot issued it', true as const, 1],
  ])('of a root user without a seen opening %s', (_, assumedRoot, count) => {
    const call = sessionCall({
      principal: 'root',
      principalId: OWNER_ACCOUNT,
      sessionName: undefined,
      assumedRoot,
    });
    expect(sessionsOf([call], [])).toHaveLength(count);
  });

  it('of a root user is joined to the AssumeRoot call that opened it', () => {
    const assumeRoot = callersCopy({
      eventName: 'AssumeRoot',
      requestParameters: { targetPrincipal: OWNER_ACCOUNT },
      responseElements: { credentials: { accessKeyId: 'ASIAEXAMPLEROOT0001' } },
    });
    const unlock = sessionRecord({
      eventName: 'DeleteBucketPolicy',
      userIdentity: {
        type: 'Root',
        principalId: OWNER_ACCOUNT,
        arn: 'arn:aws:iam::444455556666:root',
        accountId: OWNER_ACCOUNT,
        accessKeyId: 'ASIAEXAMPLEROOT0001',
      },
    });
    const root = sessionsIn([unlock, assumeRoot]).find(
      ({ accessKeyId }) => accessKeyId === 'ASIAEXAMPLEROOT0001',
    );
    expect(root).toMatchObject({
      role: 'arn:aws:iam::444455556666:root',
      account: OWNER_ACCOUNT,
      openedBy: 'event-caller',
      byService: new Map([['s3', 1]]),
      head: undefined,
      chainedFrom: 'ASIAEXAMPLECALLER01@2026-10-01T09:00:00Z',
    });
  });
});

/** Hop `from` opens hop `to`, as the role owner's copy or the caller's own shows it. */
function hop(from: number, to: number, changes: Partial<Assumption> = {}, withKey = true): Assumption {
  return assumption({
    eventId: `hop-${to}`,
    time: `2026-10-01T09:${String(to).padStart(2, '0')}:00Z`,
    role: `arn:aws:iam::44445555${String(6_666 + to)}:role/Hop${to}`,
    caller: {
      kind: 'aws',
      account: CALLER_ACCOUNT,
      principalId: `AROAHOP${from}`,
      callerSession: 'chain',
      ...(withKey && { accessKeyId: `ASIAHOP${from}` }),
    },
    accessKeyId: `ASIAHOP${to}`,
    assumedRoleId: `AROAHOP${to}:chain`,
    ...changes,
  });
}

const vendor = hop(0, 1, {
  caller: {
    kind: 'aws',
    account: CALLER_ACCOUNT,
    principalId: 'AIDAEXAMPLEVENDOR01',
    accessKeyId: 'AKIAVENDOR',
  },
});

const chainOf = (sessions: readonly Session[]) =>
  sessions.map(({ accessKeyId, chainedFrom, hops, gaps }) => [accessKeyId, chainedFrom, hops, gaps]);

describe('a chain', () => {
  it.each([
    ['keys', true, []],
    ['names, where the role owners show no keys', false, ['joined-by-name']],
  ])('is followed through any number of hops and accounts by %s', (_, withKey, doubts) => {
    const hops = [vendor, hop(1, 2, {}, withKey), hop(2, 3, {}, withKey), hop(3, 4, {}, withKey)];
    const sessions = sessionsOf([], [...hops].reverse());
    expect(chainOf(sessions)).toEqual([
      ['ASIAHOP1', undefined, 0, []],
      ['ASIAHOP2', 'ASIAHOP1@2026-10-01T09:01:00Z', 1, doubts],
      ['ASIAHOP3', 'ASIAHOP2@2026-10-01T09:02:00Z', 2, doubts],
      ['ASIAHOP4', 'ASIAHOP3@2026-10-01T09:03:00Z', 3, doubts],
    ]);
    expect(sessions.map(({ head }) => head)).toEqual(hops.map(() => vendor.caller));
    expect(sessions.map(({ onward }) => onward)).toEqual([
      ['arn:aws:iam::444455556668:role/Hop2'],
      ['arn:aws:iam::444455556669:role/Hop3'],
      ['arn:aws:iam::444455556670:role/Hop4'],
      [],
    ]);
  });

  it('of 3,000 hops is no trouble', () => {
    const hops = Array.from({ length: 3_000 }, (_, index) =>
      hop(index, index + 1, {
        time: new Date(1_790_000_000_000 + index * 60_000).toISOString().replace('.000', ''),
      }),
    );
    expect(sessionsOf([], hops).at(-1)).toMatchObject({ hops: 2_999, accessKeyId: 'ASIAHOP3000' });
  });

  it('begins at a session whose opening was not seen, and says so', () => {
    const seen = sessionCall({
      accessKeyId: 'ASIAHOP1',
      principalId: 'AROAHOP1',
      sessionName: 'chain',
      creationDate: '2026-10-01T09:01:00Z',
    });
    const sessions = sessionsOf([seen], [hop(1, 2)]);
    expect(chainOf(sessions)).toEqual([
      ['ASIAHOP1', undefined, 0, ['opening-not-seen']],
      ['ASIAHOP2', 'ASIAHOP1@2026-10-01T09:01:00Z', 1, []],
    ]);
    expect(sessions[1]?.head).toBeUndefined();
  });

  it("ends at another account's session, whose trail was not read", () => {
    const session = sessionCall({
      accessKeyId: 'ASIAHOP2',
      principalId: 'AROAHOP2',
      sessionName: 'chain',
      creationDate: '2026-10-01T09:02:00Z',
    });
    expect(sessionsOf([session], [hop(1, 2, {}, false)])).toMatchObject([
      { head: { account: CALLER_ACCOUNT, principalId: 'AROAHOP1' }, gaps: ['earlier-hops-not-seen'] },
    ]);
  });

  it('leads through a session that opens itself anew', () => {
    const again = hop(1, 1, { eventId: 'again', time: '2026-10-01T09:30:00Z', accessKeyId: 'ASIAHOP1B' });
    expect(chainOf(sessionsOf([], [vendor, again]))).toEqual([
      ['ASIAHOP1', undefined, 0, []],
      ['ASIAHOP1B', 'ASIAHOP1@2026-10-01T09:01:00Z', 1, []],
    ]);
  });

  it('that bites its tail is cut at the earliest session', () => {
    const at = { time: '2026-10-01T09:05:00Z' };
    const sessions = sessionsOf([], [hop(1, 2, at), hop(2, 3, at), hop(3, 1, at)]);
    expect(chainOf(sessions).map(([key, , hops, gaps]) => [key, hops, gaps])).toEqual([
      ['ASIAHOP1', 0, ['earlier-hops-not-seen', 'opened-in-a-circle']],
      ['ASIAHOP2', 1, []],
      ['ASIAHOP3', 2, []],
    ]);
  });

  it('goes from a vendor to an object through two roles, whatever the order of records', () => {
    const onwardRole = 'arn:aws:iam::777788889999:role/DataStore';
    const onward = ownersCopy({
      userIdentity: sessionIdentity(),
      eventTime: '2026-10-01T09:20:00Z',
      requestParameters: { roleArn: onwardRole, roleSessionName: 'next' },
      responseElements: {
        credentials: { accessKeyId: 'ASIAEXAMPLESESSION2' },
        assumedRoleUser: { assumedRoleId: 'AROAEXAMPLETARGET02:next', arn: 'x' },
      },
      eventID: 'event-onward',
      requestID: 'request-onward',
      sharedEventID: 'shared-onward',
    });
    const secret = sessionRecord({
      eventID: 'event-secret',
      eventTime: '2026-10-01T09:15:00Z',
      eventSource: 'secretsmanager.amazonaws.com',
      eventName: 'GetSecretValue',
    });
    const object = sessionRecord({
      eventID: 'event-object',
      eventTime: '2026-10-01T09:25:00Z',
      eventName: 'GetObject',
      userIdentity: sessionIdentity({
        principalId: 'AROAEXAMPLETARGET02:next',
        accessKeyId: 'ASIAEXAMPLESESSION2',
        sessionContext: { attributes: { creationDate: '2026-10-01T09:20:00Z' } },
      }),
    });
    const records = [ownersCopy(), sessionRecord(), secret, onward, object];
    const expected = sessionsIn(records);
    expect(expected).toMatchObject([
      {
        accessKeyId: 'ASIAEXAMPLESESSION1',
        calls: 3,
        byService: new Map([
          ['s3', 1],
          ['secretsmanager', 1],
          ['sts', 1],
        ]),
        firstSensitive: { event: 'secretsmanager:GetSecretValue', eventId: 'event-secret' },
        onward: [onwardRole],
        head: { account: CALLER_ACCOUNT },
      },
      {
        accessKeyId: 'ASIAEXAMPLESESSION2',
        role: onwardRole,
        calls: 1,
        chainedFrom: 'ASIAEXAMPLESESSION1@2026-10-01T09:05:12Z',
        head: { account: CALLER_ACCOUNT, principalId: 'AROAEXAMPLECALLER01' },
        hops: 1,
      },
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(records, { minLength: records.length }), (shuffled) => {
        expect(sessionsIn([...shuffled, ...shuffled])).toEqual(expected);
      }),
    );
  });

  it('is always finite, whoever opens whom', () => {
    const anyHop = fc
      .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }), fc.nat({ max: 2 }), fc.boolean(), fc.nat())
      .map(([from, to, minute, withKey, id]) =>
        hop(from, to, { eventId: `event-${id}`, time: `2026-10-01T09:0${minute}:00Z` }, withKey),
      );
    fc.assert(
      fc.property(fc.array(anyHop, { maxLength: 12 }), (hops) => {
        const sessions = sessionsOf([], hops);
        const ids = new Set(sessions.map(({ id }) => id));
        expect(ids.size).toBe(sessions.length);
        for (const { hops: count, chainedFrom } of sessions) {
          expect(count > 0).toBe(chainedFrom !== undefined);
          if (chainedFrom !== undefined) expect(ids).toContain(chainedFrom);
        }
        expect(sessionsOf([], [...hops].reverse())).toEqual(sessions);
      }),
    );
  });
});
