import { renderNotSeen } from '../../../lib/outputs/table/not-seen';

describe('what was not seen', () => {
  it('sets the second line of an entry under its first word', () => {
    const coverage = {
      accounts: [],
      problems: [],
      unrecognised: [],
      limits: [`${'word '.repeat(20)}end`],
      complete: true,
    };
    const lines = renderNotSeen(coverage, { width: 60, color: false }, 10).split('\n');
    expect(lines[2]).toMatch(/^ {3}- word/);
    expect(lines[3]).toMatch(/^ {5}word/);
  });
});
