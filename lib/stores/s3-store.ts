/**
 * State in S3: the same state as in a folder, under a prefix of a bucket, for runs that have no disk of their own.
 */
import { S3Client } from '@aws-sdk/client-s3';
import { KeptState } from './kept-state';
import { S3Home, type S3Place } from './s3-home';
import type { StateOptions } from './state-store';

export class S3Store extends KeptState {
  constructor(place: S3Place, options: StateOptions = {}, client: S3Client = newS3Client()) {
    super(new S3Home(client, place), options);
  }
}

/**
 * A client by the standard variables. What stands in for AWS seldom answers to a host name for each bucket, so that
 * with an endpoint of one's own the bucket is in the path.
 */
export function newS3Client(): S3Client {
  const endpoint = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return new S3Client({
    forcePathStyle: endpoint !== undefined && !/\.amazonaws\.com(\.cn)?\/?$/.test(endpoint),
  });
}
