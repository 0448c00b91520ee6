/**
 * Electron's program. It is not in the npm package: the package fetches it from its makers' own place, or from the mirror
 * that ELECTRON_MIRROR names. ELECTRON_OVERRIDE_DIST_PATH names a folder where it was unpacked by hand.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { nodePath } from './node.mjs';
import { inRoot, rootFolder } from './paths.mjs';

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

const packageFolder = inRoot('node_modules', 'electron');

/** @type {Readonly<Record<string, readonly string[]>>} */
const programs = {
  darwin: ['Electron.app', 'Contents', 'MacOS', 'Electron'],
  win32: ['electron.exe'],
};

/**
 * The folder that Electron is unpacked in, whether or not it is there.
 *
 * @param {Environment} environment
 */
export function electronFolder(environment) {
  const named = environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? '';
  return named === '' ? join(packageFolder, 'dist') : named;
}

/**
 * @param {Environment} [environment]
 * @param {NodeJS.Platform} [platform]
 * @returns {string | null} The program; null: it is not there.
 */
export function electronProgram(environment = process.env, platform = process.platform) {
  const path = join(electronFolder(environment), ...(programs[platform] ?? ['electron']));
  return existsSync(path) ? path : null;
}

/** Of the package that is installed. */
export function electronVersion() {
  /** @type {unknown} */
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  return typeof version === 'string' ? version : 'unknown';
}

/**
 * Fetches the program where it is missing.
 *
 * @param {Environment} [environment]
 * @returns {Promise<string | null>} What went wrong, in a few words; null: it is there.
 */
export async function fetchElectron(environment = process.env) {
  if (electronProgram(environment) !== null) return null;
  const installer = join(packageFolder, 'install.js');
  const { code, output } = await runChild(nodePath(), [installer], {
    cwd: rootFolder,
    env: { ...environment, ELECTRON_GET_NO_PROGRESS: '1' },
    output: 'capture',
  });
  if (electronProgram(environment) !== null) return null;
  return firstLine(output) ?? `its installer ended with code ${code}`;
}

/** @param {string} output */
function firstLine(output) {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.find((line) => line !== '' && !line.startsWith('at ')) ?? null;
}
