/** Programs on PATH, and what is known of them since they were last tried. */
import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runChild } from './child.mjs';
import { stateFolder } from './paths.mjs';

const stampFile = join(stateFolder, 'programs.json');

/**
 * The first file of that name on PATH that may be run.
 *
 * @param {string} name
 * @returns {string | null} Absolute path.
 */
export function findOnPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (folder === '') continue;
    const path = join(folder, file);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** @returns {Record<string, { stamp: string, output: string }>} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * What a program writes about itself. It is run only if it has changed since the last time: the answer is kept.
 *
 * @param {string} path Absolute path of the program.
 * @param {readonly string[]} args
 * @returns {Promise<string | null>} Null where it can't be run or fails.
 */
export async function askProgram(path, args) {
  /** @type {string} */
  let stamp;
  try {
    const { size, mtimeMs } = statSync(path);
    stamp = `${size} ${mtimeMs}`;
  } catch {
    return null;
  }
  const key = [path, ...args].join(' ');
  const known = readStamps()[key];
  if (known?.stamp === stamp) return known.output;
  const output = await outputOf(path, args);
  if (output !== null) {
    mkdirSync(stateFolder, { recursive: true });
    writeFileSync(stampFile, JSON.stringify({ ...readStamps(), [key]: { stamp, output } }, null, 2));
  }
  return output;
}

/**
 * @param {string} path
 * @param {readonly string[]} args
 */
async function outputOf(path, args) {
  try {
    const { code, output } = await runChild(path, args, { output: 'capture' });
    return code === 0 ? output : null;
  } catch {
    return null;
  }
}
