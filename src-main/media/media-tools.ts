/**
 * The media tools of one engine. `forRun` binds them to one file and one run; what outlives a run (exiftool, memos) is
 * owned here and ends with `close`.
 */
import { join } from 'node:path';
import sharp from 'sharp';
import type { UsageRecorder } from '../platform/resource-usage.ts';
import { ChildFailure, runChild } from '../platform/child-process.ts';
import { createExifReader, type ExifReader } from './exiftool-reader.ts';
import { startFfmpegChild } from './ffmpeg-child.ts';
import { classifyToolFailure } from './ffmpeg-errors.ts';
import { fileUrl, plainInputPath, safetyOptions } from './input-safety.ts';
import type { DiscoveredTools } from './tool-discovery.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import type { MediaCapabilities, MediaTools, PictureRequest } from './tools.ts';
import { transcodeFile } from './transcode.ts';

/** What the tools of one run are bound to. */
export interface RunBinding {
  /** The clip's file, absolute, as `platform/paths` writes paths. */
  readonly filePath: string;
  /** A folder of this run alone: a link with a plain name may be put there. */
  readonly tempDir: string;
  readonly signal: AbortSignal;
  readonly usage: UsageRecorder;
  /** Where failures of tools are told in full. */
  readonly log?: { warn(message: string, facts?: Readonly<Record<string, unknown>>): void };
}

export interface MediaToolbox {
  readonly capabilities: MediaCapabilities;
  forRun(binding: RunBinding): MediaTools;
  close(): Promise<void>;
}

const defaultFfmpegTimeoutSec = 600;
const defaultFfprobeTimeoutSec = 120;
const loggedLines = 20;
const maxProbeBytes = 512 * 1024 * 1024;

export function createMediaToolbox(tools: DiscoveredTools): MediaToolbox {
  // Stages run side by side already; more threads for one small picture would only take cores from their decoders.
  sharp.concurrency(1);
  sharp.cache(false);
  const exif = createExifReader();
  const once = createMemo();
  return {
    capabilities: tools.capabilities,
    forRun: (binding) => bindTools(tools, binding, exif, once),
    close: async () => exif.close(),
  };
}

function bindTools(
  tools: DiscoveredTools,
  binding: RunBinding,
  exif: ExifReader,
  once: MediaTools['once'],
): MediaTools {
  const { filePath, tempDir, signal, usage, log } = binding;
  const { ffmpegPath, ffprobePath, capabilities } = tools;
  const inputPath = plainInputPath(filePath, tempDir);
  const inputUrl = fileUrl(inputPath);
  const probe = async (
    args: readonly string[],
    options: { timeoutSec?: number; file?: string } = {},
  ): Promise<string> => {
    const { timeoutSec = defaultFfprobeTimeoutSec, file } = options;
    const url = file === undefined ? inputUrl : fileUrl(file);
    return told(
      log,
      'ffprobe',
      runFfprobe({ ffprobePath, inputUrl: url, args, timeoutSec, filePath, signal, usage }),
    );
  };
  return {
    capabilities,
    inputPath,
    inputArguments: (before = []) => [...before, ...safetyOptions(), '-i', inputUrl],
    async ffprobe(args, options) {
      const text = await probe(['-of', 'json', ...args], options);
      return parseJson(text, filePath);
    },
    ffprobeText: async (args, options) => probe(args, options),
    async ffmpeg({ args, maxStdoutBytes, stdin, timeoutSec = defaultFfmpegTimeoutSec }) {
      const limits = { timeoutSec, ...(maxStdoutBytes === undefined ? {} : { maxStdoutBytes }) };
      const input = stdin === undefined ? {} : { stdin };
      const child = startFfmpegChild({ ffmpegPath, filePath, usage, signal, args, ...limits, ...input });
      const stdout = await told(log, 'ffmpeg', child.done);
      return { stdout, messages: child.report().messages };
    },
    extractKeyframes: async (streamIndex) =>
      extractKeyframes({ ffmpegPath, filePath, usage, signal, inputUrl, tempDir, streamIndex }),
    startFfmpeg({ args, pipes, timeoutSec, onPrint }) {
      const print = onPrint === undefined ? {} : { onPrint };
      const request = { args, extraPipes: pipes, timeoutSec, maxStdoutBytes: 0, ...print };
      const child = startFfmpegChild({ ffmpegPath, filePath, usage, signal, ...request });
      const done = told(log, 'ffmpeg', child.done).then(() => undefined);
      done.catch(() => undefined);
      return { ...child, done };
    },
    async transcode({ inputOptions = [], ...request }) {
      const safe = [...inputOptions, ...safetyOptions()];
      const bound = { ffmpegPath, ffprobePath, inputUrl, filePath, tempDir, signal, usage };
      return told(log, 'ffmpeg', transcodeFile({ ...request, ...bound, inputOptions: safe }));
    },
    encodePicture,
    once,
    exif: async () => exif.read({ inputPath, filePath, signal, usage }),
  };
}

