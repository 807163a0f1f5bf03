import { EMPTY_HISTORY } from '../../../lib/history/history';
import { useKey } from '../../../lib/history/usual-use';
import { roleArnIn } from '../../../lib/model/arn';
import { sessionOf } from '../../support/calls-seen';
import {
  account as accountId,
  arnOf,
  byAccount,
  byGitHub,
  DATADOG,
  externalId,
  party,
  STRANGER,
} from '../../support/graph-builder';
import {
  BEFORE,
  CUTOFF_DAY,
  daily,
  entriesOf,
  fieldOf,
  graphOfCalls,
  proposalOf,
  timeOn,
} from '../../support/proposed';

const OTHER = arnOf('Other');

/** Two roles that admit Datadog. */
const TWO_ROLES = {
  roles: ['Entry', 'Other'].map((name) => ({
    name,
    tier: 'data-read' as const,
    grants: [{ caller: byAccount(), party: 'vendor:datadog' }],
  })),
};

describe('a role', () => {
  const doubtsOf = (...args: Parameters<typeof entriesOf>) =>
    entriesOf(...args).find(({ isAgreed }) => !isAgreed)?.review;

  it('that was used before the last week is agreed', () => {
    expect(entriesOf(daily(BEFORE)).map(({ isAgreed, roles }) => [isAgreed, roles])).toEqual([
      [true, [arnOf()]],
    ]);
  });

  it('that was never used is not', () => {
    expect(doubtsOf(daily(BEFORE), TWO_ROLES)).toContain('never used by it in what was read');
  });

  it('that was first used in the last week is not', () => {
    const calls = [...daily(BEFORE), { day: CUTOFF_DAY, role: OTHER }];
    expect(doubtsOf(calls, TWO_ROLES)).toContain('first used in the last week');
  });

  it('that earlier runs saw used is agreed, though what was read begins later', () => {
    const row = {
      party: 'vendor:datadog',
      role: OTHER,
      since: '2026-01-01T00:00:00Z',
      last: '2026-09-01T00:00:00Z',
      callers: new Map(),
      values: new Map(),
      days: new Map(),
      learntFrom: 0,
      overflow: 0,
    };
    const history = {
      ...EMPTY_HISTORY,
      baseline: { rows: new Map([[useKey('vendor:datadog', OTHER), row]]) },
    };
    const calls = [...daily(BEFORE), { day: CUTOFF_DAY, role: OTHER }];
    expect(doubtsOf(calls, { ...TWO_ROLES, history })).toBeUndefined();
  });

  it('that no grant lets it into is not', () => {
    expect(doubtsOf(daily(BEFORE, { permitted: 'not-now' }))).toContain(
      'no way in that stands today permits its use',
    );
  });

  it('that was not read is not', () => {
    const role = 'arn:aws:iam::222233334444:role/Unread';
    expect(doubtsOf([...daily(BEFORE), ...daily(BEFORE, { role, permitted: 'unknown' })])).toContain(
      'the role was not read, so what lets it in is not known',
    );
  });

  it('whose name is a pattern is not', () => {
    const role = 'arn:aws:iam::111122223333:role/Entry*';
    expect(doubtsOf([...daily(BEFORE), ...daily(BEFORE, { role })])).toContain(
      'its name holds a wildcard, so it cannot be declared',
    );
  });

  it('of much power is marked', () => {
    const roles = [{ tier: 'admin' as const, grants: [{ caller: byAccount(), party: 'vendor:datadog' }] }];
    expect(entriesOf(daily(BEFORE), { roles })[0]?.review).toContain('it administers the account');
  });

  it('whose trust is a finding is marked by it', () => {
    expect(entriesOf(daily(BEFORE))[0]?.review.join()).toContain(
      'without an external id (external-id-missing)',
    );
  });

  it('of one name in several accounts is one entry', () => {
    const role = roleArnIn('arn:aws:iam::222233334444:role/Entry');
    const graph = graphOfCalls([...daily(BEFORE), ...daily(BEFORE, { role })]);
    const node = graph.roles.get(arnOf());
    if (node === undefined || role === undefined) throw new Error('no role');
    const [entry] =
      proposalOf({ ...graph, roles: new Map(graph.roles).set(role, node) }).parties[0]?.entries ?? [];
    expect(entry?.roles).toEqual([arnOf(), role]);
  });
});

