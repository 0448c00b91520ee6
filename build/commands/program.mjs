/** Runs Rushes itself, from its build, with Node 24. */
import { delimiter } from 'node:path';
import { endLike, runChild } from '../setup/child.mjs';
import { chromiumEnvironment } from '../setup/chromium.mjs';
import { ffmpegEnvironment } from '../setup/ffmpeg.mjs';
import { nodePath } from '../setup/node.mjs';
import { inRoot, rootFolder } from '../setup/paths.mjs';
import { setUp } from '../setup/set-up.mjs';

/** @typedef {import('../setup/set-up.mjs').StepName} StepName */

/** What every command needs. @type {readonly StepName[]} */
const steps = ['dependencies', 'node', 'ffmpeg', 'perl', 'build'];

/**
 * The environment of a command: our tools first on PATH, so that whatever it starts as `node` is Node 24 as well.
 *
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function commandEnvironment() {
  const path = `${inRoot('node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`;
  return { ...process.env, ...(await ffmpegEnvironment()), PATH: path };
}

/** The engine hands large buffers on and keeps little: a small nursery, in MB, keeps its memory flat at no cost in time. */
export const memoryOptions = ['--max-semi-space-size=4'];

/** @param {readonly string[]} args */
export async function runCommandLine(args) {
  // Listing, help and "doctor" work without ffmpeg, and ingesting says itself that it is missing.
  const isStart = args[0] === 'start';
  const opensWindow = isStart || args[0] === 'serve';
  /** @type {readonly StepName[]} */
  const ofWindow = opensWindow
    ? ['window', ...(wantsDesktop(args) ? /** @type {const} */ (['electron']) : [])]
    : [];
  await setUp([...steps, ...ofWindow], isStart ? ['electron'] : ['ffmpeg']);
  const program = inRoot('out', 'src-main', 'hosts', 'cli', 'main.js');
  // npm starts scripts in the checkout; paths are meant from where the person is.
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  endLike(
    await runChild(nodePath(), [...memoryOptions, program, ...args], {
      cwd,
      env: await commandEnvironment(),
    }),
  );
}

/**
 * Whether the desktop window is tried first: what only a browser's window has was not asked for.
 *
 * @param {readonly string[]} args
 */
function wantsDesktop([command, ...options]) {
  return command === 'start' && !options.some((option) => /^--(no-open|port|json|help)\b/.test(option));
}

/** @param {readonly string[]} args */
export async function runBench(args) {
  // Without names, all of them run.
  const ofWindow = args.length === 0 || ['window', 'commands', 'search'].some((name) => args.includes(name));
  await setUp(ofWindow ? [...steps, 'window', 'chromium'] : steps, ['chromium']);
  const env = { ...(await commandEnvironment()), ...(ofWindow ? await chromiumEnvironment() : {}) };
  const program = inRoot('bench', 'main.ts');
  endLike(await runChild(nodePath(), [program, ...args], { cwd: rootFolder, env }));
}
