/** The lanes below the player, as their pixels are. */
import type { Locator, Page } from '@playwright/test';

/** Lane -> the stylesheet's name of its colour. */
export const laneColours: Readonly<Record<string, string>> = {
  sounds: '--kind-sounds',
  text: '--kind-text',
  objects: '--kind-objects',
  faces: '--kind-faces',
  emotion: '--kind-faces',
  gestures: '--kind-hands',
};

export class LanesView {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  lane(id: string): Locator {
    return this.page.locator(`[data-lane=${id}]`);
  }

  /** Whether a block begins at a time: blocks have a mark in their colour there. The whole clip has to be shown. */
  async isMarkedAt(lane: string, timeSec: number, durationSec: number, token: string): Promise<boolean> {
    return this.#canvas(lane).evaluate(
      (canvas: HTMLCanvasElement, wanted) => {
        const probe = document.createElement('i');
        probe.style.color = `var(${wanted.token})`;
        document.body.append(probe);
        const colour = getComputedStyle(probe).color.match(/\d+/g)?.slice(0, 3).map(Number) ?? [];
        probe.remove();
        const x = Math.round(wanted.share * canvas.width);
        const context = canvas.getContext('2d', { willReadFrequently: true });
        const { data } = context?.getImageData(Math.max(0, x - 2), Math.floor(canvas.height / 2), 5, 1) ?? {
          data: [],
        };
        for (let pixel = 0; pixel < data.length; pixel += 4)
          if (colour.every((value, part) => Math.abs((data[pixel + part] ?? 0) - value) < 24)) return true;
        return false;
      },
      { token, share: timeSec / durationSec },
    );
  }

  async click(lane: string, timeSec: number, durationSec: number): Promise<void> {
    const canvas = this.#canvas(lane);
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error(`the lane ${lane} has no place`);
    await this.page.mouse.click(box.x + (box.width * timeSec) / durationSec, box.y + box.height / 2);
  }

  #canvas(lane: string): Locator {
    return this.lane(lane).locator('canvas');
  }
}
