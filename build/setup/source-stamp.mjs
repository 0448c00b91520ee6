/** One text for the state of all sources of a build: another text, another state. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * @typedef {object} SourceFile
 * @property {string} path Below the checkout, with "/".
 * @property {number} sizeBytes
 * @property {number} mtimeMs
 */

/** @param {readonly SourceFile[]} files In any order. */
export function sourceStamp(files) {
  const lines = files.map(({ path, sizeBytes, mtimeMs }) => `${path} ${sizeBytes} ${mtimeMs}`);
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

/** @param {readonly string[]} paths Files below the checkout; those that are missing count as such. */
export function currentStamp(paths) {
  return sourceStamp(
    paths.map((path) => {
      const { size, mtimeMs } = statSync(inRoot(path), { throwIfNoEntry: false }) ?? { size: -1, mtimeMs: 0 };
      return { path, sizeBytes: size, mtimeMs };
    }),
  );
}

/**
 * @param {string} stampFile Absolute path.
 * @param {readonly string[]} paths
 */
export const hasStamp = (stampFile, paths) =>
  existsSync(stampFile) && readFileSync(stampFile, 'utf8') === currentStamp(paths);

/**
 * The files of a folder and of the folders in it.
 *
 * @param {string} folder Below the checkout.
 * @returns {readonly string[]} Below the checkout, with "/".
 */
export function filesBelow(folder) {
  const absolute = inRoot(folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(absolute, name), { throwIfNoEntry: false })?.isFile() === true)
    .map((name) => `${folder}/${name}`.replaceAll('\\', '/'));
}
