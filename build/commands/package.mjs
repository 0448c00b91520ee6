/** `npm run package`: installers of the desktop app, by electron-builder, to out/package. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { builderConfiguration } from '../package/builder-configuration.mjs';
import { electronFolder, electronVersion, fetchElectron } from '../setup/electron-binary.mjs';
import { endLike, runChild } from '../setup/child.mjs';
import { nodePath } from '../setup/node.mjs';
import { inRoot, rootFolder, stateFolder } from '../setup/paths.mjs';
import { say, SetupError } from '../setup/report.mjs';
import { setUp } from '../setup/set-up.mjs';

const ffmpegVariable = 'RUSHES_PACKAGE_FFMPEG';

/** electron-builder's options that name a system. */
const systemOptions = /** @type {const} */ ({
  darwin: ['--mac', '--macos', '-m', '-o'],
  linux: ['--linux', '-l'],
  win32: ['--win', '--windows', '-w'],
});

/**
 * @param {readonly string[]} args Go to electron-builder: `--linux`, `--dir`, `--x64`… Without any, all packages for the
 *   system that this runs on.
 * @returns {Promise<void>}
 */
export async function runPackage(args) {
  await setUp(['dependencies', 'node']);
  const ffmpegFolder = chosenFfmpeg(process.env[ffmpegVariable] ?? '');
  const isForHere = systemsOf(args).every((system) => system === process.platform);
  if (isForHere) await needElectron();
  await setUp(['build', 'window']);
  const configuration = builderConfiguration({
    electronFolder: isForHere ? electronFolder(process.env) : null,
    ffmpegFolder,
  });
  say(
    ffmpegFolder === null
      ? `ffmpeg is left to the system (${ffmpegVariable} is not set)`
      : 'ffmpeg is included',
  );
  mkdirSync(stateFolder, { recursive: true });
  const file = join(stateFolder, 'electron-builder.json');
  writeFileSync(file, JSON.stringify(configuration));
  const builder = inRoot('node_modules', 'electron-builder', 'cli.js');
  const command = [builder, '--config', file, '--publish', 'never', ...args];
  endLike(await runChild(nodePath(), command, { cwd: rootFolder }));
}

/**
 * The systems that are asked for.
 *
 * @param {readonly string[]} args
 */
export function systemsOf(args) {
  return Object.entries(systemOptions).flatMap(([system, options]) =>
    options.some((option) => args.includes(option)) ? [system] : [],
  );
}

async function needElectron() {
  const problem = await fetchElectron();
  if (problem === null) return;
  const version = electronVersion();
  const archive = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  throw new SetupError(
    [
      `The desktop app can't be packaged here: Electron's program can't be had (${problem}).`,
      'It is not in the npm package, but is fetched from github.com/electron/electron when it is first needed.',
      'Do one of these: run "npm run package" on a machine that reaches it; set ELECTRON_MIRROR to a mirror that this',
      `machine reaches; or unpack ${archive} and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`,
      'Without Electron, "npm start" serves the same window to a browser.',
    ].join('\n'),
  );
}

/**
 * @param {string} named
 * @returns {string | null} null: none is to be included.
 */
function chosenFfmpeg(named) {
  if (named === '') return null;
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), named);
  const hasTool = (/** @type {string} */ tool) =>
    existsSync(join(folder, tool)) || existsSync(join(folder, `${tool}.exe`));
  if (hasTool('ffmpeg') && hasTool('ffprobe')) return folder;
  throw new SetupError(
    `${ffmpegVariable} is ${folder}, but ffmpeg and ffprobe are not both in it. Correct or unset it.`,
  );
}
