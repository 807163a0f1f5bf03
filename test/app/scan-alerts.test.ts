import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useAwsEnvironment } from '../support/aws-environment';
import { allowAccount, exportedRole, exportFolder } from '../support/export-folder';
import { batchAnswer, errorAnswer, type FakeAws, startFakeAws } from '../support/fake-aws';
import { runCommand } from '../support/run-command';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder';

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:alerts';
const pointTo = useAwsEnvironment();
let aws: FakeAws | undefined;
afterEach(() => aws?.close());
afterAll(removeTemporaryFolders);

const EXPORTS = exportFolder({
  'roles.json': {
    Roles: [exportedRole('Open', { ...allowAccount('999988887777'), Principal: { AWS: '*' } })],
  },
  'accounts.json': { Accounts: [{ Id: '111122223333', Name: 'prod', State: 'ACTIVE' }] },
});

const AT = ['--as-of', '2026-11-24T00:00:00Z'];
const newState = () => join(temporaryFolder({}), 'state');
const scan = (...args: readonly string[]) => runCommand('scan', '--from', EXPORTS, ...AT, ...args);

async function takingTopic(): Promise<FakeAws> {
  aws = await startFakeAws(({ messages }) => batchAnswer(messages));
  pointTo(aws.endpoint);
  return aws;
}

describe('scan --topic', () => {
  it('tells each finding once over two runs', async () => {
    const { calls } = await takingTopic();
    const state = newState();
    const first = await scan('--state', state, '--topic', TOPIC);
    const sent = calls.flatMap(({ messages }) => messages.map(({ subject }) => subject));
    expect(first.err).toBe(`alerts: ${sent.length} of ${sent.length} delivered\n`);
    expect(sent[0]).toBe('[critical] Anyone with an AWS account can enter role Open');
    const before = calls.length;
    expect((await scan('--state', state, '--topic', TOPIC)).err).toBe('');
    expect(calls).toHaveLength(before);
  });

  it('exits with 3 where alerts could not be sent, says so, and sends them next time', async () => {
    const state = newState();
    aws = await startFakeAws(() => errorAnswer(403, 'AuthorizationError', 'not allowed'));
    pointTo(aws.endpoint);
    const { code, err } = await scan('--state', state, '--topic', TOPIC);
    expect(code).toBe(3);
    expect(err).toMatch(/alerts not delivered to topic .*, they stay due: .*not allowed/);
    await aws.close();
    const { calls } = await takingTopic();
    await scan('--state', state, '--topic', TOPIC);
    expect(calls.flatMap(({ messages }) => messages).length).toBeGreaterThan(0);
  });

  it('sends what a run without a topic left due', async () => {
    const state = newState();
    await scan('--state', state);
    const { calls } = await takingTopic();
    await scan('--state', state, '--topic', TOPIC);
    expect(calls).not.toEqual([]);
  });

  it('holds the state until all is told: a second run at once is refused and sends nothing', async () => {
    const state = newState();
    let second: Awaited<ReturnType<typeof scan>> | undefined;
    aws = await startFakeAws(async ({ messages }) => {
      second ??= await scan('--state', state, '--topic', TOPIC);
      return batchAnswer(messages);
    });
    pointTo(aws.endpoint);
    const first = await scan('--state', state, '--topic', TOPIC);
    expect(first.err).toMatch(/delivered/);
    expect(second).toMatchObject({ code: 4, err: expect.stringContaining('is in use') });
    expect(aws.calls).toHaveLength(1);
  });

  it('names the folder of the report where one is written', async () => {
    const { calls } = await takingTopic();
    const out = join(temporaryFolder({}), 'report');
    await scan('--state', newState(), '--topic', TOPIC, '--out', out);
    expect(JSON.parse(calls[0]?.messages[0]?.message ?? '').default).toContain(`Report\n  folder ${out}`);
  });

  it.each([
    ['no state, as nothing would be remembered', ['--topic', TOPIC], /expected --state with alerts/],
    [
      'what is no topic',
      ['--topic', 'alerts', '--state', 'x'],
      /expected the ARN of an SNS topic after --topic/,
    ],
    ['a chat topic that is none', ['--chat-topic', 'x', '--state', 'x'], /after --chat-topic/],
    ['a bus without a state', ['--event-bus', 'default'], /expected --state/],
    ['a state that is none', ['--state', 'http://x', '--topic', TOPIC], /expected a folder, or s3:/],
  ])('refuses %s', async (_, args, message) => {
    const { code, err } = await scan(...args);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
  });
});

it('scan --format asff writes each finding for the Security Hub of its own account', async () => {
  const { code, out } = await scan('--format', 'asff');
  expect(code).not.toBe(2);
  const [first] = JSON.parse(out);
  expect(first).toMatchObject({
    AwsAccountId: '111122223333',
    ProductArn: expect.stringMatching(/:product\/111122223333\/default$/),
    FindingProviderFields: { Severity: { Label: 'CRITICAL' } },
  });
});

describe('scan --dry-run', () => {
  it('prints the messages, sends nothing and leaves the state as it is', async () => {
    const { calls } = await takingTopic();
    const state = newState();
    await scan('--state', state);
    const before = readFileSync(join(state, 'history.json'), 'utf8');
    const { code, out } = await scan(
      '--state',
      state,
      '--topic',
      TOPIC,
      '--dry-run',
      '--as-of',
      '2026-11-25T00:00:00Z',
    );
    expect(code).not.toBe(4);
    expect(out).toMatch(/^\d+ messages? for \d+ alerts? would be sent to topic arn:/m);
    expect(out).toContain('Subject: [critical] Anyone with an AWS account can enter role Open\n');
    expect(calls).toEqual([]);
    expect(readFileSync(join(state, 'history.json'), 'utf8')).toBe(before);
  });

  it('needs neither state nor topic, and makes no state', async () => {
    const state = newState();
    expect((await scan('--dry-run')).out).toContain('would be sent to topic of your choice');
    await scan('--dry-run', '--state', state);
    expect(() => readdirSync(state)).toThrow(/ENOENT/);
  });

  it('shows events and chat notifications too', async () => {
    const { out } = await scan('--dry-run', '--event-bus', 'default', '--chat-topic', TOPIC);
    expect(out).toContain('Event: trust-atlas, Trust Atlas Finding New');
    expect(out).toContain('"source":"custom"');
  });

  it('keeps standard output for programs where they read it', async () => {
    const { out, err } = await scan('--dry-run', '--format', 'json');
    expect(JSON.parse(out).schema).toBe('trust-atlas/analysis/1');
    expect(err).toContain('would be sent');
  });
});
