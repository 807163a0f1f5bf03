/**
 * Compiles the scanner of log objects, which unzips them too. Prints the module as base64, or with `--write` puts it
 * into its source file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import asc from 'assemblyscript/asc';

const FOLDER = resolve(import.meta.dirname, '../../lib/sources/trail/scan');
const ENTRIES = ['find-records.ts', 'inflate.ts'];
const FEATURES = ['--enable', 'simd', '--enable', 'bulk-memory'];
const OPTIONS = [...FEATURES, '-O3', '--runtime', 'stub', '--importMemory', '--noAssert'];

// the compiler takes its own file ending only
const SOURCES = new Set([...ENTRIES, 'code-tables.ts']);
const readSource = (name) => readFileSync(join(FOLDER, name.replace(/ts$/, 'as')), 'utf8');
let module;
const { error, stderr } = await asc.main([...ENTRIES, '-o', 'scanner.wasm', ...OPTIONS], {
  readFile: (name) => (SOURCES.has(name) ? readSource(name) : null),
  writeFile: (_name, contents) => {
    module = Buffer.from(contents).toString('base64');
  },
  listFiles: () => [],
});
if (error) throw new Error(String(stderr));

if (process.argv.includes('--write')) {
  writeFileSync(
    join(FOLDER, 'scanner-wasm.ts'),
    `/**\n * The module that \`npm run wasm\` compiled from find-records.as and inflate.as, as base64: nothing to edit by hand.\n */\n\n// biome-ignore format: one text\nexport const SCANNER_WASM = '${module}';\n`,
  );
} else process.stdout.write(module);
