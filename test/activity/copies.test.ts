import * as fc from 'fast-check';
import { joinCopies } from '../../lib/activity/copies';
import type { Assumption } from '../../lib/model/assumption';
import { anyAssumption } from '../support/any-assumption';
import { assumption, CALLER_ACCOUNT } from '../support/assume-record';

const OWNERS = assumption({
  eventId: 'owner',
  sharedEventId: 'shared',
  requestId: 'request',
  network: '203.0.113.7',
});
const CALLERS = assumption({
  eventId: 'caller',
  sharedEventId: 'shared',
  requestId: 'request',
  recipient: CALLER_ACCOUNT,
  network: '198.51.100.9',
  userAgent: 'Boto3/1.43',
  caller: {
    kind: 'aws',
    account: CALLER_ACCOUNT,
    principalId: 'AROAEXAMPLECALLER01',
    arn: 'arn:aws:iam::111122223333:role/ci/Builder',
    accessKeyId: 'ASIAEXAMPLECALLER01',
  },
});
const REFUSED = assumption({ ...CALLERS, eventId: 'refused', outcome: 'refused', sharedEventId: undefined });
const SERVICE = assumption({
  eventId: 'service-1',
  sharedEventId: 'shared-1',
  requestId: 'request',
  caller: { kind: 'service', service: 'ec2.amazonaws.com' },
});

const without = (copy: Assumption, ...names: (keyof Assumption)[]): Assumption => ({
  ...copy,
  ...Object.fromEntries(names.map((name) => [name, undefined])),
});

describe('joinCopies', () => {
  it.each([
    ['owner first', [OWNERS, CALLERS]],
    ['caller first', [CALLERS, OWNERS]],
  ])("counts the role owner's copy, enriched by the caller's: %s", (_, copies) => {
    expect(joinCopies(copies)).toEqual([{ ...OWNERS, userAgent: CALLERS.userAgent, caller: CALLERS.caller }]);
  });

  it.each<[string, Assumption[], number]>([
    ['a repeated delivery', [OWNERS, { ...OWNERS }], 1],
    ['a repeated refusal', [REFUSED, { ...REFUSED }], 1],
    ['two refusals', [REFUSED, { ...REFUSED, eventId: 'again', requestId: 'another' }], 2],
    [
      'copies that an export robbed of their shared id',
      [without(OWNERS, 'sharedEventId'), without(CALLERS, 'sharedEventId')],
      1,
    ],
    ['copies of which one was robbed of it', [OWNERS, without(CALLERS, 'sharedEventId')], 1],
    [
      'copies of two roles in one request',
      [without(OWNERS, 'sharedEventId'), without({ ...CALLERS, role: `${CALLERS.role}2` }, 'sharedEventId')],
      2,
    ],
    [
      'copies of two times in one request',
      [
        without(OWNERS, 'sharedEventId'),
        without({ ...CALLERS, time: '2026-10-01T09:05:13Z' }, 'sharedEventId'),
      ],
      2,
    ],
    [
      'copies that share nothing but their contents',
      [without(OWNERS, 'sharedEventId', 'requestId'), without(CALLERS, 'sharedEventId', 'requestId')],
      2,
    ],
    [
      'copies under one event id',
      [OWNERS, without({ ...CALLERS, eventId: 'owner' }, 'sharedEventId', 'requestId')],
      1,
    ],
    [
      "two of a service's calls in one request",
      [SERVICE, { ...SERVICE, eventId: 'service-2', sharedEventId: 'shared-2' }],
      2,
    ],
    [
      'the same, robbed of their shared ids',
      [without(SERVICE, 'sharedEventId'), without({ ...SERVICE, eventId: 'service-2' }, 'sharedEventId')],
      2,
    ],
    [
      'a request under two shared ids, and a copy without one',
      [OWNERS, { ...OWNERS, eventId: 'x', sharedEventId: 'y' }, without(CALLERS, 'sharedEventId')],
      3,
    ],
    ['nothing', [], 0],
  ])('finds the calls in %s', (_, copies, calls) => {
    expect(joinCopies(copies)).toHaveLength(calls);
    expect(joinCopies([...copies].reverse())).toEqual(joinCopies(copies));
  });

  it("takes the caller's copy where the role owner's was not read", () => {
    expect(joinCopies([CALLERS])).toEqual([CALLERS]);
  });

  it("knows the role owner's copy without a recipient by its caller, who has no ARN", () => {
    const [call] = joinCopies([without(CALLERS, 'recipient'), without(OWNERS, 'recipient')]);
    expect(call).toMatchObject({ eventId: 'owner', network: OWNERS.network, caller: CALLERS.caller });
  });

  it('sorts calls by time, then event id, whoever recorded them', () => {
    const earlier = { ...REFUSED, eventId: 'z', time: '2026-09-30T00:00:00Z' };
    const later = assumption({ eventId: 'a', time: '2026-10-02T00:00:00Z' });
    const ids = joinCopies([later, SERVICE, OWNERS, earlier]).map(({ eventId }) => eventId);
    expect(ids).toEqual(['z', 'owner', 'service-1', 'a']);
  });

  it('gives the same calls for every order and repetition', () => {
    const copiesAndOrder = fc
      .array(anyAssumption, { maxLength: 12 })
      .chain((copies) =>
        fc.tuple(
          fc.constant(copies),
          fc.shuffledSubarray([...copies, ...copies], { minLength: copies.length * 2 }),
        ),
      );
    fc.assert(
      fc.property(copiesAndOrder, ([copies, shuffled]) => {
        expect(joinCopies(shuffled)).toEqual(joinCopies(copies));
      }),
    );
  });

  it('never makes more calls than there are event ids', () => {
    fc.assert(
      fc.property(fc.array(anyAssumption), (copies) => {
        const events = new Set(copies.map(({ eventId }) => eventId));
        expect(joinCopies(copies).length).toBeLessThanOrEqual(events.size);
      }),
    );
  });
});
