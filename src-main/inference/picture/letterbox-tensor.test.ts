import { describe, expect, it } from 'vitest';
import { gradientPicture, speckledPicture } from '../../../tests/support/made-pictures.ts';
import { letterboxTensor } from './letterbox-tensor.ts';
import { letterbox, resizeBilinear } from './resize.ts';
import { pictureTensor } from './tensor-of-picture.ts';

const scaling = { scale: [0.5, 1, 2], offset: [-1, 0, 3] } as const;

describe('letterboxTensor', () => {
  it('gives what letterboxing and filling one after the other give, down to a half', () => {
    const picture = speckledPicture(101, 63);
    for (const layout of ['NCHW', 'NHWC'] as const) {
      for (const channels of ['RGB', 'BGR'] as const) {
        for (const place of ['top-left', 'centre'] as const) {
          for (const [width, height] of [
            [64, 64],
            [60, 32],
            [150, 180],
          ] as const) {
            const options = { layout, channels, ...scaling };
            const quick = letterboxTensor(picture, width, height, { ...options, place, fill: 114 });
            const careful = letterbox(picture, width, height, 114, place);
            const expected = pictureTensor(careful.picture, options);
            expect(quick.tensor.dims).toEqual(expected.dims);
            expect(quick.contentHeight).toBe(careful.contentHeight);
            const difference = (quick.tensor.data as Float32Array).map((value, at) =>
              Math.abs(value - ((expected.data as Float32Array)[at] ?? Number.NaN)),
            );
            // The careful way rounds to whole values before it doubles the blue ones.
            expect(difference.every((value) => value <= 1.01)).toBe(true);
          }
        }
      }
    }
  });

  it('keeps a gradient in its place however far it shrinks', () => {
    for (const width of [50, 31, 20, 9, 5]) {
      const options = {
        layout: 'NHWC',
        channels: 'RGB',
        scale: 1,
        offset: 0,
        place: 'centre',
        fill: 0,
      } as const;
      const { tensor } = letterboxTensor(gradientPicture(100, 100), width, width, options);
      const data = tensor.data as Float32Array;
      for (let column = 0; column < width; column += 1) {
        const middle = (column + 0.5) * (100 / width) * 2;
        expect(Math.abs((data[(2 * width + column) * 3] ?? 0) - middle)).toBeLessThanOrEqual(2);
      }
    }
  });

  it('fills the rest with a colour, each channel scaled as its pixels are', () => {
    const red = [200, 0, 0] as const;
    for (const layout of ['NCHW', 'NHWC'] as const) {
      const options = { layout, channels: 'BGR', ...scaling, place: 'top-left', fill: red } as const;
      const { tensor } = letterboxTensor(speckledPicture(8, 4), 8, 8, options);
      const data = tensor.data as Float32Array;
      const last = [0, 1, 2].map((channel) => data.at(layout === 'NCHW' ? channel * 64 + 63 : channel - 3));
      expect(last).toEqual([3, 0, 99]);
    }
  });

  it('takes a rectangle out of a picture as if it were cut out before', () => {
    const { pixels } = speckledPicture(20, 16);
    const cut = new Uint8Array(8 * 6 * 3);
    for (let row = 0; row < 6; row += 1) {
      const from = ((row + 4) * 20 + 5) * 3;
      cut.set(pixels.subarray(from, from + 8 * 3), row * 8 * 3);
    }
    const start = (4 * 20 + 5) * 3;
    const options = { layout: 'NCHW', channels: 'RGB', ...scaling, place: 'centre', fill: 0 } as const;
    const part = { pixels: pixels.subarray(start), width: 8, height: 6, rowPixels: 20 };
    for (const side of [3, 6, 11]) {
      const whole = letterboxTensor({ pixels: cut, width: 8, height: 6 }, side, side, options);
      expect(letterboxTensor(part, side, side, options).tensor.data).toEqual(whole.tensor.data);
    }
  });

  it('stretches a picture over all of the tensor', () => {
    const options = { layout: 'NHWC', channels: 'RGB', scale: 1, offset: 0 } as const;
    const picture = speckledPicture(24, 16);
    const stretched = letterboxTensor(picture, 20, 20, { ...options, place: 'stretched', fill: 0 });
    const careful = pictureTensor(resizeBilinear(picture, 20, 20), options).data as Float32Array;
    const data = stretched.tensor.data as Float32Array;
    expect(data.every((value, at) => Math.abs(value - (careful[at] ?? Number.NaN)) <= 0.51)).toBe(true);
    expect(stretched).toMatchObject({ offsetX: 0, offsetY: 0, contentWidth: 20, contentHeight: 20 });
  });
});
