import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeWithFixtures, fixture, runAnalyzers, runStage } from '../../tests/support/stage-harness.ts';
import { defineFrameAnalyzer, type DecodeWishes } from './stage.ts';

describeWithFixtures('smoke', () => {
  it('decodes', async () => {
    const seen: number[] = [];
    let samples = 0;
    let measures = 0;
    const a = defineFrameAnalyzer({
      name: 'a', title: 'a', version: 1, tier: 2, requires: ['probe'], provides: [], params: z.object({}),
      wishes: (): DecodeWishes => ({ frames: { x: { rate: 'every', width: 64, height: 36, pixelFormat: 'rgb24' } }, audio: { samples: true, measure: { silenceDb: -30, silenceSec: 0.2 } } }),
      begin: () => ({
        onFrame: (f) => { seen.push(f.timeSec); },
        onSamples: (s) => { samples += s.length; },
        onMeasure: () => { measures += 1; },
        finish: () => ({ state: 'done', artifacts: {} }),
      }),
    });
    const r = await runAnalyzers([a], fixture('media/mdn/pig.mp4'));
    console.log(r, seen.length, seen.slice(-3), samples / 16000, measures);
    expect(seen.length).toBe(196);
  });
});
