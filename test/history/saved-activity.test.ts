import * as fc from 'fast-check';
import { parseSavedActivity, type SavedActivity } from '../../lib/history/saved-activity';
import { activityOf } from '../../lib/outputs/activity-rows';
import { renderJson } from '../../lib/outputs/render-json';
import { intrusion } from '../support/intrusion';

const VIEW = { salt: '', showExternalIds: true };

let text = '';
let made: SavedActivity;
beforeAll(async () => {
  const analysis = await intrusion();
  text = [...renderJson(analysis, VIEW)].join('');
  made = activityOf(analysis);
});

/** The analysis as saved, with the member at `path` replaced; undefined takes it away. */
function bent(path: readonly (string | number)[], value: unknown): string {
  const analysis = JSON.parse(text);
  const holder = path.slice(0, -1).reduce((at, step) => at[step], analysis);
  holder[path.at(-1) ?? ''] = value;
  return JSON.stringify(analysis);
}

function problemIn(saved: string): string | undefined {
  const parsed = parseSavedActivity(saved, 'analysis.json');
  return parsed.kind === 'problem' ? `${parsed.problem.code}: ${parsed.problem.message}` : undefined;
}

describe('a saved analysis', () => {
  it('answers as the analysis itself does', () => {
    const parsed = parseSavedActivity(text, 'analysis.json');
    if (parsed.kind === 'problem') throw new Error(parsed.problem.message);
    const { parties, guards, uses, sessions, ...rest } = parsed.value;
    // JSON leaves out what is not known, and so does this comparison
    expect({ uses, sessions }).toEqual({ uses: made.uses, sessions: made.sessions });
    expect(rest).toEqual({ asOf: made.asOf, complete: made.complete, watched: true, roles: made.roles });
    expect([...guards]).toEqual([...made.guards]);
    expect([...parties].map(([id, { name }]) => [id, name])).toEqual(
      [...made.parties].map(([id, { name }]) => [id, name]),
    );
    expect(made.sessions).toHaveLength(3);
  });

  it.each<[string, () => string]>([
    ['is no JSON', () => text.slice(0, -10)],
    ['is of another schema', () => bent(['schema'], 'trust-atlas/analysis/2')],
    ['has no use', () => bent(['use'], undefined)],
    ['has a count that is none', () => bent(['use', 0, 'count'], '3')],
    ['has a count by name that is none', () => bent(['sessions', 0, 'byService', 's3'], '1')],
    ['has a negative count', () => bent(['sessions', 0, 'calls'], -1)],
    ['has an account id that lost its zero', () => bent(['use', 0, 'caller', 'account'], 12345678901)],
    ['has a caller of no known kind', () => bent(['sessions', 0, 'caller'], { kind: 'ghost' })],
    ['has a permission of no known kind', () => bent(['sessions', 0, 'permitted'], 'maybe')],
    ['is no object', () => '[]'],
    ['is nothing', () => 'null'],
  ])('is refused with a sentence where it %s', (_, saved) => {
    expect(problemIn(saved())).toMatch(/^analysis-damaged: expected an analysis/);
  });

  it('names the place that is wrong', () => {
    expect(problemIn(bent(['use', 0, 'count'], '3'))).toContain('use.0.count');
  });

  it('may be of a version that knew no sessions, nor who is an outsider', () => {
    const analysis = JSON.parse(text);
    delete analysis.sessions;
    for (const use of analysis.use) delete use.external;
    const parsed = parseSavedActivity(JSON.stringify(analysis), 'analysis.json');
    expect(parsed).toMatchObject({ kind: 'ok', value: { uses: [{ external: true }, {}, {}] } });
    expect(parsed.kind === 'ok' && parsed.value.sessions).toBeUndefined();
  });

  it('is never a reason to throw', () => {
    const paths = [
      ['use'],
      ['use', 0],
      ['use', 0, 'networks'],
      ['sessions', 0, 'byService'],
      ['coverage'],
      ['grants', 0],
    ];
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        expect(['ok', 'problem']).toContain(parseSavedActivity(bent(path, value), 'analysis.json').kind);
      }),
    );
  });
});
