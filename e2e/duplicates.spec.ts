/** Clips that are there more than once: found, compared, and merged without losing anything. */
import { expect, type Locator, type Page } from '@playwright/test';
import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectAccessible } from './support/accessible.ts';
import { call, type Caller, clipIdOf, waitUntilSettled } from './support/calls.ts';
import { runProgram } from './support/child.ts';
import { makeClip } from './support/clips.ts';
import type { TestFolders } from './support/folders.ts';
import { test } from './support/test.ts';
import { openWindow } from './support/window.ts';

// Clips are made and taken in, and axe looks at every element twice.
test.describe.configure({ timeout: 150_000 });

const makeMs = 60_000;

/** A clip, the same at half the size, and one that shows something else. */
async function makeCopies({ footage }: TestFolders): Promise<void> {
  const original = await makeClip(footage, 'original.mp4', { durationSec: 8, width: 640, height: 360 });
  const encoding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  const ffmpeg = (...args: readonly string[]): Promise<string> =>
    runProgram(process.env['RUSHES_FFMPEG'] ?? 'ffmpeg', ['-v', 'error', '-y', ...args], makeMs);
  await ffmpeg('-i', original, '-vf', 'scale=320:-2', ...encoding, join(footage, 'small.mp4'));
  const picture = 'mandelbrot=size=320x180:rate=25';
  await ffmpeg('-f', 'lavfi', '-i', picture, '-t', '6', ...encoding, join(footage, 'different.mp4'));
}

async function takeIn(caller: Caller, folders: TestFolders, clips: number): Promise<void> {
  await call(caller, 'library.add', { paths: [folders.footage] });
  await waitUntilSettled(caller, clips, 90_000);
}

async function lookFor(page: Page, kind: string): Promise<Locator> {
  await page
    .getByRole('navigation', { name: 'Screens' })
    .getByRole('button', { name: 'Duplicates', exact: true })
    .click();
  await page.getByRole('button', { name: kind }).click();
  await page.getByRole('button', { name: /^Look (for duplicates|again)$/ }).click();
  return page.getByRole('list', { name: 'Groups of duplicates' }).locator(':scope > li');
}

