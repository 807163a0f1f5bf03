import { type Rest, restLine } from '../../../lib/outputs/table/rest-line';

describe('the line under a table', () => {
  it.each<[Rest, string]>([
    [
      { left: 1, one: 'way in', many: 'ways in', format: 'csv' },
      '… and 1 more way in: use --all, or --format csv\n',
    ],
    [
      { left: 2, one: 'way in', many: 'ways in', format: 'csv' },
      '… and 2 more ways in: use --all, or --format csv\n',
    ],
    [{ left: 3, one: 'line' }, '… and 3 more lines: use --all\n'],
    [{ left: 0, one: 'line' }, ''],
  ])('says what is left, and how to see it: %j', (rest, line) => {
    expect(restLine(rest, { width: 80, color: false })).toBe(line);
  });
});
