/**
 * Mutation check: breaks the trust engine and the rules in small ways, and tells which breaks no test notices.
 *
 * `npm run mutate` tries all parts, `npm run mutate -- rules operators` those whose names begin so. Each part is held
 * to its own tests first, which notice most and are fast; what they let pass, to tests that use the part; and what those
 * let pass is shown to the type checker, which is part of the check too.
 * Texts of rules that are fixed when the module loads are left out: their pages are compared as golden files.
 * On a busy machine set `TIMEOUT` (milliseconds) higher, lest a slow test passes for one that noticed.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';

const ROOT = resolve(import.meta.dirname, '../..');

/** Tests that try a file of the engine through another one. */
const NEIGHBOURS = new Map([
  ['canonical-constraint', 'constraint'],
  ['find-principal', 'exact-principal'],
  ['guard-key', 'grant-id'],
  ['merge-alternatives', 'grant-ids'],
  ['read-conditions', 'constraint'],
  ['role-likeness', 'judge-trusts'],
  ['subtract-denies', 'denies'],
  ['witness', 'judge-trust'],
]);

/**
 * What is broken together, and the tests that must notice. `withFixed` also breaks what is fixed when the module loads,
 * such as the flags of an operator.
 */
const PARTS = [
  {
    name: 'operators',
    mutate: ['lib/policy/operators/*.ts', 'lib/policy/condition*.ts'],
    tests: ['policy/{condition,condition-operators,context-keys}'],
    withFixed: true,
  },
  ...sourcesIn('lib/policy')
    .filter((file) => !/policy\/(operators|condition)/.test(file))
    .map((file) => partOf('policy', file, ['policy/request/evaluate-assume-request'])),
  ...sourcesIn('lib/trust').map((file) =>
    partOf('trust', file, ['cases/*', 'trust/{judge-trust,guards,denies}']),
  ),
  ...sourcesIn('lib/findings/rules').map((file) => partOf('rules', file, ['findings/plain-hits'])),
];

/** Properties are tried seldom, since one of them runs for nearly every break. */
process.env.PROPERTY_FACTOR ??= '0.1';
process.chdir(ROOT);

const words = process.argv.slice(2);
const chosen = PARTS.filter(({ name }) => words.length === 0 || words.some((word) => name.startsWith(word)));
const results = [];
for (const part of chosen) results.push(...(await mutantsOf(part)));
report(results);

/** Sources of a folder and its folders, as paths from the root. */
function sourcesIn(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`)
    .sort();
}

/** One file, held to its own test and its neighbour's, and to `wide` ones, which use it as the product does. */
function partOf(group, file, wide) {
  const own = file.replace(/^lib\/(.*)\.ts$/, '$1');
  const name = basename(own);
  const near = [own, `${dirname(own)}/${NEIGHBOURS.get(name) ?? name}`];
  const tests = [...new Set(near)].filter((test) => existsSync(join(ROOT, 'test', `${test}.test.ts`)));
  return { name: `${group}/${name}`, mutate: [file], tests, wide };
}

/** Every mutant of a part with its status. */
async function mutantsOf({ mutate, tests, wide, withFixed }) {
  if (tests.length === 0) return tryMutants(mutate, wide);
  const first = await tryMutants(mutate, tests, withFixed);
  const open = first.filter(isOpen);
  if (!wide || open.length === 0) return first;
  const second = await tryMutants(open.map(rangeOf), wide);
  const byName = new Map(second.map((each) => [nameOf(each), each]));
  return first.map((each) => (isOpen(each) ? (byName.get(nameOf(each)) ?? each) : each));
}

/** Whether other tests may notice: what is fixed when one test loads may be asked for anew by others. */
function isOpen({ status, statusReason }) {
  return status === 'Survived' || status === 'NoCoverage' || /^Static/.test(statusReason);
}

/** Equal for one mutant in two runs. */
function nameOf({ fileName, location, replacement, mutatorName }) {
  return JSON.stringify([fileName, location, replacement, mutatorName]);
}

/** Its place as Stryker reads it, which counts columns from 0. */
function rangeOf({ fileName, location: { start, end } }) {
  return `${relative(ROOT, fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

/** Every mutant of these places with its status under these tests. */
async function tryMutants(mutate, tests, withFixed = false) {
  const jestConfig = JSON.parse(readFileSync('jest.config.json', 'utf8'));
  return new Stryker({
    testRunner: 'jest',
    jest: {
      // Jest looks for related tests below its roots only, and those hold no source
      enableFindRelatedTests: false,
      config: {
        ...jestConfig,
        testMatch: tests.map((test) => `**/test/${test}.test.ts`),
        testEnvironment: join(import.meta.dirname, 'until-failure.cjs'),
      },
    },
    // no such file: Stryker would read it by an interface that TypeScript 7 does not have
    tsconfigFile: 'none',
    coverageAnalysis: 'perTest',
    mutate,
    // a chain that may end early is asked for by the compiler, which refuses the one without
    mutator: { excludedMutations: ['OptionalChaining'] },
    ignoreStatic: !withFixed,
    ignorePatterns: ['dist', 'build'],
    concurrency: Number(process.env.CONCURRENCY ?? 2),
    timeoutMS: Number(process.env.TIMEOUT ?? 4_000),
    tempDirName: 'build/mutation',
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
  }).runMutationTest();
}

function report(mutants) {
  const tried = mutants.filter(({ status }) => /^(Killed|Timeout|Survived|NoCoverage)$/.test(status));
  const passed = tried.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
  const survivors = withoutRefused(passed);
  const score = (100 * (tried.length - survivors.length)) / tried.length;
  const lines = survivors.map(describe);
  const endless = tried.filter(({ status }) => status === 'Timeout').length;
  const refused = passed.length - survivors.length;
  const summary = `${tried.length} mutants, ${survivors.length} survive (${refused} more are refused by the compiler, ${endless} found no end): ${score.toFixed(1)} %`;
  process.stdout.write(`${[...lines, summary].join('\n')}\n`);
}

/** Only those which the type checker takes, tried one by one in a copy of the sources. */
function withoutRefused(mutants) {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  for (const each of ['lib', 'bin', 'tsconfig.json', 'package.json']) {
    cpSync(each, join(copy, each), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
  const compiles = () =>
    spawnSync('node_modules/.bin/tsc', ['--noEmit', '--types', 'node'], { cwd: copy }).status === 0;
  if (!compiles()) throw new Error('the sources do not compile');

  const survivors = mutants.filter(({ fileName, location, replacement }) => {
    const path = join(copy, relative(ROOT, fileName));
    const source = readFileSync(path, 'utf8');
    writeFileSync(path, replaced(source, location, replacement));
    const survives = compiles();
    writeFileSync(path, source);
    return survives;
  });
  rmSync(copy, { recursive: true });
  return survivors;
}

/** Lines and columns count from 1. */
function replaced(source, { start, end }, replacement) {
  const lines = source.split('\n');
  const offset = ({ line, column }) =>
    lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, column - 1);
  return source.slice(0, offset(start)) + replacement + source.slice(offset(end));
}

/** File, line, and what became of what. */
function describe({ fileName, location, replacement, mutatorName }) {
  const { start, end } = location;
  const line = readFileSync(fileName, 'utf8').split('\n')[start.line - 1] ?? '';
  const before = line.slice(start.column - 1, end.line === start.line ? end.column - 1 : undefined);
  return `${relative(ROOT, fileName)}:${start.line} ${mutatorName}: ${before} -> ${replacement.replaceAll(/\s+/g, ' ')}`;
}
