import type { Outgoing, TopicMessage } from '../../../lib/findings/alert';
import type { Sink } from '../../../lib/stores/deliver/sink';
import { isTopicArn, TopicSink } from '../../../lib/stores/deliver/topic-sink';
import { useAwsEnvironment } from '../../support/aws-environment';
import { batchAnswer, errorAnswer, type FakeAws, type Respond, startFakeAws } from '../../support/fake-aws';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const pointTo = useAwsEnvironment();
let aws: FakeAws | undefined;
afterEach(() => aws?.close());

function messages(number: number, bytes = 10): readonly TopicMessage[] {
  return Array.from({ length: number }, (_, index) => ({
    marks: [{ finding: `f${index}`, turn: 1 }],
    subject: `[high] ${index}`,
    text: 'text',
    body: JSON.stringify({ default: 'x'.repeat(bytes) }),
    structured: true,
    attributes: { severity: 'high', account: ['111122223333', '444455556666'] },
  }));
}

/** Sends to a fake that answers so, with few and quick repetitions; the topics' findings by what came of them. */
async function send(respond: Respond, all = messages(3), topic = TOPIC) {
  aws = await startFakeAws(respond);
  pointTo(aws.endpoint);
  return {
    ...(await collect(new TopicSink(topic, { maxAttempts: 2, answerWithin: 300 }), all)),
    calls: aws.calls,
  };
}

async function collect<M extends Outgoing>(sink: Sink<M>, all: readonly M[]) {
  const taken: string[] = [];
  const refused: [string, string][] = [];
  for await (const delivery of sink.deliver(all)) {
    taken.push(...delivery.taken.map(({ finding }) => finding));
    refused.push(
      ...delivery.refused.flatMap(({ marks, reason }) =>
        marks.map(({ finding }): [string, string] => [finding, reason]),
      ),
    );
  }
  return { taken, refused };
}

describe('messages to a topic', () => {
  it('arrive with subject, structure and attributes, and count as taken', async () => {
    const { taken, refused, calls } = await send(({ messages }) => batchAnswer(messages));
    expect({ taken, refused }).toEqual({ taken: ['f0', 'f1', 'f2'], refused: [] });
    expect(calls[0]?.messages[1]).toEqual({
      id: '1',
      subject: '[high] 1',
      message: '{"default":"xxxxxxxxxx"}',
      structure: 'json',
      deduplication: '',
      attributes: {
        severity: { type: 'String', value: 'high' },
        account: { type: 'String.Array', value: '["111122223333","444455556666"]' },
      },
    });
  });

  it('go ten to a call, in their order', async () => {
    const { taken, calls } = await send(({ messages }) => batchAnswer(messages), messages(23));
    expect(calls.map(({ messages }) => messages.length)).toEqual([10, 10, 3]);
    expect(taken).toEqual(messages(23).map((_, index) => `f${index}`));
  });

  it('go fewer to a call where they are long', async () => {
    const { taken, calls } = await send(({ messages }) => batchAnswer(messages), messages(4, 120_000));
    expect(calls.map(({ messages }) => messages.length)).toEqual([2, 2]);
    expect(taken).toHaveLength(4);
  });

  it('carry the same deduplication id in every run to a FIFO topic', async () => {
    const { calls } = await send(({ messages }) => batchAnswer(messages), messages(1), `${TOPIC}.fifo`);
    expect(calls[0]?.messages[0]?.deduplication).toBe('f0-1-1');
  });
});

