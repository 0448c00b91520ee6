/** `npm run new:stage -- <name>`: writes a stage that works, its test, and the shape of what it makes. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../setup/paths.mjs';
import { SetupError } from '../setup/report.mjs';
import { artifactEntry, stageSource, stageTestSource } from './stage-templates.mjs';

const longestName = 40;

/**
 * Why a stage can't have this name, or null.
 *
 * @param {string} name
 */
export function nameProblem(name) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    return `"${name}" is no name for a stage: use lower-case words joined by "-", such as "lens-flare".`;
  }
  return name.length > longestName ? `"${name}" is too long: at most ${longestName} characters.` : null;
}

const schemasOpening = /^export const artifactSchemas = \{\n/m;
const schemasClosing = '\n} as const;';

/**
 * The contract's file with one more artifact, as the last of its list.
 *
 * @param {string} source Text of `src-preload/contract/artifacts.ts`.
 * @param {string} name
 * @returns {string}
 */
export function withArtifact(source, name) {
  const opening = schemasOpening.exec(source);
  const start = opening === null ? -1 : opening.index + opening[0].length;
  const end = source.indexOf(schemasClosing, start);
  if (start < 0 || end < 0) {
    throw new SetupError(
      'The list "artifactSchemas" was not found in src-preload/contract/artifacts.ts; nothing was written.',
    );
  }
  if (new RegExp(`^  '?${name}'?[:,]`, 'm').test(source.slice(start, end))) {
    throw new SetupError(`There is an artifact "${name}" already; nothing was written.`);
  }
  return `${source.slice(0, end)}\n${artifactEntry(name)}${source.slice(end)}`;
}

/**
 * Writes the stage into a checkout.
 *
 * @param {string} folder The checkout.
 * @param {string} name
 * @returns {readonly string[]} The files written, below the checkout.
 */
export function writeStage(folder, name) {
  const problem = nameProblem(name);
  if (problem !== null) throw new SetupError(problem);
  const stage = `src-main/pipeline/stages/${name}.stage.ts`;
  const test = `src-main/pipeline/stages/${name}.stage.test.ts`;
  const contract = 'src-preload/contract/artifacts.ts';
  for (const path of [stage, test]) {
    if (existsSync(join(folder, path)))
      throw new SetupError(`${path} is there already; nothing was written.`);
  }
  const schemas = withArtifact(readFileSync(join(folder, contract), 'utf8'), name);
  writeFileSync(join(folder, stage), stageSource(name), { flag: 'wx' });
  writeFileSync(join(folder, test), stageTestSource(name), { flag: 'wx' });
  writeFileSync(join(folder, contract), schemas);
  return [stage, test, contract];
}

/** @param {readonly string[]} args */
export async function newStage(args) {
  const [name, ...others] = args;
  if (name === undefined || others.length > 0)
    throw new SetupError('Give one name: npm run new:stage -- <name>');
  const [stage, test, contract] = writeStage(rootFolder, name);
  process.stdout.write(
    `Wrote ${stage} (measures the mean brightness, as an example) and ${test}.\n` +
      `Its artifact "${name}" is the last entry of artifactSchemas in ${contract}: give both the shape you need.\n` +
      `Then: npm test -- ${name}\n`,
  );
}
