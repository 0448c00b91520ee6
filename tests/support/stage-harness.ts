/**
 * Runs one stage, or several frame analyzers over one decode, on one file: with the real tools, without library, database or
 * scheduler. Artifacts are parsed against their schemas, so an outcome that is given back is one that could be stored.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  type Artifact,
  type ArtifactMap,
  type ArtifactName,
  artifactSchemas,
  timelineEntrySchema,
} from '../../src-preload/contract/artifacts.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { noModelService, noSpeechTools } from './no-models.ts';
import type { MediaToolbox } from '../../src-main/media/media-tools.ts';
import type { SpeechToolbox } from '../../src-main/media/speech-tools.ts';
import type { MediaCapabilities } from '../../src-main/media/tools.ts';
import { fsPath } from '../../src-main/platform/paths.ts';
import { createUsageRecorder, type RunUsage } from '../../src-main/platform/resource-usage.ts';
import {
  createStageInference,
  type ModelService,
  SharedLooks,
} from '../../src-main/pipeline/stage-inference.ts';
import { type DecodePassResult, runDecodePass } from '../../src-main/pipeline/decode-pass.ts';
import type {
  AnyStage,
  DecodeWishes,
  FrameAnalyzer,
  OutputFile,
  StageContext,
  StageOutcome,
} from '../../src-main/pipeline/stage.ts';
import probeStage from '../../src-main/pipeline/stages/probe.stage.ts';
import { tempDir } from './temp-dir.ts';
import { testToolbox } from './test-tools.ts';

export { describeWithFixtures, fixture } from './fixtures.ts';
export { makeClip, runReference } from './make-clip.ts';
export { testToolbox } from './test-tools.ts';
export { tempDir } from './temp-dir.ts';

export interface HarnessOptions {
  /** What earlier stages would have made. A missing `probe` is made by the probe stage itself. */
  readonly artifacts?: Partial<ArtifactMap>;
  /** As a person would write them; defaults are filled in. */
  readonly params?: unknown;
  readonly signal?: AbortSignal;
  /** As if the installed ffmpeg could do more or less than it can. */
  readonly capabilities?: Partial<MediaCapabilities>;
  /** Other tools than those of this machine. Whoever makes it closes it. */
  readonly toolbox?: MediaToolbox;
  readonly decodeTimeoutSec?: number;
  /** Default: no model is installed. */
  readonly models?: ModelService;
  /** Default: no program that writes down speech is installed. */
  readonly speech?: SpeechToolbox;
  /** For the shared decode; 0 = as many as ffmpeg likes. */
  readonly threads?: number;
  /** Of the shared decode; default none. */
  readonly skipLoopFilter?: 'none' | 'noref';
}

export interface LogEntry {
  readonly level: 'info' | 'warn';
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>> | undefined;
}

export interface StageRunResult {
  readonly outcome: StageOutcome;
  /** Where the files of `context.output` are; an OutputFile's `path` is below it. */
  readonly outputDir: string;
  readonly log: readonly LogEntry[];
  readonly progress: readonly number[];
  /** Of the children of a stage; a frame analyzer's decode is in `pass`. */
  readonly usage: RunUsage;
  /** Only for a frame analyzer that was not skipped. */
  readonly pass?: DecodePassResult;
}

/** Rejects with what the stage threw: an AppError where the stage is right. */
export async function runStage(
  stage: AnyStage,
  filePath: string,
  options: HarnessOptions = {},
): Promise<StageRunResult> {
  const prepared = await prepare(stage, filePath, options);
  if (stage.kind === 'stage') {
    const outcome = checkOutcome(stage, await stage.run(prepared.context));
    return { ...prepared.result(), outcome };
  }
  const { outcomes, pass } = await decodeTogether([{ stage, prepared }], filePath, options);
  const outcome = outcomes.get(stage.name);
  if (outcome === undefined || outcome instanceof AppError)
    throw outcome ?? new Error('The pass gave no outcome.');
  return { ...prepared.result(), outcome: checkOutcome(stage, outcome), ...(pass === null ? {} : { pass }) };
}

