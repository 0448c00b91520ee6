import { expect, it } from 'vitest';
import { describeWithFixtures, fixture, runAnalyzers, runStage } from '../../tests/support/stage-harness.ts';
import { expectTimes, keeper, referenceTimes, small } from '../../tests/support/keeper.ts';
import type { FrameWish } from './stage.ts';

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
    const { stage, timesOf } = keeper({
      frames: { tiny: { ...small, width: 16, height: 16, pixelFormat: 'gray' } },
    });
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
    await expect(
      runStage(stage, fixture('media/androidx-media/invalid-bitstream.webm')),
    ).rejects.toMatchObject({
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
