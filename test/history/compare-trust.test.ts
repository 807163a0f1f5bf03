import * as fc from 'fast-check';
import { compareTrust } from '../../lib/history/compare-trust';
import { differenceKey, type TrustComparison } from '../../lib/history/trust-difference';
import type { TrustSnapshot } from '../../lib/history/trust-snapshot';
import { companionsOf } from '../../lib/policy/request/companions';
import { evaluateAssumeRequest } from '../../lib/policy/request/evaluate-assume-request';
import { judgeTrust } from '../../lib/trust/judge-trust';
import { account, DATADOG, OURS } from '../support/graph-builder';
import { propertyRuns } from '../support/property-runs';
import { KNOWLEDGE, ROLE_ARN, randomRequest, randomStatements, WORLD } from '../support/random-trust';
import { grantsOf, snapshot } from '../support/snapshots';
import { documentOf, roleTrusting, trustOf } from '../support/trust-role';

const VENDOR = { AWS: '444455556666' };
const DEPLOY = 'arn:aws:iam::444455556666:role/ops/Deploy';
const allow = (principal: unknown, condition: object = {}) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  Condition: condition,
});
const sends = (...ids: string[]) => ({ StringEquals: { 'sts:ExternalId': ids } });
const from = (...ranges: string[]) => ({ IpAddress: { 'aws:SourceIp': ranges } });
/** No operator of the policy language. */
const UNDECIDED = allow(VENDOR, { StringMatches: { 'sts:ExternalId': 'a1' } });

const trust = (...statements: object[]) => snapshot({ grants: grantsOf(...statements), roles: [ROLE_ARN] });

/** Kinds and what became of the parts, in a few words. */
function told({ differences }: TrustComparison): readonly string[] {
  return differences.map((difference) =>
    difference.subject === 'grant'
      ? [difference.kind, ...difference.details.map(({ aspect, change }) => `${aspect} ${change}`)].join(', ')
      : `${difference.subject} ${difference.kind}`,
  );
}

const OPPOSITES: Readonly<Record<string, string>> = {
  added: 'removed',
  widened: 'narrowed',
  changed: 'changed',
  attached: 'detached',
  lost: 'gained',
  loosened: 'tightened',
  wider: 'narrower',
  decided: 'undecided',
  other: 'other',
};
const BACK = new Map(
  Object.entries(OPPOSITES).flatMap(
    ([one, two]) =>
      [
        [one, two],
        [two, one],
      ] as const,
  ),
);

function opposite(sentence: string): string {
  return sentence.replace(/\w+(?=,|$)/g, (word) => BACK.get(word) ?? word);
}

