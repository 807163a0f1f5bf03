import fc from 'fast-check';
import stringWidth from 'string-width';
import { layOut } from '../../../lib/outputs/table/layout';

const COLUMNS = [
  { title: 'ROLE', share: 1 },
  { title: 'HOW', share: 1 },
  { title: 'GETS', share: 1 },
];
const row = (...texts: readonly string[]) => texts.map((text) => ({ text }));

describe('columns', () => {
  it('leave a text whole where others need less than their share', () => {
    const text = layOut(COLUMNS, [row('DatadogIntegrationRole', 'x', 'y')], { width: 40, color: false });
    expect(text).toContain('DatadogIntegrationRole');
  });

  it('break words where there is no room for all', () => {
    const rows = [row('A'.repeat(50), 'B'.repeat(50), 'short')];
    const text = layOut(COLUMNS, rows, { width: 60, color: false });
    expect(text).not.toContain('A'.repeat(50));
    expect(text).toContain('short');
  });

  it('keep their own words whole where names are broken', () => {
    const columns = [
      { title: 'ROLE', share: 3 },
      { title: 'GETS', share: 1, atLeast: 10 },
    ];
    const rows = [row('N'.repeat(100), 'escalation and more words that wrap')];
    expect(layOut(columns, rows, { width: 30, color: false })).toContain('escalation');
  });

  it('wrap a title that is wider than its column', () => {
    const columns = [
      { title: 'LAST USED', share: 1 },
      { title: 'ROLE', share: 9 },
    ];
    const text = layOut(columns, [row('1 d ago', 'N'.repeat(90))], { width: 60, color: false });
    expect(text).toMatch(/^LAST +ROLE\nUSED\n/);
  });

  it('are not widened by a row that runs over all of them', () => {
    const rows = [row('one heading that is longer than its column'), row('a', 'b', 'c')];
    expect(layOut(COLUMNS, rows, { width: 60, color: false })).toMatch(/^ROLE {2}HOW {2}GETS/);
  });

  it('never run over the width of the screen', () => {
    const cell = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }),
        fc.integer({ min: 60, max: 160 }),
        (cells, width) => {
          const text = layOut(
            COLUMNS,
            cells.map((texts) => row(...texts)),
            { width, color: false },
          );
          for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
