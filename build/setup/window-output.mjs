/** The bundles: the preload script and the window's page, by electron-vite, to out/preload and out/renderer. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runChild } from './child.mjs';
import { nodePath } from './node.mjs';
import { inRoot, outFolder, rootFolder } from './paths.mjs';
import { say, SetupError } from './report.mjs';
import { currentStamp, hasStamp, filesBelow } from './source-stamp.mjs';

const stampFile = join(outFolder, 'window-stamp.txt');

const outputs = [join(outFolder, 'preload', 'index.cjs'), join(outFolder, 'renderer', 'index.html')];

/** The lock file stands for the packages that go into the bundles. */
const settings = [
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'build/setup/window-output.mjs',
];

/**
 * What the bundles are made from.
 *
 * @param {readonly string[]} paths All files below src-renderer and src-preload.
 */
export const bundleSources = (paths) => paths.filter((path) => !/\.(test\.tsx?|golden)$/.test(path));

const sourcePaths = () => [
  ...bundleSources([...filesBelow('src-renderer'), ...filesBelow('src-preload')]),
  ...settings,
];

/**
 * What the bundler says, without the colours that it always uses and the places in its own code.
 *
 * @param {string} output
 */
const readable = (output) =>
  stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .join('\n')
    .trim();

/** @type {import('./set-up.mjs').Step} */
export const windowStep = {
  isReady: async () => outputs.every((path) => existsSync(path)) && hasStamp(stampFile, sourcePaths()),
  async prepare() {
    say('building the window (electron-vite)…');
    const stamp = currentStamp(sourcePaths());
    mkdirSync(outFolder, { recursive: true });
    // A build that is cut off leaves half an output, which no stamp may call current.
    rmSync(stampFile, { force: true });
    const builder = inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    // It warns of a missing "main" section, which is missing on purpose.
    const args = [builder, 'build', '--ignoreConfigWarning', '--logLevel', 'warn'];
    const { code, output } = await runChild(nodePath(), args, { cwd: rootFolder, output: 'capture' });
    if (code !== 0) throw new SetupError(`the window could not be built:\n${readable(output)}`);
    const missing = outputs.find((path) => !existsSync(path));
    if (missing !== undefined) {
      throw new SetupError(`the window could not be built: ${missing} was not written.\n${readable(output)}`);
    }
    writeFileSync(stampFile, stamp);
  },
};
