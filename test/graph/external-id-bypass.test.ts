import * as fc from 'fast-check';
import { findBypasses } from '../../lib/graph/external-id-bypass';
import { indexExternalIds } from '../../lib/graph/external-ids';
import type { Caller } from '../../lib/model/caller';
import { evaluateAssumeRequest } from '../../lib/policy/request/evaluate-assume-request';
import { judgeTrust } from '../../lib/trust/judge-trust';
import {
  arnOf,
  byAccount,
  DATADOG,
  externalId,
  type GrantSpec,
  graphOf,
  guard,
  QUBOLE,
} from '../support/graph-builder';
import { propertyRuns } from '../support/property-runs';
import { ENTERED, KNOWLEDGE, WORLD } from '../support/random-trust';
import { documentOf, roleTrusting, trustOf } from '../support/trust-role';

const COLLECTOR: Caller = {
  kind: 'principal',
  type: 'role',
  arn: `arn:aws:iam::${DATADOG}:role/Collector`,
  pattern: false,
  account: DATADOG,
};
const OTHER_ROLE: Caller = { ...COLLECTOR, arn: `arn:aws:iam::${DATADOG}:role/Other` };
const UNIT: Caller = {
  kind: 'organization-unit',
  organization: 'o-otherorg123',
  path: 'o-otherorg123/r-1/ou-1/*',
};
const ORGANIZATION: Caller = { kind: 'organization', organization: 'o-otherorg123' };
const ID = externalId('k7-prod-88');
const NETWORK = guard('source-ip', 'aws:SourceIp', ['203.0.113.0/24'], { operator: 'IpAddress' });
const MFA = guard('mfa', 'aws:MultiFactorAuthPresent', ['true'], { operator: 'Bool', strength: 'weak' });
const OTHER_ID = externalId('k7-prod-88', { operator: 'StringNotEquals', strength: 'weak' });
const EXCEPTION = guard('principal-arn', 'aws:PrincipalArn', [`arn:aws:iam::${DATADOG}:role/Collector`], {
  operator: 'ArnNotLike',
  strength: 'weak',
});
const ACCOUNT_PATTERN = guard('account', 'aws:PrincipalAccount', ['46*'], {
  operator: 'StringLike',
  strength: 'weak',
});

const by = (caller: Caller, rest: Partial<GrantSpec> = {}): GrantSpec => ({
  caller,
  party: 'vendor:datadog',
  ...rest,
});

/** Positions of the grants that need no external id where the first one asks for it. */
function bypassesOfFirst(...grants: readonly GrantSpec[]): readonly number[] {
  const judged = graphOf({ roles: [{ grants }] }).grants.map(({ grant }) => grant);
  const found = findBypasses(judged).get(judged[0]?.id ?? '') ?? [];
  return found.map((grant) => judged.indexOf(grant));
}

