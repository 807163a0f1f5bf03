import fc from 'fast-check';
import { TACTICS } from '../../lib/model/tactic';
import { parseExpectations } from '../../lib/parties/expectations';

/** The errors as `line:column message`; none for a good file. */
function faultsOf(text: string): readonly string[] {
  const parsed = parseExpectations(text, 'trust-atlas.yaml');
  return 'errors' in parsed
    ? parsed.errors.map(({ line, column, message }) => `${line}:${column} ${message}`)
    : [];
}

const WHOLE = `# yaml-language-server: $schema=./trust-atlas.schema.json
version: 1
organization: { id: o-abc1234567, accounts: ["111122223333"] }
parties:
  - name: Datadog
    kind: vendor
    accounts: ["464622532012", "065115117704"]
    owner: observability@example.com
    reason: metrics collection
    expires: 2027-06-30
    expect:
      - roles: ["arn:aws:iam::*:role/DatadogIntegrationRole"]
        accounts: ["*"]
        externalId: required
        networks: ["3.0.0.0/8", "asn:14618", "203.0.113.7", "2001:db8::/32"]
        regions: [us-east-1, us-gov-west-1]
        sessionNames: ["DatadogAWSIntegration*"]
        userAgents: ["*"]
        hours: "00-24 UTC"
        atMostPerDay: 50000
        actions: { tactics: { deny: [credential-access, persistence, privilege-escalation] } }
suppress:
  - finding: "external-id-missing:arn:aws:iam::*:role/Legacy"
    reason: replaced in January
    owner: someone@example.com
    until: 2026-12-31
settings: { dormantAfterDays: 90, learnDays: 14, quietDays: 30, severity: { external-id-missing: low } }
`;

const party = (line: string) =>
  `version: 1\nparties:\n  - name: X\n    kind: own\n    accounts: ["111122223333"]\n    ${line}\n`;
const use = (line: string) => party(`expect: [{ ${line} }]`);

describe('a good file', () => {
  it('may deny every tactic that a call can show, and call one by its older name', () => {
    const deny = [...TACTICS, 'defense-evasion'];
    const parsed = parseExpectations(use(`actions: { tactics: { deny: [${deny}] } }`), 'trust-atlas.yaml');
    const expected = [...TACTICS, 'defense-impairment'];
    expect(parsed).toMatchObject({
      ok: { parties: [{ expect: [{ actions: { tactics: { deny: expected } } }] }] },
    });
  });

  it('is kept as data', () => {
    const parsed = parseExpectations(WHOLE, 'trust-atlas.yaml');
    expect(parsed).toMatchObject({
      ok: {
        version: 1,
        organization: { id: 'o-abc1234567', accounts: ['111122223333'] },
        parties: [
          {
            name: 'Datadog',
            accounts: ['464622532012', '065115117704'],
            expires: '2027-06-30',
            expect: [{ externalId: 'required', atMostPerDay: 50000, hours: '00-24 UTC' }],
          },
        ],
        suppress: [{ until: '2026-12-31' }],
        settings: { dormantAfterDays: 90, severity: { 'external-id-missing': 'low' } },
      },
    });
  });

  it.each([
    ['the version alone', 'version: 1'],
    ['JSON', '{"version": 1, "parties": []}'],
    ['a byte order mark', '\ufeffversion: 1\n'],
    ['Windows line ends', 'version: 1\r\nparties: []\r\n'],
  ])('may be %s', (_, text) => {
    expect(parseExpectations(text, 'f')).toEqual({
      ok: { version: 1, parties: [], suppress: [], settings: {} },
    });
  });
});

