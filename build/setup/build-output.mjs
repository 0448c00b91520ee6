/** The build: TypeScript of src-preload and src-main to JavaScript in out/. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChild } from './child.mjs';
import { nodePath } from './node.mjs';
import { inRoot, outFolder, rootFolder } from './paths.mjs';
import { say, SetupError } from './report.mjs';
import { currentStamp, hasStamp, filesBelow } from './source-stamp.mjs';

const projects = /** @type {const} */ (['src-preload', 'src-main']);
const stampFile = join(outFolder, 'build-stamp.txt');

/**
 * Which compiled files have no source any more. Stages and their like are found by glob, so a leftover would still run.
 *
 * @param {readonly string[]} compiled Paths below out/, with "/".
 * @param {ReadonlySet<string>} sources Paths below the checkout, with "/".
 */
export function leftovers(compiled, sources) {
  return compiled.filter((path) => {
    const stem = /^(.*?)(?:\.d\.ts|\.js)(?:\.map)?$/.exec(path)?.[1];
    return stem !== undefined && !sources.has(`${stem}.ts`) && !sources.has(`${stem}.tsx`);
  });
}

function sourcePaths() {
  const sources = projects
    .flatMap(filesBelow)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path));
  const settings = ['tsconfig.base.json', ...projects.map((project) => `${project}/tsconfig.json`)];
  return [...sources, ...settings, 'node_modules/typescript/package.json'].filter((path) =>
    existsSync(inRoot(path)),
  );
}

const isOutputThere = () => projects.every((project) => existsSync(join(outFolder, project)));

/** @type {import('./set-up.mjs').Step} */
export const buildStep = {
  isReady: async () => isOutputThere() && hasStamp(stampFile, sourcePaths()),
  async prepare() {
    say('building (tsc)…');
    const paths = sourcePaths();
    const stamp = currentStamp(paths);
    mkdirSync(outFolder, { recursive: true });
    if (!isOutputThere()) {
      // tsc believes its own notes, and does not look whether what it wrote is still there.
      for (const project of projects) rmSync(join(outFolder, `${project}.tsbuildinfo`), { force: true });
    }
    const compiler = inRoot('node_modules', 'typescript', 'bin', 'tsc');
    const { code, output } = await runChild(nodePath(), [compiler, '--build', ...projects], {
      cwd: rootFolder,
      output: 'capture',
    });
    if (code !== 0) throw new SetupError(`the build failed:\n${output.trim()}`);
    const compiled = projects
      .flatMap((project) => filesBelow(`out/${project}`))
      .map((path) => path.slice('out/'.length));
    for (const path of leftovers(compiled, new Set(paths))) rmSync(join(outFolder, path), { force: true });
    writeFileSync(stampFile, stamp);
  },
};
