/**
 * The contract of a stage: one file `stages/<name>.stage.ts` with one default export made by `defineStage` or
 * `defineFrameAnalyzer`. A stage imports this module and pure helpers only; all else arrives in its context.
 *
 * `run` (or `finish`) returns what it made, or why there was nothing to make; a failure throws an AppError.
 * Work is keyed by content, stage, version and params: raise `version` whenever the same input would give another result.
 */
import type { z } from 'zod';
import type {
  Artifact,
  ArtifactMap,
  ArtifactName,
  TimelineEntry,
  VectorEntry,
} from '../../src-preload/contract/artifacts.ts';
import type { Picture, TaskInput, TaskName, TaskOutput } from '../../src-preload/contract/inference-tasks.ts';
import type { SidecarData, SidecarSubject } from '../../src-preload/contract/sidecars.ts';
import type { PixelFormat } from '../media/pixel-format.ts';
import type { SpeechTools } from '../media/speech-tools.ts';
import type { MediaTools } from '../media/tools.ts';

export type { SpeechProgram, SpeechTools } from '../media/speech-tools.ts';
export type { MediaTools } from '../media/tools.ts';

export const queueNames = ['io', 'cpu', 'inference', 'proxy'] as const;
export type QueueName = (typeof queueNames)[number];

/** 1 = playable at once, 2 = measured, 3 = models and everything slow. */
export type Tier = 1 | 2 | 3;

