import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import committed from '../../lib/access/action-levels.json';
import { type ActionLevels, readActionLevels } from '../support/action-levels';

const FILE = join(__dirname, '../../lib/access/action-levels.json');

describe('the table of actions', () => {
  it('is what the installed data package says; `UPDATE_ACTION_LEVELS=1` writes it anew', async () => {
    const current = await readActionLevels();
    if (process.env.UPDATE_ACTION_LEVELS) {
      writeFileSync(FILE, `${JSON.stringify(current, null, 2)}\n`);
      return;
    }
    expect(committed as ActionLevels).toEqual(current);
  });
});
