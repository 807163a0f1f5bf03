import * as fc from 'fast-check';
import { finishSessions } from '../../../lib/activity/sessions/finish-sessions';
import type { SessionCall } from '../../../lib/activity/sessions/session-call';
import {
  emptySessions,
  foldSessionCall,
  mergeSessions,
  SESSION_LIMITS,
  type SessionFold,
  type SessionLimits,
  withoutCallsOf,
} from '../../../lib/activity/sessions/session-fold';
import { propertyRuns } from '../../support/property-runs';
import { classify, sessionCall } from '../../support/session-record';

function foldOf(calls: readonly SessionCall[], limits?: SessionLimits): SessionFold {
  return calls.reduce((fold, call) => foldSessionCall(fold, call, classify), emptySessions(limits));
}

/** What a fold tells, without how often it was told. */
function told(fold: SessionFold) {
  const { sessions, coverage } = finishSessions(fold, []);
  return { sessions, dropped: coverage.dropped, estimated: coverage.estimated };
}

const only = (calls: readonly SessionCall[]) => {
  const { sessions } = finishSessions(foldOf(calls), []);
  if (sessions.length !== 1) throw new Error(`expected one session, not ${sessions.length}`);
  return sessions[0];
};

/** Room for about three strands of four calls each. */
const TINY: SessionLimits = { bytes: 5_000, mostCalls: 16, leastCalls: 4 };

const second = fc.integer({ min: 10, max: 59 });
const eventName = fc.constantFrom('ListBuckets', 'GetSecretValue', 'GetObject', '__proto__');

/** Calls with so few ids, keys and times that repetitions, recycled keys and lost fields abound. */
const anyCall: fc.Arbitrary<SessionCall> = fc
  .record({
    eventId: fc.integer({ min: 0, max: 60 }).map((id) => `event-${id}`),
    time: second.map((at) => `2026-10-01T09:10:${at}Z`),
    eventSource: fc.constantFrom('s3.amazonaws.com', 'secretsmanager.amazonaws.com', '__proto__'),
    eventName,
    outcome: fc.constantFrom('success' as const, 'refused' as const),
    network: fc.option(
      second.map((part) => `203.0.113.${part}`),
      { nil: undefined },
    ),
    accessKeyId: fc.constantFrom(undefined, 'ASIA1', 'ASIA2', 'ASIA3', 'ASIA4', 'ASIA5', 'ASIA6'),
    principalId: fc.constantFrom(undefined, 'AROA1', 'AROA2'),
    creationDate: fc.constantFrom(undefined, '2026-10-01T09:05:12Z', '2026-10-01T09:06:00Z'),
    role: fc.constantFrom(
      undefined,
      'arn:aws:iam::444455556666:role/a/R',
      'arn:aws:iam::444455556666:role/R',
    ),
    onBehalfOf: fc.constantFrom(undefined, 'user-1'),
  })
  .map((changes) => sessionCall(changes));

