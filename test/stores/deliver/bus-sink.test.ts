import type { BusEvent } from '../../../lib/findings/alert';
import { BusSink } from '../../../lib/stores/deliver/bus-sink';
import { useAwsEnvironment } from '../../support/aws-environment';
import { type FakeAws, jsonAnswer, type Respond, startFakeAws } from '../../support/fake-aws';

const pointTo = useAwsEnvironment();
let aws: FakeAws | undefined;
afterEach(() => aws?.close());

function events(number: number): readonly BusEvent[] {
  return Array.from({ length: number }, (_, index) => ({
    marks: [{ finding: `f${index}`, turn: 1 }],
    source: 'trust-atlas',
    detailType: 'Trust Atlas Finding New',
    detail: `{"index":${index}}`,
    resources: ['arn:aws:iam::777788889999:role/X'],
    time: '2026-11-24T00:00:00Z',
  }));
}

async function send(respond: Respond, all = events(3)) {
  aws = await startFakeAws(respond);
  pointTo(aws.endpoint);
  const taken: string[] = [];
  const refused: string[] = [];
  for await (const delivery of new BusSink('alerts', { maxAttempts: 2 }).deliver(all)) {
    taken.push(...delivery.taken.map(({ finding }) => finding));
    refused.push(...delivery.refused.map(({ marks, reason }) => `${marks[0]?.finding}: ${reason}`));
  }
  return { taken, refused, calls: aws.calls };
}

/** EventBridge's answer: each entry's id, or its error. */
const answer = (...errors: readonly (string | undefined)[]) =>
  jsonAnswer({
    FailedEntryCount: errors.filter((error) => error !== undefined).length,
    Entries: errors.map((ErrorCode, index) => (ErrorCode ? { ErrorCode } : { EventId: `e${index}` })),
  });

describe('events to a bus', () => {
  it('carry source, type, detail, resources and time', async () => {
    const { taken, calls } = await send(() => answer(undefined), events(1));
    expect(taken).toEqual(['f0']);
    expect(calls[0]).toMatchObject({
      action: 'PutEvents',
      json: {
        Entries: [
          {
            EventBusName: 'alerts',
            Source: 'trust-atlas',
            DetailType: 'Trust Atlas Finding New',
            Detail: '{"index":0}',
            Resources: ['arn:aws:iam::777788889999:role/X'],
            Time: Date.parse('2026-11-24T00:00:00Z') / 1000,
          },
        ],
      },
    });
  });

  it('that failed in part are sent again where that may help', async () => {
    const { taken, refused, calls } = await send((_, number) =>
      number === 1 ? answer('ThrottlingException', undefined, 'MalformedDetail') : answer(undefined),
    );
    expect(taken.sort()).toEqual(['f0', 'f1']);
    expect(refused).toEqual(['f2: MalformedDetail']);
    expect(calls).toHaveLength(2);
  });

  it('are refused for all where the bus is not there', async () => {
    const missing = { __type: 'ResourceNotFoundException', message: 'no such bus' };
    const { taken, refused, calls } = await send(() => jsonAnswer(missing, 400), events(12));
    expect({ taken, refused: refused.length, calls: calls.length }).toEqual({
      taken: [],
      refused: 12,
      calls: 1,
    });
    expect(refused[0]).toContain('no such bus');
  });
});