/** Several frame analyzers over one decode. Outcomes by name; one that failed is an AppError. */
export async function runAnalyzers(
  stages: readonly FrameAnalyzer[],
  filePath: string,
  options: Omit<HarnessOptions, 'params'> & { readonly params?: Readonly<Record<string, unknown>> } = {},
): Promise<Map<string, StageOutcome | AppError> & { readonly pass: DecodePassResult | null }> {
  const { params, ...shared } = options;
  const looks = new SharedLooks();
  const members = await Promise.all(
    stages.map(async (stage) => ({
      stage,
      prepared: await prepare(stage, filePath, { ...shared, params: params?.[stage.name] }, looks),
    })),
  );
  const { outcomes, pass } = await decodeTogether(members, filePath, shared);
  for (const { stage } of members) {
    const outcome = outcomes.get(stage.name);
    if (outcome !== undefined && !(outcome instanceof AppError)) checkOutcome(stage, outcome);
  }
  return Object.assign(outcomes, { pass });
}

interface Prepared {
  readonly context: StageContext<unknown>;
  readonly artifacts: Partial<ArtifactMap>;
  result(): Omit<StageRunResult, 'outcome' | 'pass'>;
}

async function prepare(
  stage: AnyStage,
  filePath: string,
  options: HarnessOptions,
  looks = new SharedLooks(),
): Promise<Prepared> {
  const folder = await tempDir();
  const outputDir = join(folder, 'output');
  const workDir = join(folder, 'work');
  await Promise.all([mkdir(outputDir), mkdir(workDir)]);
  const toolbox = options.toolbox ?? (await testToolbox());
  const usage = createUsageRecorder();
  const log: LogEntry[] = [];
  const progress: number[] = [];
  const signal = options.signal ?? new AbortController().signal;
  const logger = {
    info: (message: string, facts?: Readonly<Record<string, unknown>>) =>
      void log.push({ level: 'info', message, facts }),
    warn: (message: string, facts?: Readonly<Record<string, unknown>>) =>
      void log.push({ level: 'warn', message, facts }),
  };
  const bound = toolbox.forRun({ filePath, tempDir: workDir, signal, usage, log: logger });
  const media = { ...bound, capabilities: { ...bound.capabilities, ...options.capabilities } };
  const artifacts = { ...options.artifacts };
  const found = await stat(fsPath(filePath)).catch(() => null);
  const context: StageContext<unknown> = {
    clip: { id: randomBytes(16).toString('hex'), sizeBytes: found?.size ?? 0 },
    filePath,
    params: stage.params.parse(options.params ?? {}),
    media,
    infer: createStageInference(options.models ?? noModelService, looks, stage, signal).forStage,
    speech: (options.speech ?? noSpeechTools).forRun({ filePath, tempDir: workDir, signal, usage }),
    artifacts: artifactReader(stage, artifacts),
    output: outputFolder(outputDir),
    hashFile,
    log: logger,
    signal,
    progress: (fraction) => void progress.push(fraction),
  };
  const needsProbe = stage.kind === 'frame-analyzer' || stage.requires.includes('probe');
  if (needsProbe && artifacts.probe === undefined) Object.assign(artifacts, await probeOf(context));
  return { context, artifacts, result: () => ({ outputDir, log, progress, usage: usage.total() }) };
}

async function probeOf(context: StageContext<unknown>): Promise<Partial<ArtifactMap>> {
  const outcome = await probeStage.run({ ...context, params: {} });
  if (outcome.state !== 'done') throw new Error(`The probe stage skipped the clip: ${outcome.reason}`);
  return outcome.artifacts;
}

