/**
 * What stages may ask of ffmpeg, ffprobe and exiftool. The engine hands each stage run an instance that is bound to
 * one file and one run: its children die with the run, and their time and memory are counted for it.
 */
import type { PixelFormat } from './pixel-format.ts';

/** What the installed ffmpeg can do. */
export interface MediaCapabilities {
  readonly ffmpegVersion: string;
  readonly ffprobeVersion: string;
  /** zscale and tonemap: HDR can be shown as SDR. */
  readonly canToneMap: boolean;
  readonly encoders: ReadonlySet<string>;
}

export interface FfmpegRequest {
  /** Everything behind the global options, inputs included. Use `inputArguments` for the clip. */
  readonly args: readonly string[];
  /** Bytes of standard output that are kept; more is a `tool-failed`. Default 64 MiB; 0 = output is not read. */
  readonly maxStdoutBytes?: number;
  /** Raw pictures or sound to send to standard input. */
  readonly stdin?: Uint8Array;
  /** Seconds until the child is killed and the run fails with `timeout`. Default 600. */
  readonly timeoutSec?: number;
}

export interface FfmpegResult {
  readonly stdout: Uint8Array;
  /** Warnings and errors that ffmpeg wrote, at most 200 lines. */
  readonly messages: readonly string[];
}

export interface MediaTools {
  readonly capabilities: MediaCapabilities;
  /** The clip's file in a form that every tool takes (a link of plain name where the real name is not fit). */
  readonly inputPath: string;
  /** `-i` with the safety options of every input (protocols, demuxers), and `before` in front of it. */
  inputArguments(before?: readonly string[]): string[];
  /** Runs ffprobe on the clip with `-of json` and gives the parsed JSON. */
  ffprobe(args: readonly string[], options?: { readonly timeoutSec?: number }): Promise<unknown>;
  /** Runs ffmpeg to its end. A bad exit throws a classified AppError. */
  ffmpeg(request: FfmpegRequest): Promise<FfmpegResult>;
  /**
   * Encodes the clip into one file through fluent-ffmpeg, reporting how far it is (0 to 1).
   * `outputOptions` stand before the output; `output` is a path that the run made for it.
   */
  transcode(request: {
    readonly inputOptions?: readonly string[];
    readonly outputOptions: readonly string[];
    readonly output: string;
    readonly durationSec: number | null;
    readonly timeoutSec: number;
    onProgress(fraction: number): void;
  }): Promise<{ readonly messages: readonly string[] }>;
  /** All tags exiftool finds, numeric values, keys as "Group1:Tag". */
  exif(): Promise<Record<string, unknown>>;
}

export type { PixelFormat };