describe('two states of a role', () => {
  it.each<[string, object[], object[], string[]]>([
    ['that let in another account', [], [allow(VENDOR)], ['added']],
    ['where a guard went', [allow(VENDOR, sends('a1'))], [allow(VENDOR)], ['widened, guard lost']],
    [
      'where a guard became looser',
      [allow(VENDOR, from('203.0.113.0/25'))],
      [allow(VENDOR, from('203.0.113.0/24'))],
      ['widened, guard loosened'],
    ],
    ['where the caller became wider', [allow({ AWS: DEPLOY })], [allow(VENDOR)], ['widened, caller wider']],
    [
      'where anyone takes the place of an account',
      [allow(VENDOR, sends('a1'))],
      [allow('*', sends('a1'))],
      ['widened, caller wider'],
    ],
    [
      'where another value is asked for',
      [allow(VENDOR, sends('a1'))],
      [allow(VENDOR, sends('a2'))],
      ['changed, guard other'],
    ],
    [
      'where one guard took the place of another',
      [allow(VENDOR, sends('a1'))],
      [allow(VENDOR, from('203.0.113.0/24'))],
      ['changed, guard gained, guard lost'],
    ],
    [
      'where a deny went',
      [
        allow(VENDOR),
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:*',
          Condition: { StringEquals: { 'sts:ExternalId': 'bad', 'sts:RoleSessionName': 'bad' } },
        },
      ],
      [allow(VENDOR)],
      ['widened, exception lost'],
    ],
    ['that cannot be decided any more', [allow(VENDOR)], [UNDECIDED], ['narrowed, verdict undecided']],
    [
      'of which another cannot be decided any more',
      [allow(VENDOR), allow({ AWS: '999988887777' }, sends('a1'))],
      [UNDECIDED, allow({ AWS: '999988887777' }, sends('a1'))],
      ['narrowed, verdict undecided'],
    ],
    [
      'of which one is added beside the other',
      [allow(VENDOR)],
      [allow(VENDOR), allow({ AWS: '999988887777' })],
      ['added'],
    ],
    [
      'that say the same in other words',
      [allow({ AWS: DEPLOY })],
      [allow(VENDOR, { ArnEquals: { 'aws:PrincipalArn': DEPLOY } })],
      [],
    ],
    [
      'of which the new way in lets in nobody new',
      [allow(VENDOR)],
      [allow(VENDOR), allow(VENDOR, sends('a1'))],
      [],
    ],
    [
      'where the principal was deleted',
      [allow({ AWS: DEPLOY }, sends('a1'))],
      [allow({ AWS: 'AROAEXAMPLEROLE00001' }, sends('a1'))],
      ['narrowed, caller narrower'],
    ],
    [
      'where one way in takes the place of two',
      [allow({ AWS: DEPLOY }), allow({ AWS: 'arn:aws:iam::444455556666:user/alice' })],
      [allow(VENDOR)],
      ['widened, caller wider'],
    ],
  ])('%s are told apart, forth and back', (_, before, after, expected) => {
    expect(told(compareTrust(trust(...before), trust(...after)))).toEqual(expected);
    expect([...told(compareTrust(trust(...after), trust(...before)))].sort()).toEqual(
      expected.map(opposite).sort(),
    );
  });

  it('are no difference where both are the same', () => {
    const state = trust(allow(VENDOR, sends('a1')), UNDECIDED);
    expect(compareTrust(state, state)).toEqual({ differences: [], gaps: [] });
  });

  it.each<[string, Partial<TrustSnapshot>, Partial<TrustSnapshot>, string[]]>([
    ['a role that came', { roles: [] }, {}, ['added true']],
    ['a role that was there', {}, {}, ['added false']],
    ['a role of an account that was not read before', { accounts: [] }, {}, []],
    ['a role of an account that is not read now', {}, { accounts: [] }, []],
    ['a role whose account had policies that are not known now', {}, { uncontrolled: [OURS] }, []],
    [
      'a role of an account whose policies were never known',
      { uncontrolled: [OURS] },
      { uncontrolled: [OURS] },
      ['added false'],
    ],
    ['a role that may have been among what was damaged', { roles: [], damaged: true }, {}, []],
    ['a role that was there, though something was damaged', { damaged: true }, {}, ['added false']],
  ])('tell %s', (_, before, after, expected) => {
    const now = trust(allow(VENDOR));
    const differences = compareTrust({ ...now, grants: [], ...before }, { ...now, ...after }).differences;
    expect(
      differences.map((each) =>
        each.subject === 'grant' ? `${each.kind} ${each.ofWholeRole}` : each.subject,
      ),
    ).toEqual(expected);
  });

  it('name the accounts that they cannot compare', () => {
    const [one, two] = [account('222233334444'), account('333344445555')];
    const { gaps } = compareTrust(
      snapshot({ accounts: [OURS, one] }),
      snapshot({ accounts: [OURS, two], uncontrolled: [OURS] }),
    );
    expect(gaps).toEqual([
      { account: OURS, why: 'controls-unknown-after' },
      { account: one, why: 'not-read-after' },
      { account: two, why: 'not-read-before' },
    ]);
  });

  it('take no sibling for news where one of them did not know all of our accounts', () => {
    const known = trust();
    const siblings = grantsOf(allow(VENDOR)).map((grant) => ({ ...grant, mayBeOurs: 'account' as const }));
    const unsure = { ...known, grants: siblings, accountsKnown: false };
    expect(compareTrust(known, unsure).differences).toEqual([]);
    expect(compareTrust(unsure, known).differences).toEqual([]);
    expect(told(compareTrust({ ...known, accountsKnown: false }, unsure))).toEqual(['added']);
  });
});

