/**
 * A vendor calls every morning from 2026-10-01 on and is learnt for two weeks; what it does on 2026-11-02 is judged.
 */
import { learnUsual } from '../../lib/history/learn-usual';
import { seenUseIn } from '../../lib/history/seen-use';
import { EMPTY_BASELINE } from '../../lib/history/usual-use';
import type { DeclaredUse } from '../../lib/parties/declaration';
import {
  type CallSpec,
  daily,
  dayAfter,
  declaring,
  graphOfCalls,
  type SeenSpec,
  sessionOf,
  surprisesIn,
} from '../support/calls-seen';
import { arnOf, DATADOG, party, QUBOLE } from '../support/graph-builder';

const START = '2026-10-01';
const USUAL = [...daily(START, 40), ...daily(START, 40, { hour: '10' })];
const AT = '2026-11-02T09:00:00Z';
const NIGHT = '2026-11-02T02:00:00Z';
const FOREIGN = { network: '198.51.100.4' };

const seen = (calls: readonly CallSpec[], spec?: SeenSpec) =>
  surprisesIn(graphOfCalls(calls, spec)).map(({ aspect, value, severity }) => [aspect, value, severity]);

describe('against what is usual', () => {
  it('nothing surprises in the same as ever', () => {
    expect(seen(USUAL)).toEqual([]);
  });

  it.each<[string, readonly CallSpec[], unknown[]]>([
    ['a new network', [{ at: AT, ...FOREIGN }], [['network', '198.51.100.0/24', 'medium']]],
    ['a network seen only in the learning time', [{ at: `${START}T10:00:00Z`, ...FOREIGN }], []],
    ['another address of a usual network', [{ at: AT, network: '203.0.113.99' }], []],
    ['a new region', [{ at: AT, region: 'ap-southeast-1' }], [['region', 'ap-southeast-1', 'medium']]],
    ['a new version of the agent', [{ at: AT, agent: 'Boto3/2.0' }], []],
    ['a new agent', [{ at: AT, agent: 'curl/8' }], [['agent', 'curl', 'medium']]],
    ['a new session name', [{ at: AT, name: 'by-hand' }], [['session-name', 'by-hand', 'medium']]],
    [
      'a new principal',
      [{ at: AT, by: 'AROAEXAMPLENEW' }],
      [['caller', expect.stringContaining('NEW'), 'medium']],
    ],
    ['a new hour', [{ at: NIGHT }], [['hour', '00-06 UTC', 'low']]],
    ['the hour beside a usual one', [{ at: '2026-11-02T11:00:00Z' }], []],
    ['a private address', [{ at: AT, network: '10.0.0.9' }], []],
    [
      'a network that was only tried',
      [{ at: AT, ...FOREIGN, refused: true }],
      [['network', '198.51.100.0/24', 'low']],
    ],
    [
      'a network that was tried while learning, and entered later',
      [
        { at: `${START}T10:00:00Z`, ...FOREIGN, refused: true },
        { at: AT, ...FOREIGN },
      ],
      [['network', '198.51.100.0/24', 'medium']],
    ],
  ])('%s', (_, calls, expected) => {
    expect(seen([...USUAL, ...calls])).toEqual(expected);
  });

  it('is no worse for a new user of an identity provider, as these come and go', () => {
    const parties = [{ ...party('vendor:datadog', 'identity-provider', 'Datadog', DATADOG) }];
    const calls = [{ at: AT, ...FOREIGN, by: 'AROAEXAMPLENEW' }];
    const severities = (spec: SeenSpec) =>
      seen([...USUAL, ...calls], spec).map(([aspect, , severity]) => [aspect, severity]);
    expect(severities({})).toEqual([
      ['caller', 'high'],
      ['network', 'high'],
    ]);
    expect(severities({ parties })).toContainEqual(['network', 'medium']);
  });

  it('is worse the more is new in the same night', () => {
    const intruder = { at: NIGHT, ...FOREIGN, agent: 'aws-cli/2', name: 'botocore-session-1' };
    expect(seen([...USUAL, intruder])).toEqual([
      ['agent', 'aws-cli', 'critical'],
      ['hour', '00-06 UTC', 'critical'],
      ['network', '198.51.100.0/24', 'critical'],
      ['session-name', 'botocore-session-#', 'critical'],
    ]);
    expect(
      seen([...USUAL, intruder], { roles: [{ tier: 'metadata' }] }).map(([, , severity]) => severity),
    ).toEqual(['medium', 'medium', 'medium', 'medium']);
  });

  it('does not add up what was new on different days', () => {
    const calls = [
      { at: AT, ...FOREIGN },
      { at: '2026-11-05T09:00:00Z', agent: 'aws-cli/2' },
    ];
    expect(seen([...USUAL, ...calls]).map(([, , severity]) => severity)).toEqual(['medium', 'medium']);
  });

  it('says what is usual, what else was new, and where to look', () => {
    const calls = [...USUAL, { at: AT, ...FOREIGN, agent: 'curl/8' }];
    const network = surprisesIn(graphOfCalls(calls)).find(({ aspect }) => aspect === 'network');
    expect(network).toMatchObject({
      because: 'usual is 203.0.113.0/24',
      company: ['agent'],
      exact: ['198.51.100.4'],
      first: AT,
      last: AT,
      count: 1,
      denied: 0,
      firstEvent: expect.stringContaining(AT),
      against: 'usual',
      learning: false,
      role: arnOf(),
      party: { id: 'vendor:datadog' },
    });
    expect(network?.uses).toHaveLength(1);
  });

  it('knows what an earlier run learnt, and since when', () => {
    const earlier = graphOfCalls(daily(START, 20));
    const baseline = learnUsual(EMPTY_BASELINE, seenUseIn(earlier), { learnDays: 14, isAgreed: () => false });
    const graph = graphOfCalls([{ at: AT }, { at: AT, ...FOREIGN }]);
    expect(surprisesIn(graph, { baseline }).map(({ value }) => value)).toEqual(['198.51.100.0/24']);
  });

  it('does not add up old news with new ones where the window begins later than both', () => {
    const news = [
      { at: AT, ...FOREIGN },
      { at: '2026-11-05T09:00:00Z', agent: 'curl/8' },
    ];
    const teach = { learnDays: 14, isAgreed: () => false };
    const baseline = learnUsual(EMPTY_BASELINE, seenUseIn(graphOfCalls([...USUAL, ...news])), teach);
    const both = { at: '2026-11-20T09:00:00Z', ...FOREIGN, agent: 'curl/8' };
    const severities = surprisesIn(graphOfCalls([both]), { baseline }).map(({ severity }) => severity);
    expect(severities).toEqual(['medium', 'medium']);
  });
});

