/** One clip's description for people. */
import type { ClipInfo } from '../../../../src-preload/contract/commands/clip-info.ts';
import { displayPath } from '../../../platform/paths.ts';
import { pairs } from './table.ts';
import { understoodLines } from './understood-text.ts';
import { bitRate, byteSize, clockTime, exactTime, figure, workSeconds } from './values.ts';

type Pair = readonly [name: string, value: string];
/** A line that is left out where there is nothing to say. */
type MaybePair = readonly [name: string, value: string | number | null];

const shownCuts = 12;

export function clipText(info: ClipInfo, heading: (text: string) => string): string {
  const sections: readonly (readonly [title: string, body: string])[] = [
    ['', lines(contentLines(info))],
    ['Picture', lines(videoLines(info.video))],
    ['Tracks', tracks(info)],
    ['Camera', lines(cameraLines(info))],
    ['Measured', lines(measuredLines(info))],
    ['Seen and heard', lines(understoodLines(info))],
    ['Stages', stages(info)],
  ];
  return sections
    .filter(([, body]) => body !== '')
    .map(([title, body]) => (title === '' ? body : `\n${heading(title)}\n${body}`))
    .join('');
}

function lines(entries: readonly MaybePair[]): string {
  const known = entries.flatMap(([name, value]): Pair[] =>
    value === null || value === '' || value === '-' ? [] : [[name, displayPath(String(value))]],
  );
  return pairs(known, '  ');
}

function joined(parts: readonly (string | number | null)[], separator = ', '): string {
  return parts.filter((part) => part !== null && part !== '' && part !== '-').join(separator);
}

function contentLines(info: ClipInfo): MaybePair[] {
  return [
    ['name', info.name],
    ['id', info.id],
    ['sha256', info.contentHash],
    ...info.files.map((file): MaybePair => [
      'file',
      joined([file.path, file.state === 'present' ? null : file.state]),
    ]),
    ['size', byteSize(info.sizeBytes)],
    ['duration', exactTime(info.durationSec)],
    ['container', joined([info.containerName, info.containerBrand])],
    ['bit rate', bitRate(info.bitRate)],
    ['title', info.title],
    ['taken', joined([info.dates.taken, info.dates.takenZone === 'unknown' ? 'zone unknown' : null])],
    ['modified', info.dates.modified],
    ['quarantined', info.quarantined],
  ];
}

function videoLines(video: ClipInfo['video']): MaybePair[] {
  const turned =
    video.rotationDeg === null || video.rotationDeg === 0
      ? null
      : `turned by ${String(video.rotationDeg)} degrees`;
  const { hdr, colour } = video;
  return [
    [
      'codec',
      joined([video.codec, video.profile, video.levelName === null ? null : `level ${video.levelName}`], ' '),
    ],
    ['size', sizeText(video)],
    ['turned', joined([turned, video.mirrored === true ? 'mirrored' : null])],
    ['frame rate', frameRateText(video)],
    ['scan', joined([video.scanType, video.scanType === 'interlaced' ? video.fieldOrder : null])],
    [
      'pixels',
      joined([
        video.pixelFormat,
        video.bitDepth === null ? null : `${String(video.bitDepth)} bits`,
        video.chromaSubsampling,
      ]),
    ],
    ['bit rate', joined([bitRate(video.bitRate), video.bitRateMode])],
    ['colour', joined([colour.primaries, colour.transfer, colour.matrix, colour.range], ' / ')],
    [
      'hdr',
      joined([
        hdr.format,
        hdr.maxCll === null ? null : `MaxCLL ${String(hdr.maxCll)}`,
        hdr.maxFall === null ? null : `MaxFALL ${String(hdr.maxFall)}`,
      ]),
    ],
    ['timecode', video.timecode],
  ];
}

function sizeText(video: ClipInfo['video']): string | null {
  if (video.width === null || video.height === null) return null;
  const coded = `${String(video.width)} x ${String(video.height)}`;
  const shown = `${String(video.displayWidth)} x ${String(video.displayHeight)}`;
  return coded === shown ? coded : `${coded}, shown as ${shown}`;
}

function frameRateText(video: ClipInfo['video']): string | null {
  if (video.framesPerSecond === null) return video.frameRate;
  const fraction = video.frameRate === null || video.frameRate.endsWith('/1') ? null : `(${video.frameRate})`;
  const uneven = video.variableFrameRate === true ? 'variable' : null;
  return joined([figure(video.framesPerSecond, 3), fraction, uneven], ' ');
}

