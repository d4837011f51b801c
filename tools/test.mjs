// @ts-check
/**
 * `npm test [-- part | file | -t title | --watch]`: sets up, runs every check and test, and closes with one line, such as
 * `212 passed, 0 failed`. `npm test -- --help` tells more.
 */
import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import { argv } from 'node:process';
import { PARTS, TEST_HELP, testArguments } from './lib/arguments.mjs';
import { ensureBuilt, ensureMessages } from './lib/build.mjs';
import { runChecks } from './lib/checks.mjs';
import {
  closingLine,
  commandsFor,
  countPlaywright,
  countVitest,
  failuresOfPlaywright,
  failuresOfVitest,
  ONE_FAILED,
  settle,
  sum,
} from './lib/counts.mjs';
import { command, Failure, reasonOf } from './lib/failure.mjs';
import { readJson } from './lib/files.mjs';
import { root, statePath } from './lib/places.mjs';
import { converse, run, scriptOf } from './lib/process.mjs';
import { seconds } from './lib/report.mjs';
import { withScreen } from './lib/screen.mjs';
import { electronEnvironment, setup } from './setup/index.mjs';

/** @typedef {import('./lib/arguments.mjs').Part} Part */
/** @typedef {import('./lib/arguments.mjs').TestWish} TestWish */
/** @typedef {import('./lib/counts.mjs').Counts} Counts */
/** @typedef {import('./lib/counts.mjs').FailedFile} FailedFile */
/** @typedef {import('./lib/counts.mjs').VitestReport & import('./lib/counts.mjs').VitestFailures} VitestReport */
/** @typedef {import('./lib/counts.mjs').PlaywrightReport & Parameters<failuresOfPlaywright>[0]} PlaywrightReport */
/** @typedef {{ part: Part, counts: Counts, took: number }} Row */

const MINUTE = 60_000;
const TEST_ENVIRONMENT = { NODE_ENV: 'test', TF_CPP_MIN_LOG_LEVEL: '1' };

/** @type {Record<Part, (wish: TestWish) => Promise<Counts>>} */
const runners = {
  check: runChecks,
  unit: (wish) => runVitest('unit', wish, 15 * MINUTE),
  integration: (wish) => runVitest('integration', wish, 30 * MINUTE),
  build,
  e2e: runPlaywright,
  packaged: runPackaged,
};

const args = argv.slice(2);

await command(async () => {
  if (args.includes('--help')) {
    console.log(TEST_HELP);
    return 0;
  }
  const wish = testArguments(args);
  const needsAll = wish.parts.some((part) => part !== 'check' && part !== 'build');
  await setup(needsAll ? {} : { need: ['packages'] });
  if (wish.watch) return watch(wish);
  /** @type {Row[]} */
  const rows = [];
  for (const part of PARTS) {
    if (!wish.parts.includes(part)) continue;
    console.log(`\n== ${part}`);
    const startedAt = performance.now();
    const counts = await runners[part](wish).catch((error) => {
      console.log(error instanceof Failure ? error.message : error);
      return ONE_FAILED;
    });
    rows.push({ part, counts, took: performance.now() - startedAt });
  }
  const total = sum(rows.map(({ counts }) => counts));
  // A title that no test has is a typing error, not a success.
  const nothing = total.passed + total.failed === 0;
  if (nothing) console.log(`\nNo test's title contains "${wish.title}".`);
  console.log(`\n${table(rows)}\n\n${closingLine(total)}`);
  return total.failed > 0 || nothing ? 1 : 0;
});

/** Vitest's own watch mode: what is saved decides what runs. @param {TestWish} wish */
async function watch({ parts, files, title }) {
  await ensureMessages();
  return converse(
    process.execPath,
    [
      ...[scriptOf('vitest'), 'watch', ...parts.flatMap((part) => ['--project', part])],
      ...(title === undefined ? [] : ['--testNamePattern', title]),
      ...files,
    ],
    TEST_ENVIRONMENT,
  );
}

