/** Results of understanding stages, for tests of what is made from them. */
import type { Artifact } from '../../src-preload/contract/artifacts.ts';

const frames = { seen: 10, analysed: 5 };
const span = { startSec: 0, endSec: 2 };
const box = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 };

export function madeObjects(
  ...labels: readonly (readonly [label: string, mostAtOnce: number])[]
): Artifact<'objects'> {
  return {
    tracks: [],
    labels: labels.map(([label, mostAtOnce]) => ({ label, mostAtOnce, confidence: 0.9, seconds: 2 })),
    frames,
  };
}

export function madeTexts(
  ...texts: readonly (readonly [text: string, kind: Artifact<'on-screen-text'>['spans'][number]['kind']])[]
): Artifact<'on-screen-text'> {
  return {
    spans: texts.map(([text, kind]) => ({ ...span, text, kind, confidence: 0.9, box, readings: [] })),
    frames,
  };
}

export function madeTranscript(
  language: string | null,
  ...segments: readonly string[]
): Artifact<'transcript'> {
  return {
    engine: 'made',
    language,
    segments: segments.map((text) => ({ ...span, text, words: [] })),
    removed: [],
  };
}

export function madeSounds(...labels: readonly string[]): Artifact<'sound-events'> {
  return { spans: [], labels: labels.map((label) => ({ label, confidence: 0.8, seconds: 2 })) };
}

export function madeFeatures(
  ...labels: readonly (readonly [label: string, confidence: number])[]
): Artifact<'picture-features'> {
  return {
    ...{ model: 'made', dimensions: 2, shots: [], frames },
    labels: labels.map(([label, confidence]) => ({ label, confidence })),
  };
}

export function madeFaces(mostAtOnce: number): Artifact<'faces'> {
  return { tracks: [], mostAtOnce, frames };
}

export function madePose(
  ...shots: readonly (readonly [shotSize: Artifact<'pose'>['framing'][number]['shotSize'], seconds: number])[]
): Artifact<'pose'> {
  return {
    ...{ samples: [], frames },
    framing: shots.map(([shotSize, seconds]) => ({
      ...{ startSec: 0, endSec: seconds, shotSize, headRoom: null, position: 'centre' as const },
    })),
  };
}

export function madeScenes(count: number): Artifact<'scenes'> {
  return {
    ...{ cuts: [], black: [], frozen: [], framesSeen: count, source: 'every-frame' },
    scenes: Array.from({ length: count }, (_, index) => ({ index, startSec: index, endSec: index + 1 })),
  };
}

export function madePicture(
  cameraMotion: Artifact<'picture'>['cameraMotion'],
  ...colours: readonly string[]
): Artifact<'picture'> {
  return {
    ...{ sharpness: 100, sharpnessRating: 'sharp', motion: 0, stability: 1, cameraMotion, samples: [] },
    letterbox: { top: 0, right: 0, bottom: 0, left: 0, kind: 'none' },
    dominantColours: colours.map((colour) => ({ colour, percent: 50 })),
  };
}

export function madeExif(changes: Partial<Artifact<'exif'>> = {}): Artifact<'exif'> {
  return {
    ...{
      make: null,
      model: null,
      lens: null,
      serialNumber: null,
      focalLengthMm: null,
      focalLength35mm: null,
    },
    ...{ focalLengthCategory: null, iso: null, shutterSpeed: null, shutterSpeedSec: null, fStop: null },
    ...{
      exposureMode: null,
      whiteBalance: null,
      latitude: null,
      longitude: null,
      altitudeM: null,
      place: null,
    },
    ...{ taken: null, created: null, modified: null, takenZone: null, software: null, artist: null },
    ...{ copyright: null, description: null, keywords: [], all: {} },
    ...changes,
  };
}
