/**
 * The import table: which folder may use which, inside lib and outside. A failing test names the import.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

interface Row {
  /** folders of lib (or `folder/file`) that it may import */
  readonly lib: readonly string[];
  /** packages and `node:` modules; a trailing `*` matches any ending */
  readonly outside: readonly string[];
}

const GRAPH = ['model', 'policy', 'trust', 'access', 'parties', 'activity', 'graph'];
const HISTORY = [...GRAPH, 'history'];
const FINDINGS = [...HISTORY, 'findings'];
const OUTPUTS = [...FINDINGS, 'outputs'];
const EVERYTHING = [...OUTPUTS, 'sources', 'stores', 'app'];

const TABLE: Readonly<Record<string, Row>> = {
  'lib/model': { lib: ['model'], outside: ['zod', 'node:crypto'] },
  'lib/policy': { lib: ['model', 'policy'], outside: ['ipaddr.js'] },
  'lib/trust': { lib: ['model', 'policy', 'trust'], outside: [] },
  'lib/access': { lib: ['model', 'policy', 'access'], outside: [] },
  'lib/parties': { lib: ['model', 'parties'], outside: ['zod', 'yaml', 'ipaddr.js'] },
  'lib/activity': { lib: ['model', 'activity'], outside: ['ipaddr.js'] },
  'lib/graph': { lib: GRAPH, outside: ['graphology*'] },
  'lib/history': { lib: HISTORY, outside: ['zod'] },
  'lib/findings': { lib: FINDINGS, outside: [] },
  'lib/outputs': { lib: OUTPUTS, outside: ['cli-table3', 'csv-stringify*', 'picocolors', 'string-width'] },
  'lib/sources': {
    lib: ['model', 'activity', 'sources'],
    outside: ['@aws-sdk/*', 'node:*', 'piscina', 'csv-parse*', 'maxmind', 'zod'],
  },
  'lib/stores': { lib: [...FINDINGS, 'stores'], outside: ['@aws-sdk/*', 'node:*'] },
  'lib/app/cli': {
    lib: EVERYTHING,
    outside: ['node:*', 'commander', 'cli-progress', 'picocolors', 'package.json'],
  },
  'lib/app': {
    lib: EVERYTHING.filter((folder) => folder !== 'app/cli'),
    outside: ['node:*', 'package.json'],
  },
  'lib/infra': {
    lib: ['infra', 'app/settings', 'app/permissions'],
    outside: ['aws-cdk-lib*', 'constructs', 'cdk-nag', 'node:path'],
  },
  lambda: { lib: ['app'], outside: ['@aws-lambda-powertools/*', '@types/aws-lambda', 'aws-lambda'] },
  'bin/trust-atlas.ts': { lib: ['app'], outside: [] },
  'bin/cdk.ts': { lib: ['infra'], outside: ['aws-cdk-lib*'] },
};

/** Folders that never touch clock, environment, randomness or console. */
const PURE = [
  'model',
  'policy',
  'trust',
  'access',
  'parties',
  'activity',
  'graph',
  'history',
  'findings',
  'outputs',
];

const ROOT = resolve(__dirname, '..');

interface Import {
  readonly file: string;
  readonly to: string;
}

const files = ['lib', 'lambda', 'bin'].flatMap((folder) => sourceFiles(join(ROOT, folder)));
const imports = files.flatMap(importsOf);

describe('the import table', () => {
  it('has a row for every source file', () => {
    expect(files.filter((file) => rowOf(file) === undefined)).toEqual([]);
  });

  it('is obeyed by every import, type-only ones too', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(sentence)).toEqual([]);
  });

  it('would notice a forbidden import', () => {
    expect(isAllowed({ file: 'lib/policy/action.ts', to: 'lib/trust/judge-trust' })).toBe(false);
    expect(isAllowed({ file: 'lib/findings/finding.ts', to: 'node:fs' })).toBe(false);
    expect(isAllowed({ file: 'lib/infra/stack.ts', to: 'lib/app/scan' })).toBe(false);
    expect(isAllowed({ file: 'lib/infra/stack.ts', to: 'lib/app/settings' })).toBe(true);
  });

  it('leaves no cycle between files', () => {
    expect(cycles(imports)).toEqual([]);
  });
});

describe('the tree', () => {
  it('has no barrel and no name that says nothing', () => {
    const vague = /^(index|utils?|helpers?|common|shared|types|misc)(\.ts)?$/;
    expect(files.filter((file) => file.split('/').some((part) => vague.test(part)))).toEqual([]);
  });

  it('names files and folders in kebab-case', () => {
    expect(files.filter((file) => !/^[a-z0-9/-]+\.ts$/.test(file))).toEqual([]);
  });

  it('opens every source file by saying what it is', () => {
    expect(files.filter((file) => !/^(#!.*\n+)?\/\*\*/.test(textOf(file)))).toEqual([]);
  });

  it.each(PURE)('keeps lib/%s away from clock, environment, randomness and console', (folder) => {
    const impure =
      /\b(Date\.now|new Date\(\)|Math\.random|process\.|console\.\w+\(|performance\.now|setTimeout)/;
    const offenders = files.filter((file) => file.startsWith(`lib/${folder}/`) && impure.test(codeOf(file)));
    expect(offenders).toEqual([]);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** The text without comments, roughly: enough to look for calls. */
function codeOf(file: string): string {
  return textOf(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '');
}

function importsOf(file: string): Import[] {
  const specifiers = codeOf(file).matchAll(/(?:from|import\(?|require\()\s*'([^']+)'/g);
  return [...specifiers].map(([, specifier = '']) => ({
    file,
    to: specifier.startsWith('.')
      ? relative(ROOT, resolve(ROOT, dirname(file), specifier.replace(/\.js$/, '')))
          .split(sep)
          .join('/')
      : specifier,
  }));
}

/** The most specific row that holds the file. */
function rowOf(file: string): Row | undefined {
  const key = Object.keys(TABLE)
    .filter((prefix) => file === prefix || file.startsWith(`${prefix}/`))
    .sort((a, b) => b.length - a.length)[0];
  return key === undefined ? undefined : TABLE[key];
}

function isAllowed({ file, to }: Import): boolean {
  const row = rowOf(file);
  if (!row) return false;
  if (!to.startsWith('lib/')) {
    return row.outside.some((name) => (name.endsWith('*') ? to.startsWith(name.slice(0, -1)) : to === name));
  }
  return row.lib.some((folder) => to === `lib/${folder}` || to.startsWith(`lib/${folder}/`));
}

function sentence({ file, to }: Import): string {
  return `${file} must not import ${to}: the table in DESIGN gives ${dirname(file)} no right to it`;
}

/** Chains of files that import each other, each as one line. */
function cycles(all: readonly Import[]): string[] {
  const edges = new Map<string, string[]>();
  for (const { file, to } of all) {
    const target = files.find((candidate) => candidate === `${to}.ts`);
    if (target) edges.set(file, [...(edges.get(file) ?? []), target]);
  }
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) found.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
    if (done.has(file) || trail.includes(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}
