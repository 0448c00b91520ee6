/**
 * What stages may ask of ffmpeg, ffprobe and exiftool. The engine hands each stage run an instance that is bound to
 * one file and one run: its children die with the run, and their time and memory are counted for it.
 */
import type { Readable } from 'node:stream';

/** What the installed ffmpeg can do. */
export interface MediaCapabilities {
  readonly ffmpegVersion: string;
  readonly ffprobeVersion: string;
  /** zscale and tonemap: HDR can be shown as SDR. */
  readonly canToneMap: boolean;
  readonly encoders: ReadonlySet<string>;
  /** The option that takes `passthrough` for frames with their own times: `-fps_mode` since ffmpeg 5.1. */
  readonly frameSyncOption: '-fps_mode' | '-vsync';
  /** Whether `-max_error_rate` is known (since ffmpeg 3.3). */
  readonly hasErrorRateOption: boolean;
  /** Whether the metadata filters can print to a pipe without holding lines back (their `direct`, since ffmpeg 4.3). */
  readonly printsToPipes: boolean;
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

/** ffmpeg with pipes of its own beside the usual three. */
export interface PipedFfmpegRequest {
  readonly args: readonly string[];
  /** Pipes that ffmpeg writes, from `pipe:3` on. All of them must be read to their end. */
  readonly pipes: number;
  readonly timeoutSec: number;
  /** Lines that filters named `metadata@p7`, `showinfo@p7` or the like print into the log; `pipe` is then 7. */
  readonly onPrint?: (pipe: number, line: string) => void;
}

export interface PipedFfmpeg {
  readonly pipes: readonly Readable[];
  /** Rejects with an AppError. What was printed and used is in `report` in either case. */
  readonly done: Promise<void>;
  report(): FfmpegReport;
  readonly stop: () => void;
}

export interface FfmpegReport {
  /** Distinct warnings and errors, at most 200. */
  readonly messages: readonly string[];
  /** Lines that tell of an error or of damage, repeated ones counted. */
  readonly errorCount: number;
  readonly wallSec: number;
  readonly cpuSec: number | null;
  readonly peakMemoryBytes: number | null;
}

export interface PictureRequest {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly format: 'jpeg' | 'webp';
  readonly quality: number;
}

export interface MediaTools {
  readonly capabilities: MediaCapabilities;
  /** The clip's file in a form that every tool takes (a link of plain name where the real name is not fit). */
  readonly inputPath: string;
  /** `-i` with the safety options of every input (protocols, demuxers), and `before` in front of it. */
  inputArguments(before?: readonly string[]): string[];
  /**
   * Copies the keyframes of one stream, with their times, into a file of the run, where they are stream 0: for decoders
   * that decode everything, whatever they are asked for. Gives what `inputArguments` is for the clip.
   */
  extractKeyframes(streamIndex: number): Promise<(before?: readonly string[]) => string[]>;
  /**
   * Runs ffprobe with `-of json` and gives the parsed JSON: on the clip, or on `file`, a path that the run itself made
   * for its output.
   */
  ffprobe(
    args: readonly string[],
    options?: { readonly timeoutSec?: number; readonly file?: string },
  ): Promise<unknown>;
  /** Like `ffprobe`, for another output format: no `-of` is added and the text is given as it is. */
  ffprobeText(args: readonly string[], options?: { readonly timeoutSec?: number }): Promise<string>;
  /** Runs ffmpeg to its end. A bad exit throws a classified AppError. */
  ffmpeg(request: FfmpegRequest): Promise<FfmpegResult>;
  /** Starts ffmpeg for a decode whose outputs are read while it runs. */
  startFfmpeg(request: PipedFfmpegRequest): PipedFfmpeg;
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
  /** Encodes one picture. `channels`: 1 = gray, 3 = RGB, rows without padding; `quality` 1 to 100. */
  encodePicture(request: PictureRequest): Promise<Uint8Array>;
  /** Makes a value once for all runs of this engine (a self-test, say); one that failed is made again the next time. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
  /** All tags exiftool finds, numeric values, keys as "Group1:Tag". */
  exif(): Promise<Record<string, unknown>>;
}
