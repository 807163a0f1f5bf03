/**
 * Whatever outsiders write into names, the proposed file parses, and agrees to none of it.
 */
import * as fc from 'fast-check';
import { agentFamily } from '../../../lib/activity/agent-family';
import { sessionShape } from '../../../lib/activity/session-shape';
import { RULES } from '../../../lib/findings/catalogue';
import { renderExpectations } from '../../../lib/outputs/expectations/render-expectations';
import type { DeclaredUse, Expectations } from '../../../lib/parties/declaration';
import { parseExpectations } from '../../../lib/parties/expectations';
import { expectedUseOf } from '../../../lib/parties/expected-use';
import { matchHour, matchName, matchNetworks, matchRegion } from '../../../lib/parties/match-expected';
import { arnOf, byAccount, byGitHub, DATADOG, party, STRANGER } from '../../support/graph-builder';
import { propertyRuns } from '../../support/property-runs';
import { BEFORE, type Call, CUTOFF_DAY, graphOfCalls, proposalOf } from '../../support/proposed';

const RULE_IDS = new Set(RULES.map(({ id }) => id));

/** What breaks out of scalars, comments, lines and screens, and what YAML takes for something else. */
const PIECES = [
  ...[
    '\n',
    '\r',
    '\t',
    '#',
    ' #',
    ': ',
    '- ',
    '"',
    "'",
    '\\',
    '`',
    '{',
    '}',
    '[',
    ']',
    '&a',
    '*',
    '*a',
    '?',
    '!',
    '%',
  ],
  ...[
    '|',
    '>',
    '@',
    '\u0000',
    '\u001b[2J',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ud800',
    '\udc00',
    '\u{e0041}',
    '😀',
  ],
  ...[
    'null',
    'true',
    'no',
    '~',
    '<<',
    '---',
    '...',
    'expect:',
    'networks:',
    'review:',
    'evil',
    'a1',
    '7',
    '0x1f',
    '日',
  ],
];
const hostileText = fc
  .oneof(
    fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.constant('x'.repeat(700)),
  )
  .filter((text) => text !== '');

/** ARNs hold printable ASCII alone. */
const roleName = fc
  .array(fc.constantFrom('"', '#', '*', '?', "'", '{', ':', '-', '\\', 'a', 'B', '9', '&', '!'), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => `R${parts.join('')}`);

const hostileCall = fc.record({
  sessionName: hostileText,
  userAgent: hostileText,
  region: fc.oneof(hostileText, fc.constantFrom('us-east-1', 'sa-east-1')),
  network: fc.oneof(
    hostileText,
    fc.constantFrom('198.51.100.7', '198.51.100.8', '2001:db9::1', '192.0.2.77'),
  ),
  hour: fc.constantFrom(0, 3, 12, 23),
});

/** In the last week, at any time by no grant, or refused. */
const hostile = fc
  .tuple(
    hostileCall,
    fc.oneof(
      fc.record({ day: fc.integer({ min: CUTOFF_DAY, max: CUTOFF_DAY + 6 }) }),
      fc.record({
        day: fc.integer({ min: 0, max: CUTOFF_DAY + 6 }),
        permitted: fc.constantFrom('not-now' as const, 'unknown' as const),
        principalId: fc.constant('AROAEXAMPLEINTRUDER'),
      }),
      fc.record({
        day: fc.integer({ min: 0, max: CUTOFF_DAY + 6 }),
        outcome: fc.constant('refused' as const),
      }),
    ),
  )
  .map(([call, when]): Call => ({ ...call, ...when }));

/** One habit of Datadog's, hostile in its wording too, but its own. */
const habit = fc.record({
  sessionName: fc.oneof(fc.constantFrom('DatadogAWSIntegration', 'scan-1'), hostileText),
  userAgent: fc.oneof(fc.constantFrom('Datadog/1.0', 'aws-cli/2.1'), hostileText),
  region: fc.constant('eu-west-1'),
  network: fc.constant('203.0.113.7'),
  hour: fc.constantFrom(8, 9, 10),
});

const organization = fc.record({
  habits: fc.array(habit, { minLength: 1, maxLength: 3 }),
  hostiles: fc.array(hostile, { minLength: 1, maxLength: 6 }),
  roleName,
  tenant: hostileText,
});

type Organization = typeof organization extends fc.Arbitrary<infer One> ? One : never;

function fileOf({ habits, hostiles, roleName: name, tenant }: Organization): string {
  const usual = BEFORE.flatMap((day) => habits.map((each): Call => ({ ...each, day })));
  const other = party(`oidc:github/${tenant}`, 'identity-provider', tenant);
  const stranger = { party: `account:${STRANGER}`, account: STRANGER, principalId: 'AROAEXAMPLE2' };
  const graph = graphOfCalls(
    [
      ...usual,
      ...hostiles,
      ...hostiles.map((each): Call => ({ ...each, ...stranger, day: each.day % CUTOFF_DAY })),
      ...usual.map((each): Call => ({ ...each, role: arnOf(name) })),
    ],
    {
      parties: [other],
      roles: [
        { tier: 'data-read', grants: [{ caller: byAccount(), party: 'vendor:datadog' }] },
        {
          name,
          grants: [
            { caller: byAccount(), party: 'vendor:datadog' },
            { caller: byGitHub(tenant), party: other.id },
          ],
        },
      ],
    },
  );
  return [...renderExpectations(proposalOf(graph))].join('');
}

function parsed(text: string): Expectations {
  const answer = parseExpectations(text, 'trust-atlas.yaml', RULE_IDS);
  expect('errors' in answer ? [answer.errors, text] : []).toEqual([]);
  return 'ok' in answer ? answer.ok : { version: 1, parties: [], suppress: [], settings: {} };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e]|\p{Surrogate}/u;

it('is a file that always parses, and agrees to nothing that only an intruder did', () => {
  let agreed = 0;
  fc.assert(
    fc.property(organization, (one) => {
      const text = fileOf(one);
      expect(OBEYED.exec(text)).toBeNull();
      const { parties } = parsed(text);
      expect(parties.map(({ name }) => name)).toEqual(['Datadog']);
      const [datadog] = parties;
      expect(datadog?.accounts).toEqual([DATADOG]);
      expect(datadog && expectedUseOf(datadog, arnOf('Elsewhere'))).toBeUndefined();
      const use = datadog && expectedUseOf(datadog, arnOf())?.use;
      agreed += use?.sessionNames?.length ?? 0;
      if (use) expectNothingOf(one, use);
    }),
    { numRuns: propertyRuns(60) },
  );
  expect(agreed).toBeGreaterThan(0);
});

function expectNothingOf({ habits, hostiles }: Organization, use: DeclaredUse): void {
  const shapes = new Set(habits.map(({ sessionName }) => sessionShape(sessionName)));
  const families = new Set(habits.map(({ userAgent }) => agentFamily(userAgent)));
  for (const { network = '', region = '', sessionName = '', userAgent = '', hour = 9 } of hostiles) {
    expect([network, matchNetworks(use.networks, network)]).not.toEqual([network, 'met']);
    expect([region, matchRegion(use.regions, region)]).not.toEqual([region, 'met']);
    expect([hour, matchHour(use.hours, hour)]).not.toEqual([hour, 'met']);
    if (!shapes.has(sessionShape(sessionName))) {
      expect([sessionName, matchName(use.sessionNames, sessionName)]).not.toEqual([sessionName, 'met']);
    }
    if (!families.has(agentFamily(userAgent))) {
      expect([userAgent, matchName(use.userAgents, userAgent)]).not.toEqual([userAgent, 'met']);
    }
  }
}