describe('a topic that takes a part of a batch', () => {
  it('is asked again for what it may take later, and for nothing else', async () => {
    const { taken, refused, calls } = await send(({ messages }, number) =>
      number === 1
        ? batchAnswer(messages, {
            0: { code: 'InternalError', senderFault: false },
            2: { code: 'InvalidParameter', senderFault: true },
          })
        : batchAnswer(messages),
    );
    expect(taken.sort()).toEqual(['f0', 'f1']);
    expect(refused).toEqual([['f2', 'InvalidParameter']]);
    expect(calls[1]?.messages.map(({ subject }) => subject)).toEqual(['[high] 0']);
  });

  it('is given up after some tries, and what it did not take is not taken', async () => {
    const { taken, refused } = await send(({ messages }) =>
      batchAnswer(messages, { 0: { code: 'Throttled', senderFault: true } }),
    );
    expect(taken).toEqual(['f1', 'f2']);
    expect(refused).toEqual([['f0', 'Throttled']]);
  });
});

describe('a topic that throttles', () => {
  it('is asked again and takes everything', async () => {
    const { taken, refused, calls } = await send(({ messages }, number) =>
      number === 1 ? errorAnswer(429, 'Throttling') : batchAnswer(messages),
    );
    expect({ taken, refused, calls: calls.length }).toEqual({
      taken: ['f0', 'f1', 'f2'],
      refused: [],
      calls: 2,
    });
  });

  it('without end leaves the messages refused, and later batches are tried', async () => {
    const { taken, refused } = await send(
      ({ messages }, number) => (number <= 2 ? errorAnswer(429, 'Throttling') : batchAnswer(messages)),
      messages(12),
    );
    expect(refused.map(([finding]) => finding)).toEqual(messages(10).map((_, index) => `f${index}`));
    expect(refused[0]?.[1]).toContain('Throttling');
    expect(taken).toEqual(['f10', 'f11']);
  });

  it('in three batches running is left alone', async () => {
    const { refused, calls } = await send(() => errorAnswer(500, 'InternalError'), messages(50));
    expect(refused).toHaveLength(50);
    expect(calls).toHaveLength(3 * 2);
  });
});

describe('a topic that refuses', () => {
  it.each([
    ['for want of a permission', 403, 'AuthorizationError'],
    ['because it is not there', 404, 'NotFound'],
    ['credentials that nobody knows', 403, 'InvalidClientTokenId'],
  ])('%s is asked once, and says why for all', async (_, status, code) => {
    const { taken, refused, calls } = await send(() => errorAnswer(status, code, 'no entry'), messages(25));
    expect({ taken, calls: calls.length }).toEqual({ taken: [], calls: 1 });
    expect(refused).toHaveLength(25);
    expect(new Set(refused.map(([, reason]) => reason)).size).toBe(1);
    expect(refused[0]?.[1]).toContain('no entry');
  });

  it('one batch for its own sake takes the others', async () => {
    const { taken, refused } = await send(
      ({ messages }, number) => (number === 1 ? errorAnswer(400, 'InvalidParameter') : batchAnswer(messages)),
      messages(12),
    );
    expect({ taken, refused: refused.length }).toEqual({ taken: ['f10', 'f11'], refused: 10 });
  });
});

describe('a topic that is silent', () => {
  it.each(['hang', 'cut'] as const)('(%s) leaves the messages refused', async (silence) => {
    const { taken, refused } = await send(() => silence);
    expect(taken).toEqual([]);
    expect(refused.map(([finding]) => finding)).toEqual(['f0', 'f1', 'f2']);
  });

  it('once is asked again', async () => {
    const { taken } = await send(({ messages }, number) => (number === 1 ? 'hang' : batchAnswer(messages)));
    expect(taken).toEqual(['f0', 'f1', 'f2']);
  });
});

it.each([
  ['arn:aws:sns:us-east-1:111122223333:alerts', true],
  ['arn:aws-cn:sns:cn-north-1:111122223333:alerts.fifo', true],
  ['arn:aws:sqs:us-east-1:111122223333:alerts', false],
  ['arn:aws:sns:us-east-1:111122223333:alerts:sub', false],
  ['alerts', false],
])('tells whether %s is a topic: %s', (text, expected) => {
  expect(isTopicArn(text)).toBe(expected);
});
