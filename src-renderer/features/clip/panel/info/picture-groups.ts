import type { ClipInfo } from '../../../../../src-preload/contract/commands/clip-info.ts';
import { formatFrameRate, formatNumber } from '../../../../ui/format.ts';
import type { InfoGroup, InfoRow, InfoWording } from './info-wording.ts';
import { bitRateText, durationText, joined, known, languageText, makeGroup, rowsOf } from './info-rows.ts';

/** The video stream, its colour, and what makes it HDR. */
export function pictureGroups({ video }: ClipInfo, wording: InfoWording): readonly InfoGroup[] {
  const { t } = wording;
  return [
    makeGroup('video', t('info.groups.video'), [...shapeRows(video, wording), ...streamRows(video, wording)]),
    makeGroup('colour', t('info.groups.colour'), colourRows(video, wording)),
  ];
}

function shapeRows(video: ClipInfo['video'], wording: InfoWording): readonly InfoRow[] {
  const { t, language } = wording;
  const turned = known(video.rotationDeg, (degrees) => (degrees === 0 ? null : `${String(degrees)}°`));
  return rowsOf(
    [
      ['codec', joined([video.codec, known(video.codecLongName, (name) => `(${name})`)])],
      ['profileLevel', joined([video.profile, known(video.levelName, (level) => `@ ${level}`)])],
      ['codedSize', sizeText(video.width, video.height)],
      ['displaySize', sizeText(video.displayWidth, video.displayHeight)],
      ['sampleAspect', video.sampleAspect === '1:1' ? null : video.sampleAspect],
      ['displayAspect', video.displayAspect],
      ['rotation', joined([turned, video.mirrored === true ? t('info.mirrored') : null], ', ')],
      [
        'frameRate',
        joined([
          known(video.framesPerSecond, (rate) => `${formatFrameRate(rate, language)} fps`),
          known(video.frameRate, (fraction) => (fraction.endsWith('/1') ? null : `(${fraction})`)),
          video.variableFrameRate === true ? t('info.variableRate') : null,
        ]),
      ],
      ['timecode', video.timecode],
      ['scan', scanText(video, wording)],
    ],
    wording,
  );
}

function streamRows(video: ClipInfo['video'], wording: InfoWording): readonly InfoRow[] {
  const { t, language } = wording;
  const mode = known(video.bitRateMode, (name) => t(`info.bitRateModes.${name}`));
  return rowsOf(
    [
      ['bitDepth', known(video.bitDepth, (depth) => t('info.bits', { number: depth }))],
      ['chroma', video.chromaSubsampling],
      ['pixelFormat', video.pixelFormat],
      ['bitRate', joined([known(video.bitRate, (rate) => bitRateText(rate, language)), mode], ', ')],
      ['pictureDuration', known(video.durationSec, durationText)],
      ['frameCount', video.frameCount],
      ['keyframes', video.keyframeCount],
      ['longestGop', known(video.longestGop, (count) => t('info.frames', { number: count }))],
      ['referenceFrames', video.referenceFrames],
      ['closedCaptions', video.closedCaptions === true ? t('info.yes') : null],
      ['trackTitle', video.title],
      ['language', known(video.language, (code) => languageText(code, language))],
    ],
    wording,
  );
}

function colourRows({ colour, hdr }: ClipInfo['video'], wording: InfoWording): readonly InfoRow[] {
  const { t, language } = wording;
  const { masteringDisplay: mastering, dolbyVision } = hdr;
  const nits = (value: number): string => `${formatNumber(value, language, 4)} cd/m²`;
  const point = (xy: readonly [number, number]): string =>
    xy.map((value) => formatNumber(value, language, 4)).join(' / ');
  return rowsOf(
    [
      ['dynamicRange', hdr.format ?? (colour.transfer === null ? null : t('info.sdr'))],
      ['primaries', colour.primaries],
      ['transfer', colour.transfer],
      ['matrix', colour.matrix],
      ['range', known(colour.range, (range) => rangeText(range, wording))],
      ['chromaLocation', colour.chromaLocation],
      ['maxCll', known(hdr.maxCll, nits)],
      ['maxFall', known(hdr.maxFall, nits)],
      ['masteringMax', known(mastering?.maxLuminance ?? null, nits)],
      ['masteringMin', known(mastering?.minLuminance ?? null, nits)],
      ['masteringRed', known(mastering?.red ?? null, point)],
      ['masteringGreen', known(mastering?.green ?? null, point)],
      ['masteringBlue', known(mastering?.blue ?? null, point)],
      ['masteringWhite', known(mastering?.whitePoint ?? null, point)],
      ['dolbyVision', dolbyVision === null ? null : dolbyVisionText(dolbyVision)],
    ],
    wording,
  );
}

function sizeText(width: number | null, height: number | null): string | null {
  return width === null || height === null ? null : `${String(width)} × ${String(height)}`;
}

function scanText(video: ClipInfo['video'], { t }: InfoWording): string | null {
  if (video.scanType === null) return null;
  const order = video.scanType === 'interlaced' && video.fieldOrder !== null ? `(${video.fieldOrder})` : null;
  return joined([t(`info.scans.${video.scanType}`), order]);
}

function rangeText(range: string, { t }: InfoWording): string {
  if (range === 'tv') return t('info.ranges.tv');
  return range === 'pc' ? t('info.ranges.pc') : range;
}

/** As Dolby writes it: profile and level, and what the base layer is good for elsewhere: "8.4, level 5". */
function dolbyVisionText(dolbyVision: NonNullable<ClipInfo['video']['hdr']['dolbyVision']>): string {
  const { profile, level, baseLayerCompatibility } = dolbyVision;
  const layer = baseLayerCompatibility === null ? '' : `.${String(baseLayerCompatibility)}`;
  return `${String(profile)}${layer}, L${String(level)}`;
}