describe('a party', () => {
  const partyOf = (id: string, calls: Parameters<typeof graphOfCalls>[0]) =>
    proposalOf(graphOfCalls(calls)).parties.find((each) => each.party.id === id);

  it('that the catalogue names is agreed with, for the accounts that were used', () => {
    const { isAgreed, accounts } = partyOf('vendor:datadog', daily(BEFORE)) ?? {};
    expect([isAgreed, accounts?.map(({ id, isAgreed: of }) => [id, of])]).toEqual([true, [[DATADOG, true]]]);
  });

  it('that nobody can name is not', () => {
    const calls = daily(BEFORE, { account: STRANGER, party: `account:${STRANGER}` });
    expect(partyOf(`account:${STRANGER}`, calls)?.isAgreed).toBe(false);
  });

  it('is agreed with for no account that is new in the last week', () => {
    const other = DATADOG.replace('46', '47');
    const accounts = partyOf('vendor:datadog', [
      ...daily(BEFORE),
      { day: CUTOFF_DAY, account: accountId(other), principalId: 'AROAEXAMPLE9' },
    ])?.accounts;
    expect(accounts?.find(({ id }) => id === other)?.isAgreed).toBe(false);
  });

  it('without an account is told apart, since nothing could declare it', () => {
    const graph = graphOfCalls(daily(BEFORE, { party: 'oidc:github/acme' }), {
      roles: [{ grants: [{ caller: byGitHub('repo:acme/*'), party: 'oidc:github/acme' }] }],
    });
    const { parties, undeclarable } = proposalOf(graph);
    expect([parties, undeclarable.map((each) => [each.party.id, each.roles])]).toEqual([
      [],
      [['oidc:github/acme', 1]],
    ]);
  });

  it('of a name that another has gets its id beside it', () => {
    const twin = party('vendor:datadog-2', 'vendor', 'Datadog!', STRANGER);
    const graph = graphOfCalls(
      [
        ...daily(BEFORE),
        ...daily(BEFORE, { account: STRANGER, party: twin.id, principalId: 'AROAEXAMPLE3' }),
      ],
      { parties: [twin], roles: [{ grants: [{ caller: byAccount(), party: 'vendor:datadog' }] }] },
    );
    expect(proposalOf(graph).parties.map(({ name }) => name)).toEqual([
      'Datadog',
      'Datadog! (vendor:datadog-2)',
    ]);
  });
});

it('agrees to nothing where no CloudTrail was read', () => {
  const { parties } = proposalOf(graphOfCalls([], { watchedFrom: undefined, watchedUntil: undefined }));
  expect(parties.map(({ isAgreed, entries }) => [isAgreed, entries[0]?.review[0]])).toEqual([
    [false, 'no CloudTrail was read'],
  ]);
});

it('agrees to nothing that alerts as high today, though it is older than a week', () => {
  const intruder = {
    network: '198.51.100.23',
    sessionName: 'botocore-session-1',
    userAgent: 'aws-cli/2.1 kali',
    region: 'us-west-2',
  };
  const calls = [...daily(BEFORE), { day: CUTOFF_DAY - 3, hour: 3, ...intruder }];
  const held = (['networks', 'sessionNames', 'userAgents', 'regions'] as const).map(
    (key) => fieldOf(key, calls)?.held,
  );
  expect(held).toEqual([['198.51.100.23'], ['botocore-session-1'], ['aws-cli/2.1 kali'], ['us-west-2']]);
});

describe('regions', () => {
  it('are those that were seen before the last week', () => {
    const calls = [
      ...daily(BEFORE),
      { day: 3, region: 'us-east-1' },
      { day: CUTOFF_DAY, region: 'sa-east-1' },
    ];
    expect(fieldOf('regions', calls)).toEqual({ kept: ['eu-west-1', 'us-east-1'], held: ['sa-east-1'] });
  });

  it('are nothing that is no region', () => {
    expect(fieldOf('regions', daily(BEFORE, { region: 'true' }))).toEqual({ kept: [], held: ['true'] });
  });
});

