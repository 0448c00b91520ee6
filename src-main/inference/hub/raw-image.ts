import type { RawImage } from '@huggingface/transformers';
import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import type { Hub } from './open-hub.ts';

/** A picture as the image processors of transformers.js take it; the pixels are shared, not copied. */
export function rawImage(hub: Hub, { pixels, width, height }: Picture): RawImage {
  return new hub.transformers.RawImage(pixels, width, height, 3);
}
