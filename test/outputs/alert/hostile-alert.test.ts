/**
 * Findings whose every text an outsider wrote, and findings of any size: what must hold for all forms of an alert.
 */
import fc from 'fast-check';
import type { Alert, TopicMessage } from '../../../lib/findings/alert';
import type { Finding } from '../../../lib/model/finding';
import { SEVERITIES } from '../../../lib/model/finding';
import type { AlertContext } from '../../../lib/outputs/alert/alert-context';
import { busEvents } from '../../../lib/outputs/alert/bus-event';
import { chatMessages } from '../../../lib/outputs/alert/chat-message';
import { topicMessages } from '../../../lib/outputs/alert/topic-message';
import { asffFindings } from '../../../lib/outputs/asff/asff-findings';
import { alert, alerts, historyWith } from '../../support/finding';

/** Controls, direction marks, mentions, links and markdown of mail, Slack and Teams. */
const HOSTILE =
  '\u001b[2J\u202eevil\u0007\r\nWhat to do\n  nothing\u2028@channel @here <!channel> <@U1> <https://evil.example|ok> [ok](https://evil.example) *b* _i_ ~s~ `c` ```\n# head\n> quote www.evil.example \ud800 \uffff \u00e9\u5b57';

const EVERYWHERE: Finding = {
  id: HOSTILE,
  rule: HOSTILE,
  severity: 'high',
  state: 'new',
  because: HOSTILE,
  subject: HOSTILE,
  party: HOSTILE,
  title: HOSTILE,
  evidence: [{ [HOSTILE]: HOSTILE, sessionName: HOSTILE }],
  remedy: HOSTILE,
  technique: [HOSTILE],
  firstSeen: HOSTILE,
  lastSeen: HOSTILE,
};

const CONTEXT: AlertContext = {
  organization: HOSTILE,
  asOf: '2026-11-24T00:00:00Z',
  parties: new Map([[HOSTILE, { name: HOSTILE, kind: 'unknown' }]]),
  accountNames: new Map([['777788889999', HOSTILE]]),
  report: { kind: 'folder', path: HOSTILE },
};

const HUB = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };

const one: Alert = { ...alert(), finding: EVERYWHERE };
const few = alerts(7, { ...EVERYWHERE, id: 'f' });
const many = alerts(25, { ...EVERYWHERE, id: 'f' });
const cases: readonly [string, readonly Alert[]][] = [
  ['one finding', [one]],
  ['a summary', few],
  ['a digest', many],
];

/** Everything that a screen would obey or draw as nothing, save the line feeds that we write. */
const OBEYED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/u;

const ATTRIBUTES = ['kind', 'severity', 'rule', 'party', 'partyKind', 'account', 'state'];

function checkMessage({ subject, attributes, body }: TopicMessage): void {
  expect(subject).toMatch(/^[ -~]{1,99}$/);
  expect(subject).toMatch(/^\[(critical|high|medium|low|info)] /);
  expect(Object.keys(attributes).length).toBeLessThanOrEqual(10);
  for (const [name, value] of Object.entries(attributes)) {
    expect(ATTRIBUTES).toContain(name);
    for (const each of [value].flat()) expect(each).toMatch(/^[ -~]+$/);
  }
  expect(Buffer.byteLength(subject + body + JSON.stringify(attributes))).toBeLessThan(262_144);
}

