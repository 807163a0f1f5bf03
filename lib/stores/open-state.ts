/**
 * Opens a state by how the user names it: `DIR`, or `s3://bucket/prefix[,dynamodb:TABLE]`.
 *
 * The AWS SDK is loaded only where it is asked for: it takes as long to start as all the rest.
 */
import { FolderStore } from './folder-store';
import type { StateOptions, StateStore } from './state-store';

/** Where a state is, as the user named it. */
export type StatePlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string; readonly table?: string };

/** What the user named is no state; the message says what was expected. */
export class StatePlaceError extends Error {
  override readonly name = 'StatePlaceError';
}

const FORM = 'expected a folder, or s3://BUCKET/PREFIX, or s3://BUCKET/PREFIX,dynamodb:TABLE';

/**
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const TABLE = /^[A-Za-z0-9_.-]{3,255}$/;

/** @throws StatePlaceError */
export function parseStatePlace(text: string): StatePlace {
  const [place = '', ...more] = text.split(',dynamodb:');
  const isS3 = place.startsWith('s3://');
  if (text.trim() === '') throw refusal(text);
  if (!isS3 && (more.length > 0 || /^[a-z][a-z0-9+.-]+:/i.test(text))) throw refusal(text);
  if (!isS3) return { kind: 'folder', folder: text };
  const [bucket = '', ...folders] = place.slice('s3://'.length).split('/');
  const prefix = folders.filter((folder) => folder !== '').join('/');
  if (!BUCKET.test(bucket)) throw refusal(text, `\`${bucket}\` is no name of a bucket`);
  if (prefix.includes(',')) throw refusal(text, 'a prefix has no comma');
  const [table, ...rest] = more;
  if (table === undefined) return { kind: 's3', bucket, prefix };
  if (rest.length > 0 || !TABLE.test(table)) throw refusal(text, `\`${table}\` is no name of a table`);
  return { kind: 's3', bucket, prefix, table };
}

/** @throws StatePlaceError where the text names no state; nothing is read yet */
export async function openState(text: string, options: StateOptions = {}): Promise<StateStore> {
  const place = parseStatePlace(text);
  if (place.kind === 'folder') return new FolderStore(place.folder, options);
  if (place.table === undefined) return new (await import('./s3-store.js')).S3Store(place, options);
  return new (await import('./dynamo-store.js')).DynamoStore(place, place.table, options);
}

function refusal(text: string, why?: string): StatePlaceError {
  return new StatePlaceError(`${FORM}; found \`${text}\`${why === undefined ? '' : `: ${why}`}`);
}
