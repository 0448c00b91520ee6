/** Looks at the machine: what of the things that Rushes leans on is there, and in which version. */
import { statfs } from 'node:fs/promises';
import { existsSync, realpathSync } from 'node:fs';
import { arch, availableParallelism, platform, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { ExifTool } from 'exiftool-vendored';
import { toAppError } from '../../src-preload/contract/errors.ts';
import { assertSqliteVersion } from '../db/connection.ts';
import type { ComponentFacts, SystemFacts } from '../library/doctor.ts';
import type { VolumeSource } from '../library/volumes.ts';
import { discoverTools, parseVersion } from '../media/tool-discovery.ts';
import { runChild } from '../platform/child-process.ts';
import { rushesVersion } from '../platform/rushes-version.ts';

const answerWithinSec = 20;

/** @param environment where RUSHES_FFMPEG, RUSHES_FFPROBE and PATH are looked up */
export async function inspectSystem(
  libraryPath: string,
  volumes: VolumeSource,
  environment: NodeJS.ProcessEnv,
): Promise<SystemFacts> {
  const [discovered, ffmpeg, ffprobe, exiftool, perl, libvips, library] = await Promise.all([
    discoverTools(environment).catch(() => null),
    askFfmpeg(environment['RUSHES_FFMPEG'] ?? 'ffmpeg', environment),
    askFfmpeg(environment['RUSHES_FFPROBE'] ?? 'ffprobe', environment),
    askExiftool(),
    platform() === 'win32' ? null : askPerl(),
    askLibvips(),
    inspectPlace(libraryPath, volumes),
  ]);
  return {
    rushesVersion: rushesVersion(),
    nodeVersion: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    sqlite: await component(() => askSqlite(), null),
    ffmpeg: { ...ffmpeg, path: discovered?.ffmpegPath ?? ffmpeg.path },
    ffprobe: { ...ffprobe, path: discovered?.ffprobePath ?? ffprobe.path },
    exiftool,
    perl,
    libvips,
    capabilities: discovered?.capabilities ?? null,
    library,
  };
}

async function component(ask: () => string | Promise<string>, path: string | null): Promise<ComponentFacts> {
  try {
    return { version: await ask(), path, problem: null };
  } catch (error) {
    return { version: null, path, problem: toAppError(error).message };
  }
}

function askSqlite(): string {
  const connection = new Database(':memory:');
  try {
    return assertSqliteVersion(connection);
  } finally {
    connection.close();
  }
}

async function askFfmpeg(program: string, environment: NodeJS.ProcessEnv): Promise<ComponentFacts> {
  const named = environment['RUSHES_FFMPEG'] === program || environment['RUSHES_FFPROBE'] === program;
  return component(async () => parseVersion(await firstLine(program, ['-version'])), named ? program : null);
}

async function askPerl(): Promise<ComponentFacts> {
  return component(() => firstLine('perl', ['-e', 'printf "%vd", $^V']), null);
}

async function firstLine(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await runChild({ file, args, timeoutSec: answerWithinSec });
  return new TextDecoder().decode(stdout).split('\n')[0] ?? '';
}

async function askExiftool(): Promise<ComponentFacts> {
  const tool = new ExifTool({ maxProcs: 1, taskTimeoutMillis: answerWithinSec * 1000, taskRetries: 0 });
  try {
    return await component(() => tool.version(), null);
  } finally {
    await tool.end();
  }
}

async function askLibvips(): Promise<ComponentFacts> {
  return component(async () => {
    const { default: sharp } = await import('sharp');
    return sharp.versions.vips;
  }, null);
}

async function inspectPlace(path: string, volumes: VolumeSource): Promise<SystemFacts['library']> {
  const exists = existsSync(join(path, 'library.sqlite'));
  try {
    const nearest = realpathSync(nearestFolder(path));
    const { bavail, bsize } = await statfs(nearest);
    const mounted = await volumes.read();
    return {
      path,
      exists,
      volumeKind: mounted.locate(nearest).kind,
      freeBytes: bavail * bsize,
      problem: null,
    };
  } catch (error) {
    return { path, exists, volumeKind: null, freeBytes: null, problem: toAppError(error).message };
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path));
}