describe('an external id in one of two statements', () => {
  const ACCOUNT = byAccount(DATADOG);
  const PRINCIPAL_ACCOUNT = guard('account', 'aws:PrincipalAccount', [DATADOG]);

  it.each<[string, GrantSpec, GrantSpec]>([
    ['the same account', by(ACCOUNT, { guards: [ID] }), by(ACCOUNT)],
    ['everybody, who is asked here', by({ kind: 'anyone' }, { guards: [ID] }), by({ kind: 'anyone' })],
    [
      'the same account, however it is put',
      by(ACCOUNT, { guards: [ID] }),
      by({ account: DATADOG, kind: 'account' }),
    ],
    [
      'the unit by a condition',
      by(UNIT, { guards: [ID] }),
      by(UNIT, { guards: [guard('organization', 'aws:PrincipalOrgPaths', ['o-otherorg123/r-1/ou-1/*'])] }),
    ],
    ['the whole account of a role', by(COLLECTOR, { guards: [ID] }), by(ACCOUNT)],
    ['everybody', by(COLLECTOR, { guards: [ID] }), by({ kind: 'anyone' })],
    ['the organization of a unit', by(UNIT, { guards: [ID] }), by(ORGANIZATION)],
    [
      'the account by a condition',
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, { guards: [PRINCIPAL_ACCOUNT] }),
    ],
    [
      'the role by a condition',
      by(COLLECTOR, { guards: [ID] }),
      by(COLLECTOR, {
        guards: [guard('principal-arn', 'aws:PrincipalArn', [`arn:aws:iam::${DATADOG}:role/Collector`])],
      }),
    ],
    [
      'the account of the role by a condition',
      by(COLLECTOR, { guards: [ID] }),
      by(COLLECTOR, { guards: [PRINCIPAL_ACCOUNT] }),
    ],
    [
      'the organization by a condition',
      by(ORGANIZATION, { guards: [ID] }),
      by(ORGANIZATION, { guards: [guard('organization', 'aws:PrincipalOrgID', ['o-otherorg123'])] }),
    ],
    [
      'whoever comes from the network that both ask for',
      by(ACCOUNT, { guards: [ID, NETWORK] }),
      by(ACCOUNT, { guards: [NETWORK] }),
    ],
    ['whoever says so', by(ACCOUNT, { guards: [ID] }), by(ACCOUNT, { guards: [MFA] })],
    [
      'any role but one, which both except',
      by(ACCOUNT, { guards: [ID, EXCEPTION] }),
      by(ACCOUNT, { guards: [EXCEPTION] }),
    ],
    [
      'whoever does not carry what such calls never carry',
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, {
        guards: [
          guard('source-account', 'aws:SourceAccount', ['1'], {
            operator: 'StringNotEquals',
            strength: 'unsupported',
          }),
        ],
      }),
    ],
    [
      'all but whom both refuse',
      by(ACCOUNT, { guards: [ID], unless: [[NETWORK]] }),
      by(ACCOUNT, { unless: [[NETWORK]] }),
    ],
  ])('is of no use where the other admits %s', (_, asking, open) => {
    expect(bypassesOfFirst(asking, open)).toEqual([1]);
  });

  it.each<[string, GrantSpec, GrantSpec]>([
    ['another account', by(ACCOUNT, { guards: [ID] }), by(byAccount(QUBOLE))],
    ['only a role of the account', by(ACCOUNT, { guards: [ID] }), by(COLLECTOR)],
    ['another role', by(COLLECTOR, { guards: [ID] }), by(OTHER_ROLE)],
    ['only a unit', by(ORGANIZATION, { guards: [ID] }), by(UNIT)],
    ['those of a network', by(ACCOUNT, { guards: [ID] }), by(ACCOUNT, { guards: [NETWORK] })],
    [
      'one account of two that a condition names',
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, { guards: [guard('account', 'aws:PrincipalAccount', [DATADOG, QUBOLE])] }),
    ],
    [
      'only whom a pattern names',
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, {
        guards: [guard('principal-arn', 'aws:PrincipalArn', ['arn:aws:iam::*:role/Collector'])],
      }),
    ],
    [
      'nobody, by a test of another account',
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, { guards: [guard('account', 'aws:PrincipalAccount', [QUBOLE])] }),
    ],
    [
      'nobody, by a test of another role',
      by(COLLECTOR, { guards: [ID] }),
      by(COLLECTOR, { guards: [guard('principal-arn', 'aws:PrincipalArn', ['arn:aws:iam::1:role/Other'])] }),
    ],
    [
      'nobody, by a test of another organization',
      by(ORGANIZATION, { guards: [ID] }),
      by(ORGANIZATION, { guards: [guard('organization', 'aws:PrincipalOrgID', ['o-third12345'])] }),
    ],
    [
      'nobody, by a test of another unit',
      by(UNIT, { guards: [ID] }),
      by(UNIT, { guards: [guard('organization', 'aws:PrincipalOrgPaths', ['o-otherorg123/r-1/ou-2/*'])] }),
    ],
    [
      'whoever sends one, by a deny that both have',
      by(ACCOUNT, { guards: [ID], unless: [[NETWORK, OTHER_ID]] }),
      by(ACCOUNT, { unless: [[NETWORK, OTHER_ID]] }),
    ],
    ['any role but this one', by(COLLECTOR, { guards: [ID] }), by(ACCOUNT, { guards: [EXCEPTION] })],
    [
      'accounts of a pattern',
      by(COLLECTOR, { guards: [ID] }),
      by({ kind: 'anyone' }, { guards: [ACCOUNT_PATTERN] }),
    ],
    [
      'whoever sends another one',
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, { guards: [externalId('other-77')] }),
    ],
    [
      'whoever sends one, by a deny',
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, { unless: [[externalId('k7-prod-88', { operator: 'StringNotEquals' })]] }),
    ],
    ['fewer, since a deny refuses some', by(ACCOUNT, { guards: [ID] }), by(ACCOUNT, { unless: [[NETWORK]] })],
  ])('counts where the other admits %s', (_, asking, other) => {
    expect(bypassesOfFirst(asking, other)).toEqual([]);
  });

  it('is shown as weak, with the statements that need none', () => {
    const grants = [
      by(ACCOUNT, { guards: [ID], statement: 'Hardened' }),
      by(ACCOUNT, { statement: 'Old' }),
      by({ kind: 'anyone' }, { statement: 'Older', party: 'anyone' }),
    ];
    const graph = graphOf({ roles: [{ grants }] });
    const [node] = graph.roles.values();
    if (!node) throw new Error('no role');
    const [asking] = indexExternalIds([node], { parties: graph.parties, isOfOthers: () => false })(
      node,
    ).grants;
    expect(asking?.bypassedBy).toEqual([`${arnOf()}#1`, `${arnOf()}#2`]);
    expect(asking?.grant.guards).toEqual([
      { ...ID, strength: 'weak', reason: 'statements Old, Older let the same caller in without it' },
    ]);
  });

  it('names the one statement that needs none', () => {
    const grants = [by(ACCOUNT, { guards: [ID] }), by(ACCOUNT, { statement: 'Old' })];
    const [node] = graphOf({ roles: [{ grants }] }).roles.values();
    if (!node) throw new Error('no role');
    const judge = indexExternalIds([node], { parties: new Map(), isOfOthers: () => false });
    expect(judge(node).grants[0]?.grant.guards[0]?.reason).toBe(
      'statement Old lets the same caller in without it',
    );
  });

  it('is judged among ways that admit somebody only', () => {
    const grants = [
      by(ACCOUNT, { guards: [ID] }),
      by(ACCOUNT, { reason: 'too intricate' }),
      by(ACCOUNT, { external: false }),
    ];
    const [node] = graphOf({ roles: [{ grants }] }).roles.values();
    if (!node) throw new Error('no role');
    const judge = indexExternalIds([node], { parties: new Map(), isOfOthers: () => false });
    expect(judge(node).grants).toEqual(node.grants);
  });
});

