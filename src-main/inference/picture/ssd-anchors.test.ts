import { describe, expect, it } from 'vitest';
import { blendOverlapping, ssdAnchors, ssdDetections } from './ssd-anchors.ts';

describe('ssdAnchors', () => {
  it('has as many centres as MediaPipe has outputs, from the first cell to the last', () => {
    const short = ssdAnchors([
      { cells: 16, anchorsPerCell: 2 },
      { cells: 8, anchorsPerCell: 6 },
    ]);
    expect(short.length).toBe(896 * 2);
    expect([...short.subarray(0, 6)]).toEqual([1 / 32, 1 / 32, 1 / 32, 1 / 32, 3 / 32, 1 / 32]);
    expect([...short.subarray(512 * 2, 512 * 2 + 2)]).toEqual([1 / 16, 1 / 16]);
    expect([...short.subarray(-2)]).toEqual([15 / 16, 15 / 16]);
    expect(ssdAnchors([{ cells: 48, anchorsPerCell: 1 }]).length).toBe(2304 * 2);
  });
});

describe('ssdDetections', () => {
  const anchors = ssdAnchors([{ cells: 2, anchorsPerCell: 1 }]);
  const regressors = new Float32Array(4 * 6);
  // The fourth anchor lies at 0.75, 0.75: ten pixels to the right, box 20 x 40, one point five pixels above the anchor.
  regressors.set([10, 0, 20, 40, 0, -5], 18);

  it('measures boxes and points from their anchor', () => {
    const logits = new Float32Array([-9, -9, -9, 2]);
    const [found, ...others] = ssdDetections({ regressors, logits, anchors, inputSize: 100 }, 0.5);
    expect(others).toEqual([]);
    expect(found?.confidence).toBeCloseTo(0.8808, 4);
    expect(found?.box.x).toBeCloseTo(0.75, 6);
    expect(found?.box.y).toBeCloseTo(0.55, 6);
    expect(found?.box.width).toBeCloseTo(0.2, 6);
    expect(found?.box.height).toBeCloseTo(0.4, 6);
    expect(found?.points[0]?.x).toBeCloseTo(0.75, 6);
    expect(found?.points[0]?.y).toBeCloseTo(0.7, 6);
  });

  it('refuses what is below the threshold', () => {
    const logits = new Float32Array([0.1, -0.1, -9, 0.9]);
    expect(ssdDetections({ regressors, logits, anchors, inputSize: 100 }, 0.5)).toHaveLength(2);
    expect(ssdDetections({ regressors, logits, anchors, inputSize: 100 }, 0.7)).toHaveLength(1);
  });
});

describe('blendOverlapping', () => {
  const at = (x: number, confidence: number) => ({
    confidence,
    box: { x, y: 0.1, width: 0.2, height: 0.2 },
    points: [{ x: x + 0.1, y: 0.2 }],
  });

  it('gives the weighted mean of a heap, and leaves others alone', () => {
    const kept = blendOverlapping([at(0.12, 0.3), at(0.6, 0.5), at(0.1, 0.9)], 0.3);
    expect(kept).toHaveLength(2);
    expect(kept[0]?.confidence).toBe(0.9);
    expect(kept[0]?.box.x).toBeCloseTo((0.1 * 0.9 + 0.12 * 0.3) / 1.2, 9);
    expect(kept[0]?.points[0]?.x).toBeCloseTo((0.2 * 0.9 + 0.22 * 0.3) / 1.2, 9);
    expect(kept[1]?.box.x).toBeCloseTo(0.6, 9);
  });

  it('ends with boxes that have no area', () => {
    const empty = { confidence: 0.9, box: { x: 0, y: 0, width: 0, height: 0 }, points: [] };
    expect(blendOverlapping([empty, { ...empty }], 0.3)).toHaveLength(2);
  });
});
