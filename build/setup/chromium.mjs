/**
 * A Chromium or Chrome for browser tests: the one that a person chose (RUSHES_CHROMIUM), else one that is installed, else
 * Debian's where we may install it. Playwright's own builds are no npm packages and are not used.
 */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { installDebianPackage, mayUseApt } from './debian.mjs';
import { askProgram, findOnPath } from './found-programs.mjs';
import { SetupError } from './report.mjs';

const variable = 'RUSHES_CHROMIUM';

const namesOnPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function chosenPath() {
  const chosen = process.env[variable] ?? '';
  if (chosen === '') return null;
  return isAbsolute(chosen) ? chosen : resolve(process.env['INIT_CWD'] ?? process.cwd(), chosen);
}

/**
 * Where a system has its browsers, best first.
 *
 * @param {NodeJS.Platform} platform
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @param {(name: string) => string | null} find The program of that name on PATH.
 * @returns {readonly string[]} Absolute paths; there need not be anything.
 */
export function browserPlaces(platform, environment, find) {
  if (platform === 'darwin') {
    return ['Chromium', 'Google Chrome'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = environment[name];
      return folder === undefined ? [] : [join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')];
    });
  }
  return namesOnPath.flatMap((name) => find(name) ?? []);
}

/** @param {string} path */
async function isBrowser(path) {
  // Some systems have a "chromium-browser" that only says how to install one. On Windows, Chrome would open a window.
  if (process.platform === 'win32') return existsSync(path);
  return /Chrome|Chromium|Edge/.test((await askProgram(path, ['--version'])) ?? '');
}

/**
 * The browser for tests.
 *
 * @returns {Promise<string | null>} Its absolute path; null where there is none.
 */
async function chromiumPath() {
  const chosen = chosenPath();
  const places = chosen === null ? browserPlaces(process.platform, process.env, findOnPath) : [chosen];
  for (const path of places) {
    if (await isBrowser(path)) return path;
  }
  return null;
}

/** @type {import('./set-up.mjs').Step} */
export const chromiumStep = {
  isReady: async () => (await chromiumPath()) !== null,
  async prepare() {
    const chosen = chosenPath();
    if (chosen !== null) {
      throw new SetupError(
        `${variable} is set to ${chosen}, but that is no Chromium that runs. Correct or unset it.`,
      );
    }
    if (mayUseApt() && (await installDebianPackage('chromium')) && (await chromiumPath()) !== null) return;
    throw new SetupError(
      `there is no Chromium or Chrome, which browser tests need. Install one, or set ${variable} to its path.`,
    );
  },
};

/**
 * What a command needs in its environment to find the browser; nothing where there is none.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function chromiumEnvironment() {
  const path = await chromiumPath();
  return path === null ? {} : { [variable]: path };
}