describe('a bad file', () => {
  it.each<[string, string]>([
    ['', '1:1 expected a mapping of version, organization, parties, suppress, settings, found nothing'],
    ['[]', '1:1 expected a mapping of version, organization, parties, suppress, settings, found a list'],
    ['parties: []', '1:1 expected `version`, `1`, found nothing'],
    ['version: 2', '1:10 expected `1`, found `2`'],
    ['version: 1\nparty: []', '2:1 unknown key `party`'],
    ['version: 1\n__proto__: {}', '2:1 unknown key `__proto__`'],
    ['version: 1\n? [a]\n: 1', '1:1 unknown key `[ a ]`'],
    ['version: 1\nparties:', '2:9 expected a list, found nothing'],
    ['version: 1\nparties: {}', '2:10 expected a list, found a mapping'],
    [
      'version: 1\norganization: { id: o-x }',
      '2:21 expected an organization id such as `o-abc1234567`, found `o-x`',
    ],
    [party('kind2: x'), '6:5 unknown key `kind2`'],
    [party('expires: 2027-02-30'), '6:14 expected a day such as `2027-06-30`, found `2027-02-30`'],
    [party('owner: ""'), '6:12 expected a text that says who answers for it, found nothing'],
    [use('externalId: s3cret-value'), '6:28 expected `required`, `any`, `none`, found another value'],
    [
      use('networks: [300.0.0.1/8]'),
      '6:27 expected a network such as `203.0.113.0/24` or `asn:64496`, found `300.0.0.1/8`',
    ],
    [use('hours: 8-18'), '6:23 expected hours such as "08-18 UTC", found `8-18`'],
    [
      use('accounts: [464622532012]'),
      '6:27 expected an account id of 12 digits in quotes, or "*", found `464622532012`: write "464622532012"',
    ],
    [
      use('actions: {tactics: {deny: [execution]}}'),
      '6:43 expected `persistence`, `privilege-escalation`, `defense-impairment`, `credential-access`, `discovery`, `lateral-movement`, `collection`, `exfiltration`, `impact`, `defense-evasion`, found `execution`',
    ],
    [use('actions: {tactics: {allow: []}}'), '6:36 unknown key `allow`'],
    [
      'version: 1\nsuppress: [{ finding: a, reason: b, owner: c }]',
      '2:12 expected `until`, a day such as `2027-06-30`, found nothing',
    ],
    [
      'version: 1\nsettings: { learnDays: 0 }',
      '2:24 expected a whole number of days from 1 to 3650, found `0`',
    ],
    [
      'version: 1\nsettings: { severity: { a: hgih } }',
      '2:28 expected `critical`, `high`, `medium`, `low`, `info`, found `hgih`',
    ],
    ['version: 1\nversion: 1', '2:1 map keys must be unique'],
    ['version: 1\na: &a [1]\nb: *a', '3:4 expected plain values, found a YAML alias'],
  ])('%j says where and what', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it.each([
    ['012205512454', 'write "012205512454"'],
    ['464622532012', 'write "464622532012"'],
    ['0x10', 'found `0x10`'],
  ])('with the unquoted account id %s says to quote it', (id, hint) => {
    const [fault] = faultsOf(`version: 1\nparties: [{ name: X, kind: own, accounts: [${id}] }]`);
    expect(fault).toMatch(/^2:44 expected an account id of 12 digits in quotes/);
    expect(fault).toContain(hint);
  });

  it('tells all of its faults at once, in the order of the file', () => {
    const text = 'version: 3\nparties:\n  - kind: vendr\n    accounts: [1]\nextra: 1\n';
    expect(faultsOf(text).map((fault) => fault.split(' ')[0])).toEqual([
      '1:10',
      '3:5',
      '3:11',
      '4:16',
      '5:1',
    ]);
  });

  it('gives no account and no name to two parties', () => {
    const text = `version: 1
parties:
  - { name: Acme Labs, kind: own, accounts: ["111122223333"] }
  - { name: acme-labs, kind: vendor, accounts: ["444455556666", "111122223333"] }
`;
    expect(faultsOf(text)).toEqual([
      '4:13 expected a name of its own, found `acme-labs` beside `Acme Labs`',
      '4:65 expected an account of one party, found `111122223333`, which `Acme Labs` has',
    ]);
  });

  it('names the file', () => {
    expect(parseExpectations('[]', 'here.yaml')).toMatchObject({ errors: [{ at: 'here.yaml' }] });
  });

  it('with two documents is refused', () => {
    expect(faultsOf('version: 1\n---\nversion: 1\n')).toHaveLength(1);
  });

  it.each([
    [
      'a billion laughs',
      `a: &a [x, x]\n${'bcdefgh'
        .split('')
        .map((key, at) => `${key}: &${key} [*${'abcdefg'[at]}, *${'abcdefg'[at]}]`)
        .join('\n')}`,
    ],
    ['lists without end', '['.repeat(20_000)],
    ['mappings without end', 'a: '.repeat(20_000)],
    ['a file too large', `version: 1\n${'#'.repeat(2_000_001)}`],
    ['control characters', 'version: \u0000\u0007'],
  ])('of %s is refused without harm', (_, text) => {
    const faults = faultsOf(text);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThanOrEqual(100);
  });
});

describe('any text', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'version: 1\n',
      'parties:\n',
      '  - name: x\n',
      '    accounts: [1]\n',
      '&a ',
      '*a',
      '{',
      ']',
      '!!set',
      '? ',
      '<<: ',
      '\ud800',
      '"',
    ),
  );

  it('is accepted or refused with a place, and never throws', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const parsed = parseExpectations(pieces.join(''), 'f');
        return (
          'ok' in parsed ||
          parsed.errors.every(({ line, column, message }) => line > 0 && column > 0 && message !== '')
        );
      }),
    );
  });
});

it('names settings and suppressions of rules that there are not, where it knows the rules', () => {
  const text = [
    'version: 1',
    'suppress:',
    '  - { finding: "0123456789abcdef", reason: a, owner: b, until: 2026-12-31 }',
    '  - { finding: "anyone-can-enter:arn:*", reason: a, owner: b, until: 2026-12-31 }',
    '  - { finding: "anyone-may-enter:arn:*", reason: a, owner: b, until: 2026-12-31 }',
    'settings: { severity: { anyone-can-enter: low, trust-dorment: low } }',
  ].join('\n');
  const rules = new Set(['anyone-can-enter']);
  expect(parseExpectations(text, 'f', rules)).toEqual({
    errors: [
      { at: 'f', line: 5, column: 16, message: 'expected the id of a rule, found `anyone-may-enter`' },
      { at: 'f', line: 6, column: 63, message: 'expected the id of a rule, found `trust-dorment`' },
    ],
  });
  expect(parseExpectations(text, 'f')).toHaveProperty('ok');
});
