import { describe, expect, it } from 'vitest';
import { standingBody } from '../../tests/support/standing-body.ts';
import { framingOf, largestBody } from './framing.ts';
import { framingSpans } from './framing-spans.ts';

const aspect = 16 / 9;
const sizeOf = (...[place]: Parameters<typeof standingBody>) =>
  framingOf(standingBody(place), aspect)?.shotSize;

describe('framingOf', () => {
  it.each([
    // Crown and soles, in heights of the picture.
    ['wide', 0.5, 0.8],
    ['wide', 0.3, 0.75],
    ['full', 0.1, 0.95],
    ['full', 0.2, 0.75],
    ['medium', 0.1, 1.2],
    ['medium', 0.1, 2.2],
    ['close-up', 0.1, 3.5],
    ['close-up', 0.1, 5.5],
    ['extreme-close-up', -0.3, 8.5],
  ] as const)('calls it %s with the crown at %d and the soles at %d', (size, crown, soles) => {
    expect(sizeOf({ crown, soles })).toBe(size);
  });

  it('goes from wide to extreme close-up as somebody comes nearer', () => {
    const sizes = Array.from({ length: 60 }, (_, step) => sizeOf({ crown: 0.05, soles: 0.3 + step * 0.15 }));
    expect([...new Set(sizes)]).toStrictEqual(['wide', 'full', 'medium', 'close-up', 'extreme-close-up']);
    expect(sizes.filter((size, at) => size !== sizes[at - 1])).toHaveLength(5);
  });

  it('measures head room, but none of a head that is cut off', () => {
    expect(framingOf(standingBody({ crown: 0.2, soles: 0.9 }), aspect)?.headRoom).toBeCloseTo(0.2, 2);
    expect(framingOf(standingBody({ crown: -0.05, soles: 2 }), aspect)?.headRoom).toBeNull();
  });

  it.each([
    ['left', 0.2],
    ['centre', 0.4],
    ['centre', 0.6],
    ['right', 0.8],
  ] as const)('finds somebody on the %s at %d', (position, x) => {
    expect(framingOf(standingBody({ crown: 0.2, soles: 0.9, x }), aspect)?.position).toBe(position);
  });

  it('has no framing of a body without a face in the picture', () => {
    expect(framingOf(standingBody({ crown: -0.4, soles: 0.9 }), aspect)).toBeNull();
    expect(framingOf(standingBody({ crown: 0.1, soles: 0.9, faceVisibility: 0.1 }), aspect)).toBeNull();
  });

  it('measures somebody who lies down along the picture', () => {
    const body = standingBody({ crown: 0.1, soles: 0.9 });
    const lying = {
      ...body,
      points: body.points.map((point) => ({ ...point, x: point.y, y: 0.7 - (point.x - 0.5) })),
    };
    expect(framingOf(lying, aspect)).toMatchObject({ shotSize: 'full' });
  });

  it('counts legs that something hides', () => {
    const body = standingBody({ crown: 0.4, soles: 0.7 });
    const hidden = {
      ...body,
      points: body.points.map((point, at) => (at > 24 ? { ...point, visibility: 0.1 } : point)),
    };
    expect(framingOf(hidden, aspect)?.shotSize).toBe('wide');
  });
});

it('takes the largest body', () => {
  const [near, far] = [standingBody({ crown: 0.1, soles: 0.9 }), standingBody({ crown: 0.4, soles: 0.6 })];
  expect(largestBody([far, near])).toBe(near);
  expect(largestBody([])).toBeNull();
});

describe('framingSpans', () => {
  it('joins samples of the same size and place, with the median of head room', () => {
    const shots = [0.1, 0.2, null, 0.3].map((headRoom, at) => ({
      ...{ timeSec: at, endSec: at + 1 },
      framing: {
        shotSize: at < 3 ? ('medium' as const) : ('wide' as const),
        headRoom,
        position: 'left' as const,
      },
    }));
    expect(framingSpans([...shots, { timeSec: 4, endSec: 5, framing: null }])).toStrictEqual([
      { startSec: 0, endSec: 3, shotSize: 'medium', position: 'left', headRoom: 0.1 },
      { startSec: 3, endSec: 4, shotSize: 'wide', position: 'left', headRoom: 0.3 },
    ]);
  });
});
