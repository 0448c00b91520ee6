/** Runs one frame analyzer on a clip as the engine would, by one real decode, without library, database or scheduler. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact, ArtifactMap, ArtifactName } from '../src-preload/contract/artifacts.ts';
import { createMediaToolbox, type MediaToolbox } from '../src-main/media/media-tools.ts';
import { discoverTools } from '../src-main/media/tool-discovery.ts';
import { runDecodePass } from '../src-main/pipeline/decode-pass.ts';
import probeStage from '../src-main/pipeline/stages/probe.stage.ts';
import type { FrameAnalyzer, StageContext } from '../src-main/pipeline/stage.ts';
import { createUsageRecorder } from '../src-main/platform/resource-usage.ts';

export interface AnalyzerRun<N extends ArtifactName> {
  readonly artifact: Artifact<N>;
  /** Seconds spent in the stage's own code. */
  readonly busySec: number;
}

export interface AnalyzerRunner<N extends ArtifactName> {
  run(path: string, params?: unknown): Promise<AnalyzerRun<N>>;
  close(): Promise<void>;
}

/** @param name of the artifact that the stage is run for */
export async function createAnalyzerRunner<Params, N extends ArtifactName>(
  stage: FrameAnalyzer<Params>,
  name: N,
): Promise<AnalyzerRunner<N>> {
  const toolbox = createMediaToolbox(await discoverTools(process.env));
  return {
    run: async (path, params) => runAnalyzer({ stage, name, toolbox }, path, params ?? {}),
    close: async () => toolbox.close(),
  };
}

interface Runner<Params, N extends ArtifactName> {
  readonly stage: FrameAnalyzer<Params>;
  readonly name: N;
  readonly toolbox: MediaToolbox;
}

async function runAnalyzer<Params, N extends ArtifactName>(
  { stage, name, toolbox }: Runner<Params, N>,
  filePath: string,
  params: unknown,
): Promise<AnalyzerRun<N>> {
  const tempDir = await mkdtemp(join(tmpdir(), 'rushes-bench-run-'));
  try {
    const signal = new AbortController().signal;
    const media = toolbox.forRun({ filePath, tempDir, signal, usage: createUsageRecorder() });
    const bare = contextFor(filePath, (await stat(filePath)).size, media, signal);
    const probed = await probeStage.run({ ...bare, params: {} });
    if (probed.state !== 'done' || probed.artifacts.probe === undefined)
      throw new Error(`${filePath}: not probed`);
    const { probe } = probed.artifacts;
    const context = { ...bare, params: stage.params.parse(params), artifacts: artifactReader({ probe }) };
    const wishes = stage.wishes(context);
    if ('skip' in wishes) throw new Error(`${filePath}: ${wishes.skip}`);
    const restart = () => stage.begin(context);
    const analyzers = [{ name: stage.name, wishes, analysis: restart(), context, restart }];
    const pass = await runDecodePass({ media, probe, filePath, analyzers, signal, threads: 0 });
    const outcome = pass.results.get(stage.name);
    if (outcome === undefined || !('state' in outcome)) throw outcome ?? new Error(`${filePath}: no outcome`);
    const artifact = outcome.state === 'done' ? outcome.artifacts[name] : undefined;
    if (artifact === undefined) throw new Error(`${filePath}: no ${name}`);
    return { artifact: artifact, busySec: pass.busySecByAnalyzer.get(stage.name) ?? 0 };
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
}

function contextFor(
  filePath: string,
  sizeBytes: number,
  media: StageContext<unknown>['media'],
  signal: AbortSignal,
): StageContext<unknown> {
  const none = (): never => {
    throw new Error('Not to be had in a bench.');
  };
  return {
    clip: { id: 'bench', sizeBytes },
    filePath,
    params: {},
    media,
    infer: { modelFor: none, run: none, keep: none },
    speech: { programs: [], transcribe: none },
    artifacts: { get: none, find: () => null },
    output: { write: none, pathFor: none, adopt: none },
    hashFile: none,
    log: { info: () => undefined, warn: () => undefined },
    signal,
    progress: () => undefined,
  };
}

function artifactReader(artifacts: Partial<ArtifactMap>): StageContext<unknown>['artifacts'] {
  return {
    get<N extends ArtifactName>(name: N): Artifact<N> {
      const artifact = artifacts[name];
      if (artifact === undefined) throw new Error(`There is no artifact ${name} in a bench.`);
      return artifact;
    },
    find: () => null,
  };
}
