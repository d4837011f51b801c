// @ts-check
/** Counting tests, from the reports that the test runners write for machines. */
import { join, relative } from 'node:path';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
const NONE = { passed: 0, failed: 0, skipped: 0 };
/** @type {Counts} */
export const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 };

/** @param {readonly Counts[]} all @returns {Counts} */
export const sum = (all) =>
  all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NONE,
  );

/** @param {Counts} counts */
export const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * @typedef {object} VitestReport Vitest's `json` reporter, as far as it is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one for each file
 */

/** @param {VitestReport} report @returns {Counts} */
export function countVitest(report) {
  // A file that can't even be loaded has no tests that could fail.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @typedef {object} PlaywrightReport Playwright's `json` reporter, as far as it is read here
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {unknown[]} errors outside of any test
 */

/** @param {PlaywrightReport} report @returns {Counts} */
export const countPlaywright = ({ stats, errors }) => ({
  passed: stats.expected,
  // A test that passes only now and then has not passed.
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
});

/** @typedef {{ file: string, titles: string[] }} FailedFile a test file, and the titles of its tests that failed; none if it could not be loaded */

/**
 * @typedef {object} VitestFailures Vitest's `json` reporter, as far as failures are read
 * @property {{ name: string, status: string, assertionResults: { status: string, fullName: string }[] }[]} testResults
 */

/** @param {VitestFailures} report @returns {FailedFile[]} */
export const failuresOfVitest = ({ testResults }) =>
  testResults
    .filter(({ status }) => status === 'failed')
    .map(({ name, assertionResults }) => ({
      file: name,
      titles: assertionResults
        .filter((test) => test.status === 'failed')
        .map(({ fullName }) => fullName),
    }));

/**
 * @typedef {object} PlaywrightSuite
 * @property {string} file relative to the report's `rootDir`
 * @property {{ title: string, ok: boolean, file: string }[]} [specs]
 * @property {PlaywrightSuite[]} [suites]
 */

/**
 * @param {{ config: { rootDir: string }, suites: PlaywrightSuite[] }} report Playwright's `json` reporter, as far as failures are read
 * @returns {FailedFile[]}
 */
export function failuresOfPlaywright({ config, suites }) {
  /** @type {Map<string, string[]>} */
  const files = new Map();
  /** @param {PlaywrightSuite} suite */
  const visit = ({ specs = [], suites: inner = [] }) => {
    for (const { title, ok, file } of specs) {
      if (!ok) files.set(file, [...(files.get(file) ?? []), title]);
    }
    inner.forEach(visit);
  };
  suites.forEach(visit);
  return [...files].map(([file, titles]) => ({ file: join(config.rootDir, file), titles }));
}

/**
 * The commands that run just what failed.
 * @param {readonly FailedFile[]} failed
 * @param {string} folder the checkout's root
 * @returns {string[]} one for each file; with the test's title where it is the only one
 */
export const commandsFor = (failed, folder) =>
  failed.map(({ file, titles }) => {
    const path = relative(folder, file).replaceAll('\\', '/');
    const [title, ...others] = titles;
    const only = title !== undefined && others.length === 0 ? ` -t ${quoted(title)}` : '';
    return `npm test -- ${path}${only}`;
  });

/** The longest stretch of a title that neither a shell nor a pattern reads otherwise than as it stands. @param {string} title */
function quoted(title) {
  const stretches = title.split(/[^\p{L}\p{N} ,:;'=/_-]/u).map((part) => part.trim());
  return `"${stretches.reduce((longest, part) => (part.length > longest.length ? part : longest))}"`;
}

/**
 * What a part of the tests comes to, after its runner ended.
 * @param {Counts | undefined} counted from its report; nothing if there is none
 * @param {{ code: number, filtered: boolean }} run `filtered`: only tests with a certain title were asked for
 * @returns {{ counts: Counts, problem?: string }}
 */
export function settle(counted, { code, filtered }) {
  if (counted === undefined) {
    return { counts: ONE_FAILED, problem: `ended with exit code ${code} and left no report` };
  }
  // What was not asked for was not skipped.
  const counts = filtered ? { ...counted, skipped: 0 } : counted;
  if (counts.failed > 0) return { counts };
  if (counts.passed === 0 && !filtered) {
    return { counts: { ...counts, failed: 1 }, problem: 'ran no tests' };
  }
  if (code !== 0 && !(filtered && counts.passed === 0)) {
    return {
      counts: { ...counts, failed: 1 },
      problem: `all tests passed, but the runner ended with exit code ${code}`,
    };
  }
  return { counts };
}
