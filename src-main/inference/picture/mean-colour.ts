import type { Picture } from '../../../src-preload/contract/inference-tasks.ts';
import type { PerChannel } from './tensor-of-picture.ts';

/** Of so many pixels one is counted: their mean is hardly another. */
const pixelStep = 7;

/** Red, green and blue, 0 to 255. */
export function meanColour({ pixels }: Picture): PerChannel {
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let at = 0; at < pixels.length; at += 3 * pixelStep) {
    red += pixels[at] ?? 0;
    green += pixels[at + 1] ?? 0;
    blue += pixels[at + 2] ?? 0;
    count += 1;
  }
  return [red / count, green / count, blue / count];
}
