/** PURE: what a clip is, in a few short marks beside its name. */
import type { ClipInfo } from '../../../src-preload/contract/commands/clip-info.ts';
import { formatFrameRate } from '../../ui/format.ts';

const codecNames: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'HEVC',
  av1: 'AV1',
  vp9: 'VP9',
  vp8: 'VP8',
  prores: 'ProRes',
  dnxhd: 'DNxHD',
  mpeg2video: 'MPEG-2',
  mpeg4: 'MPEG-4',
  mjpeg: 'MJPEG',
};

/** "1920 × 1080", "25 fps", "HEVC", "HDR10"; what is not known is left out. */
export function clipBadges({ video }: ClipInfo, language: string): readonly string[] {
  const { displayWidth, displayHeight, framesPerSecond, codec, hdr } = video;
  const badges = [
    displayWidth === null || displayHeight === null
      ? null
      : `${String(displayWidth)} × ${String(displayHeight)}`,
    framesPerSecond === null ? null : `${formatFrameRate(framesPerSecond, language)} fps`,
    codec === null ? null : (codecNames[codec] ?? codec.toUpperCase()),
    hdr.format,
  ];
  return badges.filter((badge) => badge !== null);
}

/** What stands in the way of the clip; null: nothing. */
export function clipTrouble({
  files,
  quarantined,
  stages,
}: ClipInfo): 'offline' | 'quarantined' | 'failed' | null {
  if (quarantined !== null) return 'quarantined';
  if (!files.some(({ state }) => state === 'present')) return 'offline';
  return stages.some(({ state }) => state === 'failed') ? 'failed' : null;
}
