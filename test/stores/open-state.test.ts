import { FolderStore } from '../../lib/stores/folder-store';
import { openState, parseStatePlace, StatePlaceError } from '../../lib/stores/open-state';

describe('where a state is', () => {
  it.each([
    ['.trust-atlas', { kind: 'folder', folder: '.trust-atlas' }],
    ['/var/lib/state', { kind: 'folder', folder: '/var/lib/state' }],
    ['C:\\state', { kind: 'folder', folder: 'C:\\state' }],
    ['./s3:odd', { kind: 'folder', folder: './s3:odd' }],
    ['s3://bucket', { kind: 's3', bucket: 'bucket', prefix: '' }],
    ['s3://my.bucket-1//a/b/', { kind: 's3', bucket: 'my.bucket-1', prefix: 'a/b' }],
    [
      's3://bucket/state,dynamodb:Findings',
      { kind: 's3', bucket: 'bucket', prefix: 'state', table: 'Findings' },
    ],
    ['s3://bucket,dynamodb:a_b.c-1', { kind: 's3', bucket: 'bucket', prefix: '', table: 'a_b.c-1' }],
  ])('is understood in %s', (text, place) => {
    expect(parseStatePlace(text)).toEqual(place);
  });

  it.each([
    ['', /expected a folder/],
    ['  ', /expected a folder/],
    ['dynamodb:Findings', /expected a folder/],
    ['state,dynamodb:Findings', /expected a folder/],
    ['https://bucket.s3.amazonaws.com/state', /expected a folder/],
    ['S3://bucket/state', /expected a folder/],
    ['s3:/bucket', /expected a folder/],
    ['s3://', /`` is no name of a bucket/],
    ['s3://Bucket/state', /`Bucket` is no name of a bucket/],
    ['s3://bucket/state,dynamodb:', /`` is no name of a table/],
    ['s3://bucket/state,dynamodb:a b', /`a b` is no name of a table/],
    ['s3://bucket/state,dynamodb:Table,dynamodb:Other', /is no name of a table/],
    ['s3://bucket/state,dynamo:Table', /a prefix has no comma/],
  ])('is refused in `%s`, with what was expected', async (text, message) => {
    expect(() => parseStatePlace(text)).toThrow(StatePlaceError);
    await expect(openState(text)).rejects.toThrow(message);
    await expect(openState(text)).rejects.toThrow('s3://BUCKET/PREFIX,dynamodb:TABLE');
  });
});

it('opens a folder without making it', async () => {
  expect(await openState('/no/such/folder')).toBeInstanceOf(FolderStore);
});