test('a scaled copy is found, compared, and merged with its tags; its file goes to the trash', async ({
  context,
  folders,
  serve,
}) => {
  const data = join(folders.base, 'data');
  await makeCopies(folders);
  const host = await serve({ env: { XDG_DATA_HOME: data } });
  const caller = { context, host };
  const page = await openWindow(context, host);
  await takeIn(caller, folders, 3);
  const [kept, small] = [await clipIdOf(caller, 'original.mp4'), await clipIdOf(caller, 'small.mp4')];
  await call(caller, 'annotations.set', {
    changes: [
      { clipId: kept, tags: ['harbour'], note: 'the one from the boat' },
      { clipId: small, tags: ['sunset'], rating: 4 },
    ],
  });

  const groups = await lookFor(page, 'Similar copies');
  await expect(groups).toHaveCount(1);
  const group = groups.first();
  await expect(group.getByRole('group', { name: 'original.mp4' })).toContainText('Suggested: most pixels');
  await expect(group.getByRole('group', { name: 'small.mp4' })).toContainText('the same, fewer pixels');
  await expect(group).not.toContainText('different.mp4');
  await expect(group.getByRole('radio').first()).toBeChecked();
  await expectAccessible(page, 'duplicates');

  await group.getByRole('button', { name: 'Compare' }).click();
  const compare = page.getByRole('dialog', { name: 'Compare' });
  const times = (): Promise<number[]> =>
    compare
      .locator('video')
      .evaluateAll((videos) => videos.map((video) => (video as HTMLVideoElement).currentTime));
  await expect(compare.locator('video')).toHaveCount(2);
  await compare.getByRole('button', { name: 'Play both' }).click();
  await expect.poll(async () => Math.min(...(await times()))).toBeGreaterThan(0.5);
  await compare.getByRole('button', { name: 'Pause both' }).click();
  await compare.getByRole('slider', { name: 'Position' }).focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < 10; step += 1) await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => Math.max(...(await times()).map((time) => Math.abs(time - 1))))
    .toBeLessThan(0.1);
  await expectAccessible(page, 'comparing');
  await page.keyboard.press('Escape');

  await group.getByRole('button', { name: 'Merge…' }).click();
  const merge = page.getByRole('dialog', { name: 'Merge 1 clip into “original.mp4”' });
  await expect(merge).toContainText('4 stars');
  await expect(merge.getByRole('definition').first()).toContainText(/harbour.*sunset/);
  const wish = merge.getByRole('checkbox', { name: /^Move 1 file to the system’s trash/ });
  await expect(wish).not.toBeChecked();
  await expectAccessible(page, 'merging');

  // Somebody says more of it meanwhile: the yes was to something else.
  await wish.click();
  await call(caller, 'annotations.set', { changes: [{ clipId: small, addTags: ['evening'] }] });
  await merge.getByRole('button', { name: 'Merge, and move 1 file to the trash' }).click();
  await expect(merge.getByRole('alert')).toContainText('nothing was done');
  await expect(wish).not.toBeChecked();
  expect(existsSync(join(folders.footage, 'small.mp4'))).toBe(true);

  await wish.click();
  await merge.getByRole('button', { name: 'Merge, and move 1 file to the trash' }).click();
  const done = page.getByRole('dialog', { name: 'Merged' });
  await expect(done.getByRole('status')).toContainText('1 file is in the trash');
  await expectAccessible(page, 'merged');
  expect(existsSync(join(folders.footage, 'small.mp4'))).toBe(false);
  expect(existsSync(join(folders.footage, 'original.mp4'))).toBe(true);
  expect(readdirSync(join(data, 'Trash', 'files'))).toHaveLength(1);
  // Where it came from is noted beside it, so that the system can put it back.
  const [note = ''] = readdirSync(join(data, 'Trash', 'info'));
  expect(readFileSync(join(data, 'Trash', 'info', note), 'utf8')).toContain('small.mp4');
  const { cards } = await call(caller, 'cards.byId', { clipIds: [kept] });
  expect(cards[0]).toMatchObject({ rating: 4 });
  expect(cards[0]?.tags.toSorted()).toEqual(['evening', 'harbour', 'sunset']);

  await done.getByRole('button', { name: 'Take back what was added' }).click();
  await expect(done).toBeHidden();
  const { cards: before } = await call(caller, 'cards.byId', { clipIds: [kept] });
  expect(before[0]).toMatchObject({ rating: null, tags: ['harbour'] });
  await page.close();
});

test('files of one content are brought down to one; without a yes none is touched', async ({
  context,
  folders,
  serve,
}) => {
  const data = join(folders.base, 'data');
  const source = await makeClip(folders.footage, 'one.mp4', { durationSec: 2 });
  copyFileSync(source, join(folders.footage, 'two.mp4'));
  const host = await serve({ env: { XDG_DATA_HOME: data } });
  const caller = { context, host };
  const page = await openWindow(context, host);
  await takeIn(caller, folders, 1);

  const groups = await lookFor(page, 'Exact copies');
  await expect(groups).toHaveCount(1);
  await expect(groups.first().getByRole('heading')).toHaveText('2 files, the same bytes');
  await groups.first().getByRole('button', { name: 'Merge…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Keep one file of/ });
  await expect(dialog.getByRole('button', { name: 'Move 1 file to the trash' })).toBeDisabled();
  expect(readdirSync(folders.footage).toSorted()).toEqual(['one.mp4', 'two.mp4']);
  await dialog.getByRole('checkbox').click();
  await dialog.getByRole('button', { name: 'Move 1 file to the trash' }).click();
  await expect(page.getByRole('dialog', { name: 'Merged' })).toContainText('1 file is in the trash');
  expect(readdirSync(folders.footage)).toHaveLength(1);
  expect(readdirSync(join(data, 'Trash', 'files'))).toHaveLength(1);
  await page.keyboard.press('Escape');
  await expect(page.getByText('Every file is there once')).toBeVisible();
  await page.close();
});
