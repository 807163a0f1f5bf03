import * as fc from 'fast-check';
import { addFold, emptyFold, finishFold, foldAssumption, type UseFold } from '../../lib/activity/fold-use';
import { parseAssumption } from '../../lib/activity/parse-assumption';
import type { Assumption, AssumptionCaller } from '../../lib/model/assumption';
import { anyAssumption } from '../support/any-assumption';
import {
  assumption,
  CALLER_ACCOUNT,
  callersCopy,
  GITHUB_PROVIDER,
  OWNER_ACCOUNT,
  ownersCopy,
  ROLE,
  refusedCopy,
  SAML_PROVIDER,
  samlCopy,
  serviceCopy,
  webIdentityCopy,
} from '../support/assume-record';

const foldOf = (assumptions: readonly Assumption[]): UseFold =>
  assumptions.reduce(foldAssumption, emptyFold());

const sumOf = (...folds: readonly UseFold[]): UseFold => {
  const sum = emptyFold();
  for (const fold of folds) addFold(sum, fold);
  return sum;
};

/** Folds records as a source would, leaving out what is no assumption. */
const useOf = (records: readonly unknown[]) =>
  finishFold(
    foldOf(
      records.flatMap((record) => {
        const parsed = parseAssumption(record, 'log.json');
        return parsed?.kind === 'ok' ? [parsed.value] : [];
      }),
    ),
  );

describe('use', () => {
  it('tells the last success from the last call, which may have been refused', () => {
    const later = { ...refusedCopy(), eventID: 'event-later', eventTime: '2026-10-09T00:00:00Z' };
    const [refused] = useOf([later]).uses;
    expect(refused).not.toHaveProperty('lastSuccess');
    const success = { ...callersCopy(), userIdentity: refusedCopy().userIdentity };
    const [both] = useOf([success, later]).uses;
    expect(both).toMatchObject({ last: '2026-10-09T00:00:00Z', lastSuccess: '2026-10-01T09:05:12Z' });
  });

  it('of a call seen from both accounts counts once and knows the caller by name', () => {
    const { uses, coverage } = useOf([callersCopy(), ownersCopy(), ownersCopy()]);
    expect(coverage).toEqual({ assumptions: 1, denied: 0, duplicates: 2 });
    expect(uses).toHaveLength(1);
    expect(uses[0]).toMatchObject({
      role: ROLE,
      caller: {
        kind: 'aws',
        account: '111122223333',
        principalId: 'AROAEXAMPLECALLER01',
        arn: 'arn:aws:iam::111122223333:role/ci/Builder',
      },
      first: '2026-10-01T09:05:12Z',
      last: '2026-10-01T09:05:12Z',
      count: 1,
      denied: 0,
      networks: [{ value: '203.0.113.7', count: 1, firstEvent: 'event-owner' }],
      regions: [{ value: 'eu-west-1' }],
      userAgents: [{ value: 'Boto3/1.43' }],
      sessionNames: [{ value: 'nightly' }],
      subjects: [],
      externalId: { sent: 1, notSent: 0, unknown: 0 },
      overflow: 0,
    });
  });

  it('lends the ARN of one call to the row, so that every copy of the role owner is named', () => {
    const alone = ownersCopy({
      eventID: 'later',
      sharedEventID: 'other',
      requestID: 'other',
      eventTime: '2026-10-02T00:00:00Z',
    });
    const { uses } = useOf([callersCopy(), alone]);
    expect(uses).toHaveLength(1);
    expect(uses[0]).toMatchObject({ count: 2, caller: { arn: 'arn:aws:iam::111122223333:role/ci/Builder' } });
  });

  it('is counted from the fuller of two readings of one record, whichever came first', () => {
    const poorer = ownersCopy({ userAgent: undefined, awsRegion: 'af-south-1' });
    const expected = { ...useOf([ownersCopy()]), coverage: { assumptions: 1, denied: 0, duplicates: 1 } };
    expect(useOf([poorer, ownersCopy()])).toEqual(expected);
    expect(useOf([ownersCopy(), poorer])).toEqual(expected);
  });

  it('is counted from a corrected record, even where it says less', () => {
    const corrected = ownersCopy({
      eventID: 'new',
      userAgent: undefined,
      sourceIPAddress: '198.51.100.9',
      addendum: { originalEventID: 'event-owner' },
    });
    for (const records of [
      [ownersCopy(), corrected],
      [corrected, ownersCopy()],
    ]) {
      expect(useOf(records)).toMatchObject({
        uses: [{ count: 1, networks: [{ value: '198.51.100.9', firstEvent: 'event-owner' }] }],
        coverage: { assumptions: 1, duplicates: 1 },
      });
    }
  });

  it('of a caller who was only refused is a row of its own', () => {
    const { uses, coverage } = useOf([refusedCopy()]);
    expect(coverage).toEqual({ assumptions: 0, denied: 1, duplicates: 0 });
    expect(uses[0]).toMatchObject({
      role: ROLE,
      count: 0,
      denied: 1,
      networks: [{ count: 0, denied: 1 }],
      externalId: { sent: 0, notSent: 0, unknown: 0 },
    });
  });

  it('of a refusal that names no role has the empty role', () => {
    expect(useOf([refusedCopy({ errorMessage: 'no' })]).uses).toMatchObject([{ role: '', denied: 1 }]);
  });

  it('has nothing to say of AssumeRoot, which enters no role', () => {
    expect(useOf([callersCopy({ eventName: 'AssumeRoot' })])).toMatchObject({
      uses: [],
      coverage: { assumptions: 0, denied: 0, duplicates: 0 },
    });
  });

  it('counts how often an external id was sent, not sent, or cannot be told', () => {
    const states: readonly Assumption['externalId'][] = ['sent', 'not-sent', 'unknown', 'unknown'];
    const { uses } = finishFold(
      foldOf(states.map((externalId, index) => assumption({ eventId: `e${index}`, externalId }))),
    );
    expect(uses[0]?.externalId).toEqual({ sent: 1, notSent: 1, unknown: 2 });
  });

  it('keeps calls of every kind apart and sorts rows by role, then key', () => {
    const other = { roleArn: 'arn:aws:iam::444455556666:role/Another' };
    const { uses } = useOf([
      samlCopy({ eventID: '1' }),
      webIdentityCopy({ eventID: '2', requestID: 'r2' }),
      serviceCopy({ eventID: '3', sharedEventID: 's3' }),
      ownersCopy({ eventID: '4', requestParameters: other, sharedEventID: undefined }),
    ]);
    expect(uses.map(({ role, caller }) => [role, caller])).toEqual([
      [other.roleArn, { kind: 'aws', account: CALLER_ACCOUNT, principalId: 'AROAEXAMPLECALLER01' }],
      [ROLE, { kind: 'service', service: 'lambda.amazonaws.com' }],
      [ROLE, { kind: 'saml', provider: SAML_PROVIDER, subject: 'dana@example.com' }],
      [
        ROLE,
        {
          kind: 'oidc',
          provider: GITHUB_PROVIDER,
          issuer: 'token.actions.githubusercontent.com',
          tenant: 'acme/app',
        },
      ],
    ]);
  });
});

