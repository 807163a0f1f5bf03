/**
 * Compiles the scanner of log objects. Prints the module as base64, or with `--write` puts it into its source file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import asc from 'assemblyscript/asc';

const FOLDER = resolve(import.meta.dirname, '../../lib/sources/trail/scan');
const OPTIONS = ['--enable', 'simd', '-O3', '--runtime', 'stub', '--importMemory', '--noAssert'];

// the compiler takes its own file ending only
const source = readFileSync(join(FOLDER, 'find-records.as'), 'utf8');
let module;
const { error, stderr } = await asc.main(['find-records.ts', '-o', 'find-records.wasm', ...OPTIONS], {
  readFile: (name) => (name === 'find-records.ts' ? source : null),
  writeFile: (_name, contents) => {
    module = Buffer.from(contents).toString('base64');
  },
  listFiles: () => [],
});
if (error) throw new Error(String(stderr));

if (process.argv.includes('--write')) {
  writeFileSync(
    join(FOLDER, 'find-records-wasm.ts'),
    `/**\n * The module that \`npm run wasm\` compiled from find-records.as, as base64: nothing to edit by hand.\n */\n\n// biome-ignore format: one text\nexport const FIND_RECORDS_WASM = '${module}';\n`,
  );
} else process.stdout.write(module);
