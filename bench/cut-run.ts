/** Runs frame analyzers on a clip as the engine would, by one real decode, without library, database or scheduler. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Artifact, ArtifactMap, ArtifactName } from '../src-preload/contract/artifacts.ts';
import { createMediaToolbox, type MediaToolbox } from '../src-main/media/media-tools.ts';
import { discoverTools } from '../src-main/media/tool-discovery.ts';
import { runDecodePass } from '../src-main/pipeline/decode-pass.ts';
import probeStage from '../src-main/pipeline/stages/probe.stage.ts';
import scenesStage from '../src-main/pipeline/stages/scenes.stage.ts';
import type { StageContext } from '../src-main/pipeline/stage.ts';
import { createUsageRecorder } from '../src-main/platform/resource-usage.ts';

export interface ScenesRun {
  readonly scenes: Artifact<'scenes'>;
  /** Seconds spent in the stage's own code. */
  readonly busySec: number;
  readonly durationSec: number;
}

export interface ScenesRunner {
  run(path: string, params?: unknown): Promise<ScenesRun>;
  close(): Promise<void>;
}

export async function createScenesRunner(): Promise<ScenesRunner> {
  const toolbox = createMediaToolbox(await discoverTools(process.env));
  return {
    run: async (path, params) => runScenes(toolbox, path, params),
    close: async () => toolbox.close(),
  };
}

async function runScenes(toolbox: MediaToolbox, filePath: string, params: unknown): Promise<ScenesRun> {
  const tempDir = await mkdtemp(join(tmpdir(), 'rushes-bench-run-'));
  try {
    const signal = new AbortController().signal;
    const media = toolbox.forRun({ filePath, tempDir, signal, usage: createUsageRecorder() });
    const bare = contextFor(filePath, (await stat(filePath)).size, media, signal);
    const probed = await probeStage.run({ ...bare, params: {} });
    if (probed.state !== 'done' || probed.artifacts.probe === undefined)
      throw new Error(`${filePath}: not probed`);
    const { probe } = probed.artifacts;
    const settings = scenesStage.params.parse(params ?? {});
    const context = { ...bare, params: settings, artifacts: artifactReader({ probe }) };
    const wishes = scenesStage.wishes(context);
    if ('skip' in wishes) throw new Error(`${filePath}: ${wishes.skip}`);
    const restart = () => scenesStage.begin(context);
    const analyzers = [{ name: scenesStage.name, wishes, analysis: restart(), context, restart }];
    const pass = await runDecodePass({ media, probe, filePath, analyzers, signal, threads: 0 });
    const outcome = pass.results.get(scenesStage.name);
    if (outcome === undefined || !('state' in outcome)) throw outcome ?? new Error(`${filePath}: no outcome`);
    if (outcome.state !== 'done' || outcome.artifacts.scenes === undefined)
      throw new Error(`${filePath}: no scenes`);
    const { scenes } = outcome.artifacts;
    const busySec = pass.busySecByAnalyzer.get(scenesStage.name) ?? 0;
    return { scenes, busySec, durationSec: scenes.scenes.at(-1)?.endSec ?? 0 };
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
}

export function contextFor(
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

export function artifactReader(artifacts: Partial<ArtifactMap>): StageContext<unknown>['artifacts'] {
  return {
    get<N extends ArtifactName>(name: N): Artifact<N> {
      const artifact = artifacts[name];
      if (artifact === undefined) throw new Error(`There is no artifact ${name} in a bench.`);
      return artifact;
    },
    find: () => null,
  };
}