describe('who is one caller', () => {
  const github = (subject: string): AssumptionCaller => ({
    kind: 'oidc',
    issuer: 'token.actions.githubusercontent.com',
    subject,
  });
  const aws = (rest: { principalId?: string; arn?: string; callerSession?: string }): AssumptionCaller => ({
    kind: 'aws',
    account: CALLER_ACCOUNT,
    ...rest,
  });

  it.each<[string, AssumptionCaller, AssumptionCaller, number]>([
    [
      'one role in two sessions',
      aws({ principalId: 'AROA1', callerSession: 'a' }),
      aws({ principalId: 'AROA1', callerSession: 'b' }),
      1,
    ],
    [
      'a role and its successor of the same name',
      aws({ principalId: 'AROA1', arn: 'arn' }),
      aws({ principalId: 'AROA2', arn: 'arn' }),
      2,
    ],
    ['two who are known by ARN only', aws({ arn: 'arn:1' }), aws({ arn: 'arn:2' }), 2],
    [
      'one unique id said to be of two accounts',
      aws({ principalId: 'AROA1' }),
      { kind: 'aws', principalId: 'AROA1' },
      2,
    ],
    ['two branches of a repository', github('repo:acme/app:ref:a'), github('repo:acme/app:ref:b'), 1],
    [
      'a repository before and after ids',
      github('repo:acme/app:ref:a'),
      github('repo:acme@1/app@2:ref:a'),
      1,
    ],
    ['two repositories', github('repo:acme/app:ref:a'), github('repo:acme/web:ref:a'), 2],
    [
      'one subject of two issuers',
      github('repo:acme/app:ref:a'),
      { kind: 'oidc', issuer: 'evil.example', subject: 'repo:acme/app:ref:a' },
      2,
    ],
    [
      'two guests of an identity pool',
      { kind: 'oidc', issuer: 'cognito-identity.amazonaws.com', audience: 'pool', subject: 'eu-west-1:1' },
      { kind: 'oidc', issuer: 'cognito-identity.amazonaws.com', audience: 'pool', subject: 'eu-west-1:2' },
      1,
    ],
    [
      'two SAML users',
      { kind: 'saml', provider: 'p', subject: 'a' },
      { kind: 'saml', provider: 'p', subject: 'b' },
      2,
    ],
    ['two services', { kind: 'service', service: 'a' }, { kind: 'service', service: 'b' }, 2],
  ])('%s', (_, one, another, rows) => {
    const calls = [assumption({ eventId: '1', caller: one }), assumption({ eventId: '2', caller: another })];
    expect(finishFold(foldOf(calls)).uses).toHaveLength(rows);
  });
});