/** A file that a stage wrote; goes into its artifact. */
export interface OutputFile {
  /** Name below the clip's folder in the library, with "/" between parts. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mediaType: string;
}

export interface StageLog {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** A model that is installed here. */
export interface UsableModel {
  /** What results are keyed by. */
  readonly key: string;
  /** What a person calls it. */
  readonly title: string;
}

/** The models a stage declares, ready to be asked. Which process they run in is not a stage's concern. */
export interface Inference {
  /** null: none is installed (of one that is merely 'useful'). */
  modelFor(task: TaskName): UsableModel | null;
  /**
   * Asked the same of the same kept picture by several stages, a model answers once.
   *
   * @throws AppError model-missing, model-damaged, model-unsuitable, inference-failed, out-of-memory, cancelled
   */
  run<T extends TaskName>(task: T, input: TaskInput<T>): Promise<TaskOutput<T>>;
  /** A frame of the shared decode as a picture that outlives `onFrame`: copied once, however many stages keep it. rgb24 only. */
  keep(frame: Frame, size: { readonly width: number; readonly height: number }): Picture;
}

/** A model that a stage asks. */
export interface ModelWish {
  readonly task: TaskName;
  /** Without a 'required' one the stage is skipped until it is installed; a 'useful' one changes its result. */
  readonly need: 'required' | 'useful';
}

/** What every stage run is given. Nothing in it is shared with another run. */
export interface StageContext<Params> {
  readonly clip: { readonly id: string; readonly sizeBytes: number };
  /** Absolute path of the clip's file, as `platform/paths` writes paths. Tools want `media.inputPath` instead. */
  readonly filePath: string;
  readonly params: Params;
  readonly media: MediaTools;
  readonly infer: Inference;
  readonly speech: SpeechTools;
  readonly artifacts: {
    /** An artifact that the stage `requires`. */
    get<N extends ArtifactName>(name: N): Artifact<N>;
    /** An artifact that the stage names under `uses`; null where its stage was off, was skipped or failed. */
    find<N extends ArtifactName>(name: N): Artifact<N> | null;
  };
  readonly output: {
    /** Writes a file into the clip's folder. It becomes visible only when the run is done. */
    write(name: string, bytes: Uint8Array, mediaType: string): Promise<OutputFile>;
    /** A path for a tool to write to; hand the name to `adopt` when it is complete. */
    pathFor(name: string): string;
    adopt(name: string, mediaType: string): Promise<OutputFile>;
  };
  readonly hashFile: (path: string) => Promise<string>;
  readonly log: StageLog;
  readonly signal: AbortSignal;
  /** 0 to 1. Cheap; call it as often as there is news. */
  progress(fraction: number): void;
}

export type Skipped = { readonly state: 'skipped'; readonly reason: string };

interface Done<Artifacts> {
  readonly state: 'done';
  readonly artifacts: Artifacts;
  readonly timeline?: readonly TimelineEntry[];
  readonly vectors?: readonly VectorEntry[];
}

/** What a stage that provides these artifacts gives back: all of them, or a reason why there are none. */
export type OutcomeOf<Provided extends ArtifactName> = Done<Pick<ArtifactMap, Provided>> | Skipped;

/** An outcome of whichever stage. */
export type StageOutcome = Done<Partial<ArtifactMap>> | Skipped;

/** What is known of a clip when a file of another program's is read. */
export interface ImportFacts {
  readonly durationSec: number | null;
  readonly framesPerSecond: number | null;
  readonly width: number;
  readonly height: number;
}

export interface ImportedResult {
  readonly subject: SidecarSubject;
  outcome(data: SidecarData, facts: ImportFacts): StageOutcome;
}

interface StageHead<Params> {
  /** The file's name without `.stage.ts`. */
  readonly name: string;
  /** What a person calls it. */
  readonly title: string;
  readonly version: number;
  readonly tier: Tier;
  readonly requires: readonly ArtifactName[];
  /** Artifacts that help but need not be there; their stages run first where they are on. */
  readonly uses?: readonly ArtifactName[];
  readonly provides: readonly ArtifactName[];
  readonly queue: QueueName;
  /** The models it asks. A result is keyed by those that are installed. */
  readonly models?: readonly ModelWish[];
  /** 'off': only where a person turned it on. */
  readonly initially?: 'on' | 'off';
  /** Makes its result of what another program found, read from a file that a person brought; needs no model then. Pure. */
  readonly imports?: ImportedResult;
  /** Every param with its default: `params.parse({})` must succeed. Units and ranges belong in its descriptions. */
  readonly params: z.ZodType<Params>;
}

export interface Stage<Params = unknown> extends StageHead<Params> {
  readonly kind: 'stage';
  run(context: StageContext<Params>): Promise<StageOutcome>;
}

/** The pictures an analyzer wants out of the shared decode. Equal wishes of several analyzers cost one output. */
export interface FrameWish {
  /** 'every' decoded frame, 'keyframes' only, or so many a second (the nearest real frames, never repeated). */
  readonly rate: 'every' | 'keyframes' | { readonly perSecond: number };
  /** Exact size that frames arrive in, right way up; the picture is stretched to it. */
  readonly width: number;
  readonly height: number;
  /** rgb24 is full range; gray is full-range luma. */
  readonly pixelFormat: PixelFormat;
  /** HDR pictures as SDR. No effect on SDR clips. */
  readonly toneMap?: boolean;
  /** For keyframes: leave out those nearer than this to the last one, in seconds. */
  readonly minimumGapSec?: number;
}

/** The sound an analyzer wants: of the default audio track. */
export interface AudioWish {
  /** Mono 16-bit samples, 16 kHz. */
  readonly samples?: boolean;
  /** Figures of ffmpeg's ebur128 and silencedetect filters, ten times a second. */
  readonly measure?: { readonly silenceDb: number; readonly silenceSec: number };
}

export interface DecodeWishes {
  /** Named so that `onFrame` can tell them apart. */
  readonly frames?: Readonly<Record<string, FrameWish>>;
  readonly audio?: AudioWish;
}

export interface Frame {
  /** Number within its wish, from 0. */
  readonly index: number;
  /** Seconds on the clip's clock (its first presented picture or sound is 0). */
  readonly timeSec: number;
  /** Rows top to bottom without padding. Valid only during the call: copy what is kept. */
  readonly pixels: Uint8Array;
}

/** One line of measurement: `values` by ffmpeg's metadata keys, such as `lavfi.r128.S`. */
export interface AudioMeasure {
  readonly timeSec: number;
  readonly values: Readonly<Record<string, string>>;
}

export interface DecodeSummary {
  /** Frames the decoder gave (of the densest wish) and the time of the last one. */
  readonly decodedFrames: number;
  readonly decodedSec: number;
  /** Whether only keyframes were decoded, because nobody wanted more. */
  readonly keyframesOnly: boolean;
  readonly errorCount: number;
  readonly messages: readonly string[];
}

/** One clip's analysis in progress. Methods are called in the order of time; `finish` once, after the last frame. */
export interface FrameAnalysis<Provided extends ArtifactName = ArtifactName> {
  /** A promise holds the decode back until it is settled: whoever hands frames to a model bounds its queue by it. */
  onFrame?(frame: Frame, wish: string): void | Promise<void>;
  /** Mono samples, 16 kHz. Valid only during the call. A promise as for frames. */
  onSamples?(samples: Int16Array): void | Promise<void>;
  onMeasure?(measure: AudioMeasure): void;
  finish(summary: DecodeSummary): OutcomeOf<Provided> | Promise<OutcomeOf<Provided>>;
}

/** A stage that reads decoded frames or sound. All that are due for one clip share one ffmpeg. */
export interface FrameAnalyzer<Params = unknown> extends StageHead<Params> {
  readonly kind: 'frame-analyzer';
  /** What it wants of this clip, or why there is nothing for it here (no sound, say). */
  wishes(context: StageContext<Params>): DecodeWishes | { readonly skip: string };
  begin(context: StageContext<Params>): RunningAnalysis;
}

/** A FrameAnalysis as the decode pass sees it, whichever artifacts it provides. */
export type RunningAnalysis = Omit<FrameAnalysis, 'finish'> & {
  finish(summary: DecodeSummary): StageOutcome | Promise<StageOutcome>;
};

export type AnyStage = Stage | FrameAnalyzer;

/** `Provided` is read off `provides`, so that `run` is held to give exactly those artifacts. */
export function defineStage<Params, const Provided extends ArtifactName>(
  definition: Omit<StageHead<Params>, 'provides'> & {
    readonly provides: readonly Provided[];
    run(context: StageContext<Params>): Promise<OutcomeOf<Provided>>;
  },
): Stage<Params> {
  return { kind: 'stage', ...definition };
}

/** Like `defineStage`, for a stage that reads frames or sound of the shared decode. */
export function defineFrameAnalyzer<Params, const Provided extends ArtifactName>(
  definition: Omit<StageHead<Params>, 'provides' | 'queue'> & {
    readonly provides: readonly Provided[];
    /** 'inference' for those that ask models, so that measurements never wait for them. */
    readonly queue?: 'cpu' | 'inference';
    wishes(context: StageContext<Params>): DecodeWishes | { readonly skip: string };
    begin(context: StageContext<Params>): FrameAnalysis<Provided>;
  },
): FrameAnalyzer<Params> {
  return { kind: 'frame-analyzer', queue: 'cpu', ...definition };
}
