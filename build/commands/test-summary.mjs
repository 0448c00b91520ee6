/** Adds up results of checks and tests. */
import { existsSync, readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function addUp(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of all) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** @param {Counts} counts */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @typedef {object} VitestReport What of vitest's JSON report is used.
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly { status: string, assertionResults: readonly { status: string }[] }[]} testResults By file.
 */

/**
 * Counts of a vitest run. A file that fails without a failed test (it could not be loaded, or a hook threw) counts as
 * one failure, and so does a bad exit that nothing else explains (an error outside of every test, a crash).
 *
 * @param {VitestReport | null} report Null where there is none.
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countTests(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {string} path
 * @param {number} exitCode Of vitest.
 */
export function readVitestReport(path, exitCode) {
  return countTests(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null, exitCode);
}

/**
 * @typedef {object} PlaywrightReport What of Playwright's JSON report is used.
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats By outcome. "Expected" are
 *   those that passed (or failed, where a test says so of itself).
 * @property {readonly unknown[]} errors Those outside of every test, such as a file that could not be loaded.
 */

/**
 * Counts of a Playwright run, by the same rules: each error outside of every test is one failure, and so is a bad exit
 * that nothing else explains.
 *
 * @param {PlaywrightReport | null} report Null where there is none.
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countSpecs(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + report.errors.length;
  return { passed: expected + flaky, failed: failed === 0 && exitCode !== 0 ? 1 : failed, skipped };
}
