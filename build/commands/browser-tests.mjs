/** The browser tests: Playwright's specs in e2e/, on the built app. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromiumEnvironment } from '../setup/chromium.mjs';
import { outFolder } from '../setup/paths.mjs';
import { setUp } from '../setup/set-up.mjs';
import { commandEnvironment } from './program.mjs';
import { countSpecs, summaryLine } from './test-summary.mjs';
import { runTool } from './tools.mjs';

/** @typedef {import('./test-summary.mjs').Counts} Counts */
/** @typedef {import('./test-summary.mjs').PlaywrightReport} PlaywrightReport */

const configuration = 'e2e/playwright.config.ts';
const resultsFolder = join(outFolder, 'e2e');
const reportFile = join(resultsFolder, 'report.json');

/**
 * Runs Playwright and reads its report.
 *
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {'inherit' | 'capture'} output
 */
async function runPlaywright(args, env, output) {
  mkdirSync(resultsFolder, { recursive: true });
  rmSync(reportFile, { force: true });
  const child = await runTool('playwright', ['test', '--config', configuration, ...args], env, output);
  /** @type {PlaywrightReport | null} */
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
  return { ...child, report };
}

/**
 * Runs all specs.
 *
 * @param {NodeJS.ProcessEnv} env Of the other tests.
 * @returns {Promise<Counts>}
 */
export async function runBrowserTests(env) {
  const { report, code } = await runPlaywright([], { ...env, ...(await chromiumEnvironment()) }, 'inherit');
  return countSpecs(report, code);
}

/**
 * Counts all specs as skipped.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {string} reason
 * @returns {Promise<Counts>}
 */
export async function skipBrowserTests(env, reason) {
  const { report, code, output } = await runPlaywright(['--list'], env, 'capture');
  const { passed, failed, skipped } = countSpecs(report, code);
  // Those that a list names have run nowhere, so it counts them as passed or skipped; one that can't be read has failed.
  const specs = passed + skipped;
  process.stdout.write(`skipped ${specs} browser tests: ${reason}\n${failed > 0 ? output : ''}`);
  return { passed: 0, failed, skipped: specs };
}

/**
 * `npm run e2e`: the specs alone.
 *
 * @param {readonly string[]} args Of `playwright test`.
 */
export async function runE2e(args) {
  await setUp(['dependencies', 'node', 'ffmpeg', 'perl', 'build', 'window', 'chromium']);
  const env = { ...(await commandEnvironment()), ...(await chromiumEnvironment()) };
  const { report, code } = await runPlaywright(args, env, 'inherit');
  process.exitCode = code;
  if (report !== null) process.stdout.write(`\n${summaryLine(countSpecs(report, code))}\n`);
}
