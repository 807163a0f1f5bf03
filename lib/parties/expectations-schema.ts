/**
 * The shape of `trust-atlas.yaml`. Each message says what was expected; `expectations.ts` adds place and finding.
 */
import { z } from 'zod';
import { accountIdIn, organizationIdIn } from '../model/identifiers';
import { TACTICS, type Tactic } from '../model/tactic';
import { slugOf } from './party';

const ACCOUNT = 'an account id of 12 digits in quotes';

const accountId = textLike(ACCOUNT, /^\d{12}$/).transform((text, context) => {
  const id = accountIdIn(text);
  if (id === undefined) context.addIssue({ code: 'custom', message: ACCOUNT });
  return id ?? z.NEVER;
});

const ORGANIZATION = 'an organization id such as `o-abc1234567`';

const organizationId = textLike(ORGANIZATION, /^o-[a-z0-9]{10,32}$/).transform((text, context) => {
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

const { ipv4, ipv6, cidrv4, cidrv6 } = z.core.regexes;

/** Addresses in the spelling that everybody reads alike; the library would take `1` for one. */
const NETWORK = new RegExp(
  ['^asn:\\d{1,10}$', ipv4.source, ipv6.source, cidrv4.source, cidrv6.source].join('|'),
);

/** From the first hour, which is in it, to the last, which is not. */
const HOURS = /^(?!(\d\d)-\1 )(?:[01]\d|2[0-3])-(?:[01]\d|2[0-4]) UTC$/;

const declaredUse = mapping({
  roles: list(textLike('a role ARN pattern such as `arn:aws:iam::*:role/Name`', /^(?:\*$|arn:)/))
    .optional()
    .describe(
      'Roles that the entry speaks of: ARNs with `*` and `?`; absent: every role. Where several entries cover a role, the most specific one decides alone.',
    ),
  accounts: list(textLike(`${ACCOUNT}, or "*"`, /^(?:\*|\d{12})$/))
    .optional()
    .describe('Accounts of the roles, in quotes, or "*"; absent: every account.'),
  externalId: oneOf(['required', 'any', 'none'])
    .optional()
    .describe('`required`: a call without an external id is told. Never the id itself, which is a secret.'),
  networks: list(textLike('a network such as `203.0.113.0/24` or `asn:64496`', NETWORK))
    .optional()
    .describe(
      'Where its calls come from: addresses, ranges, or `asn:` and a number (needs --asn-db); absent: what is usual decides.',
    ),
  regions: list(textLike('a region such as `us-east-1`', /^[a-z]{2,}(-[a-z]+)+-\d+$/))
    .optional()
    .describe('Regions in which it enters the roles; absent: what is usual decides.'),
  sessionNames: list(someText('a pattern of session names'))
    .optional()
    .describe('Role session names, with `*` and `?`; absent: what is usual decides.'),
  userAgents: list(someText('a pattern of user agents'))
    .optional()
    .describe('User agents, whole, with `*` and `?`; absent: what is usual decides.'),
  hours: textLike('hours such as "08-18 UTC"', HOURS)
    .optional()
    .describe(
      'Hours of the day in UTC, such as "08-18 UTC", over midnight "22-06 UTC"; absent: what is usual decides.',
    ),
  atMostPerDay: number('a whole number from 1', Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('Most calls of one role on one day; absent: what is usual decides.'),
  actions: mapping({
    tactics: mapping({
      deny: list(tactic)
        .optional()
        .describe('ATT&CK tactics that its sessions must not serve; all others are then agreed.'),
    }).optional(),
  })
    .optional()
    .describe('What its sessions may do; absent: what is usual decides.'),
});

const declaredParty = mapping({
  name: someText('the name of the party').describe('For people; its id is made of it.'),
  kind: oneOf(['vendor', 'partner', 'own']).describe(
    '`own`: accounts of yours outside the organization or its list.',
  ),
  accounts: list(accountId)
    .min(1, { error: 'at least one account id' })
    .describe('Its account ids, 12 digits in quotes: unquoted, one that starts with 0 is another number.'),
  owner: someText('a text that says who answers for it')
    .optional()
    .describe('Who approved it and answers for it.'),
  reason: someText('a text that says why it has access').optional().describe('What it has access for.'),
  expires: day
    .optional()
    .describe('The last day on which this holds, such as 2027-06-30; past it the party is undeclared again.'),
  expect: list(declaredUse)
    .default([])
    .describe('What was agreed about its use of roles; empty: only its name is declared.'),
});

const suppression = mapping({
  finding: someText('the id of a finding, or a rule and a subject pattern').describe(
    "A finding's id, or a rule and a pattern over its subject, such as `trust-unused:arn:aws:iam::*:role/Old*`.",
  ),
  reason: someText('a text that says why the finding may stay').describe('Why it may stay.'),
  owner: someText('a text that says who answers for it').describe('Who answers for it.'),
  until: day.describe('The last day of it, such as 2026-12-31: a suppression without an end is refused.'),
});

const settings = mapping({
  dormantAfterDays: days
    .optional()
    .describe('Days without use after which a trust is dormant; 90 unless told.'),
  learnDays: days
    .optional()
    .describe("Days from a party's first use of a role in which what it does is learnt; 14 unless told."),
  quietDays: days
    .optional()
    .describe('Days without the like after which a finding of use closes; 30 unless told.'),
  severity: z
    .record(z.string(), oneOf(['critical', 'high', 'medium', 'low', 'info']), {
      error: 'rule ids with severities',
    })
    .optional()
    .describe('Severities of your own, by rule id.'),
});

/** The whole file. */
export const expectationsSchema = mapping({
  version: z.literal(1, { error: '`1`' }).describe('Version of the format.'),
  organization: mapping({
    id: organizationId.optional().describe('Such as `o-abc1234567`.'),
    accounts: list(accountId).optional().describe('Its account ids, in quotes.'),
  })
    .optional()
    .describe('Which accounts are yours, for exports that do not tell it.'),
  parties: list(declaredParty).default([]).describe('Who the outsiders are, and what was agreed with them.'),
  suppress: list(suppression).default([]).describe('Findings that may stay for a time; they stay visible.'),
  settings: settings.default({}).describe('Days and severities that differ from the defaults.'),
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
  return textLike(expected, /\S/).max(500, { error: expected });
}

/** Tested by expressions alone, so that the published schema tests the same. */
function textLike(expected: string, pattern: RegExp) {
  return z.string({ error: expected }).regex(pattern, { error: expected });
}
