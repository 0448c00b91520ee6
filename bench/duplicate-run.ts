/** Runs the stage that takes fingerprints as the engine would, by one real decode, without library, database or scheduler. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FingerprintSeries } from '../src-main/media/signal/fingerprint.ts';
import { createMediaToolbox, type MediaToolbox } from '../src-main/media/media-tools.ts';
import { discoverTools } from '../src-main/media/tool-discovery.ts';
import { runDecodePass } from '../src-main/pipeline/decode-pass.ts';
import fingerprintStage from '../src-main/pipeline/stages/fingerprint.stage.ts';
import probeStage from '../src-main/pipeline/stages/probe.stage.ts';
import { createUsageRecorder } from '../src-main/platform/resource-usage.ts';
import { seriesOf } from '../src-main/search/near-duplicates/stored-prints.ts';
import { artifactReader, contextFor } from './cut-run.ts';

export interface FingerprintRunner {
  run(path: string): Promise<FingerprintSeries>;
  close(): Promise<void>;
}

export async function createFingerprintRunner(): Promise<FingerprintRunner> {
  const toolbox = createMediaToolbox(await discoverTools(process.env));
  return { run: async (path) => fingerprintOf(toolbox, path), close: async () => toolbox.close() };
}

async function fingerprintOf(toolbox: MediaToolbox, filePath: string): Promise<FingerprintSeries> {
  const tempDir = await mkdtemp(join(tmpdir(), 'rushes-bench-run-'));
  try {
    const signal = new AbortController().signal;
    const media = toolbox.forRun({ filePath, tempDir, signal, usage: createUsageRecorder() });
    const bare = contextFor(filePath, (await stat(filePath)).size, media, signal);
    const probed = await probeStage.run({ ...bare, params: {} });
    if (probed.state !== 'done' || probed.artifacts.probe === undefined)
      throw new Error(`${filePath}: not probed`);
    const { probe } = probed.artifacts;
    const params = fingerprintStage.params.parse({});
    const context = { ...bare, params, artifacts: artifactReader({ probe }) };
    const wishes = fingerprintStage.wishes(context);
    if ('skip' in wishes) throw new Error(`${filePath}: ${wishes.skip}`);
    const restart = () => fingerprintStage.begin(context);
    const analyzers = [{ name: fingerprintStage.name, wishes, analysis: restart(), context, restart }];
    const pass = await runDecodePass({ media, probe, filePath, analyzers, signal, threads: 0 });
    const outcome = pass.results.get(fingerprintStage.name);
    if (outcome === undefined || !('state' in outcome)) throw outcome ?? new Error(`${filePath}: no outcome`);
    if (outcome.state !== 'done' || outcome.artifacts.fingerprint === undefined)
      throw new Error(`${filePath}: no fingerprint`);
    return seriesOf(outcome.artifacts.fingerprint);
  } finally {
    await rm(tempDir, { recursive: true, force: true });
  }
}
