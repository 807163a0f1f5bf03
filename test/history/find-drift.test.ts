import type { TrustGraph } from '../../lib/graph/trust-graph';
import { findDrift } from '../../lib/history/find-drift';
import { EMPTY_HISTORY } from '../../lib/history/history';
import { account, externalId, type GraphSpec, guard, OURS } from '../support/graph-builder';
import { after, changeOn, day, QUIET, seenOn, vendor } from '../support/trust-runs';

const EMPTY: GraphSpec = { roles: [{}] };
const OPEN: GraphSpec = { roles: [{ grants: [vendor('open')] }] };
const GUARDED: GraphSpec = { roles: [{ grants: [vendor('guarded', { guards: [externalId('agreed')] })] }] };
const NOT_READ: GraphSpec = {
  roles: [],
  coverage: [
    { id: OURS, state: 'unreadable', roles: 0 },
    { id: account('222233334444'), state: 'read', roles: 0 },
  ],
};
const trail = { watchedFrom: day(1), watchedUntil: day(60) };

/** Kinds of what the last run tells. */
function told(...graphs: readonly TrustGraph[]): readonly string[] {
  const last = graphs.at(-1);
  if (last === undefined) return [];
  return findDrift(after(...graphs.slice(0, -1)), last, QUIET).differences.map(({ difference, found }) =>
    [difference.kind, found.slice(0, 10)].join(' '),
  );
}

describe('what changed in trust', () => {
  it.each<[string, readonly TrustGraph[], readonly string[]]>([
    ['is nothing in the first run', [seenOn(1, OPEN)], []],
    ['is nothing where nothing changed', [seenOn(1, OPEN), seenOn(2, OPEN)], []],
    ['is told by the run that sees it', [seenOn(1, EMPTY), seenOn(2, OPEN)], ['added 2026-11-02']],
    [
      'is still told by later runs',
      [seenOn(1, EMPTY), seenOn(2, OPEN), seenOn(9, OPEN)],
      ['added 2026-11-02'],
    ],
    ['is settled after the quiet days', [seenOn(1, EMPTY), seenOn(2, OPEN), seenOn(32, OPEN)], []],
    [
      'is not told anew once it is settled',
      [seenOn(1, EMPTY), seenOn(2, OPEN), seenOn(32, OPEN), seenOn(33, OPEN)],
      [],
    ],
    ['is gone once it is taken back', [seenOn(1, EMPTY), seenOn(2, OPEN), seenOn(3, EMPTY)], []],
    [
      'is gone once it is taken back, and stays so',
      [seenOn(1, OPEN), seenOn(2, EMPTY), seenOn(3, OPEN), seenOn(4, OPEN)],
      [],
    ],
    [
      'is told as one change where it went on',
      [seenOn(1, EMPTY), seenOn(2, GUARDED), seenOn(3, OPEN)],
      ['added 2026-11-03'],
    ],
    [
      'is told from the state before all of it',
      [seenOn(1, GUARDED), seenOn(2, EMPTY), seenOn(3, OPEN)],
      ['widened 2026-11-03'],
    ],
    ['is not what a gap hides', [seenOn(1, OPEN), seenOn(2, NOT_READ)], []],
    ['is not what comes back after a gap', [seenOn(1, OPEN), seenOn(2, NOT_READ), seenOn(3, OPEN)], []],
    ['is told after a gap', [seenOn(1, EMPTY), seenOn(2, NOT_READ), seenOn(3, OPEN)], ['added 2026-11-03']],
    ['is told through a gap', [seenOn(1, EMPTY), seenOn(2, OPEN), seenOn(3, NOT_READ)], ['added 2026-11-02']],
    ['is nothing of an account that was never read before', [seenOn(1, NOT_READ), seenOn(2, OPEN)], []],
    [
      'is not a role that may be among what was damaged',
      [
        seenOn(1, OPEN),
        seenOn(2, { ...EMPTY, roles: [], problems: [{ code: 'x', at: 'f', message: 'm' }] }),
        seenOn(3, OPEN),
      ],
      [],
    ],
  ])('%s', (_, graphs, expected) => {
    expect(told(...graphs)).toEqual(expected);
  });

  it('is nothing where state of an earlier version has no trust', () => {
    const { trust: _, drift: __, ...old } = after(seenOn(1, EMPTY));
    expect(findDrift(old, seenOn(2, OPEN), QUIET).differences).toEqual([]);
  });

  it('is nothing where the account list is missing for once, and is told when it is back', () => {
    const stranger = vendor('stranger', { party: 'account:999988887777' });
    const spec: GraphSpec = { roles: [{ grants: [stranger] }] };
    const runs = [seenOn(1, EMPTY), seenOn(2, { ...spec, accounts: 'unknown' as const })];
    expect(told(...runs)).toEqual([]);
    expect(told(...runs, seenOn(3, spec))).toEqual(['added 2026-11-03']);
  });

  it('is nothing where resource control policies are missing for once', () => {
    const open = seenOn(2, OPEN);
    const unknown = { kind: 'unknown', why: 'none were given' } as const;
    const roles = new Map([...open.roles].map(([arn, node]) => [arn, { ...node, resourceControl: unknown }]));
    expect(told(seenOn(1, GUARDED), { ...open, roles })).toEqual([]);
    expect(told(seenOn(1, GUARDED), { ...open, roles }, seenOn(3, GUARDED))).toEqual([]);
    expect(told(seenOn(1, GUARDED), { ...open, roles }, seenOn(3, OPEN))).toEqual(['widened 2026-11-03']);
  });

  it('keeps external ids as fingerprints only', () => {
    const { trust } = after(seenOn(1, GUARDED));
    expect(JSON.stringify(trust)).not.toContain('agreed');
    expect(trust?.grants[0]?.guards[0]?.values).toEqual([expect.stringMatching(/^external-id:[0-9a-f]{8}$/)]);
  });
});

