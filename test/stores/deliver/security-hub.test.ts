import { mirrorFindings } from '../../../lib/app/mirror-findings';
import { EMPTY_HISTORY, type FindingMemory, type History } from '../../../lib/history/history';
import { SecurityHub } from '../../../lib/stores/deliver/security-hub';
import { MemoryStore } from '../../../lib/stores/memory-store';
import { useAwsEnvironment } from '../../support/aws-environment';
import { type FakeAws, jsonAnswer, type Respond, startFakeAws } from '../../support/fake-aws';
import { finding } from '../../support/finding';
import { graphOf } from '../../support/graph-builder';

const pointTo = useAwsEnvironment();
let aws: FakeAws | undefined;
afterEach(() => aws?.close());

const HUB = jsonAnswer({ HubArn: 'arn:aws:securityhub:us-east-1:111122223333:hub/default' });
const CONTEXT = { asOf: '2026-11-24T00:00:00Z', parties: new Map(), accountNames: new Map() };
const OPEN = [finding({ id: 'open' }), finding({ id: 'quiet', state: 'suppressed' })];

const memory = (state: FindingMemory['state'], lastSeen: string): FindingMemory => {
  const { id: _, evidence: __, remedy: ___, technique: ____, ...rest } = finding({ lastSeen });
  return { ...rest, state, turn: 1 };
};

const HISTORY: History = {
  ...EMPTY_HISTORY,
  findings: new Map([
    ['open', memory('open', '2026-11-24T00:00:00Z')],
    ['closed', memory('closed', '2026-11-20T00:00:00Z')],
    ['closed-long-ago', memory('closed', '2025-01-01T00:00:00Z')],
    ['unseen', memory('open', '2026-11-20T00:00:00Z')],
  ]),
};

async function mirror(respond: Respond, findings = OPEN) {
  aws = await startFakeAws(respond);
  pointTo(aws.endpoint);
  const store = new MemoryStore();
  await store.writeHistory(HISTORY);
  const graph = graphOf({ roles: [{}] });
  const failures = await mirrorFindings(
    store,
    { graph, findings },
    CONTEXT,
    new SecurityHub({ maxAttempts: 1 }),
  );
  return { failures, imports: aws.calls.filter(({ action }) => action === 'BatchImportFindings') };
}

const taken = () => jsonAnswer({ FailedCount: 0, SuccessCount: 0, FailedFindings: [] });

describe('findings in Security Hub', () => {
  it('are there while they are open, archived once closed or suppressed, and left alone where nobody looked', async () => {
    const { failures, imports } = await mirror(({ action }) => (action === 'DescribeHub' ? HUB : taken()));
    expect(failures).toEqual([]);
    expect(imports[0]?.json.Findings).toMatchObject([
      { Id: 'open', RecordState: 'ACTIVE', AwsAccountId: '111122223333' },
      { Id: 'quiet', RecordState: 'ARCHIVED' },
      { Id: 'closed', RecordState: 'ARCHIVED' },
    ]);
  });

  it('go a hundred to a call', async () => {
    const many = Array.from({ length: 249 }, (_, index) => finding({ id: `f${index}` }));
    const { imports } = await mirror(({ action }) => (action === 'DescribeHub' ? HUB : taken()), many);
    expect(imports.map(({ json }) => json.Findings)).toMatchObject([
      { length: 100 },
      { length: 100 },
      { length: 50 },
    ]);
  });

  it('that it refuses are counted with the reason', async () => {
    const { failures } = await mirror(({ action }) =>
      action === 'DescribeHub'
        ? HUB
        : jsonAnswer({
            FailedCount: 1,
            SuccessCount: 2,
            FailedFindings: [{ Id: 'open', ErrorCode: 'InvalidInput', ErrorMessage: 'no' }],
          }),
    );
    expect(failures).toEqual(['1 of 3 findings not imported into Security Hub: InvalidInput: no']);
  });

  it('are not sent where Security Hub is not enabled, which is a sentence', async () => {
    const refusal = { __type: 'InvalidAccessException', Message: 'not subscribed' };
    const { failures, imports } = await mirror(() => jsonAnswer(refusal, 401));
    expect(failures).toEqual([expect.stringMatching(/cannot use Security Hub .*no finding was imported/)]);
    expect(imports).toEqual([]);
  });
});
