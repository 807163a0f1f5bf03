/**
 * Findings to Security Hub, under the default product of the account whose credentials are used.
 */
import type { AwsSecurityFinding, SecurityHubClient } from '@aws-sdk/client-securityhub';
import { arnIn } from '../../model/arn';
import { type ClientSettings, clientConfig } from './client-settings';
import { type EntryFailure, sendInBatches } from './send-in-batches';

/** Of one call: 6 MB, with room to spare. */
const LIMITS = { count: 100, bytes: 5_000_000, bytesOf };

/** What came of an import. */
export interface HubImport {
  readonly imported: number;
  /** the reasons, with how many findings each of them kept out */
  readonly refused: ReadonlyMap<string, number>;
}

/** Security Hub cannot be asked at all; the message says what it answered. */
export class SecurityHubError extends Error {
  override readonly name = 'SecurityHubError';
}

export class SecurityHub {
  #client: SecurityHubClient | undefined;

  constructor(private readonly settings: ClientSettings = {}) {}

  /**
   * Partition, region and account that findings are imported into.
   * @throws SecurityHubError where it is not enabled, or the credentials may not ask
   */
  async readPlace(): Promise<{ partition: string; region: string; account: string }> {
    const { DescribeHubCommand } = await import('@aws-sdk/client-securityhub');
    try {
      const { HubArn = '' } = await (await this.#connect()).send(new DescribeHubCommand({}));
      const arn = arnIn(HubArn);
      if (arn === undefined) throw new Error(`expected the hub's ARN, found \`${HubArn}\``);
      return { partition: arn.partition, region: arn.region, account: arn.account };
    } catch (cause) {
      const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
      throw new SecurityHubError(`cannot use Security Hub (${said})`, { cause });
    }
  }

  /** Imports findings: new ones are added, those under a known id are changed. */
  async importFindings(findings: readonly AwsSecurityFinding[]): Promise<HubImport> {
    let imported = 0;
    const refused = new Map<string, number>();
    for await (const result of sendInBatches(findings, LIMITS, (batch) => this.#import(batch))) {
      imported += result.taken.length;
      for (const { reason } of result.refused) refused.set(reason, (refused.get(reason) ?? 0) + 1);
    }
    return { imported, refused };
  }

  close(): void {
    this.#client?.destroy();
    this.#client = undefined;
  }

  async #import(batch: readonly AwsSecurityFinding[]): Promise<readonly (EntryFailure | undefined)[]> {
    const { BatchImportFindingsCommand } = await import('@aws-sdk/client-securityhub');
    const client = await this.#connect();
    const { FailedFindings = [] } = await client.send(
      new BatchImportFindingsCommand({ Findings: [...batch] }),
    );
    const failed = new Map(FailedFindings.map((one) => [one.Id, one]));
    return batch.map(({ Id }) => {
      const failure = failed.get(Id);
      if (failure === undefined) return undefined;
      const code = failure.ErrorCode ?? 'refused';
      return {
        reason: [code, failure.ErrorMessage].filter(Boolean).join(': '),
        again: /^(Throttl|TooManyRequests|Internal)/.test(code),
      };
    });
  }

  async #connect(): Promise<SecurityHubClient> {
    const { SecurityHubClient } = await import('@aws-sdk/client-securityhub');
    this.#client ??= new SecurityHubClient(clientConfig(this.settings));
    return this.#client;
  }
}

function bytesOf(finding: AwsSecurityFinding): number {
  return Buffer.byteLength(JSON.stringify(finding));
}