describe('folds', () => {
  const assumptions = fc.array(anyAssumption, { maxLength: 20 });

  it('of two halves merge into the fold of the whole', () => {
    fc.assert(
      fc.property(assumptions, assumptions, (left, right) => {
        const whole = finishFold(foldOf([...left, ...right]));
        expect(finishFold(sumOf(foldOf(left), foldOf(right)))).toEqual(whole);
        expect(finishFold(sumOf(foldOf(right), foldOf(left)))).toEqual(whole);
      }),
    );
  });

  it('do not depend on the order of records', () => {
    const shuffled = assumptions.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([one, another]) => {
        expect(finishFold(foldOf(another))).toEqual(finishFold(foldOf(one)));
      }),
    );
  });

  it('count repetition as duplicates, and as nothing else', () => {
    fc.assert(
      fc.property(assumptions, (list) => {
        const once = finishFold(foldOf(list));
        const twice = finishFold(foldOf([...list, ...list]));
        const repeated = list.filter(({ call }) => call !== 'AssumeRoot').length;
        expect(twice.uses).toEqual(once.uses);
        expect(twice.coverage).toEqual({ ...once.coverage, duplicates: once.coverage.duplicates + repeated });
      }),
    );
  });

  it('count every record as an assumption, a refusal or a duplicate', () => {
    fc.assert(
      fc.property(assumptions, (list) => {
        const { uses, coverage } = finishFold(foldOf(list));
        const sum = (count: (use: (typeof uses)[number]) => number) =>
          uses.reduce((total, use) => total + count(use), 0);
        expect(coverage.assumptions + coverage.denied + coverage.duplicates).toBe(
          list.filter(({ call }) => call !== 'AssumeRoot').length,
        );
        expect(sum(({ count }) => count)).toBe(coverage.assumptions);
        expect(sum(({ denied }) => denied)).toBe(coverage.denied);
        expect(sum(({ externalId }) => externalId.sent + externalId.notSent + externalId.unknown)).toBe(
          coverage.assumptions,
        );
      }),
    );
  });

  it('give the calls back with what joins sessions, AssumeRoot among them, however they were divided', () => {
    const root = { eventName: 'AssumeRoot', requestParameters: { targetPrincipal: OWNER_ACCOUNT } };
    const records = [
      ownersCopy(),
      callersCopy(),
      callersCopy({ ...root, eventID: 'root', requestID: 'root', sharedEventID: 'root' }),
    ];
    const [first, ...rest] = records.flatMap((record) => {
      const parsed = parseAssumption(record, 'log.json');
      return parsed?.kind === 'ok' ? [parsed.value] : [];
    });
    const merged = sumOf(foldOf(rest), foldOf(first === undefined ? [] : [first]));
    const { calls } = finishFold(merged);
    expect(calls).toMatchObject([
      {
        eventId: 'event-owner',
        accessKeyId: 'ASIAEXAMPLESESSION1',
        assumedRoleId: 'AROAEXAMPLETARGET01:nightly',
        caller: { callerSession: 'build-77', accessKeyId: 'ASIAEXAMPLECALLER01' },
      },
      { eventId: 'root', call: 'AssumeRoot', enteredAccount: OWNER_ACCOUNT },
    ]);
  });

  it('stay as they are when they are merged or finished', () => {
    const fold = foldOf([assumption()]);
    const before = finishFold(fold);
    foldAssumption(sumOf(fold, emptyFold()), assumption({ eventId: 'other' }));
    expect(finishFold(fold)).toEqual(before);
  });
});
