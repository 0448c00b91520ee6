/**
 * Node 24, which Rushes runs on: from the npm package `node`, whose install script fetches the build for this system.
 */
import { existsSync, readFileSync } from 'node:fs';
import { runChild } from './child.mjs';
import { nestedNpmEnvironment } from './npm.mjs';
import { inRoot } from './paths.mjs';
import { say, SetupError } from './report.mjs';

const packageFolder = inRoot('node_modules', 'node');
const executable = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The oldest major version that has everything Rushes uses. */
const neededMajor = 24;

const hostIsNewEnough = () => Number.parseInt(process.versions.node, 10) >= neededMajor;

/** The Node that commands run with. */
export function nodePath() {
  return existsSync(executable) ? executable : process.execPath;
}

async function fetchNode() {
  const { version } = JSON.parse(readFileSync(inRoot('node_modules', 'node', 'package.json'), 'utf8'));
  say(`fetching Node ${version} into node_modules…`);
  const { code, output } = await runChild(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: packageFolder,
    env: nestedNpmEnvironment(process.env),
    output: 'capture',
  });
  if (code !== 0 || !existsSync(executable)) return { works: false, detail: output.trim() };
  const tried = await runChild(executable, ['--version'], { output: 'capture' });
  return { works: tried.code === 0, detail: tried.output.trim() };
}

/** @type {import('./set-up.mjs').Step} */
export const nodeStep = {
  isReady: async () => existsSync(executable),
  async prepare() {
    const { works, detail } = await fetchNode();
    if (works) return;
    if (hostIsNewEnough()) {
      say(`that failed; using the Node ${process.versions.node} that is installed here.`);
      return;
    }
    throw new SetupError(
      `Node ${neededMajor} for ${process.platform}-${process.arch} could not be fetched: ${detail || 'no message'}\n` +
        `Check that the npm registry can be reached, or install Node ${neededMajor} or newer yourself and try again.`,
    );
  },
};
