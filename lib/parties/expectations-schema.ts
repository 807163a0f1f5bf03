/**
 * The shape of `trust-atlas.yaml`. Each message says what was expected; `expectations.ts` adds place and finding.
 */
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { accountIdIn, organizationIdIn } from '../model/identifiers';
import { TACTICS, type Tactic } from '../model/tactic';
import { slugOf } from './party';

const ACCOUNT = 'an account id of 12 digits in quotes';

const accountId = z.string({ error: ACCOUNT }).transform((text, context) => {
  const id = accountIdIn(text);
  if (id === undefined) context.addIssue({ code: 'custom', message: ACCOUNT });
  return id ?? z.NEVER;
});

const ORGANIZATION = 'an organization id such as `o-abc1234567`';

const organizationId = z.string({ error: ORGANIZATION }).transform((text, context) => {
  const id = organizationIdIn(text);
  if (id === undefined) context.addIssue({ code: 'custom', message: ORGANIZATION });
  return id ?? z.NEVER;
});

const day = z.iso.date({ error: 'a day such as `2027-06-30`' });
const days = number('a whole number of days from 1 to 3650', 3650);

/** A tactic that no call can show would deny nothing. The older name is taken for what it became, see `TACTICS`. */
const tactic = oneOf([...TACTICS, 'defense-evasion']).transform(
  (name): Tactic => (name === 'defense-evasion' ? 'defense-impairment' : name),
);

const declaredUse = mapping({
  roles: list(textThat('a role ARN pattern such as `arn:aws:iam::*:role/Name`', isRolePattern)).optional(),
  accounts: list(
    textThat(`${ACCOUNT}, or "*"`, (text) => text === '*' || accountIdIn(text) !== undefined),
  ).optional(),
  externalId: oneOf(['required', 'any', 'none']).optional(),
  networks: list(textThat('a network such as `203.0.113.0/24` or `asn:64496`', isNetwork)).optional(),
  regions: list(
    textThat('a region such as `us-east-1`', (text) => /^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)),
  ).optional(),
  sessionNames: list(someText('a pattern of session names')).optional(),
  userAgents: list(someText('a pattern of user agents')).optional(),
  hours: textThat('hours such as "08-18 UTC"', isHours).optional(),
  atMostPerDay: number('a whole number from 1', Number.MAX_SAFE_INTEGER).optional(),
  actions: mapping({ tactics: mapping({ deny: list(tactic).optional() }).optional() }).optional(),
});

const declaredParty = mapping({
  name: someText('the name of the party'),
  kind: oneOf(['vendor', 'partner', 'own']),
  accounts: list(accountId).min(1, { error: 'at least one account id' }),
  owner: someText('a text that says who answers for it').optional(),
  reason: someText('a text that says why it has access').optional(),
  expires: day.optional(),
  expect: list(declaredUse).default([]),
});

const suppression = mapping({
  finding: someText('the id of a finding, or a rule and a subject pattern'),
  reason: someText('a text that says why the finding may stay'),
  owner: someText('a text that says who answers for it'),
  until: day,
});

const settings = mapping({
  dormantAfterDays: days.optional(),
  learnDays: days.optional(),
  quietDays: days.optional(),
  severity: z
    .record(z.string(), oneOf(['critical', 'high', 'medium', 'low', 'info']), {
      error: 'rule ids with severities',
    })
    .optional(),
});

/** The whole file. */
export const expectationsSchema = mapping({
  version: z.literal(1, { error: '`1`' }),
  organization: mapping({ id: organizationId.optional(), accounts: list(accountId).optional() }).optional(),
  parties: list(declaredParty).default([]),
  suppress: list(suppression).default([]),
  settings: settings.default({}),
});

/** A fault that concerns two places; the later one is named. */
export interface Repeat {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Finds accounts that two parties claim, and names that come to the same party id. Bears data of any shape. */
export function findRepeats(data: unknown): readonly Repeat[] {
  const repeats: Repeat[] = [];
  const accounts = new Map<string, string>();
  const slugs = new Map<string, string>();
  for (const [index, party] of itemsOf(data, 'parties').entries()) {
    const name = fieldOf(party, 'name');
    if (typeof name !== 'string') continue;
    const other = slugs.get(slugOf(name));
    if (other !== undefined) {
      repeats.push({
        path: ['parties', index, 'name'],
        message: `expected a name of its own, found \`${name}\` beside \`${other}\``,
      });
    }
    slugs.set(slugOf(name), name);
    for (const [at, account] of itemsOf(party, 'accounts').entries()) {
      if (typeof account !== 'string') continue;
      const claimant = accounts.get(account);
      if (claimant !== undefined) {
        repeats.push({
          path: ['parties', index, 'accounts', at],
          message: `expected an account of one party, found \`${account}\`, which \`${claimant}\` has`,
        });
      }
      accounts.set(account, name);
    }
  }
  return repeats;
}

/** Ids of findings are sixteen hex digits; everything else in front of a colon names a rule. */
const FINDING_ID = /^[\da-f]{16}$/;

/** Finds settings and suppressions of rules that there are not. Bears data of any shape. */
export function findUnknownRules(
  data: unknown,
  rules: ReadonlySet<string>,
): readonly { readonly path: readonly (string | number)[]; readonly rule: string }[] {
  const severities = fieldOf(fieldOf(data, 'settings'), 'severity');
  const set = typeof severities === 'object' && severities !== null ? Object.keys(severities) : [];
  const suppressed = [...itemsOf(data, 'suppress').entries()].flatMap(([index, each]) => {
    const finding = fieldOf(each, 'finding');
    if (typeof finding !== 'string' || FINDING_ID.test(finding)) return [];
    return { path: ['suppress', index, 'finding'], rule: finding.split(':', 1)[0] ?? '' };
  });
  return [...set.map((rule) => ({ path: ['settings', 'severity', rule], rule })), ...suppressed].filter(
    ({ rule }) => !rules.has(rule),
  );
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function itemsOf(value: unknown, key: string): readonly unknown[] {
  const items = fieldOf(value, key);
  return Array.isArray(items) ? items : [];
}

function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  // The default wording of unknown keys is not used, so one text serves every fault.
  return z.strictObject(shape, { error: `a mapping of ${Object.keys(shape).join(', ')}` });
}

function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: 'a list' });
}

function oneOf<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, { error: values.map((value) => `\`${value}\``).join(', ') });
}

function number(expected: string, most: number) {
  return z.int({ error: expected }).min(1, { error: expected }).max(most, { error: expected });
}

function someText(expected: string) {
  return textThat(expected, (text) => text.trim() !== '' && text.length <= 500);
}

function textThat(expected: string, holds: (text: string) => boolean) {
  return z.string({ error: expected }).refine(holds, { error: expected });
}

function isRolePattern(text: string): boolean {
  return text === '*' || text.startsWith('arn:');
}

function isNetwork(text: string): boolean {
  return /^asn:\d{1,10}$/.test(text) || ipaddr.isValidCIDR(text) || ipaddr.isValid(text);
}

function isHours(text: string): boolean {
  const [, from, until] = /^(\d\d)-(\d\d) UTC$/.exec(text) ?? [];
  return (
    from !== undefined && until !== undefined && Number(from) <= 23 && Number(until) <= 24 && from !== until
  );
}
