import { describe, expect, it } from 'vitest';
import { regionPoint } from './crop.ts';
import { alignedFaceRegion } from './face-alignment.ts';

const picture = { pixels: new Uint8Array(), width: 400, height: 200 };
const box = { x: 0.25, y: 0.25, width: 0.25, height: 0.5 };
const landmark = <const Name extends string>(name: Name, x: number, y: number) => ({
  name,
  x: x / picture.width,
  y: y / picture.height,
});

describe('alignedFaceRegion', () => {
  it('puts upright eyes on the places of the template', () => {
    const landmarks = [landmark('right-eye', 100, 80), landmark('left-eye', 135.2, 80)];
    const region = alignedFaceRegion({ box, landmarks }, picture);
    const eye = regionPoint(region, 38.2946 / 112, 51.6963 / 112);
    expect(eye.x).toBeCloseTo(100, 0);
    expect(eye.y).toBeCloseTo(80, 0);
    expect(region.width).toBeCloseTo(112, 0);
    expect(Math.abs(region.rotationRad)).toBeLessThan(0.01);
  });

  it('turns with a tilted head and grows with a large one', () => {
    // The left eye straight below the right one: the head lies on its left side.
    const landmarks = [landmark('right-eye', 200, 50), landmark('left-eye', 200, 120.4)];
    const region = alignedFaceRegion({ box, landmarks }, picture);
    expect(region.rotationRad).toBeCloseTo(Math.PI / 2, 1);
    expect(region.width).toBeCloseTo(224, 0);
    const eye = regionPoint(region, 73.5318 / 112, 51.5014 / 112);
    expect(eye.x).toBeCloseTo(200, 0);
    expect(eye.y).toBeCloseTo(120.4, 0);
  });

  it('weighs all landmarks', () => {
    const exact = { centreX: 150, centreY: 100, width: 90, height: 90, rotationRad: 0.3 };
    const places = {
      'right-eye': [38.2946, 51.6963],
      'left-eye': [73.5318, 51.5014],
      nose: [56.0252, 71.7366],
    } as const;
    const landmarks = Object.entries(places).map(([name, [x, y]]) => {
      const place = regionPoint(exact, x / 112, y / 112);
      return landmark(name as keyof typeof places, place.x, place.y);
    });
    const region = alignedFaceRegion({ box, landmarks }, picture);
    expect(region.centreX).toBeCloseTo(150, 6);
    expect(region.centreY).toBeCloseTo(100, 6);
    expect(region.width).toBeCloseTo(90, 6);
    expect(region.rotationRad).toBeCloseTo(0.3, 6);
  });

  it('takes the box where an eye is missing', () => {
    const square = { centreX: 150, centreY: 100, width: 100, height: 100, rotationRad: 0 };
    expect(alignedFaceRegion({ box, landmarks: [landmark('right-eye', 1, 2)] }, picture)).toEqual(square);
    expect(alignedFaceRegion({ box, landmarks: [] }, picture)).toEqual(square);
  });
});
