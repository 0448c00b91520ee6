/** PocketSphinx with its English model: for tests that write down real speech. Rushes itself does without. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { installDebianPackage, mayUseApt } from './debian.mjs';
import { findOnPath } from './found-programs.mjs';
import { say } from './report.mjs';

function isThere() {
  const program = findOnPath('pocketsphinx_continuous');
  if (program === null) return false;
  const model = join(dirname(program), '..', 'share', 'pocketsphinx', 'model', 'en-us', 'en-us', 'mdef');
  return existsSync(model);
}

/** @type {import('./set-up.mjs').Step} */
export const pocketsphinxStep = {
  isReady: () => Promise.resolve(isThere()),
  async prepare() {
    if (mayUseApt() && (await installDebianPackage('pocketsphinx', 'pocketsphinx-en-us')) && isThere())
      return;
    say('PocketSphinx is missing, so tests that write down speech with it are skipped.');
  },
};