describe('habits that change by themselves', () => {
  it('make one more network no news', () => {
    const rolling = daily(START, 40).map((call, index) => ({ ...call, network: `198.51.${index % 13}.1` }));
    expect(seen([...rolling, { at: AT, network: '192.0.2.1' }])).toEqual([
      ['network', '192.0.2.0/24', 'info'],
    ]);
  });

  it('make one more network no news after it was news on three days', () => {
    const rolling = [16, 20, 24, 28].map((day) => ({
      at: `${dayAfter(START, day)}T09:00:00Z`,
      network: `198.51.${day}.1`,
    }));
    expect(seen([...USUAL, ...rolling]).map(([, , severity]) => severity)).toEqual([
      'medium',
      'medium',
      'medium',
      'info',
    ]);
  });

  it('do not hide many networks in one night', () => {
    const night = [1, 2, 3, 4, 5].map((index) => ({ at: AT, network: `198.51.${index}.1` }));
    expect(seen([...USUAL, ...night]).map(([, , severity]) => severity)).toEqual(Array(5).fill('medium'));
  });

  it('are told twenty times at most, the first ones', () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ at: AT, network: `198.51.${index}.1` }));
    const told = surprisesIn(graphOfCalls([...USUAL, ...many]));
    expect(told).toHaveLength(20);
    expect(told[0]?.because).toBe('usual is 203.0.113.0/24; 10 more were new and are not told');
  });

  it.each<[string, number, string]>([
    ['a usual owner', 64496, 'info'],
    ['another owner', 64497, 'medium'],
  ])('a new network of %s', (_, asn, severity) => {
    const owners = { '203.0.113.7': { asn: 64496 }, '198.51.100.4': { asn } };
    expect(seen([...USUAL, { at: AT, ...FOREIGN }], { owners })).toEqual([
      ['network', '198.51.100.0/24', severity],
    ]);
  });

  it('tell nothing by hours of a party that comes at all hours', () => {
    const always = ['00', '05', '10', '15', '20'].flatMap((hour) => daily(START, 40, { hour }));
    expect(seen([...always, { at: NIGHT }])).toEqual([]);
  });

  it('tell nothing by hours while little was learnt', () => {
    expect(seen([...daily(START, 3), { at: NIGHT }])).toEqual([]);
  });
});

