import { describe, expect, it } from 'vitest';
import { commands } from '../../src-preload/contract/commands.ts';
import { filledLibrary, filledNowMs } from '../../tests/support/library-database.ts';
import { madeProbe } from '../../tests/support/made-probe.ts';
import { addToCacheTotals } from '../db/repositories/ingest-outcome.repository.ts';
import { describeCache, readStatistics } from './statistics.ts';

const file = {
  path: 'poster/x/poster.webp',
  sizeBytes: 700,
  sha256: 'ab',
  mediaType: 'image/webp',
  width: 1,
  height: 1,
};

describe('readStatistics', () => {
  it('sums up clips and what their stages took', async () => {
    const library = await filledLibrary();
    for (const id of ['A', 'B', 'C']) library.addClip(id);
    library.addArtifact('A', 'probe', madeProbe({ durationSec: 60 }));
    library.addArtifact(
      'B',
      'probe',
      madeProbe({
        durationSec: 30,
        video: { codec: 'hevc', hdr: { ...madeProbe().video.hdr, format: 'HLG' } },
      }),
    );
    library.addArtifact('A', 'poster', { ...file, timeSec: 1, toneMapped: false, candidates: [] });
    const startedMs = filledNowMs - 100_000;
    library.addRun('A', 'scenes', {
      startedMs,
      finishedMs: startedMs + 6_000,
      cpuSec: 8,
      peakMemoryBytes: 100,
    });
    library.addRun('B', 'scenes', {
      startedMs,
      finishedMs: startedMs + 2_000,
      cpuSec: 2,
      peakMemoryBytes: 300,
    });
    library.addRun('C', 'scenes', { startedMs, finishedMs: startedMs + 1_000, state: 'failed' });
    addToCacheTotals(library.connection, { stagesRun: 1, stagesReused: 3 });

    const statistics = readStatistics(library.view);
    expect(commands['library.stats'].response.parse(statistics)).toEqual(statistics);
    expect(statistics).toMatchObject({
      clips: 3,
      durationSec: 90,
      sizeBytes: 3000,
      derivedBytes: 700,
      codecs: [
        { name: 'h264', clips: 1, durationSec: 60 },
        { name: 'hevc', clips: 1, durationSec: 30 },
      ],
      resolutions: [{ name: '1920 x 1080', clips: 2, durationSec: 90 }],
      hdr: [
        { name: 'HLG', clips: 1 },
        { name: 'SDR', clips: 1 },
      ],
      cameras: [],
      cache: { hitRate: 0.75 },
    });
    expect(statistics.stages.find(({ stage }) => stage === 'scenes')).toEqual({
      stage: 'scenes',
      runs: 3,
      done: 2,
      skipped: 0,
      failed: 1,
      wallSec: { mean: 3, most: 6 },
      cpuSec: { mean: 5, most: 8 },
      peakMemoryBytes: { mean: 200, most: 300 },
      speed: 90 / 8,
    });
  });

  it('has figures for an empty library', async () => {
    const statistics = readStatistics((await filledLibrary()).view);
    expect(commands['library.stats'].response.parse(statistics)).toEqual(statistics);
    expect(statistics).toMatchObject({
      clips: 0,
      durationSec: 0,
      sizeBytes: 0,
      derivedBytes: 0,
      codecs: [],
      stages: [],
    });
  });
});

describe('describeCache', () => {
  it('has no rate before the first ingest', () => {
    expect(describeCache({ stagesRun: 0, stagesReused: 0 }).hitRate).toBeNull();
    expect(describeCache({ stagesRun: 2, stagesReused: 0 }).hitRate).toBe(0);
  });
});
