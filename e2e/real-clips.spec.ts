/** Clips as cameras and programs write them: each is shown and plays, whatever it is made of. */
import { expect } from '@playwright/test';
import { basename } from 'node:path';
import { call, waitUntilSettled } from './support/calls.ts';
import { placeRealClips, realClipsFolder } from './support/clips.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

/** What is in it, and the side that is longer as it is meant to be seen. */
const clips = [
  ['mdn/rabbit320.mp4', 'H.264', 'landscape'],
  ['androidx-media/sample_portrait.mp4', 'H.264, turned by the container', 'portrait'],
  ['androidx-media/hlg10-color-test.mp4', 'HEVC, HLG', 'landscape'],
  ['androidx-media/sample_with_colr_mdcv_and_clli.mp4', 'AV1, HDR10', 'landscape'],
  ['moviepy/no_duration.webm', 'VP9, no duration', 'landscape'],
  ['androidx-media/sample.avi', 'MPEG-4 Part 2 in AVI', 'landscape'],
  ['metadata-extractor/Sony_ILCE-7M3__A7M3_.mts', 'AVCHD', 'landscape'],
] as const;
const broken = 'androidx-media/sample_malformed_free_box.mp4';

test.skip(realClipsFolder() === null, 'no test clips (set RUSHES_FIXTURES)');
test.describe.configure({ timeout: 180_000 });

test('every kind is shown in colour, the right way up, and moves', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const caller = { context, host };
  placeRealClips(folders.footage, [...clips.map(([name]) => name), broken]);
  await call(caller, 'library.add', { paths: [folders.footage] });
  await waitUntilSettled(caller, clips.length, 120_000);
  const library = new LibraryView(page);
  for (const [path, kind, longer] of clips) {
    await test.step(kind, async () => {
      await library.card(basename(path)).dblclick();
      const clip = new ClipView(page);
      await clip.expectPicture(30_000);
      // One fades in from black. One was filmed in the dark, but a picture that is missing is black all over.
      await page.keyboard.press('End');
      await expect.poll(async () => (await clip.picture()).contrast).toBeGreaterThan(0.5);
      const { width, height, timeSec } = await clip.picture();
      expect(width > height ? 'landscape' : 'portrait').toBe(longer);
      await page.keyboard.press('Home');
      await expect.poll(async () => (await clip.picture()).timeSec).toBeLessThan(timeSec);
      await page.keyboard.press('Escape');
      await expect(library.grid).toBeVisible();
    });
  }
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: /^Failures/ }).click();
  await expect(page.getByRole('article').filter({ hasText: 'malformed' }).first()).toBeVisible();
});
