/**
 * The published schema says the same as the reader. `npm run golden` writes the shipped file anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { parse } from 'yaml';
import { RULES } from '../../lib/findings/catalogue';
import { parseExpectations } from '../../lib/parties/expectations';
import { expectationsJsonSchema } from '../../lib/parties/expectations-json-schema';

const SHIPPED = join(__dirname, '../../trust-atlas.schema.json');
const RULE_IDS = RULES.map(({ id }) => id);

const validate = new Ajv({ strict: true, validateFormats: false }).compile(expectationsJsonSchema(RULE_IDS));

const WHOLE = `
version: 1
organization: { id: o-abc1234567, accounts: ["111122223333"] }
parties:
  - name: Datadog
    kind: vendor
    accounts: ["464622532012"]
    owner: observability@example.com
    reason: metrics collection
    expires: 2027-06-30
    expect:
      - roles: ["arn:aws:iam::*:role/DatadogIntegrationRole"]
        accounts: ["*"]
        externalId: required
        networks: ["3.0.0.0/8", "asn:14618"]
        regions: [us-east-1]
        sessionNames: ["DatadogAWSIntegration*"]
        userAgents: ["*"]
        hours: "00-24 UTC"
        atMostPerDay: 50000
        actions: { tactics: { deny: [credential-access, persistence, privilege-escalation] } }
suppress:
  - finding: "trust-unused:arn:aws:iam::*:role/Old*"
    reason: required text
    owner: someone@example.com
    until: 2026-12-31
settings: { dormantAfterDays: 90, learnDays: 14, quietDays: 30, severity: { trust-unused: low } }
`;

it('is shipped as the code makes it', () => {
  const made = `${JSON.stringify(expectationsJsonSchema(RULE_IDS), null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN) writeFileSync(SHIPPED, made);
  expect(readFileSync(SHIPPED, 'utf8')).toBe(made);
});

it('accepts a file that says everything', () => {
  expect([validate(parse(WHOLE)), validate.errors]).toEqual([true, null]);
});

describe('the README', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const examples = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  it('shows expectations', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('shows what schema and reader accept: %#', (text) => {
    expect(parseExpectations(text, 'README', new Set(RULE_IDS))).toHaveProperty('ok');
    expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
  });
});

it('tells editors about every field', () => {
  const silent: string[] = [];
  const walk = (node: unknown, path: string) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, field] of Object.entries(Reflect.get(node, 'properties') ?? {})) {
      const isInner = ['/actions/tactics'].some((inner) => `${path}/${name}`.endsWith(inner));
      if (!isInner && Reflect.get(Object(field), 'description') === undefined) silent.push(`${path}/${name}`);
      walk(field, `${path}/${name}`);
    }
    walk(Reflect.get(node, 'items'), `${path}/*`);
  };
  walk(expectationsJsonSchema(RULE_IDS), '');
  expect(silent).toEqual([]);
});

describe('the reader and the schema', () => {
  const party = (line: string) =>
    `version: 1\nparties:\n  - name: X\n    kind: own\n    accounts: ["111122223333"]\n    ${line}\n`;
  const use = (line: string) => party(`expect: [{ ${line} }]`);
  const suppress = (finding: string) =>
    `version: 1\nsuppress: [{ finding: "${finding}", reason: r, owner: o, until: 2026-12-31 }]`;

  it.each([
    WHOLE,
    'version: 1',
    party('expires: 2028-02-29'),
    use('roles: ["*"]'),
    use('accounts: ["*", "012345678901"]'),
    use('externalId: none'),
    use('networks: ["203.0.113.7", "2001:db8::/32", "::1", "0.0.0.0/0", "asn:1"]'),
    use('regions: [us-gov-west-1, ap-southeast-7]'),
    use('hours: "22-06 UTC"'),
    use('hours: "23-24 UTC"'),
    use('atMostPerDay: 1'),
    use('actions: { tactics: { deny: [defense-impairment] } }'),
    suppress('0123456789abcdef'),
    suppress('trust-unused'),
    'version: 1\nsettings: { learnDays: 3650, severity: { unexpected-network: info } }',
  ])('both accept %j', (text) => {
    const parsed = parseExpectations(text, 'f', new Set(RULE_IDS));
    expect(parsed).toHaveProperty('ok');
    expect([validate(parse(text)), validate.errors]).toEqual([true, null]);
  });

  it.each([
    '{}',
    'version: 2',
    'version: "1"',
    'version: 1\nparty: []',
    'version: 1\nparties: {}',
    'version: 1\norganization: { id: o-x }',
    'version: 1\norganization: { accounts: ["1111222233334"] }',
    'version: 1\nparties: [{ name: X, kind: own }]',
    'version: 1\nparties: [{ name: X, kind: own, accounts: [] }]',
    'version: 1\nparties: [{ name: X, kind: own, accounts: [111122223333] }]',
    'version: 1\nparties: [{ name: "  ", kind: own, accounts: ["111122223333"] }]',
    'version: 1\nparties: [{ name: X, kind: customer, accounts: ["111122223333"] }]',
    party('kind2: x'),
    party('expires: 2027-02-30'),
    party('owner: ""'),
    party(`reason: ${'x'.repeat(501)}`),
    party('expect: {}'),
    use('roles: [DatadogIntegrationRole]'),
    use('accounts: ["*5"]'),
    use('externalId: s3cret'),
    use('networks: ["300.0.0.1/8"]'),
    use('networks: ["1"]'),
    use('networks: ["203.0.113.0/33"]'),
    use('networks: ["0x7f000001"]'),
    use('networks: ["asn:AS1"]'),
    use('networks: 203.0.113.7'),
    use('regions: [US-EAST-1]'),
    use('sessionNames: [""]'),
    use('hours: 8-18'),
    use('hours: "08-08 UTC"'),
    use('hours: "24-08 UTC"'),
    use('hours: "08-25 UTC"'),
    use('atMostPerDay: 0'),
    use('atMostPerDay: 1.5'),
    use('actions: { tactics: { allow: [] } }'),
    use('actions: { tactics: { deny: [hacking] } }'),
    suppress('trust-unusde:arn'),
    suppress('0123456789abcde'),
    'version: 1\nsuppress: [{ finding: trust-unused, reason: r, owner: o }]',
    'version: 1\nsettings: { learnDays: 0 }',
    'version: 1\nsettings: { quietDays: 3651 }',
    'version: 1\nsettings: { severity: { trust-unused: hgih } }',
    'version: 1\nsettings: { severity: { trust-unusde: high } }',
  ])('both refuse %j', (text) => {
    expect(parseExpectations(text, 'f', new Set(RULE_IDS))).toHaveProperty('errors');
    expect(validate(parse(text))).toBe(false);
  });
});