/** @returns {Promise<Counts>} */
async function build() {
  console.log((await ensureBuilt()) ? '  ok      built' : '  ok      up to date');
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * @param {'unit' | 'integration'} part
 * @param {TestWish} wish
 * @param {number} timeoutMs
 */
async function runVitest(part, wish, timeoutMs) {
  await ensureMessages();
  const report = await freshReport(part);
  const { code } = await run(
    process.execPath,
    [
      ...[scriptOf('vitest'), 'run', '--project', part, '--passWithNoTests'],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...(wish.title === undefined ? [] : ['--testNamePattern', wish.title]),
      ...filesOf(part, wish),
    ],
    { timeoutMs, env: TEST_ENVIRONMENT },
  );
  const read = /** @type {VitestReport | undefined} */ (readJson(report));
  if (read !== undefined) tellHowToRun(failuresOfVitest(read));
  return settled(part, read && countVitest(read), code, wish);
}

/** @param {TestWish} wish */
async function runPlaywright(wish) {
  try {
    await ensureBuilt();
  } catch (error) {
    throw new Failure(`Not run, as there is nothing to run: ${reasonOf(error).split('\n')[0]}`);
  }
  const report = await freshReport('e2e');
  const { code } = await withScreen((screen) =>
    run(
      process.execPath,
      [
        ...[scriptOf('@playwright/test', 'playwright'), 'test'],
        ...['--config', 'test/e2e/playwright.config.ts', '--reporter', 'list,json'],
        ...['--pass-with-no-tests'],
        ...(wish.title === undefined ? [] : ['--grep', wish.title]),
        ...filesOf('e2e', wish),
      ],
      {
        timeoutMs: 45 * MINUTE,
        env: { ...screen, ...electronEnvironment(), PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      },
    ),
  );
  const read = /** @type {PlaywrightReport | undefined} */ (readJson(report));
  if (read !== undefined) tellHowToRun(failuresOfPlaywright(read));
  return settled('e2e', read && countPlaywright(read), code, wish);
}

/** The app's folder as it is packaged; `npm run test:packaged` does the archives too. @param {TestWish} wish */
async function runPackaged(wish) {
  // Only now: they load packages that the set-up installs.
  const [{ packFolder }, { builtFolder }, { drivePackage }] = await Promise.all([
    import('./dist/pack.mjs'),
    import('./dist/places.mjs'),
    import('./dist/drive.mjs'),
  ]);
  await packFolder();
  const { folder } = builtFolder(process.platform, process.arch);
  return drivePackage('packaged', folder, { title: wish.title, files: filesOf('packaged', wish) });
}

/**
 * @param {Part} part
 * @param {Counts | undefined} counted
 * @param {number} code
 * @param {TestWish} wish
 */
function settled(part, counted, code, { title }) {
  const { counts, problem } = settle(counted, { code, filtered: title !== undefined });
  if (problem !== undefined) console.log(`\n${part}: ${problem}`);
  return counts;
}

/** @param {readonly FailedFile[]} failed */
function tellHowToRun(failed) {
  if (failed.length === 0) return;
  console.log(
    `\nTo run just what failed:\n${commandsFor(failed, root).join('\n').replace(/^/gm, '  ')}`,
  );
}

/** @param {Part} part @param {TestWish} wish */
function filesOf(part, { files }) {
  return files.filter((file) => file.includes(`test/${part}`));
}

/** An old report must not pass for the new run's. @param {Part} part */
async function freshReport(part) {
  const path = statePath('reports', `${part}.json`);
  await rm(path, { force: true });
  return path;
}

/** @param {readonly Row[]} rows */
function table(rows) {
  const lines = rows.map(({ part, counts: { passed, failed, skipped }, took }) =>
    [part, passed, failed, skipped, seconds(took)].map(String),
  );
  return [['part', 'passed', 'failed', 'skipped', 'time'], ...lines]
    .map(
      ([part = '', ...cells]) => part.padEnd(12) + cells.map((cell) => cell.padStart(9)).join(''),
    )
    .join('\n');
}