describe('the external id', () => {
  const kept = (calls: Parameters<typeof fieldOf>[1], guards = [externalId('x')]) =>
    fieldOf('externalId', calls, {
      roles: [{ grants: [{ caller: byAccount(), party: 'vendor:datadog', guards }] }],
    })?.kept;

  it.each([
    ['is required where it was always sent', 'sent', [], ['required']],
    [
      'is required where the grant asks for it, whatever the records tell',
      'unknown',
      [externalId('x')],
      ['required'],
    ],
    ['is left open where it was not sent', 'not-sent', [], []],
    ['is left open where the records do not tell', 'unknown', [], []],
  ] as const)('%s', (_, sent, guards, expected) => {
    expect(kept(daily(BEFORE, { externalId: sent }), [...guards])).toEqual(expected);
  });

  it('is left open where it was sent at times only, though the grant speaks of it', () => {
    const calls = [
      ...daily(BEFORE),
      ...daily([1, 2], { externalId: 'not-sent', principalId: 'AROAEXAMPLE4' }),
    ];
    expect(kept(calls)).toEqual([]);
  });
});

describe('the calls of a day', () => {
  const perDay = (count: number, day: number) => Array.from({ length: count }, () => ({ day, hour: 9 }));

  it('may be twice those of the busiest', () => {
    expect(fieldOf('atMostPerDay', [...daily(BEFORE), ...perDay(20, 5)])?.kept).toEqual([42]);
  });

  it('may be ten at least', () => {
    expect(fieldOf('atMostPerDay', daily(BEFORE))?.kept).toEqual([10]);
  });

  it('are told where the last week had more', () => {
    expect(fieldOf('atMostPerDay', [...daily(BEFORE), ...perDay(30, CUTOFF_DAY)])).toEqual({
      kept: [10],
      held: [30],
    });
  });

  it('are left out where there were few days of them', () => {
    expect(fieldOf('atMostPerDay', daily([1, 2, 3, 4]))).toBeUndefined();
  });
});

it('is as of the last record that was read, and not of the clock', () => {
  const graph = graphOfCalls(daily(BEFORE), { watchedFrom: timeOn(0), watchedUntil: timeOn(15) });
  expect(proposalOf(graph).cutoff.slice(0, 10)).toBe(timeOn(8).slice(0, 10));
});

describe('tactics', () => {
  const actionsOf = (...args: Parameters<typeof sessionsOf>) => {
    const graph = { ...graphOfCalls(daily(BEFORE)), sessions: sessionsOf(...args) };
    return proposalOf(graph).parties[0]?.entries[0]?.fields.find(({ key }) => key === 'actions');
  };
  /** One session of ten calls on each of these days, all of them of these tactics. */
  const sessionsOf = (days: readonly number[], ...tactics: readonly string[]) =>
    days.map((day) =>
      sessionOf({
        party: 'vendor:datadog',
        role: arnOf(),
        id: `session-${day}`,
        start: timeOn(day),
        end: timeOn(day, 10),
        calls: 10,
        byTactic: new Map(tactics.map((tactic) => [tactic, 10])),
      }),
    );

  it('are all ruled out but looking around where sessions showed none', () => {
    const denied = actionsOf(BEFORE, 'discovery')?.kept.map(({ value }) => value);
    expect(denied).toContain('credential-access');
    expect(denied).not.toContain('discovery');
  });

  it('that were seen are left to what is usual, with a word to review them', () => {
    const actions = actionsOf(BEFORE, 'collection');
    expect(actions?.kept.map(({ value }) => value)).toContain('credential-access');
    expect(actions?.kept.map(({ value }) => value)).not.toContain('collection');
    expect(actions?.review.join()).toContain('its sessions served collection (230 calls');
  });

  it('of the last week are ruled out, so that they go on alerting', () => {
    const late = [...sessionsOf(BEFORE, 'discovery'), ...sessionsOf([CUTOFF_DAY], 'credential-access')];
    const graph = { ...graphOfCalls(daily(BEFORE)), sessions: late };
    const fields = proposalOf(graph).parties[0]?.entries[0]?.fields ?? [];
    expect(fields.find(({ key }) => key === 'actions')?.kept.map(({ value }) => value)).toContain(
      'credential-access',
    );
  });

  it('are left to what is usual where few sessions were seen', () => {
    expect(actionsOf([1, 2], 'discovery')?.kept).toEqual([]);
  });
});
