/** What is drawn over the player's picture, as its pixels are. */
import type { Locator, Page } from '@playwright/test';
import type { Box } from '../../src-preload/contract/inference-tasks.ts';
import { numberBits } from './clips.ts';

/** What is on the screen at one moment. */
export interface Moment {
  /** What the picture says of itself: of made clips alone. */
  readonly frame: number;
  /** Of the leftmost box, in fractions of the picture's width. */
  readonly left: number;
}

export class BoxesView {
  readonly canvas: Locator;

  constructor(page: Page) {
    this.canvas = page.getByTestId('boxes');
  }

  /**
   * How much of a box's border is drawn in its kind's colour, 0 to 1. Where the picture is within the canvas is found out
   * here anew: as large as fits, in the middle.
   *
   * @param box in fractions of the picture
   * @param token the stylesheet's name of the colour
   */
  async drawnShare(box: Box, token: string): Promise<number> {
    return this.canvas.evaluate(
      (canvas: HTMLCanvasElement, wanted) => {
        const video = document.querySelector('video');
        const context = canvas.getContext('2d', { willReadFrequently: true });
        if (video === null || context === null) throw new Error('there is no picture to draw on');
        const probe = document.createElement('i');
        probe.style.cssText = `color-scheme: dark; color: var(${wanted.token})`;
        document.body.append(probe);
        const colour = getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
        probe.remove();
        const { width, height } = canvas;
        const factor = Math.min(width / video.videoWidth, height / video.videoHeight);
        const [pictureWidth, pictureHeight] = [video.videoWidth * factor, video.videoHeight * factor];
        const at = (x: number, y: number): [number, number] => [
          (width - pictureWidth) / 2 + x * pictureWidth,
          (height - pictureHeight) / 2 + y * pictureHeight,
        ];
        const isDrawnAt = (x: number, y: number): boolean => {
          const [left, top] = at(x, y);
          // A line of a pixel and a half lies over the pixels beside it as well, and is paler where it covers them in part.
          const { data } = context.getImageData(Math.round(left) - 2, Math.round(top) - 2, 5, 5);
          for (let pixel = 0; pixel < data.length; pixel += 4)
            if (colour.every((value, part) => Math.abs((data[pixel + part] ?? 0) - value) < 72)) return true;
          return false;
        };
        const steps = Array.from({ length: 21 }, (_, step) => step / 20);
        const { x, y, width: wide, height: high } = wanted.box;
        const points = steps.flatMap((step) => [
          [x + step * wide, y] as const,
          [x + step * wide, y + high] as const,
          [x, y + step * high] as const,
          [x + wide, y + step * high] as const,
        ]);
        return points.filter((point) => isDrawnAt(...point)).length / points.length;
      },
      { box, token },
    );
  }

  /** The picture and what is drawn over it, at screen refreshes one after the other. */
  async moments(count: number): Promise<readonly Moment[]> {
    return this.canvas.evaluate(
      async (canvas: HTMLCanvasElement, { bits, wanted }) => {
        const video = document.querySelector('video');
        const drawn = canvas.getContext('2d', { willReadFrequently: true });
        const copy = new OffscreenCanvas(video?.videoWidth ?? 0, video?.videoHeight ?? 0);
        const shown = copy.getContext('2d', { willReadFrequently: true });
        if (video === null || drawn === null || shown === null) throw new Error('there is no picture');
        const look = (): { frame: number; left: number } => {
          shown.drawImage(video, 0, 0);
          const bars = shown.getImageData(0, Math.floor(copy.height / 6), copy.width, 1).data;
          let frame = 0;
          for (let bit = 0; bit < bits; bit += 1)
            if ((bars[4 * Math.floor(((bit + 0.5) * copy.width) / bits)] ?? 0) > 128) frame += 2 ** bit;
          const { width, height } = canvas;
          const pictureWidth = Math.min(width, (height * video.videoWidth) / video.videoHeight);
          // Where the box is, below its label.
          const row = drawn.getImageData(0, Math.floor(height * 0.7), width, 1).data;
          const edge = Array.from({ length: width }, (_, x) => row[4 * x + 3] ?? 0).findIndex(
            (opacity) => opacity > 200,
          );
          return { frame, left: (edge + 1 - (width - pictureWidth) / 2) / pictureWidth };
        };
        const moments = [];
        while (moments.length < wanted) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          moments.push(look());
        }
        return moments;
      },
      { bits: numberBits, wanted: count },
    );
  }
}