describe('sessions', () => {
  const session = (day: string, ...tactics: string[]) =>
    sessionOf({ start: `${day}T09:00:00Z`, byTactic: new Map(tactics.map((tactic) => [tactic, 1])) });

  it('surprise by what they did and where they went on to', () => {
    const sessions = [
      session(START, 'discovery'),
      sessionOf({ start: AT, byTactic: new Map([['credential-access', 4]]), onward: [arnOf('Onward')] }),
    ];
    expect(seen(USUAL, { sessions })).toEqual([
      ['onward-role', arnOf('Onward'), 'high'],
      ['tactic', 'credential-access', 'high'],
    ]);
  });

  it('say nothing by looking around', () => {
    const sessions = [session(START, 'collection'), session('2026-11-02', 'discovery')];
    const agents = seen([...USUAL, { at: AT, agent: 'curl/8' }], { sessions });
    expect(agents.find(([aspect]) => aspect === 'agent')).toEqual(['agent', 'curl', 'medium']);
  });
});

describe('while a use is learnt', () => {
  const asOf = '2026-10-08T00:00:00Z';

  it('everything is a lesson, and told as information', () => {
    const surprises = surprisesIn(graphOfCalls(daily(START, 5), { asOf }));
    expect(surprises.map(({ aspect }) => aspect)).toEqual([
      'agent',
      'caller',
      'hour',
      'network',
      'region',
      'session-name',
    ]);
    for (const each of surprises) {
      expect(each).toMatchObject({ learning: true, severity: 'info', learntUntil: '2026-10-15T09:00:00Z' });
    }
  });

  it('a lesson is told until all is learnt', () => {
    const baseline = learnUsual(EMPTY_BASELINE, seenUseIn(graphOfCalls(daily(START, 5))), {
      learnDays: 14,
      isAgreed: () => false,
    });
    const lessons = (time: string) =>
      surprisesIn(graphOfCalls(daily(START, 5), { asOf: time }), { baseline });
    expect(lessons('2026-10-15T00:00:00Z').every(({ learning }) => learning)).toBe(true);
    expect(lessons('2026-10-15T00:00:00Z')).not.toEqual([]);
    expect(lessons('2026-10-16T00:00:00Z')).toEqual([]);
  });

  it('what was agreed holds from the first day on', () => {
    const parties = [declaring({ networks: ['192.0.2.0/24'] })];
    const found = surprisesIn(graphOfCalls(daily(START, 5), { asOf, parties }));
    expect(found.filter(({ learning }) => !learning)).toMatchObject([
      { aspect: 'network', against: 'declared', severity: 'high' },
    ]);
  });

  it('a party that was only ever refused is no use yet', () => {
    expect(seen([{ at: AT, refused: true }])).toEqual([]);
  });
});