function tracks(info: ClipInfo): string {
  const audio = info.audioTracks.map((track): MaybePair => [
    'audio',
    joined([
      track.codec,
      track.layout ?? (track.channels === null ? null : `${String(track.channels)} channels`),
      track.sampleRate === null ? null : `${String(track.sampleRate)} Hz`,
      bitRate(track.bitRate),
      track.language,
      track.title,
    ]),
  ]);
  const subtitles = info.subtitleTracks.map((track): MaybePair => [
    'subtitles',
    joined([track.codec, track.language, track.title]),
  ]);
  const chapters = info.chapters.map((chapter): MaybePair => [
    'chapter',
    joined([exactTime(chapter.startSec), chapter.title], ' '),
  ]);
  const attachments = info.attachments.map((file): MaybePair => [
    'attachment',
    joined([file.fileName, file.mediaType]),
  ]);
  return lines([...audio, ...subtitles, ...chapters, ...attachments]);
}

function cameraLines({ camera, location, about }: ClipInfo): MaybePair[] {
  const focal = camera.focalLengthMm === null ? null : `${figure(camera.focalLengthMm, 2)} mm`;
  const place =
    location.latitude === null ? null : `${figure(location.latitude, 6)}, ${figure(location.longitude, 6)}`;
  const altitude = location.altitude === null ? null : `${figure(location.altitude, 1)} m above the sea`;
  return [
    ['camera', joined([camera.make, camera.model], ' ')],
    ['serial', camera.serialNumber],
    ['lens', joined([camera.lens, focal, camera.focalLengthCategory])],
    [
      'exposure',
      joined([
        camera.shutterSpeed,
        camera.fStop === null ? null : `f/${figure(camera.fStop, 1)}`,
        camera.iso === null ? null : `ISO ${String(camera.iso)}`,
      ]),
    ],
    ['mode', joined([camera.exposureMode, camera.whiteBalance])],
    ['place', joined([place, altitude, location.place])],
    ['software', camera.software],
    ['artist', about.artist],
    ['copyright', about.copyright],
    ['keywords', joined(about.keywords)],
  ];
}

function measuredLines(info: ClipInfo): MaybePair[] {
  const { exposure, loudness, picture } = info;
  return [
    ['scenes', info.scenes.length === 0 ? null : String(info.scenes.length)],
    ['cuts', cutsText(info.cuts)],
    [
      'exposure',
      exposure.quality === null
        ? null
        : joined([
            exposure.quality,
            `${figure(exposure.stops, 1)} stops`,
            `${figure(exposure.overexposedPercent, 1)} % too bright`,
            `${figure(exposure.underexposedPercent, 1)} % too dark`,
          ]),
    ],
    [
      'loudness',
      loudness.integratedLufs === null
        ? null
        : joined([
            `${figure(loudness.integratedLufs, 1)} LUFS`,
            loudness.rangeLu === null ? null : `range ${figure(loudness.rangeLu, 1)} LU`,
            loudness.truePeakDb === null ? null : `true peak ${figure(loudness.truePeakDb, 1)} dB`,
          ]),
    ],
    ['silences', loudness.silences.length === 0 ? null : String(loudness.silences.length)],
    ['sharpness', picture === null ? null : picture.sharpnessRating],
    ['movement', picture === null ? null : picture.cameraMotion],
    ['bars', picture === null || picture.letterbox.kind === 'none' ? null : picture.letterbox.kind],
    [
      'colours',
      picture === null
        ? null
        : joined(
            picture.dominantColours.map(({ colour }) => colour),
            ' ',
          ),
    ],
    [
      'decoding',
      info.integrity === null || info.integrity.decodeErrors === 0
        ? null
        : `${String(info.integrity.decodeErrors)} errors`,
    ],
    [
      'proxy',
      info.proxy === null
        ? null
        : `${clockTime(info.proxy.durationSec)}, ${byteSize(info.proxy.sizeBytes)}: ${info.proxy.reason}`,
    ],
  ];
}

function cutsText(cuts: ClipInfo['cuts']): string | null {
  if (cuts.length === 0) return null;
  const shown = cuts
    .slice(0, shownCuts)
    .map(({ timeSec, kind }) => `${exactTime(timeSec)}${kind === 'cut' ? '' : ` ${kind}`}`);
  const more = cuts.length > shownCuts ? [`and ${String(cuts.length - shownCuts)} more`] : [];
  return joined([...shown, ...more]);
}

function stages(info: ClipInfo): string {
  return pairs(
    info.stages.map((stage): Pair => {
      const why =
        stage.error?.message ??
        stage.reason ??
        (stage.blockedBy === null ? null : `waits for ${stage.blockedBy}`);
      const progress = stage.progress === null ? null : `${(stage.progress * 100).toFixed(0)} %`;
      return [stage.name, displayPath(joined([stage.state, progress, workSeconds(stage.durationSec), why]))];
    }),
    '  ',
  );
}
