/**
 * Footage without a cut in it, for building clips whose cuts are known. Most stretches were chosen on contact sheets of
 * twelve pictures or more; of the long fixed-camera clip, what its collection says of it was believed.
 *
 * Thresholds were set on one part of the footage and figures are reported on the other, but the parts are not
 * independent: a long stretch gives its first half to one and its second half to the other, so both know the same
 * places and cameras. Stills are in one part only, for their halves would be the same picture.
 */

/** Thresholds were set on `tuning`; figures are reported on `held-out`. */
export type CutSplit = 'tuning' | 'held-out';

export interface CutSource {
  /** Path below the fixtures' `media` folder. */
  readonly file: string;
  readonly fromSec: number;
  readonly toSec: number;
}

const divided: readonly CutSource[] = [
  { file: 'moviepy/video_with_failing_audio.mp4', fromSec: 0, toSec: 3.2 },
  { file: 'moviepy/video_with_failing_audio.mp4', fromSec: 3.8, toSec: 6.4 },
  { file: 'androidx-media/internal_emulator_transformer_output.mp4', fromSec: 0, toSec: 4.9 },
  { file: 'androidx-media/sample.avi', fromSec: 1.0, toSec: 4.0 },
  { file: 'moviepy/chaplin.mp4', fromSec: 0, toSec: 9.6 },
  { file: 'mdn/pig.mp4', fromSec: 0, toSec: 6.4 },
  { file: 'mdn/rabbit320.mp4', fromSec: 0, toSec: 7.7 },
  { file: 'metadata-extractor/with-gps.mov', fromSec: 0, toSec: 3.9 },
  { file: 'intel/one-by-one-person-detection.mp4', fromSec: 10, toSec: 130 },
];

const tuningOnly: readonly CutSource[] = [
  { file: 'pyscenedetect/testvideo.mp4', fromSec: 1.2, toSec: 5.6 },
  { file: 'pyscenedetect/testvideo.mp4', fromSec: 8.2, toSec: 10.8 },
  { file: 'pyscenedetect/testvideo.mp4', fromSec: 14.4, toSec: 17.0 },
  { file: 'pyscenedetect/testvideo.mp4', fromSec: 19.2, toSec: 21.8 },
  { file: 'moviepy/fire2.mp4', fromSec: 0, toSec: 2.3 },
  { file: 'intel/help.mkv', fromSec: 0, toSec: 1.8 },
  { file: 'androidx-media/sample_with_colr_mdcv_and_clli.mp4', fromSec: 0, toSec: 0.95 },
  { file: 'metadata-extractor/ftyp3gp5.mp4', fromSec: 0, toSec: 1.2 },
];

const heldOutOnly: readonly CutSource[] = [
  { file: 'androidx-media/sample_edit_list.mp4', fromSec: 0, toSec: 2.4 },
  { file: 'androidx-media/sample_sef_slow_motion.mp4', fromSec: 0, toSec: 2.0 },
  { file: 'androidx-media/hdr10-video-with-sdr-container.mp4', fromSec: 0, toSec: 0.95 },
  { file: 'androidx-media/sample_portrait.mp4', fromSec: 0, toSec: 0.95 },
];

export function cutSources(split: CutSplit): readonly CutSource[] {
  const halves = divided.map(({ file, fromSec, toSec }) => {
    const middleSec = (fromSec + toSec) / 2;
    return split === 'tuning' ? { file, fromSec, toSec: middleSec } : { file, fromSec: middleSec, toSec };
  });
  return [...halves, ...(split === 'tuning' ? tuningOnly : heldOutOnly)];
}

/**
 * Whole real clips without a cut: whatever is found in them is a false alarm. Most were looked at while thresholds were
 * set, so this guards against getting worse rather than foretelling other footage.
 */
export const continuousClips: readonly string[] = [
  'androidx-media/internal_emulator_transformer_output.mp4',
  'androidx-media/internal_emulator_transformer_output_270_rotated.mp4',
  'androidx-media/sample_edit_list.mp4',
  'androidx-media/sample_sef_slow_motion.mp4',
  'auto-editor/example.mp4',
  'intel/help.mkv',
  'intel/one-by-one-person-detection.mp4',
  'mdn/pig.mp4',
  'mdn/rabbit320.mp4',
  'metadata-extractor/with-gps.mov',
  'moviepy/chaplin.mp4',
  'moviepy/fire2.mp4',
];
