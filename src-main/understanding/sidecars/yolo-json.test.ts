import { describe, expect, it } from 'vitest';
import { sidecarData } from '../../../src-preload/contract/sidecars.ts';
import { AppError } from '../../../src-preload/contract/errors.ts';
import { readSidecar } from './read-sidecar.ts';

const facts = { durationSec: 10, framesPerSecond: 25, width: 640, height: 360 };

function read(json: unknown, strictness: 'lenient' | 'strict' = 'strict') {
  const { data, kind, entries, leftOut } = readSidecar(JSON.stringify(json), 'clip.json', facts, strictness);
  expect(kind).toBe('yolo-json');
  expect(sidecarData.parse(data)).toEqual(data);
  if (data.subject !== 'objects') throw new Error('no objects');
  expect(entries).toBe(data.detections.length);
  return { detections: data.detections, leftOut };
}

function refused(json: unknown): Record<string, unknown> {
  try {
    read(json);
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-arguments') return error.facts;
    throw error;
  }
  throw new Error('It was read.');
}

/** A quarter of the picture in its middle. */
const middle = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
const dog = { timeSec: 2, label: 'dog', confidence: 0.9, track: null };

describe('YOLO JSON', () => {
  it.each<readonly [string, unknown]>([
    [
      'v5 records',
      [{ xmin: 160, ymin: 90, xmax: 480, ymax: 270, confidence: 0.9, class: 16, name: 'dog', timestamp: 2 }],
    ],
    [
      'v8 tojson',
      [{ name: 'dog', class: 16, confidence: 0.9, box: { x1: 160, y1: 90, x2: 480, y2: 270 }, frame: 50 }],
    ],
    [
      'v8 normalised',
      { frames: [{ frame_id: 50, detections: [{ xywhn: [0.5, 0.5, 0.5, 0.5], label: 'dog', conf: 0.9 }] }] },
    ],
    ['v8 xywh in pixels', [{ xywh: [320, 180, 320, 180], label: 'dog', score: 0.9, time: '0:02' }]],
    [
      'corners in fractions',
      [{ bbox: [0.25, 0.25, 0.75, 0.75], label: 'dog', score: 0.9, timestamp: '2-3s' }],
    ],
    ['COCO by its numbers', [{ bbox: [160, 90, 320, 180], label: 'dog', score: 0.9, timestamp: '2s' }]],
    [
      'a hint for the layout',
      {
        bbox_format: 'cxcywh',
        detections: [{ bbox: [320, 180, 320, 180], label: 'dog', score: 0.9, timestamp: 2 }],
      },
    ],
    [
      'named corner and size',
      [{ x: 160, y: 90, w: 320, h: 180, category: 'dog', probability: 0.9, timestamp_ms: 2000 }],
    ],
    [
      'frames by number',
      { '50': [{ bbox: [160, 90, 480, 270], class_name: 'dog', confidence: 0.9 }], '51': [] },
    ],
    [
      'frames by number below a name',
      {
        fps: 10,
        frames: { '20': { objects: [{ bbox: [160, 90, 480, 270], label: 'dog', confidence: 0.9 }] } },
      },
    ],
    [
      'per cent, another rate and a smaller picture',
      {
        video: { fps: 50, width: 320, height: 180 },
        detections: [{ frame: 100, bbox: [80, 45, 240, 135], label: 'dog', confidence: 90 }],
      },
    ],
    [
      'numbers of classes with their names',
      { names: { '16': 'dog' }, detections: [{ frame: 50, bbox: [160, 90, 480, 270], cls: 16, conf: 0.9 }] },
    ],
  ])('reads %s', (_name, json) => {
    const { detections, leftOut } = read(json);
    // Two sides of a box could be corners as well: what is not named is told from the numbers.
    const expected = _name === 'COCO by its numbers' ? { ...middle, width: 0.25, height: 0.25 } : middle;
    expect(leftOut).toBe(0);
    expect(detections).toHaveLength(1);
    expect(detections[0]).toMatchObject(dog);
    for (const side of ['x', 'y', 'width', 'height'] as const) {
      expect(detections[0]?.box[side]).toBeCloseTo(expected[side], 9);
    }
  });

  it('tells from all boxes together that they have sizes rather than second corners', () => {
    const entry = { label: 'dog', score: 0.9, timestamp: 2 };
    const { detections } = read([
      { ...entry, bbox: [160, 90, 320, 180] },
      { ...entry, bbox: [400, 200, 64, 36] },
    ]);
    expect(detections[0]?.box.width).toBeCloseTo(0.5, 9);
    expect(detections[1]?.box.width).toBeCloseTo(0.1, 9);
  });

  it('keeps tracks, puts entries in order and clips boxes to the picture', () => {
    const { detections } = read([
      { label: 'cat', conf: 0.5, bbox: [-64, 0, 64, 36], timestamp: 3, track_id: 7 },
      { class: 3, conf: 1.001, bbox: [576, 324, 704, 400], timestamp: 1 },
    ]);
    expect(detections).toMatchObject([
      { label: 'class 3', confidence: 1, timeSec: 1, track: null, box: { x: 0.9, y: 0.9 } },
      { label: 'cat', track: 7, timeSec: 3, box: { x: 0, y: 0, width: 0.1, height: 0.1 } },
    ]);
  });

  const good = { label: 'dog', score: 0.9, timestamp: 2, bbox: [160, 90, 480, 270] };

  it.each<readonly [string, unknown, string, string]>([
    ['no time', { ...good, timestamp: undefined }, '[1].timestamp', 'a time'],
    ['a time that is none', { ...good, timestamp: 'soon' }, '[1].timestamp', 'clock time'],
    [
      'a frame before the first',
      { ...good, timestamp: undefined, frame: -1 },
      '[1].frame',
      'number of a frame',
    ],
    ['no box', { ...good, bbox: undefined }, '[1].bbox', 'four numbers'],
    ['three numbers', { ...good, bbox: [1, 2, 3] }, '[1].bbox', 'four numbers'],
    ['text in a box', { ...good, bbox: [1, 2, 3, 'x'] }, '[1].bbox', 'four numbers'],
    ['a box outside', { ...good, bbox: [700, 90, 900, 270] }, '[1].bbox', 'within the picture of 640 x 360'],
    ['a negative confidence', { ...good, score: -0.1 }, '[1].score', '0 to 1'],
    ['no confidence', { ...good, score: undefined }, '[1].confidence', '0 to 1'],
    ['no class', { ...good, label: undefined }, '[1].name', 'name of a class'],
    ['a bare number', 5, '[1]', 'an object'],
  ])('refuses %s, or leaves it out', (_name, entry, field, expected) => {
    expect(refused([good, entry])).toMatchObject({
      file: 'clip.json',
      field,
      expected: expect.stringContaining(expected) as string,
    });
    expect(read([good, entry], 'lenient')).toMatchObject({ leftOut: 1, detections: [{ label: 'dog' }] });
  });

  it('refuses a file in which nothing is good, and one that is no list, whatever the strictness', () => {
    const lenient = () => read([{ ...good, bbox: null }], 'lenient');
    expect(lenient).toThrow(/bbox/);
    expect(refused({ hello: 1 })).toMatchObject({ field: 'frames', value: 'missing' });
    expect(refused('text')).toMatchObject({ expected: expect.stringContaining('a list') as string });
  });

  it('reads a file in which nothing was found', () => {
    expect(read([])).toEqual({ detections: [], leftOut: 0 });
  });

  it('needs a frame rate for numbers of frames', () => {
    const json = JSON.stringify([{ ...good, timestamp: undefined, frame: 3 }]);
    expect(() => readSidecar(json, 'a.json', { ...facts, framesPerSecond: null })).toThrow(/fps/);
  });
});
