/**
 * Runs the desktop window, where Electron's binary is. It is not in the npm package: it is downloaded the first time that
 * it is needed, which some machines do not allow.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { ElectronOutcome, ElectronRequest } from './window-hosts.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ElectronPlaces {
  /** Of the npm package `electron`; null: it is not installed. */
  readonly packageFolder: string | null;
  /** Of our own package.json, whose "main" Electron runs. */
  readonly appFolder: string;
  readonly environment: Environment;
  readonly platform: NodeJS.Platform;
}

/** An end with a failure that comes sooner than this was no window. */
const startedAfterMs = 10_000;

/** Of this installation. */
export function electronPlaces(environment: Environment): ElectronPlaces {
  const base = resolve(import.meta.dirname, '..', '..', '..');
  return {
    packageFolder: electronPackageFolder(),
    appFolder: basename(base) === 'out' ? dirname(base) : base,
    environment,
    platform: process.platform,
  };
}

/** @see node_modules/electron/index.js, which would download what is missing */
export function findElectron(
  places: ElectronPlaces,
): { readonly program: string } | { readonly reason: string } {
  const { packageFolder, appFolder, environment, platform } = places;
  if (packageFolder === null) return { reason: 'Electron is not installed' };
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const program = join(environment['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist'), name);
  if (!existsSync(program)) return { reason: "Electron's binary is not on this machine" };
  if (!existsSync(join(appFolder, 'out', 'src-main', 'hosts', 'electron', 'main.js')))
    return { reason: 'the desktop app has not been built' };
  if (platform === 'linux' && !hasDisplay(environment, platform)) return { reason: 'there is no display' };
  return { program };
}

/** Resolves when the window was closed, or when there could be none. */
export async function runElectron(
  { libraryPath, paths }: ElectronRequest,
  places: ElectronPlaces,
  signal: AbortSignal,
): Promise<ElectronOutcome> {
  const found = findElectron(places);
  if ('reason' in found) return { kind: 'unavailable', reason: found.reason };
  const startedAtMs = performance.now();
  const library = libraryPath === null ? [] : ['--library', libraryPath];
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = places.environment;
  const child = spawn(found.program, [places.appFolder, ...library, ...paths], {
    stdio: 'inherit',
    env: environment,
  });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  const failure = await new Promise<string | null>((done) => {
    child.on('error', (error) => done(error.message));
    child.on('exit', (code, name) => done(code === 0 ? null : `it ended with ${name ?? String(code)}`));
  });
  signal.removeEventListener('abort', stop);
  const wasWindow = failure === null || signal.aborted || performance.now() - startedAtMs > startedAfterMs;
  return wasWindow
    ? { kind: 'ran' }
    : { kind: 'unavailable', reason: `Electron could not start: ${failure}` };
}

/** Whether windows can be shown: on Linux there may be no display at all. */
export function hasDisplay(environment: Environment, platform: NodeJS.Platform): boolean {
  if (platform === 'darwin' || platform === 'win32') return true;
  return [environment['DISPLAY'], environment['WAYLAND_DISPLAY']].some((name) => (name ?? '') !== '');
}

function electronPackageFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}
