/**
 * New buckets and tables for tests of state in AWS.
 */
import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';

export async function newBucket(client: S3Client): Promise<string> {
  const Bucket = `state-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

/** With the key that findings have: the state and, in it, the finding. */
export async function newTable(client: DynamoDBClient): Promise<string> {
  const TableName = `findings-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'state', AttributeType: 'S' },
        { AttributeName: 'finding', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'state', KeyType: 'HASH' },
        { AttributeName: 'finding', KeyType: 'RANGE' },
      ],
    }),
  );
  return TableName;
}