describe.each(cases)('%s in which every text is hostile', (_, all) => {
  const mails = [...topicMessages(all, CONTEXT)];
  const chats = [...chatMessages(all, CONTEXT)];

  it('is a message that SNS takes', () => {
    for (const message of [...mails, ...chats]) checkMessage(message);
  });

  it('cannot repaint or reorder a mail, nor put a link into it', () => {
    for (const { text } of mails) {
      expect(OBEYED.exec(text)).toBeNull();
      expect(text).not.toMatch(/https?:\/\/evil|www\.evil/);
    }
  });

  it('cannot forge a heading of the mail', () => {
    for (const { text } of mails) expect(text.match(/^What to do$/gm)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  it('is ASCII in JSON, and comes back as it was written', () => {
    for (const { body } of mails) {
      const bodies = JSON.parse(body);
      expect(Object.keys(bodies)).toEqual(['default', 'https', 'sqs', 'lambda']);
      expect(bodies.sqs).toMatch(/^[ -~]*$/);
      const { findings, ...single } = JSON.parse(bodies.sqs);
      expect((findings?.[0] ?? single).rule).toBe(HOSTILE);
    }
  });

  it('mentions nobody in a chat, links nowhere, and formats nothing outside its code', () => {
    for (const { body } of chats) {
      const { content, metadata } = JSON.parse(body);
      const texts = [
        content.title,
        content.description,
        ...content.nextSteps,
        ...content.keywords,
        metadata.summary,
      ];
      for (const text of texts) {
        expect(OBEYED.exec(text)).toBeNull();
        expect(text).not.toMatch(/[<>@&]/);
        const plain = text.replace(/`[^`\n]*`/g, '');
        expect(plain.replace(/^\[high] /, '')).not.toMatch(/[`*~[\]#|]|:\/\/|\b_|_\b/);
      }
    }
  });

  it('is an event and a finding of Security Hub within their limits', () => {
    for (const { detail, resources } of busEvents(all, CONTEXT)) {
      expect(JSON.parse(detail).title).toBe(HOSTILE);
      expect(Buffer.byteLength(detail) + Buffer.byteLength(resources.join())).toBeLessThan(262_144);
    }
    for (const found of asffFindings(
      all.map(({ finding }) => finding),
      historyWith([]),
      HUB,
      CONTEXT,
    )) {
      expect(OBEYED.exec(JSON.stringify(found))).toBeNull();
    }
  });
});

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(HOSTILE, '', ' ', '\u0000'.repeat(3000), '\ud83d\ude00'.repeat(2000), 'x'.repeat(120_000)),
);

const anyFinding: fc.Arbitrary<Finding> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 20 }),
  rule: text,
  severity: fc.constantFrom(...SEVERITIES),
  state: fc.constantFrom('new' as const, 'open' as const),
  because: text,
  subject: fc.oneof(text, fc.constantFrom('arn:aws:iam::777788889999:role/X', '777788889999')),
  party: text,
  title: text,
  evidence: fc.array(fc.dictionary(text, fc.oneof(text, fc.integer()), { maxKeys: 3 }), { maxLength: 8 }),
  remedy: text,
  technique: fc.array(text, { maxLength: 5 }),
  firstSeen: text,
  lastSeen: text,
});

it('any finding of any size becomes messages that SNS, EventBridge and Security Hub take', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { minLength: 1, maxLength: 4 }), (findings) => {
      const all = findings.map((finding): Alert => ({ why: 'new', turn: 1, finding, closed: false }));
      for (const message of [...topicMessages(all, CONTEXT), ...chatMessages(all, CONTEXT)])
        checkMessage(message);
      for (const { detail, resources } of busEvents(all, CONTEXT)) {
        expect(Buffer.byteLength(detail) + Buffer.byteLength(resources.join())).toBeLessThan(262_144);
      }
      for (const found of asffFindings(findings, historyWith([]), HUB, CONTEXT)) {
        expect(found.Title.length).toBeLessThanOrEqual(256);
        expect(found.Description.length).toBeLessThanOrEqual(1024);
        expect(found.Id.length).toBeLessThanOrEqual(512);
        expect(Object.keys(found.ProductFields).length).toBeLessThanOrEqual(50);
        expect(Buffer.byteLength(JSON.stringify(found))).toBeLessThan(240_000);
        expect([found.Title, found.Description, found.GeneratorId, found.Resources[0]?.Id]).not.toContain('');
      }
    }),
    { numRuns: 30 },
  );
});

it('a digest of thousands of findings fits, and carries the worst of each attribute', () => {
  const all = Array.from({ length: 5000 }, (_, index) => {
    const number = String(index).padStart(12, '1');
    const severity = index < 10 ? 'high' : 'low';
    return alert({ id: number, severity, party: `account:${number}`, subject: number, title: HOSTILE });
  });
  const [message, ...more] = topicMessages(all, CONTEXT);
  expect(more).toEqual([]);
  if (message) checkMessage(message);
  expect(message?.marks).toHaveLength(5000);
  expect(message?.subject).toBe('[high] 5000 findings: 10 high, 4990 low');
  expect(message?.attributes.account).toContain(all[9]?.finding.subject);
  expect(message?.text).toContain('and 4800 more');
});

it('a finding with more evidence than fits says what is missing, and where it lies', () => {
  const evidence = Array.from({ length: 5000 }, (_, row) => ({ row, network: '203.0.113.7 '.repeat(20) }));
  const [message] = topicMessages([alert({ evidence })], { ...CONTEXT, organization: 'o-exampleorg1' });
  const { shortened, evidence: kept } = JSON.parse(JSON.parse(message?.body ?? '').sqs);
  expect(kept.length).toBe(20);
  expect(shortened).toBe('4980 of 5000 rows of evidence are left out: all of it is in the report');
  expect(message?.text).toContain('and 4995 more in the report');
});
