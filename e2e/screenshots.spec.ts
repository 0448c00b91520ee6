/**
 * Pictures of the window with real clips, to be looked at: RUSHES_SCREENSHOTS=<folder> npm run e2e -- screenshots
 * They are called <screen>-<dark|light>-<width>.png.
 */
import { expect, type Page, test as base } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { call, type Caller, clipIdOf, waitUntilSettled } from './support/calls.ts';
import { placeRealClips, realClipsFolder } from './support/clips.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { ModelsView } from './support/models-view.ts';
import { test } from './support/test.ts';
import { nameOf, test as understoodTest } from './support/understood-library.ts';

const schemes = ['dark', 'light'] as const;
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;

const clips = [
  'androidx-media/bbb_2500ms.ts',
  'androidx-media/hdr10-video-with-sdr-container.mp4',
  'androidx-media/hlg10-color-test.mp4',
  'androidx-media/internal_emulator_transformer_output.mp4',
  'androidx-media/portrait_4k60.mp4',
  'androidx-media/sample.avi',
  'androidx-media/sample_edit_list.mp4',
  'androidx-media/sample_portrait.mp4',
  'androidx-media/sample_malformed_free_box.mp4',
  'auto-editor/example.mp4',
  'derived/person-with-speech.mp4',
  'intel/help.mkv',
  'intel/one-by-one-person-detection.mp4',
  'mdn/pig.mp4',
  'mdn/rabbit320.mp4',
  'metadata-extractor/Sony_ILCE-7M3__A7M3_.mts',
  'metadata-extractor/with-gps.mov',
  'moviepy/chaplin.mp4',
  'moviepy/fire2.mp4',
  'moviepy/no_duration.webm',
  'moviepy/smpte-2997.mp4',
  'pyscenedetect/testvideo.mp4',
];
const openedClip = 'testvideo.mp4';
/** In its third shot. */
const openedAtSec = 16;
/** Enough that the screen shows more than a beginning. */
const stepsUnderWay = 40;

const target = resolve(process.env['RUSHES_SCREENSHOTS'] ?? 'screenshots');

async function take(page: Page, screen: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expect
        .poll(() =>
          page.evaluate(() =>
            [...document.images].every((image) => image.loading === 'lazy' || image.complete),
          ),
        )
        .toBe(true);
      // Charts are drawn in the frame after their size has changed.
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(target, `${screen}-${colorScheme}-${String(size.width)}.png`) });
    }
  }
  await page.setViewportSize(sizes[0]);
}

/** As a library looks that somebody works with. */
async function annotate(caller: Caller): Promise<void> {
  const said = [
    ['rabbit320.mp4', 4, ['toys']],
    ['pig.mp4', 3, ['toys']],
    ['chaplin.mp4', 5, ['archive', 'film']],
    ['fire2.mp4', 4, ['outdoors']],
    ['testvideo.mp4', 5, ['outdoors', 'nature']],
    ['bbb_2500ms.ts', 5, ['film']],
    ['internal_emulator_transformer_output.mp4', 4, ['home']],
  ] as const;
  const changes = [];
  for (const [name, rating, tags] of said)
    changes.push({ clipId: await clipIdOf(caller, name), rating, tags: [...tags] });
  await call(caller, 'annotations.set', { changes });
}

base.describe.configure({ timeout: 900_000 });

test('pictures of all screens', async ({ emptyLibrary: { context, host, page }, folders }) => {
  test.skip(realClipsFolder() === null, 'no test clips (set RUSHES_FIXTURES)');
  const caller = { context, host };
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await take(page, 'first-start');

  placeRealClips(folders.footage, clips);
  await call(caller, 'library.add', { paths: [folders.footage] });
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('tabpanel').getByRole('progressbar').nth(1)).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(async () => (await call(caller, 'library.status', {})).jobs.done, { timeout: 120_000 })
    .toBeGreaterThan(stepsUnderWay);
  await take(page, 'activity');
  await page.keyboard.press('Control+1');
  const library = new LibraryView(page);
  await expect(library.grid.getByRole('gridcell').first()).toBeVisible();
  await take(page, 'library-working');

  await waitUntilSettled(caller, clips.length - 1, 700_000);
  await annotate(caller);
  await library.sortBy('Name', 'ascending');
  await expect(library.grid.getByRole('gridcell').first()).toContainText('bbb_2500ms');
  await library.card('fire2').click();
  await page.mouse.move(0, 0);
  await expect(page.getByRole('navigation', { name: 'Folders and tags' })).toContainText('outdoors');
  await take(page, 'library');
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await take(page, 'library-list');
  await page.getByRole('button', { name: 'Grid', exact: true }).click();
  await library.card(openedClip).dblclick();
  const clip = new ClipView(page);
  await clip.expectPicture();
  for (let seconds = 0; seconds < openedAtSec; seconds += 1) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await clip.picture()).timeSec).toBeGreaterThan(openedAtSec - 1);
  await take(page, 'clip');
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: /^Failures/ }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
  await take(page, 'activity-failures');
});

understoodTest('pictures of what models found', async ({ understoodLibrary: { page } }) => {
  understoodTest.skip(realClipsFolder() === null, 'no test clips (set RUSHES_FIXTURES)');
  const library = new LibraryView(page);
  const clip = new ClipView(page);
  const openClip = async (which: 'help' | 'speech'): Promise<void> => {
    await library.card(nameOf(which)).dblclick();
    await clip.expectPicture(30_000);
    for (let frames = 0; frames < 12; frames += 1) await page.keyboard.press('ArrowRight');
    await expect.poll(async () => (await clip.picture()).timeSec).toBeGreaterThan(0.3);
  };
  await openClip('help');
  await take(page, 'clip-boxes');
  await page.getByRole('tab', { name: 'Found' }).click();
  await page.getByRole('button', { name: 'Unfold the lane Gestures' }).click();
  await take(page, 'clip-found');
  await page.keyboard.press('Escape');
  await openClip('speech');
  for (let seconds = 0; seconds < 4; seconds += 1) await page.keyboard.press('Shift+ArrowRight');
  await page.getByRole('tab', { name: 'Transcript' }).click();
  await page.getByRole('textbox', { name: 'Search what is said' }).fill('your');
  await take(page, 'clip-transcript');
  await page.getByRole('button', { name: /^Analysed$|parts? missing$/ }).click();
  await take(page, 'clip-analysis');
  await page.keyboard.press('Escape');
  const models = new ModelsView(page);
  await models.open();
  await take(page, 'models');
  await models.pack('YOLOX nano').scrollIntoViewIfNeeded();
  await take(page, 'models-objects');
  await models.askFor('Whisper base');
  await take(page, 'models-licence');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Understanding' }).click();
  await expect(page.getByRole('switch').first()).toBeVisible();
  await take(page, 'settings-understanding');
});
