import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src-preload/contract/errors.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runAnalyzers,
  runReference,
  runStage,
  tempDir,
} from '../../tests/support/stage-harness.ts';
import { type AudioMeasure, type DecodeSummary, type DecodeWishes, defineFrameAnalyzer, type FrameWish } from './stage.ts';

interface Seen {
  readonly frames: Map<string, { timeSec: number; pixels: Uint8Array }[]>;
  samples: Int16Array[];
  measures: AudioMeasure[];
  summary: DecodeSummary | null;
}

interface Behaviour {
  onFrame?(index: number): void;
  finish?(): void;
}

/** An analyzer that keeps all it is given. */
function keeper(wishes: DecodeWishes, name = 'keeper', behaviour: Behaviour = {}) {
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

const small: FrameWish = { rate: 'every', width: 64, height: 36, pixelFormat: 'rgb24' };

/** Times of all frames of a video stream on the clip's clock, by ffprobe's own decoding. */
async function referenceTimes(path: string, only: 'all' | 'keyframes' = 'all'): Promise<number[]> {
  const entries = 'frame=best_effort_timestamp_time,key_frame:format=start_time';
  const output = await runReference('ffprobe', ['-select_streams', 'v:0', '-show_entries', entries, '-of', 'json', path]);
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

function expectTimes(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((timeSec, at) => {
    expect(Math.abs(timeSec - (expected[at] ?? NaN)), `frame ${String(at)}`).toBeLessThan(2e-6);
  });
}

let folder = '';
beforeAll(async () => {
  folder = await tempDir();
});

const x264 = (...more: string[]): string[] => ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...more];
const pattern = (size: string, rate: number, durationSec: number): string[] => [
  ...['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${String(rate)}:duration=${String(durationSec)}`],
];
const tone = (durationSec: number, more = ''): string[] => [
  ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${String(durationSec)}${more}`],
];

describe('pictures', () => {
  it('are every frame, with the pixels and times that a plain ffmpeg and ffprobe find', async () => {
    const path = await makeClip(folder, 'plain.mp4', [...pattern('320x180', 25, 2), ...x264('-bf', '2', '-g', '10')]);
    const { stage, pixelsOf, timesOf, seen } = keeper({ frames: { small, gray: { ...small, pixelFormat: 'gray' } } });
    const { pass } = await runStage(stage, path);
    const gray = await runReference('ffmpeg', ['-i', path, '-vf', 'scale=64:36:flags=area,format=gray', '-f', 'rawvideo', '-']);
    expect(pixelsOf('gray').equals(gray)).toBe(true);
    const exactly = 'scale=64:36:flags=area+accurate_rnd+full_chroma_int,format=rgb24';
    const rgb = await runReference('ffmpeg', ['-i', path, '-vf', exactly, '-f', 'rawvideo', '-']);
    expect(meanDifference(pixelsOf('small'), rgb)).toBeLessThan(1);
    expectTimes(timesOf('small'), await referenceTimes(path));
    expect(seen.summary).toMatchObject({ decodedFrames: 50, decodedSec: 1.96, keyframesOnly: false, errorCount: 0, messages: [] });
    expect(pass).toMatchObject({ attempts: 1, pictureOutputs: 2, soundOutputs: 0 });
    expect(pass?.peakMemoryBytes).toBeGreaterThan(1_000_000);
  });

  it('are not repeated or left out where frames come unevenly', async () => {
    const uneven = `setpts='(N+mod(N,3)*0.4+gte(N,20)*30)/25/TB'`;
    const path = await makeClip(folder, 'uneven.mkv', [
      ...pattern('160x90', 25, 2),
      ...['-vf', uneven, '-fps_mode', 'passthrough', '-enc_time_base', '1/1000'],
      ...x264(),
    ]);
    const { stage, timesOf } = keeper({ frames: { small } });
    await runStage(stage, path);
    const expected = await referenceTimes(path);
    expect(new Set(expected.slice(1).map((timeSec, at) => Math.round((timeSec - (expected[at] ?? 0)) * 1000))).size).toBeGreaterThan(2);
    expectTimes(timesOf('small'), expected);
  });

  it('start at 0 where the container starts later', async () => {
    const path = await makeClip(folder, 'late.ts', [...pattern('160x90', 25, 1), ...tone(1), ...x264('-bf', '2'), '-c:a', 'mp2']);
    const { stage, timesOf } = keeper({ frames: { small } });
    await runStage(stage, path);
    const times = timesOf('small');
    expectTimes(times, await referenceTimes(path));
    expect(times[0]).toBeLessThan(0.1);
  });

  it.each([90, 180, 270])('turned by %i degrees come upright', async (degrees) => {
    const flat = await makeClip(folder, `flat-${String(degrees)}.mp4`, [...pattern('160x90', 10, 1), ...x264()]);
    const turn = ['-display_rotation', String(degrees)];
    const hasOption = (await runReference('ffmpeg', ['-h', 'long'])).includes('-display_rotation');
    const path = hasOption
      ? await makeClip(folder, `turned-${String(degrees)}.mp4`, [...turn, '-i', flat, '-c', 'copy'])
      : await makeClip(folder, `turned-${String(degrees)}.mp4`, ['-i', flat, '-c', 'copy', '-metadata:s:v:0', `rotate=${String(degrees)}`]);
    const upright = degrees === 180 ? { width: 80, height: 45 } : { width: 45, height: 80 };
    const { stage, pixelsOf } = keeper({ frames: { wish: { ...small, ...upright, pixelFormat: 'gray' } } });
    await runStage(stage, path);
    // ffmpeg turns first and scales then, which differs by rounding.
    const filter = `scale=${String(upright.width)}:${String(upright.height)}:flags=area,format=gray`;
    const expected = await runReference('ffmpeg', ['-i', path, '-vf', filter, '-f', 'rawvideo', '-']);
    expect(meanDifference(pixelsOf('wish'), expected)).toBeLessThan(1);
  });

  it('of limited range are given in full range', async () => {
    const source = ['-f', 'lavfi', '-i', 'color=black:size=64x64:rate=5:duration=0.4,format=yuv420p'];
    const white = ['-f', 'lavfi', '-i', 'color=white:size=64x64:rate=5:duration=0.4,format=yuv420p'];
    const path = await makeClip(folder, 'range.mp4', [...source, ...white, '-filter_complex', 'concat=n=2', ...x264()]);
    const { stage, seen } = keeper({
      frames: { gray: { ...small, width: 8, height: 8, pixelFormat: 'gray' }, rgb: { ...small, width: 8, height: 8 } },
    });
    await runStage(stage, path);
    for (const wish of ['gray', 'rgb']) {
      const values = (seen.frames.get(wish) ?? []).map(({ pixels }) => pixels[0] ?? -1);
      expect(values.slice(0, 2).every((value) => value <= 1)).toBe(true);
      expect(values.slice(2).every((value) => value >= 254)).toBe(true);
    }
  });

  it('of odd sizes and of one frame come whole', async () => {
    const path = await makeClip(folder, 'odd.mkv', [...pattern('161x91', 25, 0.04), '-c:v', 'ffv1', '-pix_fmt', 'yuv444p']);
    const { stage, seen } = keeper({ frames: { odd: { ...small, width: 33, height: 17 } } });
    await runStage(stage, path);
    expect((seen.frames.get('odd') ?? []).map(({ pixels }) => pixels.length)).toEqual([33 * 17 * 3]);
    expect(seen.summary).toMatchObject({ decodedFrames: 1, decodedSec: 0 });
  });
});

function meanDifference(one: Buffer, other: Buffer): number {
  expect(one.length).toBe(other.length);
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0));
  return sum / one.length;
}

describe('rates', () => {
  it.each([1, 2, 3, 5, 24, 25, 60])('%i a second are the nearest real frames, none twice', async (perSecond) => {
    const path = await makeClip(folder, `rate-${String(perSecond)}.mp4`, [...pattern('160x90', 25, 3), ...x264()]);
    const { stage, timesOf } = keeper({ frames: { some: { ...small, rate: { perSecond } } } });
    await runStage(stage, path);
    const all = await referenceTimes(path);
    const nearest = new Set<number>();
    for (let at = 0; at / perSecond <= (all.at(-1) ?? 0) + 0.02; at += 1) {
      const wanted = at / perSecond;
      nearest.add(all.reduce((best, timeSec) => (Math.abs(timeSec - wanted) < Math.abs(best - wanted) - 1e-9 ? timeSec : best)));
    }
    expectTimes(timesOf('some'), [...nearest]);
  });

  it('keyframes alone are decoded where nobody wants more', async () => {
    const path = await makeClip(folder, 'keys.mp4', [...pattern('160x90', 25, 4), ...tone(4), ...x264('-g', '13', '-bf', '2'), '-c:a', 'aac']);
    const { stage, timesOf, seen } = keeper({ frames: { keys: { ...small, rate: 'keyframes' } }, audio: { samples: true } });
    const { pass } = await runStage(stage, path);
    expectTimes(timesOf('keys'), await referenceTimes(path, 'keyframes'));
    expect(pass?.keyframesOnly).toBe(true);
    expect(seen.summary?.keyframesOnly).toBe(true);
  });

  it('keyframes beside every frame are the same, and may be thinned out', async () => {
    const path = await makeClip(folder, 'keys-too.mp4', [...pattern('160x90', 25, 4), ...x264('-g', '13', '-bf', '2', '-sc_threshold', '0')]);
    const keys: FrameWish = { ...small, rate: 'keyframes' };
    const { stage, timesOf, seen } = keeper({ frames: { keys, thinned: { ...keys, minimumGapSec: 1.04 }, all: small } });
    await runStage(stage, path);
    const expected = await referenceTimes(path, 'keyframes');
    expect(expected.length).toBe(8);
    expectTimes(timesOf('keys'), expected);
    expectTimes(timesOf('thinned'), expected.filter((_, at) => at % 2 === 0));
    expect(seen.summary?.keyframesOnly).toBe(false);
  });
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
    const expected = await runReference('ffmpeg', ['-i', path, '-af', 'aresample=16000', '-ac', '1', '-f', 's16le', '-']);
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
    const { stage, seen, sampleCount } = keeper({ audio: { samples: true, measure: { silenceDb: -40, silenceSec: 0.5 } } });
    await runStage(stage, path);
    expect(sampleCount()).toBe(16_000 * 1.7);
    const loud = seen.samples.flatMap((samples) => [...samples]).findIndex((sample) => Math.abs(sample) > 500);
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
    const path = await makeClip(folder, 'log.mkv', [...pattern('160x90', 25, 2), ...tone(2), ...x264('-bf', '2'), '-c:a', 'pcm_s16le']);
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

describe('several analyzers', () => {
  it('share one ffmpeg, and one output where their wishes are equal', async () => {
    const path = await makeClip(folder, 'shared.mp4', [...pattern('160x90', 25, 2), ...x264()]);
    const one = keeper({ frames: { mine: small, large: { ...small, width: 100, height: 60 } } }, 'one');
    const other = keeper({ frames: { theirs: { ...small } } }, 'other');
    const outcomes = await runAnalyzers([one.stage, other.stage], path);
    expect(outcomes.pass).toMatchObject({ attempts: 1, pictureOutputs: 2 });
    expect(one.pixelsOf('mine').equals(other.pixelsOf('theirs'))).toBe(true);
    expect(one.timesOf('mine')).toHaveLength(50);
    expect(one.timesOf('large')).toEqual(other.timesOf('theirs'));
    expect([...(outcomes.pass?.busySecByAnalyzer.keys() ?? [])]).toEqual(['one', 'other']);
  });

  it('fail one by one', async () => {
    const path = await makeClip(folder, 'failing.mp4', [...pattern('160x90', 25, 2), ...x264()]);
    const fine = keeper({ frames: { small } }, 'fine');
    const early = keeper({ frames: { small } }, 'early', {
      onFrame: (index) => {
        if (index === 3) throw new TypeError('no such thing');
      },
    });
    const late = keeper({ frames: { small } }, 'late', {
      finish: () => {
        throw new AppError('media-damaged', { detail: 'too few frames' });
      },
    });
    const outcomes = await runAnalyzers([early.stage, fine.stage, late.stage], path);
    expect(outcomes.get('early')).toMatchObject({ code: 'internal', facts: { stage: 'early', detail: 'no such thing' } });
    expect(outcomes.get('late')).toMatchObject({ code: 'media-damaged' });
    expect(outcomes.get('fine')).toEqual({ state: 'done', artifacts: {} });
    expect(fine.timesOf('small')).toHaveLength(50);
    expect(early.timesOf('small')).toHaveLength(3);
  });

  it('stop the decode when all have failed', async () => {
    const path = await makeClip(folder, 'stopped.mp4', [...pattern('320x180', 25, 20), ...x264()]);
    let calls = 0;
    const failing = keeper({ frames: { large: { ...small, width: 640, height: 360 } } }, 'failing', {
      onFrame: () => {
        calls += 1;
        throw new Error('enough');
      },
    });
    const outcomes = await runAnalyzers([failing.stage], path);
    expect(outcomes.get('failing')).toMatchObject({ code: 'internal', facts: { detail: 'enough' } });
    expect(calls).toBe(1);
  });
});

describe('an aborted pass', () => {
  it('fails as cancelled and leaves no child behind', async () => {
    const path = await makeClip(folder, 'aborted.mp4', [...pattern('320x180', 25, 20), ...x264()]);
    const controller = new AbortController();
    const one = keeper({ frames: { large: { ...small, width: 640, height: 360 } } }, 'one', {
      onFrame: (index) => {
        if (index === 5) controller.abort();
      },
    });
    const outcomes = await runAnalyzers([one.stage], path, { signal: controller.signal });
    expect(outcomes.get('one')).toMatchObject({ code: 'cancelled' });
    expect(one.timesOf('large').length).toBeLessThan(500);
    const processes = await runProcessList();
    expect(processes.filter((line) => line.includes(path))).toEqual([]);
  });
});

async function runProcessList(): Promise<string[]> {
  const { readdir, readFile } = await import('node:fs/promises');
  const ids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  return Promise.all(ids.map(async (id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
}

describeWithFixtures('real clips', () => {
  const clips = [
    'androidx-media/bbb_2500ms.ts',
    'androidx-media/sample_edit_list.mp4',
    'androidx-media/fragmented_captions.mp4',
    'androidx-media/sample.avi',
    'androidx-media/sample_sef_slow_motion.mp4',
    'androidx-media/portrait_4k60.mp4',
    'androidx-media/h265_with_metadata_track.mp4',
    'auto-editor/h264-png.mkv',
    'metadata-extractor/Sony_ILCE-7M3__A7M3_.mts',
    'metadata-extractor/sample.3gp',
    'metadata-extractor/with-gps.mov',
    'moviepy/fire2.mp4',
    'moviepy/no_duration.webm',
    'intel/help.mkv',
  ];

  it.each(clips)('%s: as many frames, at the same times, as ffprobe decodes', async (name) => {
    const path = fixture(`media/${name}`);
    const { stage, timesOf } = keeper({ frames: { tiny: { ...small, width: 16, height: 16, pixelFormat: 'gray' } } });
    await runStage(stage, path);
    expectTimes(timesOf('tiny'), await referenceTimes(path));
  });

  it('a cut-off clip counts for what is there', async () => {
    const { stage, seen } = keeper({ frames: { small }, audio: { samples: true } });
    await runStage(stage, fixture('media/derived/truncated-rabbit320-500k.mp4'));
    expect(seen.summary?.decodedFrames).toBeGreaterThan(20);
    expect(seen.summary?.errorCount).toBeGreaterThan(0);
    expect(seen.summary?.messages.join('\n')).toMatch(/partial file/);
  });

  it('a clip of which no frame decodes fails its analyzers', async () => {
    const { stage } = keeper({ frames: { small } });
    await expect(runStage(stage, fixture('media/androidx-media/invalid-bitstream.webm'))).rejects.toMatchObject({
      code: 'media-unreadable',
    });
  });

  it('sound that cannot be decoded costs the pictures nothing', async () => {
    const path = fixture('media/androidx-media/sample_missing_stsd.mp4');
    const pictures = keeper({ frames: { small } }, 'pictures');
    const sound = keeper({ audio: { samples: true } }, 'sound');
    const outcomes = await runAnalyzers([pictures.stage, sound.stage], path);
    expect(outcomes.get('pictures')).toEqual({ state: 'done', artifacts: {} });
    expectTimes(pictures.timesOf('small'), await referenceTimes(path));
    expect(outcomes.get('sound')).toMatchObject({ code: 'codec-unsupported' });
  });

  it('pictures survive sound that breaks on the way', async () => {
    const path = fixture('media/moviepy/video_with_failing_audio.mp4');
    const { stage, timesOf, sampleCount } = keeper({ frames: { small }, audio: { samples: true } });
    await runStage(stage, path);
    expectTimes(timesOf('small'), await referenceTimes(path));
    expect(sampleCount()).toBeGreaterThan(16_000);
  });

  it('HDR is shown as SDR where that is wished', async () => {
    const path = fixture('media/androidx-media/hlg10-color-test.mp4');
    const plain: FrameWish = { ...small, width: 65, height: 37 };
    const { stage, seen, pixelsOf } = keeper({ frames: { plain, mapped: { ...plain, toneMap: true } } });
    const { pass } = await runStage(stage, path);
    expect(pass?.pictureOutputs).toBe(2);
    expect(seen.frames.get('mapped')).toHaveLength(seen.frames.get('plain')?.length ?? 0);
    expect(pixelsOf('mapped').equals(pixelsOf('plain'))).toBe(false);
  });

  it('tone mapping changes nothing, and costs no output, where the clip is SDR', async () => {
    const { stage } = keeper({ frames: { plain: small, mapped: { ...small, toneMap: true } } });
    const { pass } = await runStage(stage, fixture('media/mdn/rabbit320.mp4'));
    expect(pass?.pictureOutputs).toBe(1);
  });
});