const OWNER = '444455556666';
const ROLE = `arn:aws:iam::${OWNER}:role/ops/Deploy`;
const OPTIONS: readonly (readonly [operator: string, key: string, value: string])[] = [
  ['Bool', 'aws:MultiFactorAuthPresent', 'true'],
  ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'true'],
  ['StringLike', 'sts:RoleSessionName', 'deploy-*'],
  ['IpAddress', 'aws:SourceIp', '203.0.113.0/24'],
  ['ArnNotEquals', 'aws:PrincipalArn', ROLE],
  ['ArnLike', 'aws:PrincipalArn', `arn:aws:iam::${OWNER}:role/*`],
  ['StringEquals', 'aws:PrincipalAccount', OWNER],
  ['StringLike', 'aws:PrincipalAccount', '4*'],
  ['StringNotEquals', 'aws:RequestedRegion', 'eu-west-1'],
];

const anyStatement = (asking: boolean) =>
  fc
    .record({
      principal: fc.constantFrom('*', OWNER, ROLE, `arn:aws:iam::${OWNER}:user/alice`),
      options: fc.subarray([...OPTIONS], { maxLength: 2 }),
    })
    .map(({ principal, options }) => {
      const all = asking
        ? [...options, ['StringEquals', 'sts:ExternalId', 'agreed-secret'] as const]
        : options;
      const blocks = new Map<string, Record<string, string>>();
      for (const [operator, key, value] of all) {
        blocks.set(operator, { ...blocks.get(operator), [key]: value });
      }
      const Condition = Object.fromEntries(blocks);
      return { Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole', Condition };
    });

describe('a bypass of an external id', () => {
  it('is one that the evaluator lets in without the id, whatever else the caller must bring', () => {
    let bypasses = 0;
    fc.assert(
      fc.property(anyStatement(true), anyStatement(false), (asking, open) => {
        const role = roleTrusting(documentOf(asking, open));
        const { grants } = judgeTrust(role, KNOWLEDGE);
        const found = findBypasses(grants.filter(({ verdict }) => verdict === 'admits'));
        for (const [id, others] of found) {
          const witness = grants.find((grant) => grant.id === id)?.witness;
          for (const other of others) {
            bypasses += 1;
            if (!witness || !other.witness) throw new Error('a grant that admits has a witness');
            const context = new Map([...other.witness.context, ...witness.context]);
            context.delete('sts:ExternalId');
            const request = { call: other.call, ...ENTERED, principal: witness.principal, context };
            expect(evaluateAssumeRequest(request, trustOf(role), WORLD).decision).toBe('allowed');
          }
        }
      }),
      { numRuns: propertyRuns(500) },
    );
    expect(bypasses).toBeGreaterThan(0);
  });
});
