// @ts-check
/** Counting tests, from the reports that the test runners write for machines. */

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
