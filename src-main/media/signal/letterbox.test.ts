import { describe, expect, it } from 'vitest';
import { LetterboxDetector } from './letterbox.ts';

const width = 200;
const height = 100;

interface Bars {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
}

/** Content of mid-grey stripes between bars of `black`, lengths in pixels. */
function frame({ top = 0, right = 0, bottom = 0, left = 0 }: Bars, black = 2, shift = 0): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, at) => {
    const x = at % width;
    const y = Math.floor(at / width);
    const inside = x >= left && x < width - right && y >= top && y < height - bottom;
    return inside ? 80 + ((x + y + shift) % 40) : black;
  });
}

function detect(frames: readonly Uint8Array[]) {
  const detector = new LetterboxDetector(width, height);
  for (const pixels of frames) detector.add(pixels);
  return detector;
}

const none = { top: 0, right: 0, bottom: 0, left: 0, kind: 'none' };

describe('LetterboxDetector', () => {
  it.each([
    [{}, none],
    [
      { top: 12, bottom: 13 },
      { ...none, top: 12, bottom: 13, kind: 'letterbox' },
    ],
    [
      { left: 25, right: 25 },
      { ...none, left: 12.5, right: 12.5, kind: 'pillarbox' },
    ],
    [
      { top: 10, right: 20, bottom: 10, left: 20 },
      { top: 10, right: 10, bottom: 10, left: 10, kind: 'windowbox' },
    ],
    [{ bottom: 20 }, { ...none, bottom: 20, kind: 'letterbox' }],
  ])('measures bars of %j', (bars, expected) => {
    expect(detect([frame(bars), frame(bars, 5, 7)]).finish().bars).toStrictEqual(expected);
  });

  it('gives the share of the picture that bars take', () => {
    expect(detect([frame({ top: 10, bottom: 10, left: 20, right: 20 })]).finish().share).toBeCloseTo(
      0.36,
      10,
    );
    expect(detect([frame({})]).finish().share).toBe(0);
  });

  it('leaves padding of a few lines unsaid, but counts it', () => {
    const { bars, share } = detect([frame({ bottom: 1 })]).finish();
    expect(bars).toStrictEqual(none);
    expect(share).toBeCloseTo(0.01, 10);
  });

  it('takes lines for bars only if they are black in every sample', () => {
    const { bars } = detect([frame({ top: 30, bottom: 30 }), frame({ top: 10, bottom: 12 })]).finish();
    expect(bars).toStrictEqual({ ...none, top: 10, bottom: 12, kind: 'letterbox' });
  });

  it('is not misled by black pictures in between', () => {
    const black = new Uint8Array(width * height);
    expect(detect([black, frame({ top: 10, bottom: 10 }), black]).finish().bars.top).toBe(10);
    expect(detect([black, black]).finish()).toStrictEqual({ bars: none, share: 0 });
  });

  it('does not take darkness that fades in for a bar', () => {
    const night = Uint8Array.from({ length: width * height }, (_, at) => Math.floor(at / width) * 1.2);
    expect(detect([night]).finish().bars).toStrictEqual(none);
  });

  it('does not take a dark sky with a lamp in it for a bar', () => {
    const lamp = frame({ top: 30 });
    for (let y = 10; y < 14; y += 1) lamp.fill(255, y * width + 50, y * width + 54);
    expect(detect([lamp]).finish().bars).toStrictEqual(none);
  });

  it('gives the part between the bars, some pixels inside of them', () => {
    const detector = detect([frame({ top: 12, bottom: 10 })]);
    expect(detector.contentRegion()).toStrictEqual({ left: 0, top: 12, right: 200, bottom: 90 });
    expect(detector.contentRegion(2)).toStrictEqual({ left: 0, top: 14, right: 200, bottom: 88 });
    expect(detect([new Uint8Array(width * height)]).contentRegion()).toBeNull();
  });
});
