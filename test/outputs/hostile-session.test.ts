import { readFileSync } from 'node:fs';
import { renderTable } from '../../lib/outputs/table/render-table';
import { intrusion, KEYS, savedIntrusion } from '../support/intrusion';
import { runCommand } from '../support/run-command';

/** What an intruder may write into a session name or a user agent. */
const HOSTILE =
  "\u001b[2J\u202e<script>alert(1)</script>\u0007\r\nwho        Nobody\r\n=cmd|' /C calc'!A0\u2028";

/** Everything a terminal would obey, save the line feeds that the renderers write themselves. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u;

const WRITTEN = { userAgent: HOSTILE, sessionName: HOSTILE, eventSource: '__proto__' };

let file = '';
beforeAll(async () => {
  file = await savedIntrusion(WRITTEN);
});

describe('a session whose every name is hostile', () => {
  it.each<[string, readonly string[]]>([
    ['use as a table', ['use']],
    ['use as JSON', ['use', '--format', 'json']],
    ['use as CSV', ['use', '--format', 'csv']],
    ['a session', ['session', KEYS.vendor]],
    ['a session as JSON', ['session', KEYS.vendor, '--format', 'json']],
    ['a session that cannot be told', ['session', 'ASIA']],
    ['a session that is not there', ['session', HOSTILE]],
  ])('does nothing to %s', async (_, args) => {
    const { out, err } = await runCommand(...args, '--analysis', file);
    expect(out + err).not.toMatch(OBEYED);
    expect(out).not.toMatch(/^who +Nobody/m);
    expect(out).not.toMatch(/(^|,)"?=cmd/m);
  });

  it('does nothing to the report', async () => {
    const report = [...renderTable(await intrusion(WRITTEN), { width: 100, color: false }, true)].join('');
    expect(report).toContain('What their sessions did');
    expect(report).not.toMatch(OBEYED);
  });

  it('is shown all the same', async () => {
    const { out } = await runCommand('session', KEYS.vendor, '--analysis', file);
    expect(out).toContain('<script>alert(1)</script>');
    expect(out).toMatch(/services .*__proto__ 1/);
  });
});

describe('secrets', () => {
  it.each(['secret-token', 'k7-prod'])('such as %s are in no output', async (secret) => {
    const outputs = [
      readFileSync(file, 'utf8'),
      ...(await Promise.all(
        [
          ['use', '--format', 'json'],
          ['use', '--format', 'csv'],
          ['session', KEYS.vendor, '--format', 'json'],
        ].map(async (args) => (await runCommand(...args, '--analysis', file)).out),
      )),
    ];
    expect(outputs.filter((text) => text === '' || text.includes(secret))).toEqual([]);
  });
});
