import { describe, expect, it } from 'vitest';
import { fillPictureTensor, pictureTensor } from './tensor-of-picture.ts';

const picture = { pixels: new Uint8Array([1, 2, 3, 4, 5, 6]), width: 2, height: 1 };

describe('pictureTensor', () => {
  it('interleaves or separates the channels, in either order', () => {
    const plain = { scale: 1, offset: 0 };
    const shapes = [
      ['NHWC', 'RGB', [1, 2, 3, 4, 5, 6], [1, 1, 2, 3]],
      ['NHWC', 'BGR', [3, 2, 1, 6, 5, 4], [1, 1, 2, 3]],
      ['NCHW', 'RGB', [1, 4, 2, 5, 3, 6], [1, 3, 1, 2]],
      ['NCHW', 'BGR', [3, 6, 2, 5, 1, 4], [1, 3, 1, 2]],
    ] as const;
    for (const [layout, channels, values, dims] of shapes) {
      const tensor = pictureTensor(picture, { layout, channels, ...plain });
      expect([...(tensor.data as Float32Array)]).toEqual(values);
      expect(tensor.dims).toEqual(dims);
    }
  });

  it('scales and shifts by channel, named as red, green, blue in either order', () => {
    const scale = [10, 100, 1000] as const;
    const offset = [1, 2, 3] as const;
    const rgb = pictureTensor(picture, { layout: 'NHWC', channels: 'RGB', scale, offset });
    expect([...(rgb.data as Float32Array)]).toEqual([11, 202, 3003, 41, 502, 6003]);
    const bgr = pictureTensor(picture, { layout: 'NHWC', channels: 'BGR', scale, offset });
    expect([...(bgr.data as Float32Array)]).toEqual([3003, 202, 11, 6003, 502, 41]);
  });

  it('fills one picture of a batch and nothing else', () => {
    const data = new Float32Array(18).fill(-1);
    fillPictureTensor(data, 6, picture.pixels, { layout: 'NCHW', channels: 'RGB', scale: 1, offset: 0 });
    expect([...data]).toEqual([
      ...Array.from({ length: 6 }, () => -1),
      1,
      4,
      2,
      5,
      3,
      6,
      ...Array.from({ length: 6 }, () => -1),
    ]);
  });
});
