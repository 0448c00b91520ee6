/** Finds ffmpeg and ffprobe and asks what they can do. */
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { AppError } from '../../src-preload/contract/errors.ts';
import { runChild } from '../platform/child-process.ts';
import type { MediaCapabilities } from './tools.ts';

export interface DiscoveredTools {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly capabilities: MediaCapabilities;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * RUSHES_FFMPEG and RUSHES_FFPROBE name the programs; without them PATH is searched.
 * Throws `tool-missing` with the name of the tool and where it was looked for.
 */
export async function discoverTools(
  environment: Environment,
  signal?: AbortSignal,
): Promise<DiscoveredTools> {
  const [ffmpegPath, ffprobePath] = await Promise.all([
    locate('ffmpeg', environment['RUSHES_FFMPEG'], environment),
    locate('ffprobe', environment['RUSHES_FFPROBE'], environment),
  ]);
  const ask = async (file: string, ...args: string[]): Promise<string> => askTool(file, args, signal);
  const [ffmpegVersion, ffprobeVersion, encoders, filters, options, metadataFilter, sideDataFilter] =
    await Promise.all([
      ask(ffmpegPath, '-version'),
      ask(ffprobePath, '-version'),
      ask(ffmpegPath, '-hide_banner', '-encoders'),
      ask(ffmpegPath, '-hide_banner', '-filters'),
      ask(ffmpegPath, '-hide_banner', '-h', 'long'),
      ask(ffmpegPath, '-hide_banner', '-h', 'filter=metadata'),
      ask(ffmpegPath, '-hide_banner', '-h', 'filter=sidedata'),
    ]);
  const filterNames = parseFilters(filters);
  return {
    ffmpegPath,
    ffprobePath,
    capabilities: {
      ffmpegVersion: parseVersion(ffmpegVersion),
      ffprobeVersion: parseVersion(ffprobeVersion),
      // Light levels that were true of the HDR picture have to be dropped from the mapped one.
      canToneMap:
        filterNames.has('zscale') &&
        filterNames.has('tonemap') &&
        sideDataFilter.includes('CONTENT_LIGHT_LEVEL'),
      encoders: parseEncoders(encoders),
      frameSyncOption: /^-fps_mode\b/m.test(options) ? '-fps_mode' : '-vsync',
      hasErrorRateOption: /^-max_error_rate\b/m.test(options),
      printsToPipes: /^\s+direct\b/m.test(metadataFilter),
    },
  };
}

async function locate(tool: string, named: string | undefined, environment: Environment): Promise<string> {
  if (named !== undefined && named !== '') {
    if (isAbsolute(named) && (await isProgram(named))) return named;
    throw new AppError('tool-missing', {
      tool,
      detail: `RUSHES_${tool.toUpperCase()} names no program: ${named}`,
    });
  }
  const found = await findOnPath(tool, environment);
  if (found !== null) return found;
  throw new AppError('tool-missing', {
    tool,
    detail: `not on PATH, and RUSHES_${tool.toUpperCase()} is not set`,
  });
}

/** Absolute path of the first program of that name; null where there is none. */
export async function findOnPath(tool: string, environment: Environment): Promise<string | null> {
  const fileName = process.platform === 'win32' ? `${tool}.exe` : tool;
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    if (isAbsolute(folder) && (await isProgram(join(folder, fileName)))) return join(folder, fileName);
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function askTool(
  file: string,
  args: readonly string[],
  signal: AbortSignal | undefined,
): Promise<string> {
  try {
    const { stdout } = await runChild({
      file,
      args,
      timeoutSec: 30,
      ...(signal === undefined ? {} : { signal }),
    });
    return new TextDecoder().decode(stdout);
  } catch (error) {
    throw new AppError(
      'tool-missing',
      { tool: file, detail: `it does not answer to ${args.join(' ')}` },
      error,
    );
  }
}

/** "5.1.9-0+deb12u1" of "ffmpeg version 5.1.9-0+deb12u1 Copyright (c) …". */
export function parseVersion(text: string): string {
  return /^ff\w+ version (\S+)/.exec(text)?.[1] ?? 'unknown';
}

/** Names of the table that `-encoders` prints below its line of dashes. */
export function parseEncoders(text: string): ReadonlySet<string> {
  const rows = text.slice(text.indexOf('------')).split('\n').slice(1);
  return new Set(rows.flatMap((row) => /^ [VAS][\w.]{5} (\S+)/.exec(row)?.[1] ?? []));
}

/** Names of the table that `-filters` prints: rows of flags, name and "V->V". */
export function parseFilters(text: string): ReadonlySet<string> {
  return new Set(text.split('\n').flatMap((row) => /^ [\w.]{2,3} (\S+)\s+\S+->\S+/.exec(row)?.[1] ?? []));
}
