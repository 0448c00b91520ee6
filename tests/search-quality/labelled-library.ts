/** The library that labelled queries are asked of: real clips, and what a person said of some of them. */

/** Paths below the folder of test clips. To add one, add it here, look at it, and see which queries it answers as well. */
export const labelledClips = [
  'androidx-media/bbb_2500ms.ts',
  'androidx-media/dolbyVision-hdr.MOV',
  'androidx-media/fragmented_captions.mp4',
  'androidx-media/h265_with_metadata_track.mp4',
  'androidx-media/hdr10-video-with-sdr-container.mp4',
  'androidx-media/hlg10-color-test.mp4',
  'androidx-media/internal_emulator_transformer_output.mp4',
  'androidx-media/internal_emulator_transformer_output_270_rotated.mp4',
  'androidx-media/invalid-bitstream.webm',
  'androidx-media/portrait_4k60.mp4',
  'androidx-media/sample.avi',
  'androidx-media/sample_edit_list.mp4',
  'androidx-media/sample_portrait.mp4',
  'androidx-media/sample_rotate_and_reflect.mp4',
  'androidx-media/sample_sef_slow_motion.mp4',
  'androidx-media/sample_with_chapters.mkv',
  'androidx-media/sample_with_colr_mdcv_and_clli.mp4',
  'androidx-media/sample_with_metadata.mp4',
  'androidx-media/sample_with_srt.mkv',
  'auto-editor/SAR-2by3.mp4',
  'auto-editor/example.mp4',
  'auto-editor/mov_text.mp4',
  'derived/multi-audio-multi-subs.mkv',
  'derived/person-with-speech.mp4',
  'intel/help.mkv',
  'intel/one-by-one-person-detection.mp4',
  'mdn/pig.mp4',
  'mdn/rabbit320.mp4',
  'metadata-extractor/Sony_ILCE-7M3__A7M3_.mts',
  'metadata-extractor/ftyp3gp5.mp4',
  'metadata-extractor/sample.3gp',
  'metadata-extractor/with-gps.mov',
  'moviepy/chaplin.mp4',
  'moviepy/fire2.mp4',
  'moviepy/no_duration.webm',
  'moviepy/smpte-2997.mp4',
  'moviepy/video_with_failing_audio.mp4',
  'pyscenedetect/counter.mp4',
  'pyscenedetect/testvideo.mp4',
] as const;
export type LabelledClip = (typeof labelledClips)[number];

interface SaidOfIt {
  readonly tags?: readonly string[];
  readonly note?: string;
  readonly rating?: 1 | 2 | 3 | 4 | 5;
}

/** Nothing in it says what the picture shows: that is for the models to find out. */
export const annotations: Readonly<Partial<Record<LabelledClip, SaidOfIt>>> = {
  'mdn/pig.mp4': { tags: ['toy'], rating: 4 },
  'mdn/rabbit320.mp4': { tags: ['toy'], rating: 5 },
  'pyscenedetect/testvideo.mp4': { tags: ['autumn'], rating: 3, note: 'Grade it warmer before delivery' },
  'moviepy/chaplin.mp4': { tags: ['archive'], note: 'Public domain, rights cleared in March' },
  'androidx-media/internal_emulator_transformer_output.mp4': { tags: ['selects'], rating: 5 },
  'intel/one-by-one-person-detection.mp4': { tags: ['surveillance'], rating: 2 },
  'moviepy/smpte-2997.mp4': { tags: ['reference'] },
  'androidx-media/hlg10-color-test.mp4': { tags: ['reference'], note: 'White balance for the London shoot' },
};

/** Words that somebody brought for clips whose speech no engine hears: paths of subtitles below the folder of test clips. */
export const sidecars: Readonly<Partial<Record<LabelledClip, string>>> = {
  'derived/multi-audio-multi-subs.mkv': 'derived/en.srt',
  'moviepy/smpte-2997.mp4': 'moviepy/subtitles.srt',
};
