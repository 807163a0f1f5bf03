/**
 * A small AWS on loopback that answers as the test says: throttled, refused, in part, or not at all. The real SDK
 * speaks to it over the wire. It knows what SNS, EventBridge and Security Hub are asked for alerts.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message of a `PublishBatch`. */
export interface Published {
  readonly id: string;
  readonly subject: string;
  readonly message: string;
  readonly structure: string;
  readonly attributes: Readonly<Record<string, { readonly type: string; readonly value: string }>>;
  readonly deduplication: string;
}

export interface Answer {
  readonly status?: number;
  readonly body: string;
  readonly type?: string;
}

/** What to answer the n-th call (from 1), `hang` for never, `cut` for a connection that breaks. */
export type Respond = (call: Call, number: number) => Said | Promise<Said>;

export type Said = Answer | 'hang' | 'cut';

export interface Call {
  /** the operation, such as `PublishBatch` */
  readonly action: string;
  /** of `PublishBatch` */
  readonly messages: readonly Published[];
  /** of a JSON protocol */
  readonly json: Record<string, never> & { readonly [name: string]: unknown };
}

export interface FakeAws {
  readonly endpoint: string;
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

export async function startFakeAws(respond: Respond): Promise<FakeAws> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void readCall(request).then(async (call) => {
      calls.push(call);
      give(response, await respond(call, calls.length));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function give(response: ServerResponse, answer: Said): void {
  if (answer === 'hang') return;
  if (answer === 'cut') {
    response.destroy();
    return;
  }
  response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'text/xml' });
  response.end(answer.body);
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string') {
    return { action: target.split('.')[1] ?? '', messages: [], json: JSON.parse(body) };
  }
  if (request.url?.startsWith('/findings/import') || request.url?.startsWith('/accounts')) {
    const action = request.url.startsWith('/accounts') ? 'DescribeHub' : 'BatchImportFindings';
    return { action, messages: [], json: body === '' ? {} : JSON.parse(body) };
  }
  const form = new URLSearchParams(body);
  return { action: form.get('Action') ?? '', messages: messagesOf(form), json: {} };
}

function messagesOf(form: URLSearchParams): readonly Published[] {
  const messages: Published[] = [];
  for (let index = 1; ; index += 1) {
    const at = `PublishBatchRequestEntries.member.${index}`;
    const id = form.get(`${at}.Id`);
    if (id === null) return messages;
    const text = (name: string) => form.get(`${at}.${name}`) ?? '';
    const attributes: Record<string, { type: string; value: string }> = {};
    for (let entry = 1; form.has(`${at}.MessageAttributes.entry.${entry}.Name`); entry += 1) {
      const name = text(`MessageAttributes.entry.${entry}.Name`);
      attributes[name] = {
        type: text(`MessageAttributes.entry.${entry}.Value.DataType`),
        value: text(`MessageAttributes.entry.${entry}.Value.StringValue`),
      };
    }
    messages.push({
      id,
      subject: text('Subject'),
      message: text('Message'),
      structure: text('MessageStructure'),
      attributes,
      deduplication: text('MessageDeduplicationId'),
    });
  }
}

/** SNS's answer: those of `failed` by their id with a code, all others taken. */
export function batchAnswer(
  messages: readonly Published[],
  failed: Readonly<Record<string, { readonly code: string; readonly senderFault: boolean }>> = {},
): Answer {
  const members = messages.map(({ id }) => {
    const failure = failed[id];
    return failure
      ? {
          failed: `<member><Id>${id}</Id><Code>${failure.code}</Code><SenderFault>${failure.senderFault}</SenderFault></member>`,
        }
      : { taken: `<member><Id>${id}</Id><MessageId>m-${id}</MessageId></member>` };
  });
  const taken = members.flatMap((member) => member.taken ?? []).join('');
  const lost = members.flatMap((member) => member.failed ?? []).join('');
  return {
    body: `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Successful>${taken}</Successful><Failed>${lost}</Failed></PublishBatchResult></PublishBatchResponse>`,
  };
}

/** SNS's answer to a call that failed as a whole. */
export function errorAnswer(status: number, code: string, message = 'told so'): Answer {
  return {
    status,
    body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  };
}

/** An answer of a JSON service. */
export function jsonAnswer(value: unknown, status = 200): Answer {
  return { status, body: JSON.stringify(value), type: 'application/x-amz-json-1.1' };
}
