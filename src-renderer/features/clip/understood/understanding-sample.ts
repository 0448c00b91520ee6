/** What models might have found in a clip of ten seconds, for tests: a little of everything. */
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';

const frames = { seen: 10, analysed: 5 };
const faceBox = { x: 0.4, y: 0.1, width: 0.15, height: 0.25 };
const bodyBox = { x: 0.3, y: 0.05, width: 0.35, height: 0.9 };
const handBox = { x: 0.6, y: 0.5, width: 0.1, height: 0.15 };

function said(
  text: string,
  startSec: number,
  confidence: number | null = 0.9,
  original: string | null = null,
) {
  return { text, startSec, endSec: startSec + 0.4, confidence, original };
}

const transcript: ClipUnderstanding['transcript'] = {
  engine: 'Whisper base',
  language: 'en',
  segments: [
    {
      ...{ startSec: 1, endSec: 3, text: 'ask not what your' },
      words: [said('ask', 1), said('not', 1.4), said('what', 2, 0.3), said('your', 2.4)],
    },
    {
      ...{ startSec: 5, endSec: 7, text: 'country can do' },
      words: [said('country', 5, null), said('can,', 5.6), said('do', 6.2, 0.9, 'due')],
    },
    { startSec: 8, endSec: 9, text: 'for you', words: [] },
  ],
  removed: [{ startSec: 3.5, endSec: 4.5, text: 'Thank you for watching', reason: 'over-silence' }],
};

const found: Pick<ClipUnderstanding, 'objects' | 'faces' | 'emotions' | 'texts' | 'sounds'> = {
  objects: {
    tracks: [
      {
        ...{ id: 0, label: 'person', startSec: 1, endSec: 9, confidence: 0.92 },
        boxes: [
          { timeSec: 1, box: bodyBox, confidence: 0.9 },
          { timeSec: 9, box: { ...bodyBox, x: 0.35 }, confidence: 0.92 },
        ],
      },
      {
        ...{ id: 1, label: 'dog', startSec: 4, endSec: 6, confidence: 0.7 },
        boxes: [
          { timeSec: 4, box: { x: 0.1, y: 0.6, width: 0.2, height: 0.3 }, confidence: 0.7 },
          { timeSec: 6, box: { x: 0.2, y: 0.6, width: 0.2, height: 0.3 }, confidence: 0.6 },
        ],
      },
    ],
    labels: [
      { label: 'person', confidence: 0.92, seconds: 8, mostAtOnce: 1 },
      { label: 'dog', confidence: 0.7, seconds: 2, mostAtOnce: 1 },
    ],
    frames,
  },
  faces: {
    tracks: [
      {
        ...{ id: 0, startSec: 1, endSec: 9, confidence: 0.88, landmarks: [], largestShare: 0.04 },
        boxes: [
          { timeSec: 1, box: faceBox, confidence: 0.85 },
          { timeSec: 9, box: { ...faceBox, x: 0.45 }, confidence: 0.88 },
        ],
      },
    ],
    mostAtOnce: 1,
    frames,
  },
  emotions: {
    spans: [{ startSec: 1, endSec: 5, emotion: 'happy', confidence: 0.6, box: faceBox }],
    samples: [],
    frames,
  },
  texts: {
    spans: [
      {
        ...{ startSec: 0, endSec: 4, text: 'TAKE 0001', kind: 'timecode', confidence: 0.95 },
        box: { x: 0.05, y: 0.88, width: 0.2, height: 0.08 },
        readings: [
          { timeSec: 0, text: 'TAKE 0001' },
          { timeSec: 2, text: 'TAKE 0002' },
        ],
      },
    ],
    frames,
  },
  sounds: {
    spans: [
      { startSec: 1, endSec: 9, label: 'Speech', group: 'speech', confidence: 0.9 },
      { startSec: 9, endSec: 10, label: 'Applause', group: 'applause', confidence: 0.7 },
    ],
    labels: [
      { label: 'Speech', confidence: 0.9, seconds: 8 },
      { label: 'Applause', confidence: 0.7, seconds: 1 },
    ],
  },
};

function handPoint(index: number) {
  return { x: handBox.x + (index % 5) * 0.02, y: handBox.y + Math.floor(index / 5) * 0.03 };
}

function bodyPoint(index: number) {
  return { x: 0.4 + (index % 2) * 0.1, y: 0.1 + index * 0.024, visibility: index < 28 ? 0.9 : 0.1 };
}

const shapes: Pick<ClipUnderstanding, 'hands' | 'pose'> = {
  hands: {
    spans: [{ startSec: 1.5, endSec: 3, gesture: 'open', handedness: 'right', confidence: 0.8 }],
    samples: [1.5, 3].map((timeSec) => ({
      timeSec,
      hands: [
        {
          ...{ box: handBox, confidence: 0.8, handedness: 'right' as const, gesture: 'open' },
          points: Array.from({ length: 21 }, (_, index) => handPoint(index)),
        },
      ],
    })),
    frames,
  },
  pose: {
    framing: [{ startSec: 1, endSec: 9, shotSize: 'medium', headRoom: 0.05, position: 'centre' }],
    samples: [1, 4].map((timeSec) => ({
      timeSec,
      framing: null,
      bodies: [
        {
          ...{ box: bodyBox, confidence: 0.9 },
          points: Array.from({ length: 33 }, (_, index) => bodyPoint(index)),
        },
      ],
    })),
    frames,
  },
};

const done = { state: 'done' as const, reason: null, error: null, missingPack: null };

export function understandingOf(change: Partial<ClipUnderstanding> = {}): ClipUnderstanding {
  return {
    ...{ id: 'clip', durationSec: 10, transcript, ...found, ...shapes },
    analysis: {
      state: 'complete',
      parts: [
        { part: 'speech', stage: 'transcript', ...done },
        { part: 'text', stage: 'on-screen-text', ...done },
        { part: 'objects', stage: 'objects', ...done },
        { part: 'people', stage: 'faces', ...done },
        { part: 'scenes', stage: 'scenes', ...done },
      ],
    },
    speech: { detector: 'model', spans: [{ startSec: 1, endSec: 9, confidence: 0.9 }], speechSec: 8 },
    labels: {
      ...{ model: 'MobileNetV2', dimensions: 1280, frames, labels: [{ label: 'suit', confidence: 0.4 }] },
      shots: [{ startSec: 0, endSec: 10, labels: [{ label: 'suit', confidence: 0.4 }] }],
    },
    people: null,
    contentWarning: null,
    focalLength: null,
    description: null,
    ...change,
  };
}
