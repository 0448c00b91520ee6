import { describe, expect, it } from 'vitest';
import { speckledPicture } from '../../../tests/support/made-pictures.ts';
import { cropTensor } from './crop.ts';
import { FloatMemory } from './float-memory.ts';
import { letterboxTensor } from './letterbox-tensor.ts';

const layout = { layout: 'NCHW', channels: 'RGB', scale: 1, offset: 0 } as const;

describe('memory of a model’s inputs', () => {
  it('is the same for as long as the length stays', () => {
    const memory = new FloatMemory();
    const first = memory.ofLength(12);
    expect(memory.ofLength(12)).toBe(first);
    expect(memory.ofLength(6)).toHaveLength(6);
  });

  it('shows nothing of what was there before', () => {
    const memory = new FloatMemory();
    const picture = speckledPicture(30, 12);
    const region = { centreX: 0, centreY: 0, width: 20, height: 20, rotationRad: 0 };
    const boxed = { ...layout, place: 'centre', fill: 7 } as const;
    memory.ofLength(16 * 16 * 3).fill(Number.NaN);
    const { tensor } = letterboxTensor(picture, 16, 16, { ...boxed, memory });
    expect(tensor.data).toBe(memory.ofLength(16 * 16 * 3));
    expect(tensor.data).toEqual(letterboxTensor(picture, 16, 16, boxed).tensor.data);
    const cropped = cropTensor(picture, region, 16, 16, { ...layout, memory });
    expect(cropped.data).toEqual(cropTensor(picture, region, 16, 16, layout).data);
  });
});
