/** Packages of Debian and its kin, installed only as root and only after saying so. */
import { existsSync } from 'node:fs';
import { runChild } from './child.mjs';
import { findOnPath } from './found-programs.mjs';
import { say } from './report.mjs';

/** Whether system packages may be installed. RUSHES_SETUP_NO_APT=1 forbids it. */
export function mayUseApt() {
  return (
    process.getuid?.() === 0 &&
    (process.env['RUSHES_SETUP_NO_APT'] ?? '') === '' &&
    existsSync('/etc/debian_version') &&
    findOnPath('apt-get') !== null
  );
}

/**
 * @param {readonly string[]} names The package, and others that it needs to be of use.
 * @returns {Promise<boolean>} Whether it is installed now.
 */
export async function installDebianPackage(...names) {
  const name = names.join(' ');
  say(`installing the system package ${name} (apt-get update, apt-get install ${name})…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const output = /** @type {const} */ ('to-stderr');
  const update = await runChild('apt-get', ['-qq', 'update'], { env, output });
  // Old package lists may still do, so a failed update is no reason to give up.
  if (update.code !== 0) say('apt-get update failed; trying with the package lists that are there.');
  const args = ['-qq', 'install', '--yes', '--no-install-recommends', ...names];
  const { code } = await runChild('apt-get', args, { env, output });
  if (code !== 0) say(`apt-get could not install ${name}.`);
  return code === 0;
}
