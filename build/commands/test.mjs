/** Every check and test, and one line in the end that sums them up. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../setup/paths.mjs';
import { setUp } from '../setup/set-up.mjs';
import { runBrowserTests, skipBrowserTests } from './browser-tests.mjs';
import { commandEnvironment } from './program.mjs';
import { addUp, readVitestReport, summaryLine } from './test-summary.mjs';
import { runTool } from './tools.mjs';

/** @typedef {import('./test-summary.mjs').Counts} Counts */

/**
 * @typedef {object} Check
 * @property {string} title
 * @property {import('./tools.mjs').ToolName} tool
 * @property {readonly string[]} args
 */

const programFolders = ['src-preload', 'src-main', 'src-renderer'];

/** Types of the programs themselves are checked by the build. @type {readonly Check[]} */
const checks = [
  { title: 'lint and import boundaries', tool: 'eslint', args: ['.', '--max-warnings', '0'] },
  { title: 'types of programs', tool: 'tsc', args: ['--build', 'src-preload', 'src-main'] },
  { title: 'types of the window', tool: 'tsc', args: ['--project', 'src-renderer'] },
  { title: 'types of browser tests', tool: 'tsc', args: ['--project', 'e2e'] },
  { title: 'types of tests and tools', tool: 'tsc', args: ['--project', 'tsconfig.tests.json'] },
  { title: 'import cycles', tool: 'depcruise', args: [...programFolders, 'bench', 'build', 'tests', 'e2e'] },
  { title: 'unused code', tool: 'knip', args: ['--no-progress'] },
  { title: 'format', tool: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
];

/** Checks at a time. Two keep two cores busy, and lint takes as long as all the others. */
const checksAtOnce = 2;

/**
 * @param {object} options
 * @param {'all' | 'quick'} options.kind 'quick' leaves out `*.integration.test.ts` and browser tests.
 * @param {readonly string[]} options.vitestArguments Where there are any, these tests run and nothing else.
 */
export async function runChecks({ kind, vitestArguments }) {
  const chosenOnly = vitestArguments.length > 0;
  const inBrowser = kind === 'all' && !chosenOnly;
  /** @type {readonly import('../setup/set-up.mjs').StepName[]} */
  const ofBrowser = inBrowser ? ['chromium'] : [];
  const steps = /** @type {const} */ (['dependencies', 'node', 'ffmpeg', 'perl', 'build', 'window']);
  /** @type {readonly import('../setup/set-up.mjs').StepName[]} */
  const ofSpeech = kind === 'all' ? ['pocketsphinx'] : [];
  // A build that fails is one failed check, and no reason to hide the others.
  const lacking = await setUp([...steps, ...ofSpeech, ...ofBrowser], ['build', 'window', 'chromium']);
  const env = await commandEnvironment();
  const ofWindow = chosenOnly ? [] : [reportCheck('bundles of the window', !lacking.has('window'))];
  const ofChecks = chosenOnly ? [] : await runAll(checks, env);
  const quick = kind === 'quick' ? ['--exclude', '**/*.integration.test.ts'] : [];
  const ofTests = await runVitest([...quick, ...vitestArguments], env);
  const ofSpecs = inBrowser ? [await browserCounts(lacking, env)] : [];
  const counts = addUp([...ofWindow, ...ofChecks, ofTests, ...ofSpecs]);
  process.exitCode = counts.failed > 0 ? 1 : 0;
  process.stdout.write(`\n${summaryLine(counts)}\n`);
}

/**
 * @param {ReadonlySet<import('../setup/set-up.mjs').StepName>} lacking Steps of set-up that failed.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
async function browserCounts(lacking, env) {
  if (lacking.has('build') || lacking.has('window')) return skipBrowserTests(env, 'the build failed');
  if (lacking.has('chromium')) return skipBrowserTests(env, 'no Chromium or Chrome (RUSHES_CHROMIUM)');
  return runBrowserTests(env);
}

/**
 * @param {readonly Check[]} all
 * @param {NodeJS.ProcessEnv} env
 */
async function runAll(all, env) {
  const waiting = [...all];
  /** @type {Counts[]} */
  const results = [];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      results.push(await runCheck(check, env));
    }
  };
  await Promise.all(Array.from({ length: checksAtOnce }, worker));
  return results;
}

/**
 * @param {Check} check
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
async function runCheck({ title, tool, args }, env) {
  const startedMs = performance.now();
  const { code, output } = await runTool(tool, args, env, 'capture');
  const passed = code === 0;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  return reportCheck(`${title} (${seconds} s)`, passed, output);
}

/**
 * @param {string} title
 * @param {boolean} passed
 * @param {string} [output] Shown where it failed.
 * @returns {Counts}
 */
function reportCheck(title, passed, output = '') {
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${title}\n${passed ? '' : output}`);
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
async function runVitest(args, env) {
  const report = join(stateFolder, `vitest-${process.pid}.json`);
  mkdirSync(stateFolder, { recursive: true });
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await runTool('vitest', ['run', ...reporters, ...args], env, 'inherit');
    return readVitestReport(report, code);
  } finally {
    rmSync(report, { force: true });
  }
}