function artifactReader(
  stage: AnyStage,
  artifacts: Partial<ArtifactMap>,
): StageContext<unknown>['artifacts'] {
  return {
    get<N extends ArtifactName>(name: N): Artifact<N> {
      if (!stage.requires.includes(name))
        throw new Error(`${stage.name} does not say that it requires ${name}.`);
      const artifact = artifacts[name];
      if (artifact === undefined) throw new Error(`The test gave no artifact ${name} for ${stage.name}.`);
      return artifact;
    },
    find<N extends ArtifactName>(name: N): Artifact<N> | null {
      const declared = stage.uses?.includes(name) === true || stage.requires.includes(name);
      if (!declared) throw new Error(`${stage.name} does not say that it uses ${name}.`);
      return artifacts[name] ?? null;
    },
  };
}

function outputFolder(folder: string): StageContext<unknown>['output'] {
  const pathFor = (name: string): string => {
    if (basename(name) !== name) throw new Error(`An output's name is one part: ${name}`);
    return join(folder, name);
  };
  const adopt = async (name: string, mediaType: string): Promise<OutputFile> => {
    const path = pathFor(name);
    return { path: name, sizeBytes: (await stat(path)).size, sha256: await hashFile(path), mediaType };
  };
  return {
    pathFor,
    adopt,
    async write(name, bytes, mediaType) {
      await writeFile(pathFor(name), bytes);
      return adopt(name, mediaType);
    },
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(fsPath(path)), hash);
  return hash.digest('hex');
}

async function decodeTogether(
  members: readonly { readonly stage: FrameAnalyzer; readonly prepared: Prepared }[],
  filePath: string,
  options: HarnessOptions,
): Promise<{ outcomes: Map<string, StageOutcome | AppError>; pass: DecodePassResult | null }> {
  const outcomes = new Map<string, StageOutcome | AppError>();
  const due = members.flatMap(({ stage, prepared }) => {
    const wishes: DecodeWishes | { readonly skip: string } = stage.wishes(prepared.context);
    if (!('skip' in wishes)) return [{ stage, prepared, wishes }];
    outcomes.set(stage.name, { state: 'skipped', reason: wishes.skip });
    return [];
  });
  const first = due[0];
  const probe = first?.prepared.artifacts.probe;
  if (first === undefined || probe === undefined) return { outcomes, pass: null };
  const pass = await runDecodePass({
    media: first.prepared.context.media,
    probe,
    filePath,
    analyzers: due.map(({ stage, prepared: { context }, wishes }) => {
      const restart = () => stage.begin(context);
      return { name: stage.name, wishes, analysis: restart(), context, restart };
    }),
    signal: first.prepared.context.signal,
    threads: options.threads ?? 0,
    skipLoopFilter: options.skipLoopFilter ?? 'none',
    ...(options.decodeTimeoutSec === undefined ? {} : { timeoutSec: options.decodeTimeoutSec }),
  });
  for (const [name, result] of pass.results) outcomes.set(name, result);
  return { outcomes, pass };
}

function checkOutcome(stage: AnyStage, outcome: StageOutcome): StageOutcome {
  if (outcome.state === 'skipped') return outcome;
  const parsed: Record<string, unknown> = {};
  for (const name of stage.provides) {
    if (outcome.artifacts[name] === undefined) throw new Error(`${stage.name} gave no artifact ${name}.`);
    parsed[name] = artifactSchemas[name].parse(outcome.artifacts[name]);
  }
  const others = Object.keys(outcome.artifacts).filter((name) => !(name in parsed));
  if (others.length > 0)
    throw new Error(`${stage.name} gave artifacts it does not provide: ${others.join(', ')}`);
  const timeline = outcome.timeline?.map((entry) => timelineEntrySchema.parse(entry));
  return { state: 'done', artifacts: parsed, ...(timeline === undefined ? {} : { timeline }) };
}

/** The bytes of a file that a stage wrote. */
export async function readOutput(
  result: Pick<StageRunResult, 'outputDir'>,
  file: OutputFile,
): Promise<Buffer> {
  return readFile(join(result.outputDir, file.path));
}
