import { isBesideLogs, parseLogObjectKey } from '../../../lib/sources/trail/log-object-key';

const FILE = '444455556666_CloudTrail_eu-west-1_20261124T0805Z_abcdefghijklmnop.json.gz';
const DAY = 'CloudTrail/eu-west-1/2026/11/24';
const PLACE = { account: '444455556666', region: 'eu-west-1', day: '2026-11-24' };
const PUBLISHED = '2026-11-24T08:05:00Z';

describe('keys of log objects', () => {
  it.each<[string, object | undefined]>([
    [`AWSLogs/444455556666/${DAY}/${FILE}`, { ...PLACE, published: PUBLISHED }],
    [
      `my/logs/AWSLogs/o-example1234/444455556666/${DAY}/${FILE}`,
      { ...PLACE, organization: 'o-example1234', published: PUBLISHED },
    ],
    [`AWSLogs/444455556666/${DAY}/${FILE.replace('.gz', '')}`, { ...PLACE, published: PUBLISHED }],
    [`AWSLogs/444455556666/${DAY}/renamed.json`, PLACE],
    [`AWSLogs/444455556666/${DAY}/${FILE.replace('T0805', 'T9905')}`, PLACE],
    [`AWSLogs/4444/${DAY}/${FILE}`, undefined],
    [`AWSLogs/someone/444455556666/${DAY}/${FILE}`, undefined],
    [`AWSLogs/444455556666/CloudTrail/eu-west-1/2026/02/30/${FILE}`, undefined],
    [`AWSLogs/444455556666/CloudTrail-Digest/eu-west-1/2026/11/24/${FILE}`, undefined],
    [`AWSLogs/444455556666/elasticloadbalancing/eu-west-1/2026/11/24/${FILE}`, undefined],
    [FILE, undefined],
  ])('reads %s', (key, expected) => {
    expect(parseLogObjectKey(key)).toEqual(expected);
  });

  it.each([
    ['AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/24/x.json.gz', false],
    ['AWSLogs/111122223333/CloudTrail-Digest/eu-west-1/2026/11/24/x.json.gz', true],
    ['logs/AWSLogs/o-example1234/111122223333/CloudTrail-Insight/eu-west-1/2026/11/24/x.json.gz', true],
    ['AWSLogs/o-example1234/111122223333/CloudTrail/eu-west-1/2026/11/24/x.json.gz', false],
    ['notes/CloudTrail-Digest/x.json', false],
  ])('tells whether %s lies beside the logs', (key, expected) => {
    expect(isBesideLogs(key)).toBe(expected);
  });
});
