/**
 * What arrives at the other end, byte for byte, for one finding of use and for a bad day.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert } from '../../../lib/findings/alert';
import type { AlertContext } from '../../../lib/outputs/alert/alert-context';
import { busEvents } from '../../../lib/outputs/alert/bus-event';
import { chatMessages } from '../../../lib/outputs/alert/chat-message';
import { showEvent, showMessage } from '../../../lib/outputs/alert/show-message';
import { topicMessages } from '../../../lib/outputs/alert/topic-message';
import { asffFindings } from '../../../lib/outputs/asff/asff-findings';
import { alert, alerts, historyWith } from '../../support/finding';

const GOLDEN = join(__dirname, '../../golden/alert');

const CONTEXT: AlertContext = {
  organization: 'o-exampleorg1',
  asOf: '2026-11-24T00:00:00Z',
  parties: new Map([['vendor:qubole', { name: 'Qubole', kind: 'vendor' }]]),
  accountNames: new Map([['777788889999', 'data-prod']]),
  report: { kind: 'bucket', bucket: 'trust-atlas-reports', prefix: 'runs/latest', region: 'eu-west-1' },
};

const ONE: Alert = alert({
  rule: 'use-not-permitted-now',
  severity: 'critical',
  lastEvent: '2026-11-23T21:07:00Z',
  title: 'Qubole used role QuboleDataAccess from a new network',
  evidence: [
    {
      network: '203.0.113.0/24',
      owner: 'AS64500 Bulletproof Hosting',
      count: 4,
      first: '2026-11-23T12:00:00Z',
    },
    { usual: '198.51.100.0/24 (62 days), 192.0.2.0/24 (9 days)' },
  ],
  remedy:
    'Ask Qubole whether these addresses are theirs. If not, shut the role:\n{\n  "Effect": "Deny",\n  "Principal": "*"\n}',
});

const MANY: readonly Alert[] = [
  ...alerts(2, { severity: 'high', rule: 'external-id-missing' }, 'h'),
  ...alerts(21, { severity: 'low', rule: 'trust-unused', title: 'Nobody uses role Old' }, 'l'),
];

const json = (value: unknown) => `${JSON.stringify(value, undefined, 1)}\n`;

const FORMS: readonly (readonly [file: string, text: string])[] = [
  ['mail.txt', [...topicMessages([ONE], CONTEXT)].map(showMessage).join('\n')],
  [
    'mail-again.txt',
    [...topicMessages([{ ...ONE, why: 'reopened', turn: 2, closed: true }], CONTEXT)]
      .map(showMessage)
      .join('\n'),
  ],
  ['digest.txt', [...topicMessages(MANY, CONTEXT)].map(showMessage).join('\n')],
  [
    'queue.json',
    json([...topicMessages([ONE], CONTEXT)].map(({ body }) => JSON.parse(JSON.parse(body).sqs))),
  ],
  ['chat.json', json([...chatMessages([ONE], CONTEXT)].map(({ body }) => JSON.parse(body)))],
  ['event.txt', [...busEvents([ONE], CONTEXT)].map(showEvent).join('\n')],
  [
    'asff.json',
    json(
      asffFindings(
        [ONE.finding],
        historyWith([]),
        { partition: 'aws', region: 'eu-west-1', account: '111122223333' },
        CONTEXT,
      ),
    ),
  ],
];

it.each(FORMS)('an alert as %s is as reviewed', (file, text) => {
  const path = join(GOLDEN, file);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(GOLDEN, { recursive: true });
    writeFileSync(path, text);
  }
  expect(text).toBe(readFileSync(path, 'utf8'));
});
