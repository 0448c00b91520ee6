/** What is known of a clip, as a few plain English sentences: what the text embedding of its summary is made from. */
import type { Artifact, ArtifactMap } from '../../src-preload/contract/artifacts.ts';
import { shotSizes } from '../../src-preload/contract/artifacts/understood.ts';

/** What a clip is described from; null where there is no such result. */
export type KnownOfClip = Pick<ArtifactMap, 'probe'> & {
  readonly [
    N in
      | 'exif'
      | 'scenes'
      | 'picture'
      | 'transcript'
      | 'on-screen-text'
      | 'objects'
      | 'faces'
      | 'pose'
      | 'sound-events'
      | 'picture-features'
  ]: Artifact<N> | null;
};

/** Labels of pictures less sure than this are not told as if they were so. */
const leastLabelConfidence = 0.2;
const most = { objects: 12, labels: 5, texts: 12, sounds: 8 } as const;

const cameraSentences = {
  static: 'The camera stands still.',
  handheld: 'The camera is held by hand.',
  pan: 'The camera pans.',
  tilt: 'The camera tilts.',
  moving: 'The camera moves.',
} as const satisfies Record<Artifact<'picture'>['cameraMotion'], string>;

export function summarySentences(known: KnownOfClip): string[] {
  return [
    openingOf(known),
    shotsOf(known),
    objectsOf(known.objects),
    peopleOf(known),
    labelsOf(known['picture-features']),
    textsOf(known['on-screen-text']),
    soundsOf(known['sound-events']),
    speechOf(known.transcript),
  ].flatMap((sentence) => sentence ?? []);
}

function openingOf({ probe, picture, exif }: KnownOfClip): string {
  const { durationSec, video, title } = probe;
  const parts = [
    durationSec === null ? null : lengthOf(durationSec),
    shapeOf(video.displayWidth, video.displayHeight),
    picture !== null && isGrey(picture) ? 'black-and-white' : null,
    'video',
  ];
  const camera = cameraOf(exif);
  const place = exif?.place ?? '';
  const about = [
    title === null || title === '' ? '' : ` called "${title}"`,
    camera === '' ? '' : `, filmed with ${camera}`,
    place === '' ? '' : `, in ${place}`,
  ];
  const words = parts.filter((part) => part !== null).join(' ');
  const article = /^(?:8|11-|18-|hour)/u.test(words) ? 'An' : 'A';
  return `${article} ${words}${about.join('')}.`;
}

/** Make and model; empty where EXIF has neither. */
export function cameraOf(exif: Artifact<'exif'> | null): string {
  return [exif?.make, exif?.model].flatMap((name) => name ?? []).join(' ');
}

function lengthOf(durationSec: number): string {
  if (durationSec < 90) return `${Math.max(1, Math.round(durationSec))}-second`;
  return `${Math.round(durationSec / 60)}-minute`;
}

function shapeOf(width: number, height: number): string {
  if (Math.abs(width - height) <= Math.max(width, height) * 0.02) return 'square';
  return width > height ? 'landscape' : 'portrait';
}

/** Colours whose channels are this close, of 255, look grey. */
const greySpread = 16;

function isGrey({ dominantColours }: Artifact<'picture'>): boolean {
  const spreads = dominantColours.map(({ colour }) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    return Math.max(...channels) - Math.min(...channels);
  });
  // Of one colour alone – a black frame – nothing can be told.
  return spreads.length > 1 && spreads.every((spread) => spread <= greySpread);
}

function shotsOf({ scenes, picture }: KnownOfClip): string | null {
  const count = scenes?.scenes.length ?? 0;
  const shots = count === 0 ? null : count === 1 ? 'It is one shot.' : `It has ${count} shots.`;
  const camera = picture === null ? null : cameraSentences[picture.cameraMotion];
  const sentences = [shots, camera].filter((sentence) => sentence !== null);
  return sentences.length === 0 ? null : sentences.join(' ');
}

function objectsOf(objects: Artifact<'objects'> | null): string | null {
  const names = (objects?.labels ?? [])
    .slice(0, most.objects)
    .map(({ label, mostAtOnce }) => (mostAtOnce > 1 ? `${label} (up to ${mostAtOnce} at once)` : label));
  return names.length === 0 ? null : `To be seen: ${listed(names)}.`;
}

function peopleOf({ faces, pose }: KnownOfClip): string | null {
  const count = faces?.mostAtOnce ?? 0;
  const size = usualShotSize(pose);
  const framed =
    size === null ? '' : ` in ${size === 'extreme-close-up' ? 'extreme close-up' : framedAs(size)}`;
  if (count > 1) return `Up to ${count} faces are seen at once${framed && `, mostly${framed}`}.`;
  if (count === 1) return `A face is seen${framed && `, mostly${framed}`}.`;
  return framed === '' ? null : `A person is seen, mostly${framed}.`;
}

function framedAs(size: (typeof shotSizes)[number]): string {
  return size === 'close-up' ? size : `${size} shot`;
}

function usualShotSize(pose: Artifact<'pose'> | null): (typeof shotSizes)[number] | null {
  const seconds = shotSizes.map((size) => ({
    size,
    total: (pose?.framing ?? [])
      .filter(({ shotSize }) => shotSize === size)
      .reduce((sum, { startSec, endSec }) => sum + endSec - startSec, 0),
  }));
  const [longest] = seconds.toSorted((one, other) => other.total - one.total);
  return longest === undefined || longest.total === 0 ? null : longest.size;
}

function labelsOf(features: Artifact<'picture-features'> | null): string | null {
  const names = (features?.labels ?? [])
    .filter(({ confidence }) => confidence >= leastLabelConfidence)
    .slice(0, most.labels)
    .map(({ label }) => firstName(label));
  return names.length === 0 ? null : `It looks like: ${listed(names)}.`;
}

/** ImageNet gives several names of one thing: "tabby, tabby cat". */
export function firstName(label: string): string {
  return label.split(',')[0]?.trim() ?? label;
}

function textsOf(texts: Artifact<'on-screen-text'> | null): string | null {
  const read = shownTexts(texts).slice(0, most.texts);
  return read.length === 0 ? null : `Text in the picture: ${read.map((text) => `"${text}"`).join(', ')}.`;
}

/** Without what only counts, each once, as they come. */
export function shownTexts(texts: Artifact<'on-screen-text'> | null): string[] {
  const words = (texts?.spans ?? []).filter(({ kind }) => kind !== 'timecode').map(({ text }) => text);
  return [...new Map(words.map((text) => [text.toLowerCase(), text])).values()];
}

function soundsOf(sounds: Artifact<'sound-events'> | null): string | null {
  const names = (sounds?.labels ?? []).slice(0, most.sounds).map(({ label }) => label.toLowerCase());
  return names.length === 0 ? null : `To be heard: ${listed(names)}.`;
}

function speechOf(transcript: Artifact<'transcript'> | null): string | null {
  const said = spokenText(transcript);
  if (said === '') return null;
  const language = transcript?.language ?? null;
  const tongue = language === null ? '' : ` in ${languageName(language)}`;
  return `Said${tongue}: "${said}"`;
}

export function spokenText(transcript: Artifact<'transcript'> | null): string {
  return (transcript?.segments ?? [])
    .map(({ text }) => text.trim())
    .filter((text) => text !== '')
    .join(' ');
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    // Not a language's code.
    return code;
  }
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names);
}