describe('who changed it', () => {
  const since = (changes: TrustGraph['changes'], spec: GraphSpec = { ...OPEN, ...trail }) =>
    findDrift(after(seenOn(10, EMPTY)), seenOn(12, spec, { changes }), QUIET).differences.map(({ cause }) =>
      cause.kind === 'seen' ? cause.change.eventId : cause.why,
    );

  it.each<[string, TrustGraph['changes'], string]>([
    ['is the newest change of the role', [changeOn(10), changeOn(11)], 'change-11'],
    ['is told by the ARN too', [changeOn(11, { subject: `arn:aws:iam::${OURS}:role/Entry` })], 'change-11'],
    ['is no change of long ago', [changeOn(3)], 'the CloudTrail that was read does not have it'],
    [
      'is no change of another role',
      [changeOn(11, { subject: 'Other' })],
      'the CloudTrail that was read does not have it',
    ],
    [
      'is no change of a role of that name elsewhere',
      [changeOn(11, { account: account('222233334444') })],
      'the CloudTrail that was read does not have it',
    ],
    [
      'is nobody who was refused',
      [changeOn(11, { outcome: 'refused' })],
      'the CloudTrail that was read does not have it',
    ],
  ])('%s', (_, changes, expected) => {
    expect(since(changes)).toEqual([expected]);
  });

  it('is the change of a policy of the organization where only what such a policy asks changed', () => {
    const perimeter = guard('organization', 'aws:PrincipalOrgID', ['o-exampleorg1'], { policy: 'perimeter' });
    const detached = changeOn(11, { what: 'organization-policy', event: 'DetachPolicy', subject: 'p-1' });
    const before = seenOn(10, { roles: [{ grants: [vendor('closed', { guards: [perimeter] })] }] });
    const now = seenOn(12, OPEN, { changes: [changeOn(10), detached] });
    const [found] = findDrift(after(before), now, QUIET).differences;
    expect(found?.cause).toEqual({ kind: 'seen', change: detached });
  });

  it.each<[string, Partial<GraphSpec>, string]>([
    ['no CloudTrail was read', {}, 'no CloudTrail was read'],
    [
      'it began later',
      { watchedFrom: day(11), watchedUntil: day(12) },
      `CloudTrail was read from ${day(11)} only, and it may be older`,
    ],
    [
      'it ended before',
      { watchedFrom: day(1), watchedUntil: day(11) },
      `CloudTrail was read until ${day(11)} only, and it may be newer`,
    ],
  ])('is not known where %s', (_, rest, expected) => {
    expect(since([], { ...OPEN, ...rest })).toEqual([expected]);
  });

  it('is remembered where a later run does not see it', () => {
    const seen = seenOn(12, { ...OPEN, ...trail }, { changes: [changeOn(11)] });
    const history = after(seenOn(10, EMPTY), seen);
    const [found] = findDrift(history, seenOn(20, OPEN), QUIET).differences;
    expect(found?.cause).toMatchObject({ kind: 'seen', change: { eventId: 'change-11' } });
  });
});

describe('changes that only CloudTrail tells', () => {
  const saml = (number: number) =>
    changeOn(number, {
      event: 'UpdateSAMLProvider',
      what: 'saml-provider',
      subject: `arn:aws:iam::${OURS}:saml-provider/Okta`,
    });
  const events = (...graphs: readonly TrustGraph[]) => {
    const last = graphs.at(-1) ?? seenOn(1, EMPTY);
    return findDrift(after(...graphs.slice(0, -1)), last, QUIET).events.map(({ change }) => change.eventId);
  };
  const on = (number: number, ...changes: TrustGraph['changes']) =>
    seenOn(number, { ...EMPTY, watchedFrom: day(1), watchedUntil: day(number) }, { changes });

  it('are told until they are settled, each of them', () => {
    expect(events(on(1), on(3, saml(2)))).toEqual(['change-2']);
    expect(events(on(1), on(3, saml(2)), on(5, saml(4)))).toEqual(['change-2', 'change-4']);
    expect(events(on(1), on(3, saml(2)), on(34))).toEqual([]);
  });

  it('are not told by the first run, nor later where it saw them already', () => {
    expect(findDrift(EMPTY_HISTORY, on(3, saml(2)), QUIET).events).toEqual([]);
    expect(events(on(3, saml(2), saml(3)), on(4, saml(2), saml(3)))).toEqual([]);
  });
});
