/** What tests of the shared decode have in common: an analyzer that keeps all it is given, clips, and ffprobe's word on times. */
import { expect } from 'vitest';
import { z } from 'zod';
import {
  type AudioMeasure,
  type DecodeSummary,
  type DecodeWishes,
  defineFrameAnalyzer,
  type FrameWish,
} from '../../src-main/pipeline/stage.ts';
import { runReference } from './make-clip.ts';

export interface Seen {
  readonly frames: Map<string, { timeSec: number; pixels: Uint8Array }[]>;
  samples: Int16Array[];
  measures: AudioMeasure[];
  summary: DecodeSummary | null;
}

export interface Behaviour {
  onFrame?(index: number): void;
  finish?(): void;
}

/** An analyzer that keeps all it is given. */
export function keeper(wishes: DecodeWishes, name = 'keeper', behaviour: Behaviour = {}) {
  const seen: Seen = { frames: new Map(), samples: [], measures: [], summary: null };
  const stage = defineFrameAnalyzer({
    name,
    title: name,
    version: 1,
    tier: 2,
    requires: ['probe'],
    provides: [],
    params: z.object({}),
    wishes: () => wishes,
    begin() {
      seen.frames.clear();
      seen.samples = [];
      seen.measures = [];
      return {
        onFrame({ index, timeSec, pixels }, wish) {
          behaviour.onFrame?.(index);
          const list = seen.frames.get(wish) ?? [];
          seen.frames.set(wish, list);
          expect(index).toBe(list.length);
          list.push({ timeSec, pixels: pixels.slice() });
        },
        onSamples: (samples) => void seen.samples.push(samples.slice()),
        onMeasure: (measure) => void seen.measures.push(measure),
        finish(summary) {
          behaviour.finish?.();
          seen.summary = summary;
          return { state: 'done', artifacts: {} };
        },
      };
    },
  });
  return {
    stage,
    seen,
    timesOf: (wish: string) => (seen.frames.get(wish) ?? []).map(({ timeSec }) => timeSec),
    pixelsOf: (wish: string) => Buffer.concat((seen.frames.get(wish) ?? []).map(({ pixels }) => pixels)),
    sampleCount: () => seen.samples.reduce((sum, { length }) => sum + length, 0),
  };
}

export const small: FrameWish = { rate: 'every', width: 64, height: 36, pixelFormat: 'rgb24' };

/** Times of all frames of a video stream on the clip's clock, by ffprobe's own decoding. */
export async function referenceTimes(path: string, only: 'all' | 'keyframes' = 'all'): Promise<number[]> {
  const entries = 'frame=best_effort_timestamp_time,key_frame:format=start_time';
  const output = await runReference('ffprobe', [
    '-select_streams',
    'v:0',
    '-show_entries',
    entries,
    '-of',
    'json',
    path,
  ]);
  const report = z
    .object({
      frames: z.array(z.object({ key_frame: z.number(), best_effort_timestamp_time: z.string() })),
      format: z.object({ start_time: z.string().optional() }),
    })
    .parse(JSON.parse(output.toString()));
  const start = Number(report.format.start_time ?? 0);
  return report.frames
    .filter(({ key_frame }) => only === 'all' || key_frame === 1)
    .map((frame) => Number(frame.best_effort_timestamp_time) - start);
}

export function expectTimes(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((timeSec, at) => {
    expect(Math.abs(timeSec - (expected[at] ?? NaN)), `frame ${String(at)}`).toBeLessThan(2e-6);
  });
}

export const x264 = (...more: string[]): string[] => [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-pix_fmt',
  'yuv420p',
  ...more,
];
export const pattern = (size: string, rate: number, durationSec: number): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${String(rate)}:duration=${String(durationSec)}`],
];
export const tone = (durationSec: number, more = ''): string[] => [
  ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${String(durationSec)}${more}`],
];

export function meanDifference(one: Buffer, other: Buffer): number {
  expect(one.length).toBe(other.length);
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  return sum / one.length;
}
