/** Every check and test, and one line in the end that sums them up. */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { children, exitCodeOfSignal, runChild } from '../setup/child.mjs';
import { nodePath } from '../setup/node.mjs';
import { inRoot, rootFolder, stateFolder } from '../setup/paths.mjs';
import { setUp } from '../setup/set-up.mjs';
import { commandEnvironment } from './program.mjs';
import { addUp, readVitestReport, summaryLine } from './test-summary.mjs';

/** @typedef {import('./test-summary.mjs').Counts} Counts */

const tools = /** @type {const} */ ({
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  depcruise: 'dependency-cruiser/bin/dependency-cruiser.mjs',
  knip: 'knip/bin/knip.js',
  prettier: 'prettier/bin/prettier.cjs',
  vitest: 'vitest/vitest.mjs',
});

/**
 * @typedef {object} Check
 * @property {string} title
 * @property {keyof typeof tools} tool
 * @property {readonly string[]} args
 */

/** Types of the programs themselves are checked by the build. @type {readonly Check[]} */
const checks = [
  { title: 'lint and import boundaries', tool: 'eslint', args: ['.', '--max-warnings', '0'] },
  { title: 'types of programs', tool: 'tsc', args: ['--build', 'src-preload', 'src-main'] },
  { title: 'types of tests and tools', tool: 'tsc', args: ['--project', 'tsconfig.tests.json'] },
  { title: 'import cycles', tool: 'depcruise', args: ['src-preload', 'src-main', 'bench', 'build', 'tests'] },
  { title: 'unused code', tool: 'knip', args: ['--no-progress'] },
  { title: 'format', tool: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
];

/** Checks at a time. Two keep two cores busy, and lint takes as long as all the others. */
const checksAtOnce = 2;

/**
 * @param {object} options
 * @param {'all' | 'quick'} options.kind 'quick' leaves out `*.integration.test.ts`.
 * @param {readonly string[]} options.vitestArguments Where there are any, these tests run and nothing else.
 */
export async function runChecks({ kind, vitestArguments }) {
  // A build that fails is one failed check, and no reason to hide the others.
  await setUp(['dependencies', 'node', 'ffmpeg', 'perl', 'build'], ['build']);
  const env = await commandEnvironment();
  const ofChecks = vitestArguments.length > 0 ? [] : await runAll(checks, env);
  const quick = kind === 'quick' ? ['--exclude', '**/*.integration.test.ts'] : [];
  const ofTests = await runVitest([...quick, ...vitestArguments], env);
  const counts = addUp([...ofChecks, ofTests]);
  process.exitCode = counts.failed > 0 ? 1 : 0;
  process.stdout.write(`\n${summaryLine(counts)}\n`);
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
  process.stdout.write(`${passed ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)\n${passed ? '' : output}`);
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

/**
 * @param {keyof typeof tools} tool
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {'inherit' | 'capture'} output
 */
async function runTool(tool, args, env, output) {
  const program = inRoot('node_modules', ...tools[tool].split('/'));
  const result = await runChild(nodePath(), [program, ...args], { cwd: rootFolder, env, output });
  if (children.interruptedBy !== null) process.exit(exitCodeOfSignal(children.interruptedBy));
  return result;
}
