/**
 * Brings a checkout to the point where a command can run: looks at what is there, and does what is missing, one
 * announced step after the other. When nothing is missing it takes a few milliseconds and says nothing.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildStep } from './build-output.mjs';
import { children, exitCodeOfSignal } from './child.mjs';
import { chromiumStep } from './chromium.mjs';
import { dependenciesStep } from './dependencies.mjs';
import { electronStep } from './electron.mjs';
import { ffmpegStep } from './ffmpeg.mjs';
import { takeLock } from './lock.mjs';
import { nodeStep } from './node.mjs';
import { stateFolder } from './paths.mjs';
import { perlStep } from './perl.mjs';
import { pocketsphinxStep } from './pocketsphinx.mjs';
import { say, SetupError } from './report.mjs';
import { windowStep } from './window-output.mjs';

/**
 * @typedef {object} Step
 * @property {() => Promise<boolean>} isReady Cheap: every command asks.
 * @property {() => Promise<void>} prepare Says what it does. Throws a SetupError where it can't.
 */

const steps = /** @type {const} */ ({
  dependencies: dependenciesStep,
  node: nodeStep,
  ffmpeg: ffmpegStep,
  perl: perlStep,
  pocketsphinx: pocketsphinxStep,
  build: buildStep,
  window: windowStep,
  chromium: chromiumStep,
  electron: electronStep,
});

/** @typedef {keyof typeof steps} StepName */

/**
 * Does what is missing, in the order given.
 *
 * @param {readonly StepName[]} names
 * @param {readonly StepName[]} [optional] Steps whose failure is told, and then left to the command.
 * @returns {Promise<ReadonlySet<StepName>>} The optional steps that failed.
 */
export async function setUp(names, optional = []) {
  /** @type {Set<StepName>} */
  const failed = new Set();
  /** @type {(() => void) | null} */
  let release = null;
  try {
    for (const name of names) {
      if (await steps[name].isReady()) continue;
      if (release === null) {
        mkdirSync(stateFolder, { recursive: true });
        release = await takeLock(join(stateFolder, 'set-up.lock'));
        // Whoever had the lock may have done it all.
        if (await steps[name].isReady()) continue;
      }
      if (!(await prepared(name, optional.includes(name)))) failed.add(name);
    }
  } finally {
    release?.();
  }
  return failed;
}

/**
 * @param {StepName} name
 * @param {boolean} isOptional
 */
async function prepared(name, isOptional) {
  try {
    await steps[name].prepare();
    return true;
  } catch (error) {
    if (!isOptional || !(error instanceof SetupError)) throw error;
    say(error.message);
    return false;
  } finally {
    // A step whose child was told to stop has not failed: nothing more is to be said.
    if (children.interruptedBy !== null) process.exit(exitCodeOfSignal(children.interruptedBy));
  }
}
