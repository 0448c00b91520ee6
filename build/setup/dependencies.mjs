/** The packages of package-lock.json, in node_modules. */
import { existsSync, readFileSync } from 'node:fs';
import { runNpm } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { say, SetupError } from './report.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [dev]
 * @property {string} [license]
 * @property {boolean} [devOptional] Needed for development, and optional for the rest.
 * @property {Readonly<Record<string, string>>} [dependencies] Wanted versions by name.
 */

/** @typedef {Readonly<Record<string, LockedPackage>>} LockedPackages By path, such as `node_modules/zod`. */

/**
 * Why the installed packages are not those of the lock file, or null where they are.
 *
 * npm leaves a lock file of its own in node_modules when an installation is complete; that is the stamp. So packages
 * that a person installed by hand count as well, and an installation that was cut off does not.
 *
 * @param {LockedPackages} wanted The packages of package-lock.json.
 * @param {LockedPackages | null} installed Those of node_modules/.package-lock.json; null where there is none.
 */
export function dependenciesLack(wanted, installed) {
  if (installed === null) return 'no packages are installed yet';
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    // Optional packages for other systems are never there.
    if (found === undefined && optional === true) continue;
    if (found?.version !== version || found?.integrity !== integrity) return 'package-lock.json has changed';
  }
  return null;
}

/**
 * @param {string} path
 * @returns {LockedPackages | null}
 */
function readLock(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : null;
}

function currentLack() {
  const wanted = readLock(inRoot('package-lock.json'));
  if (wanted === null)
    throw new SetupError('package-lock.json is missing: this is not a complete checkout of Rushes.');
  return dependenciesLack(wanted, readLock(inRoot('node_modules', '.package-lock.json')));
}

/** @type {import('./set-up.mjs').Step} */
export const dependenciesStep = {
  isReady: async () => currentLack() === null,
  async prepare() {
    say(`installing packages (npm ci): ${currentLack()}…`);
    // No package needs its install script but Node's, which has a step of its own: so nothing unannounced runs.
    const { code } = await runNpm(['ci', '--ignore-scripts']);
    if (code !== 0) {
      throw new SetupError(
        'npm ci failed (its message is above). Check that the npm registry can be reached, then try again.',
      );
    }
  },
};
