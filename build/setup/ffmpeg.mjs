/**
 * ffmpeg and ffprobe: those a person chose (RUSHES_FFMPEG, RUSHES_FFPROBE), else those on PATH if they are new enough,
 * else Debian's where we may install it, else static builds from npm in `.tools`.
 */
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { installDebianPackage, mayUseApt } from './debian.mjs';
import { chooseToolSource, ffmpegRemedy, neededFfmpegMajor, parseToolVersion } from './ffmpeg-version.mjs';
import { askProgram, findOnPath } from './found-programs.mjs';
import { runNpm } from './npm.mjs';
import { rootFolder, toolsFolder } from './paths.mjs';
import { say, SetupError } from './report.mjs';

const tools = /** @type {const} */ ([
  {
    name: 'ffmpeg',
    variable: 'RUSHES_FFMPEG',
    scope: '@ffmpeg-installer',
    package: '@ffmpeg-installer/ffmpeg@1.1.0',
  },
  {
    name: 'ffprobe',
    variable: 'RUSHES_FFPROBE',
    scope: '@ffprobe-installer',
    package: '@ffprobe-installer/ffprobe@2.1.2',
  },
]);

/** @typedef {(typeof tools)[number]} Tool */

/** @param {Tool} tool */
function staticPath({ name, scope }) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return join(toolsFolder, 'node_modules', scope, `${process.platform}-${process.arch}`, file);
}

/** @param {Tool} tool */
function overridePath({ variable }) {
  const chosen = process.env[variable] ?? '';
  if (chosen === '') return null;
  return isAbsolute(chosen) ? chosen : resolve(process.env['INIT_CWD'] ?? process.cwd(), chosen);
}

/** @param {string | null} path */
async function versionOf(path) {
  const output = path === null ? null : await askProgram(path, ['-version']);
  return output === null ? null : parseToolVersion(output);
}

/** @param {Tool} tool */
async function sourceOf(tool) {
  return chooseToolSource({
    override: overridePath(tool),
    onPath: await versionOf(findOnPath(tool.name)),
    hasStatic: existsSync(staticPath(tool)),
    mayUseApt: mayUseApt(),
  });
}

async function missingTools() {
  const missing = [];
  for (const tool of tools) {
    const source = await sourceOf(tool);
    if (source === 'apt' || source === 'static-install') missing.push(tool);
    if (source === 'override') await checkOverride(tool);
  }
  return missing;
}

/** @param {Tool} tool */
async function checkOverride(tool) {
  const path = overridePath(tool);
  if ((await versionOf(path)) !== null) return;
  throw new SetupError(
    `${tool.variable} is set to ${path}, but that is no ${tool.name} that runs. Correct or unset it.`,
  );
}

async function installStaticBuilds() {
  say('installing static builds of ffmpeg and ffprobe from npm into .tools…');
  mkdirSync(toolsFolder, { recursive: true });
  writeFileSync(join(toolsFolder, 'package.json'), '{ "private": true }\n');
  const { code } = await runNpm([
    'install',
    '--prefix',
    toolsFolder,
    '--ignore-scripts',
    ...tools.map((tool) => tool.package),
  ]);
  for (const tool of tools) {
    const path = staticPath(tool);
    if (code === 0 && existsSync(path)) chmodSync(path, 0o755);
    const found = await versionOf(path);
    if (found === null) {
      throw new SetupError(
        `${tool.name} is missing, and npm has no static build that works here. ${ffmpegRemedy(process.platform)}`,
      );
    }
    if (!found.isNewEnough) {
      say(
        `${tool.name} ${found.version} is old: some clips will fail or lack HDR pictures. ` +
          `Better install ffmpeg ${neededFfmpegMajor} or newer and delete .tools.`,
      );
    }
  }
}

/** @type {import('./set-up.mjs').Step} */
export const ffmpegStep = {
  isReady: async () => (await missingTools()).length === 0,
  async prepare() {
    if (mayUseApt()) {
      await installDebianPackage('ffmpeg');
      if ((await missingToolsOnPath()).length === 0) return;
    }
    await installStaticBuilds();
  },
};

async function missingToolsOnPath() {
  const missing = [];
  for (const tool of tools) {
    const source = await sourceOf(tool);
    if (source !== 'path' && source !== 'override') missing.push(tool);
  }
  return missing;
}

/**
 * What a command needs in its environment to find the tools; nothing for those that are on PATH.
 *
 * @returns {Promise<Record<string, string>>}
 */
export async function ffmpegEnvironment() {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const tool of tools) {
    const source = await sourceOf(tool);
    const path = source === 'override' ? overridePath(tool) : source === 'static' ? staticPath(tool) : null;
    if (path !== null) environment[tool.variable] = resolve(rootFolder, path);
  }
  return environment;
}
