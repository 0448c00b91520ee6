/** The screen of one clip, and what its player really shows. */
import { expect, type Locator, type Page } from '@playwright/test';
import { numberBits } from './clips.ts';

export interface ShownPicture {
  readonly timeSec: number;
  readonly width: number;
  readonly height: number;
  /** Mean of all pixels, 0 to 255. */
  readonly brightness: number;
  /** How far pixels are from that mean, on average. */
  readonly contrast: number;
  /** What made clips say in their upper third; meaningless for others. */
  readonly frame: number;
}

export class ClipView {
  readonly page: Page;
  readonly video: Locator;
  readonly back: Locator;
  readonly position: Locator;
  readonly playhead: Locator;

  constructor(page: Page) {
    this.page = page;
    this.video = page.locator('video');
    this.back = page
      .getByRole('button', { name: 'Library', exact: true })
      .and(page.locator('[aria-keyshortcuts]'));
    this.position = page.getByRole('button', { name: /^Position/ });
    this.playhead = page.getByRole('slider', { name: 'Playhead' });
  }

  /** Waits until the player has a picture. A proxy that is being made takes its time. */
  async expectPicture(timeoutMs = 15_000): Promise<void> {
    const readiness = (): Promise<number> =>
      this.video.evaluateAll(([video]) => (video instanceof HTMLVideoElement ? video.readyState : -1));
    await expect.poll(readiness, { timeout: timeoutMs }).toBeGreaterThanOrEqual(2);
    await expect(this.video).toBeVisible();
  }

  /** The picture that the player shows now, as its pixels are. */
  async picture(): Promise<ShownPicture> {
    return this.video.evaluate((video: HTMLVideoElement, bits) => {
      const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (context === null || video.videoWidth === 0) throw new Error('the player has no picture');
      context.drawImage(video, 0, 0);
      const { width, height } = canvas;
      const { data } = context.getImageData(0, 0, width, height);
      const lightAt = (pixel: number): number =>
        ((data[pixel * 4] ?? 0) + (data[pixel * 4 + 1] ?? 0) + (data[pixel * 4 + 2] ?? 0)) / 3;
      const pixels = width * height;
      let sum = 0;
      for (let pixel = 0; pixel < pixels; pixel += 1) sum += lightAt(pixel);
      const brightness = sum / pixels;
      let deviation = 0;
      for (let pixel = 0; pixel < pixels; pixel += 1) deviation += Math.abs(lightAt(pixel) - brightness);
      const row = Math.floor(height / 6);
      const frame = Array.from({ length: bits }, (_, bit) => {
        const column = Math.floor(((bit + 0.5) * width) / bits);
        return lightAt(row * width + column) > 128 ? 2 ** bit : 0;
      }).reduce((total, value) => total + value, 0);
      return { timeSec: video.currentTime, width, height, brightness, contrast: deviation / pixels, frame };
    }, numberBits);
  }

  /** The number of the frame that is shown, once the player stands still there. */
  async expectFrame(frame: number): Promise<void> {
    await expect
      .poll(async () => {
        const isSeeking = await this.video.evaluate((video: HTMLVideoElement) => video.seeking);
        return isSeeking ? 'seeking' : (await this.picture()).frame;
      })
      .toBe(frame);
  }
}
