import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { type EventBatch, readEvents } from '../../../lib/sources/stream/read-events';

const record = (id: string) => ({ eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole', eventID: id });
const envelope = (id: string) => ({ source: 'aws.sts', 'detail-type': 'AWS API Call', detail: record(id) });

async function read(...chunks: readonly (string | Buffer)[]): Promise<EventBatch> {
  const all: EventBatch[] = [];
  const source = (async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk);
  })();
  for await (const batch of readEvents(source)) all.push(batch);
  return {
    records: all.flatMap(({ records }) => records),
    others: all.reduce((sum, { others }) => sum + others, 0),
    malformed: all.reduce((sum, { malformed }) => sum + malformed, 0),
  };
}

const idsOf = ({ records }: EventBatch) =>
  records.map((each) => (each as { readonly eventID: string }).eventID);

describe('a stream of events', () => {
  it.each([
    ['records, one a line', `${JSON.stringify(record('a'))}\n${JSON.stringify(record('b'))}\n`],
    [
      'without a last line feed, after a blank line',
      `\n\r\n${JSON.stringify(record('a'))}\r\n${JSON.stringify(record('b'))}`,
    ],
    ['EventBridge events', [envelope('a'), envelope('b')].map((each) => JSON.stringify(each)).join('\n')],
    ['a list of both', JSON.stringify([record('a'), envelope('b')])],
    ['a log object', JSON.stringify({ Records: [record('a'), record('b')] })],
    [
      'the output of lookup-events',
      JSON.stringify(
        { Events: ['a', 'b'].map((id) => ({ CloudTrailEvent: JSON.stringify(record(id)) })) },
        null,
        2,
      ),
    ],
    ['pretty-printed', `${JSON.stringify(record('a'), null, 2)}\n${JSON.stringify(envelope('b'), null, 2)}`],
    ['with a byte order mark', `\ufeff${JSON.stringify(record('a'))}\n${JSON.stringify(record('b'))}`],
  ])('may be %s', async (_, text) => {
    expect(idsOf(await read(text))).toEqual(['a', 'b']);
    expect(await read(text)).toMatchObject({ others: 0, malformed: 0 });
  });

  it('may be cut anywhere', async () => {
    const text = `${JSON.stringify(record('ä€😀'))}\n${JSON.stringify({ Records: [envelope('b')] })}\n`;
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length }), async (at) => {
        expect(idsOf(await read(bytes.subarray(0, at), bytes.subarray(at)))).toEqual(['ä€😀', 'b']);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    ['a line that is cut off', '{"eventName": "Ass', 1],
    ['a line of text', 'Connection reset by peer', 1],
    ['a line with a bare word', '{"eventName": nothing}', 1],
    ['a line whose text does not end', '{"eventName": "AssumeRole}', 1],
  ])('loses %s only', async (_, line, malformed) => {
    const read2 = await read(`${JSON.stringify(record('a'))}\n${line}\n${JSON.stringify(record('b'))}\n`);
    expect(idsOf(read2)).toEqual(['a', 'b']);
    expect(read2).toMatchObject({ malformed, others: 0 });
  });

  it('counts what is JSON and no call', async () => {
    const scheduled = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };
    expect(await read(JSON.stringify([scheduled, 7, {}, record('a')]))).toMatchObject({
      others: 3,
      malformed: 0,
    });
  });

  it('hands on what has come while it waits for more', async () => {
    const source = new PassThrough();
    const batches = readEvents(source);
    source.write(`${JSON.stringify(record('a'))}\n`);
    expect((await batches.next()).value).toMatchObject({ records: [{ eventID: 'a' }] });
    source.write(`${JSON.stringify(record('b'))}\n`);
    expect((await batches.next()).value).toMatchObject({ records: [{ eventID: 'b' }] });
    source.end();
    expect(await batches.next()).toEqual({ done: true, value: undefined });
  });

  it('holds no more than a thousand at once', async () => {
    const source = (async function* () {
      yield Buffer.from(`${JSON.stringify(record('a'))}\n`.repeat(2_500));
    })();
    const sizes: number[] = [];
    for await (const { records } of readEvents(source)) sizes.push(records.length);
    expect(sizes).toEqual([1_000, 1_000, 500]);
  });

  it('fails where its source does', async () => {
    const source = (async function* () {
      yield Buffer.from(`${JSON.stringify(record('a'))}\n`);
      throw new Error('the pipe broke');
    })();
    const events = readEvents(source);
    await expect(events.next()).rejects.toThrow('the pipe broke');
  });
});
