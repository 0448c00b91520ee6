/** Boxes of another program over a clip whose pictures say which they are: each box belongs to the picture below it. */
import { expect } from '@playwright/test';
import { BoxesView } from './support/boxes-view.ts';
import { call, clipIdOf, waitUntilSettled } from './support/calls.ts';
import { frameRate, makeClip } from './support/clips.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';
import { openSidecar } from './support/transcript-view.ts';

const [width, height, durationSec] = [320, 180, 4];
const [firstPx, stepPx] = [20, 2];

/** As YOLO v5 writes it: in each picture a box that is two pixels further than in the one before. */
const detections = Array.from({ length: durationSec * frameRate }, (_, frame) => ({
  ...{ frame, name: 'ball', class: 32, confidence: 0.9, track_id: 1 },
  ...{ xmin: firstPx + frame * stepPx, xmax: firstPx + frame * stepPx + 60, ymin: 90, ymax: 150 },
}));

test('boxes of a file are drawn on the very picture that they belong to, standing and moving', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const caller = { context, host };
  await makeClip(folders.footage, 'moving.mp4', { durationSec, width, height });
  await call(caller, 'library.add', { paths: [folders.footage] });
  await waitUntilSettled(caller, 1);
  await new LibraryView(page).card('moving.mp4').dblclick();
  const clip = new ClipView(page);
  await clip.expectPicture();
  const boxes = new BoxesView(page);
  await expect(boxes.canvas).toHaveCount(0);
  const dialog = await openSidecar(page);
  await dialog.locator('input[type=file]').setInputFiles({
    ...{ name: 'moving.json', mimeType: 'application/json' },
    buffer: Buffer.from(JSON.stringify(detections)),
  });
  await expect(dialog.getByRole('status')).toContainText(`${String(detections.length)} entries`);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.locator('[data-lane=objects]')).toBeVisible();
  const { objects } = await call(caller, 'clip.understanding', {
    clip: await clipIdOf(caller, 'moving.mp4'),
  });
  expect(objects?.tracks.map(({ label, boxes: placed }) => [label, placed.length])).toEqual([['ball', 100]]);

  /** How many pictures the box is from where it belongs, at each of so many screen refreshes. */
  const lags = async (refreshes: number): Promise<readonly number[]> =>
    (await boxes.moments(refreshes)).map(({ frame, left }) =>
      Math.abs((left * width - firstPx) / stepPx - frame),
    );
  const expectExact = (): Promise<void> =>
    expect.poll(async () => Math.max(...(await lags(1)))).toBeLessThan(0.75);
  await clip.expectFrame(0);
  await expectExact();
  for (const frame of [1, 2, 3]) {
    await page.keyboard.press('ArrowRight');
    await clip.expectFrame(frame);
    await expectExact();
  }
  await page.keyboard.press('Shift+ArrowRight');
  await clip.expectFrame(3 + frameRate);
  await expectExact();

  await page.keyboard.press('l');
  await expect.poll(async () => (await clip.picture()).frame).toBeGreaterThan(3 + frameRate);
  const moving = (await lags(24)).toSorted((one, other) => one - other);
  // The picture may be handed to the screen just between the two looks.
  expect(moving[12], `lags in pictures: ${moving.join(', ')}`).toBeLessThanOrEqual(1.5);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expectExact();
  await page.setViewportSize({ width: 1100, height: 720 });
  await expectExact();
});
