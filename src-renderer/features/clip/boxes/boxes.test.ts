import { describe, expect, it } from 'vitest';
import type { ClipUnderstanding } from '../../../../src-preload/contract/commands/clip-understanding.ts';
import { boxLayers } from '../../../stores/clip-view-store.ts';
import { understandingOf } from '../understood/understanding-sample.ts';
import { plainWords } from '../understood/plain-words.ts';
import { placedAt, shapesAt } from './interpolation.ts';
import { labelPlace, onScreen, pictureArea } from './picture-place.ts';
import { layersOf, sceneAt } from './scene.ts';

const box = (x: number, y = 0) => ({ x, y, width: 0.2, height: 0.2 });

describe('between sampled frames', () => {
  const placed = [
    { timeSec: 1, box: box(0.1), confidence: 0.5 },
    { timeSec: 2, box: box(0.3), confidence: 0.7 },
  ];
  it('things go straight from one place to the next', () => {
    const half = placedAt(placed, 1.5);
    expect(half?.box.x).toBeCloseTo(0.2);
    expect(half?.confidence).toBeCloseTo(0.6);
    expect(placedAt(placed, 1)?.box.x).toBeCloseTo(0.1);
  });
  it('they are not there before the first sample and soon after the last', () => {
    expect(placedAt(placed, 0.9)).toBeNull();
    expect(placedAt(placed, 2.2)?.box.x).toBe(0.3);
    expect(placedAt(placed, 2.3)).toBeNull();
  });

  const shape = (x: number) => ({ box: box(x), points: [{ x, y: 0 }] });
  const samples = [
    { timeSec: 0, shapes: [shape(0.1), shape(0.7)] },
    { timeSec: 1, shapes: [shape(0.15)] },
    { timeSec: 9, shapes: [shape(0.15)] },
  ];
  it('shapes go with the one they overlap; what has no partner stays until half way', () => {
    expect(shapesAt(samples, 0.25).map(({ points }) => points[0]?.x)).toEqual([0.1125, 0.7]);
    expect(shapesAt(samples, 0.75)).toHaveLength(1);
  });
  it('nothing is made up where samples are far apart', () => {
    expect(shapesAt(samples, 5)).toEqual([]);
    expect(shapesAt(samples, -1)).toEqual([]);
  });
});

describe('the picture within the player', () => {
  it('has bars beside it or above it, as its shape asks for', () => {
    expect(pictureArea({ width: 800, height: 450 }, { width: 1920, height: 1080 })).toEqual({
      ...{ x: 0, y: 0, width: 800, height: 450 },
    });
    expect(pictureArea({ width: 900, height: 450 }, { width: 1080, height: 1920 })).toEqual({
      ...{ x: 323.4375, y: 0, width: 253.125, height: 450 },
    });
    expect(pictureArea({ width: 400, height: 400 }, { width: 200, height: 100 })).toEqual({
      ...{ x: 0, y: 100, width: 400, height: 200 },
    });
  });
  it('places boxes by fractions of itself', () => {
    const area = pictureArea({ width: 400, height: 400 }, { width: 200, height: 100 });
    expect(onScreen({ x: 0.5, y: 0.5, width: 0.25, height: 0.5 }, area)).toEqual({
      ...{ x: 200, y: 200, width: 100, height: 100 },
    });
  });
});

describe('labels', () => {
  const picture = { x: 0, y: 0, width: 400, height: 200 };
  const size = { width: 80, height: 17 };
  const room = { picture, taken: [], small: [] };
  it('stand above their box, within it at the upper edge, and never over each other', () => {
    const first = labelPlace({ x: 10, y: 50, width: 100, height: 100 }, size, room);
    expect(first).toEqual({ x: 10, y: 33, ...size });
    const taken = first === null ? [] : [first];
    expect(labelPlace({ x: 20, y: 50, width: 90, height: 90 }, size, { ...room, taken })?.y).toBe(50);
    expect(labelPlace({ x: 390, y: 0, width: 10, height: 100 }, size, room)).toEqual({
      ...{ x: 320, y: 0 },
      ...size,
    });
  });
  it('hide small boxes only where there is no other room', () => {
    const small = [{ x: 10, y: 30, width: 20, height: 20 }];
    const box = { x: 10, y: 50, width: 100, height: 100 };
    expect(labelPlace(box, size, { ...room, small })?.y).toBe(50);
    expect(labelPlace(box, size, { ...room, small: [picture] })?.y).toBe(33);
  });
  it('are left out where there is no room', () => {
    expect(labelPlace({ x: 0, y: 0, width: 10, height: 10 }, size, { ...room, taken: [picture] })).toBeNull();
  });
});

describe('what lies over the picture', () => {
  const all = new Set(boxLayers);
  const understanding: ClipUnderstanding = understandingOf();
  const scene = (timeSec: number, shown: ReadonlySet<(typeof boxLayers)[number]> = all) =>
    sceneAt(understanding, timeSec, shown, plainWords);

  it('is what is there at the time, faces with what they seem to feel', () => {
    expect(layersOf(understanding)).toEqual(['objects', 'faces', 'hands', 'body', 'text']);
    expect(layersOf(null)).toEqual([]);
    const labels = scene(2).boxes.map(({ label }) => label);
    expect(labels).toEqual(['person', 'Face 1, happy', 'TAKE 0002', 'open']);
    expect(scene(200)).toEqual({ boxes: [], figures: [] });
  });
  it('is only what was switched on', () => {
    expect(scene(2, new Set(['text'])).boxes.map(({ layer }) => layer)).toEqual(['text']);
    expect(scene(2, new Set(['body'])).figures).toHaveLength(1);
  });
  it('shows only points of a body that can be seen', () => {
    const [body] = scene(2, new Set(['body'])).figures;
    expect(body?.points.filter(({ isSeen }) => isSeen).length).toBeGreaterThan(5);
    expect(body?.points[1]?.isSeen).toBe(false);
  });
});