/** Puts a failed tool's last words into the log of the run: the error itself has room for one line. */
async function told<T>(log: RunBinding['log'], tool: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof AppError && error.cause instanceof ChildFailure && error.code !== 'cancelled') {
      const { reason, exitCode, signal, stderrTail } = error.cause;
      log?.warn(`${tool} failed`, { reason, exitCode, signal, said: stderrTail.slice(-loggedLines) });
    }
    throw error;
  }
}

async function extractKeyframes(request: {
  readonly ffmpegPath: string;
  readonly filePath: string;
  readonly usage: UsageRecorder;
  readonly signal: AbortSignal;
  readonly inputUrl: string;
  readonly tempDir: string;
  readonly streamIndex: number;
}): Promise<MediaTools['inputArguments']> {
  const { inputUrl, tempDir, streamIndex, ...child } = request;
  const path = join(tempDir, 'keyframes.nut');
  const stream = ['-map', `0:${String(streamIndex)}`, '-c', 'copy', '-bsf:v', 'noise=drop=not(key)'];
  const args = ['-copyts', ...safetyOptions(), '-i', inputUrl, ...stream, '-f', 'nut', path];
  const limits = { timeoutSec: defaultFfmpegTimeoutSec, maxStdoutBytes: 0 };
  await startFfmpegChild({ ...child, args, ...limits }).done;
  return (before = []) => [...before, ...safetyOptions(), '-i', fileUrl(path)];
}

interface ProbeRun {
  readonly ffprobePath: string;
  readonly inputUrl: string;
  readonly args: readonly string[];
  readonly timeoutSec: number;
  readonly filePath: string;
  readonly signal: AbortSignal;
  readonly usage: UsageRecorder;
}

async function runFfprobe(run: ProbeRun): Promise<string> {
  const { ffprobePath, inputUrl, timeoutSec, signal } = run;
  const args = [
    '-hide_banner',
    '-loglevel',
    'level+warning',
    ...run.args,
    ...safetyOptions(),
    '-i',
    inputUrl,
  ];
  try {
    const result = await runChild({
      file: ffprobePath,
      args,
      timeoutSec,
      signal,
      maxStdoutBytes: maxProbeBytes,
    });
    run.usage.add(result.usage);
    return new TextDecoder().decode(result.stdout);
  } catch (error) {
    if (error instanceof ChildFailure) run.usage.add(error.usage);
    throw classifyToolFailure(error, { file: run.filePath });
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError('tool-failed', { file, detail: 'ffprobe gave no readable answer' }, error);
  }
}

async function encodePicture(request: PictureRequest): Promise<Uint8Array> {
  const { pixels, width, height, channels, format, quality } = request;
  const picture = sharp(pixels, { raw: { width, height, channels } });
  const encoder = format === 'jpeg' ? picture.jpeg({ quality }) : picture.webp({ quality });
  return new Uint8Array(await encoder.toBuffer());
}

function createMemo(): MediaTools['once'] {
  const made = new Map<string, Promise<unknown>>();
  return async <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    try {
      return (await known) as T;
    } catch (error) {
      made.delete(key);
      throw error;
    }
  };
}