describe('against what was agreed', () => {
  const found = (use: DeclaredUse, calls: readonly CallSpec[] = [], spec: SeenSpec = {}) =>
    seen([...USUAL, ...calls], { ...spec, parties: [declaring(use)] });

  it.each<[string, DeclaredUse, readonly CallSpec[], unknown[]]>([
    [
      'a network that was agreed, though new',
      { networks: ['198.51.100.0/24', '203.0.113.0/24'] },
      [{ at: AT, ...FOREIGN }],
      [],
    ],
    [
      'a usual network that was not agreed',
      { networks: ['198.51.100.0/24'] },
      [],
      [['network', '203.0.113.0/24', 'high']],
    ],
    [
      'an address beside the agreed one',
      { networks: ['203.0.113.7'] },
      [{ at: AT, network: '203.0.113.8' }],
      [['network', '203.0.113.0/24', 'high']],
    ],
    ['a usual region that was not agreed', { regions: ['eu-west-1'] }, [], [['region', 'us-east-1', 'high']]],
    ['an agent that matches', { userAgents: ['Boto3/*'] }, [], []],
    ['an agent that does not', { userAgents: ['Boto3/2*'] }, [], [['agent', 'Boto3', 'high']]],
    ['a name that matches', { sessionNames: ['collector'] }, [], []],
    ['a name that does not', { sessionNames: ['collector-*'] }, [], [['session-name', 'collector', 'high']]],
    ['an hour within', { hours: '22-12 UTC' }, [{ at: NIGHT }], []],
    ['an hour without', { hours: '12-18 UTC' }, [], [['hour', '06-12 UTC', 'high']]],
    [
      'what no entry speaks of',
      { networks: ['203.0.113.0/24'] },
      [{ at: AT, region: 'eu-west-1' }],
      [['region', 'eu-west-1', 'medium']],
    ],
    ['an agreed number of calls', { atMostPerDay: 3 }, [{ at: AT }], []],
    [
      'more calls than agreed',
      { atMostPerDay: 2 },
      [{ at: AT, region: 'us-east-1', name: 'collector', by: 'AROAEXAMPLECALLER01', agent: 'Boto3/1.44' }],
      [['rate', 'calls a day', 'high']],
    ],
    ['an owner whom nobody tells', { networks: ['asn:64496'] }, [], [['network', 'owner not known', 'info']]],
    [
      'a role that no entry covers',
      { roles: ['arn:aws:iam::*:role/Other'] },
      [],
      [['role', arnOf(), 'high']],
    ],
    ['an account that no entry covers', { accounts: ['444455556666'] }, [], [['role', arnOf(), 'high']]],
  ])('%s', (_, use, calls, expected) => {
    expect(found(use, calls)).toEqual(expected);
  });

  it('names the entry that decides, and those that it overrides', () => {
    const parties = [declaring({}, { roles: [arnOf()], regions: ['eu-west-1'] })];
    const [surprise] = surprisesIn(graphOfCalls(USUAL, { parties }));
    expect(surprise?.because).toBe(
      'agreed is eu-west-1 (entry 2 of `expect` names it; it goes before entry 1 of `expect` covers every role, which is less specific)',
    );
  });

  it('tactics that were ruled out, and others by what is usual', () => {
    const sessions = [
      sessionOf({
        start: AT,
        byTactic: new Map([
          ['credential-access', 1],
          ['collection', 1],
        ]),
      }),
    ];
    const use: DeclaredUse = { actions: { tactics: { deny: ['credential-access'] } } };
    expect(found(use, [], { sessions })).toEqual([
      ['tactic', 'collection', 'medium'],
      ['tactic', 'credential-access', 'high'],
    ]);
  });
});

describe('a role that is new for a party', () => {
  const other = { role: 'Other' };
  const roles = (created?: string) => ({
    roles: [{}, { name: 'Other', tier: 'data-read' as const, ...(created && { created }) }],
    asOf: '2026-12-24T00:00:00Z',
  });
  const newRoles = (calls: readonly CallSpec[], created?: string) =>
    seen(calls, roles(created)).filter(([aspect]) => aspect === 'role');

  it.each<[string, readonly CallSpec[], string | undefined, unknown[]]>([
    [
      'an old one, used after weeks of others',
      [{ at: AT, ...other }],
      '2020-01-01T00:00:00Z',
      [['role', arnOf('Other'), 'low']],
    ],
    ['one whose age is not known', [{ at: AT, ...other }], undefined, [['role', arnOf('Other'), 'low']]],
    ['one that was made for it', [{ at: AT, ...other }], '2026-10-20T00:00:00Z', []],
    ['one used from the beginning', [{ at: `${START}T12:00:00Z`, ...other }], undefined, []],
    ['one that another party uses', [{ at: AT, ...other, account: QUBOLE }], undefined, []],
    ['one that it is refused', [{ at: AT, ...other, refused: true }], undefined, []],
  ])('%s', (_, calls, created, expected) => {
    expect(newRoles([...USUAL, ...calls], created)).toEqual(expected);
  });
});

describe('surprises', () => {
  it('do not depend on the order of uses', () => {
    const calls = [
      ...USUAL,
      { at: AT, ...FOREIGN, by: 'AROAEXAMPLE2', agent: 'curl/8' },
      { at: NIGHT, account: QUBOLE },
    ];
    const graph = graphOfCalls(calls);
    expect(
      surprisesIn({ ...graph, uses: graph.uses.toReversed() }).map(({ uses: _, ...rest }) => rest),
    ).toEqual(surprisesIn(graph).map(({ uses: _, ...rest }) => rest));
  });
});
