/**
 * Electron's program, for the desktop window. It is worth having, and nothing waits for it in vain: it is fetched only where
 * a window could be shown, and when that fails, not again before tomorrow.
 */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronProgram, fetchElectron } from './electron-binary.mjs';
import { stateFolder } from './paths.mjs';
import { say, SetupError } from './report.mjs';

const failureStamp = join(stateFolder, 'electron-not-fetched.txt');
const retryAfterMs = 24 * 60 * 60 * 1000;

/**
 * Whether a desktop window could be shown at all: on Linux there may be no display.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 */
export function canShowWindows(environment, platform) {
  if (platform !== 'linux') return true;
  return [environment['DISPLAY'], environment['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
}

function failedLately() {
  return existsSync(failureStamp) && Date.now() - statSync(failureStamp).mtimeMs < retryAfterMs;
}

/** @type {import('./set-up.mjs').Step} */
export const electronStep = {
  isReady: async () =>
    electronProgram() !== null ||
    !canShowWindows(process.env, process.platform) ||
    (process.env['ELECTRON_SKIP_BINARY_DOWNLOAD'] ?? '') !== '' ||
    failedLately(),
  async prepare() {
    say("fetching Electron's program for the desktop window (some 120 MB, once)…");
    const problem = await fetchElectron();
    if (problem === null) return;
    mkdirSync(stateFolder, { recursive: true });
    writeFileSync(failureStamp, `${problem}\n`);
    throw new SetupError(`Electron's program could not be fetched: ${problem}`);
  },
};