describe('a folded session', () => {
  it('has totals of its calls, each counted once', () => {
    const calls = [
      sessionCall({ eventId: '1', time: '2026-10-01T09:12:00Z', network: '198.51.100.9' }),
      sessionCall({ eventId: '2', time: '2026-10-01T09:10:00Z' }),
      sessionCall({
        eventId: '3',
        time: '2026-10-01T09:30:00Z',
        eventSource: 'secretsmanager.amazonaws.com',
        eventName: 'GetSecretValue',
        region: 'us-east-1',
      }),
      sessionCall({
        eventId: '4',
        time: '2026-10-01T09:20:00Z',
        eventSource: 'secretsmanager.amazonaws.com',
        eventName: 'GetSecretValue',
        outcome: 'refused',
        errorCode: 'AccessDenied',
      }),
      sessionCall({ eventId: '5', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' }),
    ];
    expect(only([...calls, ...calls])).toMatchObject({
      id: 'ASIAEXAMPLESESSION1@2026-10-01T09:05:12Z',
      sessionName: 'nightly',
      start: '2026-10-01T09:05:12Z',
      end: '2026-10-01T09:30:00Z',
      networks: ['198.51.100.9', '203.0.113.7'],
      regions: ['eu-west-1', 'us-east-1'],
      userAgents: ['Boto3/1.43'],
      overflow: 0,
      calls: 5,
      denied: 1,
      byService: new Map([
        ['ec2', 1],
        ['s3', 2],
        ['secretsmanager', 2],
      ]),
      byTactic: new Map([
        ['collection', 2],
        ['credential-access', 2],
        ['discovery', 2],
      ]),
      firstSensitive: {
        event: 'secretsmanager:GetSecretValue',
        at: '2026-10-01T09:20:00Z',
        eventId: '4',
        outcome: 'refused',
      },
    });
  });

  it('counts a call that two accounts have a copy of once', () => {
    const copies = ['a', 'b'].map((eventId) => sessionCall({ eventId, callId: 'shared-1' }));
    expect(only(copies)).toMatchObject({ calls: 1, byService: new Map([['s3', 1]]) });
  });

  it('counts a call once that is seen with its shared id and without, as an export may lack the column', () => {
    const whole = ['a', 'b'].map((eventId) => sessionCall({ eventId, callId: 'shared-1' }));
    const without = ['a', 'b'].map((eventId) => sessionCall({ eventId }));
    const other = sessionCall({ eventId: 'c' });
    for (const calls of [
      [...whole, ...without, other],
      [other, ...without, ...whole],
    ]) {
      expect(only(calls)).toMatchObject({ calls: 2, byService: new Map([['s3', 2]]) });
    }
  });

  it('says where its calls were too many to be counted one by one', () => {
    const calls = Array.from({ length: 4_000 }, (_, index) =>
      sessionCall({ eventId: `event-${index}`, eventName: index % 4 === 0 ? 'GetObject' : 'ListBuckets' }),
    );
    const { sessions, coverage } = finishSessions(foldOf(calls, { ...SESSION_LIMITS, mostCalls: 1_024 }), []);
    expect(coverage).toMatchObject({ records: 4_000, estimated: 1 });
    expect(sessions[0]?.gaps).toContain('calls-estimated');
    expect(Math.abs((sessions[0]?.calls ?? 0) - 4_000)).toBeLessThan(600);
    expect(Math.abs((sessions[0]?.byTactic.get('discovery') ?? 0) - 3_000)).toBeLessThan(600);
  });

  it('keeps every session but the largest of them whole while there is room for that', () => {
    const many = Array.from({ length: 400 }, (_, index) => sessionCall({ eventId: `event-${index}` }));
    const few = sessionCall({ eventId: 'few', accessKeyId: 'ASIAFEW', sessionName: 'few' });
    const { sessions } = finishSessions(
      foldOf([...many, few], { bytes: 5_000, mostCalls: 1_024, leastCalls: 4 }),
      [],
    );
    expect(sessions.map(({ accessKeyId, gaps }) => [accessKeyId, gaps.includes('calls-estimated')])).toEqual([
      ['ASIAEXAMPLESESSION1', true],
      ['ASIAFEW', false],
    ]);
  });

  it('is dropped only where there is no room for another one, and then about how many is said', () => {
    const calls = Array.from({ length: 500 }, (_, index) =>
      sessionCall({ eventId: `event-${index}`, accessKeyId: `ASIA${index}`, sessionName: `name-${index}` }),
    );
    const { sessions, coverage } = finishSessions(foldOf(calls, { ...TINY, bytes: 150_000 }), []);
    expect(sessions.length).toBeGreaterThan(100);
    expect(sessions.length).toBeLessThan(300);
    expect(Math.abs(coverage.dropped + sessions.length - 500)).toBeLessThan(125);
  });
});

describe('folds of sessions', () => {
  const calls = fc.array(anyCall, { maxLength: 60 });
  const limits = fc.constantFrom(SESSION_LIMITS, TINY);

  it('do not depend on the order of calls, their repetition and how they were divided, within bounds and beyond', () => {
    fc.assert(
      fc.property(calls, calls, calls, limits, (a, b, c, limit) => {
        const whole = told(foldOf([...a, ...b, ...c], limit));
        expect(told(foldOf([...c, ...b, ...b, ...a, ...c], limit))).toEqual(whole);
        expect(told(mergeSessions(foldOf(c, limit), foldOf(a, limit), foldOf(b, limit)))).toEqual(whole);
        const twice = mergeSessions(
          mergeSessions(foldOf(b, limit), foldOf(c, limit)),
          foldOf([...a, ...b], limit),
        );
        expect(told(twice)).toEqual(whole);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  it('count every record', () => {
    fc.assert(
      fc.property(calls, calls, limits, (a, b, limit) => {
        const merged = mergeSessions(foldOf(a, limit), foldOf(b, limit));
        expect(finishSessions(merged, []).coverage.records).toBe(a.length + b.length);
      }),
    );
  });

  it('stay as they are when they are merged or finished', () => {
    const fold = foldOf([sessionCall()]);
    const before = told(fold);
    foldSessionCall(mergeSessions(fold, emptySessions()), sessionCall({ eventId: 'other' }), classify);
    expect(told(fold)).toEqual(before);
  });

  it('pass from worker to worker as plain data', () => {
    const fold = foldOf([sessionCall(), sessionCall({ eventId: 'other', network: '198.51.100.9' })]);
    expect(told(structuredClone(fold))).toEqual(told(fold));
  });

  it('of nothing tell nothing', () => {
    expect(finishSessions(mergeSessions(), [])).toEqual({
      sessions: [],
      coverage: { records: 0, dropped: 0, estimated: 0 },
    });
  });
});

describe('calls that are left out afterwards', () => {
  const ofRole = (role: string, changes: Partial<SessionCall> = {}) =>
    sessionCall({ eventId: role, principalId: role, accessKeyId: `ASIA${role}`, ...changes });
  const leftOut = new Set(['AROALEFTOUT']);
  const kept = new Set(['AROAKEPT']);

  it('leave what would be there without them, and the fold as it was', () => {
    const fold = foldOf([ofRole('AROAKEPT'), ofRole('AROALEFTOUT')]);
    const rest = withoutCallsOf(fold, leftOut, kept);
    expect(rest && finishSessions(rest, []).sessions).toEqual(told(foldOf([ofRole('AROAKEPT')])).sessions);
    expect(rest?.bytes).toBe(foldOf([ofRole('AROAKEPT')]).bytes);
    expect(fold.strands.size).toBe(2);
  });

  it('may be told by the key', () => {
    const fold = foldOf([ofRole('AROAOTHER', { accessKeyId: 'ASIALEFTOUT' })]);
    expect(withoutCallsOf(fold, new Set(['ASIALEFTOUT']), kept)?.strands.size).toBe(0);
  });

  it.each<[string, readonly SessionCall[], SessionLimits]>([
    [
      'of a role that stays, under a key that goes',
      [ofRole('AROAKEPT', { accessKeyId: 'AROALEFTOUT' })],
      SESSION_LIMITS,
    ],
    ['in a fold that had no room for all', Array.from({ length: 40 }, (_, n) => ofRole(`AROA${n}`)), TINY],
    [
      'in a fold that counts by samples',
      Array.from({ length: 400 }, (_, n) => sessionCall({ eventId: `${n}` })),
      { bytes: 2_000, mostCalls: 64, leastCalls: 4 },
    ],
  ])('cannot be told from others %s', (_, calls, limits) => {
    expect(withoutCallsOf(foldOf(calls, limits), leftOut, kept)).toBeUndefined();
  });
});
