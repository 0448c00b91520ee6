import { beforeAll, describe, expect, it } from 'vitest';
import { makeClip, runReference, runStage, tempDir } from '../../tests/support/stage-harness.ts';
import { keeper, pattern, small, tone, x264 } from '../../tests/support/keeper.ts';
import type { DecodeWishes } from './stage.ts';

let folder = '';
beforeAll(async () => {
  folder = await tempDir();
});

describe('sound', () => {
  it('comes as 16 kHz samples and as measures, beside the pictures', async () => {
    const path = await makeClip(folder, 'sound.mkv', [
      ...pattern('160x90', 25, 3),
      ...tone(3, `,volume='if(between(t,1,2),0,1)':eval=frame`),
      ...x264(),
      ...['-c:a', 'pcm_s16le'],
    ]);
    const { stage, seen, sampleCount } = keeper({
      frames: { small },
      audio: { samples: true, measure: { silenceDb: -40, silenceSec: 0.5 } },
    });
    const { pass } = await runStage(stage, path);
    expect(pass?.soundOutputs).toBe(2);
    expect(sampleCount()).toBe(48_000);
    const all = seen.samples.flatMap((samples) => [...samples]);
    const expected = await runReference('ffmpeg', [
      '-i',
      path,
      '-af',
      'aresample=16000',
      '-ac',
      '1',
      '-f',
      's16le',
      '-',
    ]);
    const reference = new Int16Array(expected.buffer, expected.byteOffset, expected.length >> 1);
    expect(all.every((sample, at) => sample === reference[at])).toBe(true);
    expect(seen.measures).toHaveLength(30);
    expect(seen.measures.map(({ timeSec }) => Math.round(timeSec * 10))).toEqual([...Array(30).keys()]);
    const starts = seen.measures.flatMap(({ values }) => values['lavfi.silence_start'] ?? []);
    const ends = seen.measures.flatMap(({ values }) => values['lavfi.silence_end'] ?? []);
    expect(starts.map(Number)).toEqual([expect.closeTo(1, 1)]);
    expect(ends.map(Number)).toEqual([expect.closeTo(2, 1)]);
    expect(Number(seen.measures.at(-1)?.values['lavfi.r128.I'])).toBeLessThan(-15);
  });

  it('that begins after the pictures is preceded by silence', async () => {
    const path = await makeClip(folder, 'offset.mkv', [
      ...pattern('160x90', 25, 2),
      ...['-itsoffset', '0.7'],
      ...tone(1),
      ...x264(),
      ...['-c:a', 'pcm_s16le'],
    ]);
    const { stage, seen, sampleCount } = keeper({
      audio: { samples: true, measure: { silenceDb: -40, silenceSec: 0.5 } },
    });
    await runStage(stage, path);
    expect(sampleCount()).toBe(16_000 * 1.7);
    const loud = seen.samples
      .flatMap((samples) => [...samples])
      .findIndex((sample) => Math.abs(sample) > 500);
    expect(loud / 16_000).toBeCloseTo(0.7, 1);
    expect(seen.measures[0]?.timeSec).toBeCloseTo(0.7, 2);
    expect(seen.summary?.decodedSec).toBeCloseTo(1.7, 2);
  });

  it('of the default track is taken', async () => {
    const path = await makeClip(folder, 'tracks.mkv', [
      ...pattern('64x64', 5, 1),
      ...tone(1, ',volume=0'),
      ...tone(1),
      ...['-map', '0', '-map', '1', '-map', '2', '-disposition:a:0', '0', '-disposition:a:1', 'default'],
      ...x264(),
      ...['-c:a', 'pcm_s16le'],
    ]);
    const { stage, seen } = keeper({ audio: { samples: true } });
    await runStage(stage, path);
    expect(seen.samples.some((samples) => samples.some((sample) => sample > 1000))).toBe(true);
  });

  it('is just missing where the clip has none', async () => {
    const path = await makeClip(folder, 'silent.mp4', [...pattern('64x64', 5, 1), ...x264()]);
    const { stage, seen } = keeper({ frames: { small }, audio: { samples: true } });
    await runStage(stage, path);
    expect(seen.samples).toEqual([]);
    expect(seen.frames.get('small')).toHaveLength(5);
  });
});

describe('an ffmpeg whose filters cannot print to pipes', () => {
  it('tells times and measures through its log', async () => {
    const path = await makeClip(folder, 'log.mkv', [
      ...pattern('160x90', 25, 2),
      ...tone(2),
      ...x264('-bf', '2'),
      '-c:a',
      'pcm_s16le',
    ]);
    const wishes: DecodeWishes = {
      frames: { small, some: { ...small, rate: { perSecond: 2 } } },
      audio: { samples: true, measure: { silenceDb: -40, silenceSec: 0.5 } },
    };
    const usual = keeper(wishes);
    await runStage(usual.stage, path);
    const other = keeper(wishes);
    const { pass } = await runStage(other.stage, path, { capabilities: { printsToPipes: false } });
    expect(pass?.attempts).toBe(1);
    expect(other.timesOf('small')).toHaveLength(50);
    expect(other.timesOf('small')).toEqual(usual.timesOf('small'));
    expect(other.timesOf('some')).toEqual(usual.timesOf('some'));
    expect(other.pixelsOf('small').equals(usual.pixelsOf('small'))).toBe(true);
    expect(other.seen.samples).toEqual(usual.seen.samples);
    expect(other.seen.measures).toEqual(usual.seen.measures);
    expect(other.seen.measures).toHaveLength(20);
  });
});
