/**
 * The rival that is a database: DuckDB selects the assume calls from the same files.
 *
 * It is told the columns that are asked for, so that it need not find out, and keeps nothing else of a record.
 */
import { DuckDBInstance } from '@duckdb/node-api';

const RECORD = `STRUCT(
  userIdentity STRUCT("type" VARCHAR, principalId VARCHAR, arn VARCHAR, accountId VARCHAR, invokedBy VARCHAR),
  eventTime VARCHAR, eventSource VARCHAR, eventName VARCHAR, sourceIPAddress VARCHAR, userAgent VARCHAR,
  errorCode VARCHAR, requestParameters STRUCT(roleArn VARCHAR, roleSessionName VARCHAR, externalId VARCHAR),
  responseElements STRUCT(credentials STRUCT(accessKeyId VARCHAR)),
  eventID VARCHAR, recipientAccountId VARCHAR, sharedEventID VARCHAR
)[]`;

/** Larger than any file of a trail. */
const LARGEST_TEXT = 64 * 1024 * 1024;

/** Returns how many there are. */
export async function selectAssumptions(files: readonly string[], threads: number): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(`
    SELECT record.* FROM (
      SELECT unnest(Records) AS record
      FROM read_json([${files.map(quoted).join(', ')}], format = 'unstructured', maximum_object_size = ${LARGEST_TEXT},
        columns = {Records: '${RECORD.replaceAll('\n', ' ')}'})
    )
    WHERE record.eventSource = 'sts.amazonaws.com' AND record.eventName LIKE 'AssumeRole%'`);
  return result.currentRowCount;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
