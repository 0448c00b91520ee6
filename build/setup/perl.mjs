/** Perl, which exiftool is written in. Windows gets an exiftool with its own. */
import { existsSync } from 'node:fs';
import { installDebianPackage, mayUseApt } from './debian.mjs';
import { askProgram, findOnPath } from './found-programs.mjs';
import { inRoot } from './paths.mjs';
import { say } from './report.mjs';

const exiftool = inRoot('node_modules', 'exiftool-vendored.pl', 'bin', 'exiftool');

/** Whether exiftool runs: some systems have a Perl without the modules that it uses. */
async function exiftoolRuns() {
  if (process.platform === 'win32' || !existsSync(exiftool)) return true;
  const perl = findOnPath('perl');
  return perl !== null && (await askProgram(perl, [exiftool, '-ver'])) !== null;
}

/** @type {import('./set-up.mjs').Step} */
export const perlStep = {
  isReady: exiftoolRuns,
  async prepare() {
    if (mayUseApt() && (await installDebianPackage('perl')) && (await exiftoolRuns())) return;
    say(
      'Perl is missing, so camera data (EXIF) will be. Install the package "perl" of your system to have it.',
    );
  },
};