describe('two states of identity providers', () => {
  const GITHUB = `arn:aws:iam::${OURS}:oidc-provider/token.actions.githubusercontent.com`;
  const oidc = (...audiences: string[]) => ({ arn: GITHUB, kind: 'oidc' as const, audiences });
  it.each<[string, Partial<TrustSnapshot>, Partial<TrustSnapshot>, string[]]>([
    ['one that is new', {}, { providers: [oidc()] }, ['provider added']],
    ['one that is gone', { providers: [oidc()] }, {}, ['provider removed']],
    [
      'one with another audience',
      { providers: [oidc('a')] },
      { providers: [oidc('a', 'b')] },
      ['provider changed'],
    ],
    [
      'one whose audiences were not read',
      { providers: [oidc('a')] },
      { providers: [{ arn: GITHUB, kind: 'oidc' }] },
      [],
    ],
    [
      'one in an account whose providers were not listed',
      { providerAccounts: [] },
      { providers: [oidc()] },
      [],
    ],
  ])('tell %s', (_, before, after, expected) => {
    expect(told(compareTrust(snapshot(before), snapshot(after)))).toEqual(expected);
  });
});

describe('two states of resource control policies', () => {
  const policy = (targets?: readonly string[], fingerprint = 'f1') => ({
    id: 'p-1',
    name: 'perimeter',
    fingerprint,
    ...(targets && { targets }),
  });
  const full = { id: 'p-RCPFullAWSAccess', name: 'RCPFullAWSAccess' };
  it.each<[string, TrustSnapshot['guardrails'], TrustSnapshot['guardrails'], string[]]>([
    ['one that is gone', [policy(['r-1']), full], [full], ['guardrail removed']],
    ['one that is gone from a list that is not whole', [policy(['r-1']), full], [], []],
    ['none, where none were read', [policy(['r-1'])], undefined, []],
    ['one that is detached', [policy(['ou-1', 'r-1'])], [policy(['r-1'])], ['guardrail detached']],
    ['one that is attached to more', [policy(['r-1'])], [policy(['ou-1', 'r-1'])], ['guardrail attached']],
    ['one that is rewritten', [policy(['r-1'])], [policy(['r-1'], 'f2')], ['guardrail changed']],
    ['nothing of one whose targets are not known', [policy(['r-1'])], [policy()], []],
  ])('tell %s', (_, before, after, expected) => {
    const state = (guardrails: TrustSnapshot['guardrails']) => snapshot(guardrails ? { guardrails } : {});
    expect(told(compareTrust(state(before), state(after)))).toEqual(expected);
  });
});

describe('random states', () => {
  const runs = { numRuns: propertyRuns(200) };

  it('have no difference from themselves, and the opposite one the other way round', () => {
    fc.assert(
      fc.property(randomStatements, randomStatements, (some, more) => {
        const [one, other] = [trust(...some), trust(...more)];
        expect(compareTrust(one, one).differences).toEqual([]);
        const back = told(compareTrust(other, one)).map(opposite);
        expect(told(compareTrust(one, other)).map(inOrder).sort()).toEqual(back.map(inOrder).sort());
      }),
      runs,
    );
  });

  it('never look alike where a request is answered differently', () => {
    let differing = 0;
    fc.assert(
      fc.property(
        randomStatements,
        randomStatements,
        fc.array(randomRequest, { minLength: 12, maxLength: 12 }),
        (some, more, requests) => {
          const [one, other] = [roleTrusting(documentOf(...some)), roleTrusting(documentOf(...more))];
          // what a session is tagged with needs an action more, and is no matter of who gets in
          const plain = requests.filter(({ context }) => companionsOf(context).length === 0);
          const answers = plain.filter((request) => {
            const [before, after] = [one, other].map(
              (role) => evaluateAssumeRequest(request, trustOf(role), WORLD).decision,
            );
            return before !== after && before !== 'undecided' && after !== 'undecided';
          });
          const isDecided = [one, other].every((role) =>
            judgeTrust(role, KNOWLEDGE).grants.every(({ verdict }) => verdict === 'admits'),
          );
          if (answers.length === 0 || !isDecided) return;
          differing += 1;
          expect(compareTrust(trust(...some), trust(...more)).differences).not.toEqual([]);
        },
      ),
      runs,
    );
    expect(differing).toBeGreaterThan(20);
  });
});

/** The details of a difference in an order of their own. */
function inOrder(sentence: string): string {
  const [kind = '', ...details] = sentence.split(', ');
  return [kind, ...details.sort()].join(', ');
}

it('keys tell differences apart', () => {
  const { differences } = compareTrust(trust(), trust(allow(VENDOR), allow({ AWS: DATADOG })));
  expect(new Set(differences.map(differenceKey)).size).toBe(2);
});
