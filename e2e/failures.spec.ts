/** What goes wrong is named, with its cause and what to do, and can be tried again. */
import { expect, type Page } from '@playwright/test';
import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { call, waitUntilSettled } from './support/calls.ts';
import { makeBrokenClip, makeClip } from './support/clips.ts';
import type { TestFolders } from './support/folders.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

test('a broken file is listed with cause and remedy, tried again, and goes well once it was replaced', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const caller = { context, host };
  await makeClip(folders.footage, 'alpha.mp4', { durationSec: 1 });
  const broken = makeBrokenClip(folders.footage, 'broken.mp4');
  await call(caller, 'library.add', { paths: [folders.footage] });
  await waitUntilSettled(caller, 1);
  const library = new LibraryView(page);
  await expect(library.card('alpha.mp4')).toBeVisible();

  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Activity' }).click();
  await page.getByRole('tab', { name: /^Failures/ }).click();
  const item = page.getByRole('article').filter({ hasText: 'broken.mp4' });
  await expect(item).toBeVisible();
  const { failures } = await call(caller, 'failures.list', {});
  const [failure] = failures;
  await expect(item).toContainText(failure?.error.message ?? 'no failure');
  expect(failure?.error.remedy).not.toBe('');
  await expect(item).toContainText(failure?.error.remedy ?? 'no remedy');

  await page.getByRole('button', { name: 'Try all again' }).click();
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Tried again: 1 still fail');

  await replaceAndLookAgain(page, folders, broken);
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Library' }).click();
  await expect(library.card('broken.mp4')).toBeVisible();
  await waitUntilSettled(caller, 2);
  await expect(library.card('broken.mp4')).not.toHaveAccessibleName(/Failed|failed/);
});

test('nothing is left of the failure of a file that was replaced', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const caller = { context, host };
  const broken = makeBrokenClip(folders.footage, 'broken.mp4');
  await call(caller, 'library.add', { paths: [folders.footage] });
  await expect.poll(async () => (await call(caller, 'failures.list', {})).failures.length).toBe(1);
  await replaceAndLookAgain(page, folders, broken);
  await expect(new LibraryView(page).card('broken.mp4').locator('img')).toBeVisible();
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: /^Failures/ }).click();
  await expect(page.getByText('Nothing has failed')).toBeVisible();
});

async function replaceAndLookAgain(page: Page, folders: TestFolders, broken: string): Promise<void> {
  const mended = await makeClip(folders.base, 'mended.mp4', { durationSec: 1, seed: 5 });
  copyFileSync(mended, `${broken}.new`);
  renameSync(`${broken}.new`, broken);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Look at all folders again' }).click();
}

test('a disk that is away leaves its clips in the library, with all that was said of them', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const caller = { context, host };
  const [there, away] = [join(folders.footage, 'disk'), join(folders.base, 'unplugged')];
  await makeClip(there, 'alpha.mp4', { durationSec: 1 });
  await call(caller, 'library.add', { paths: [folders.footage] });
  await waitUntilSettled(caller, 1);
  const library = new LibraryView(page);
  await library.card('alpha').click();
  await page.keyboard.press('5');
  await expect(library.card('alpha')).toHaveAccessibleName(/5 stars/);

  renameSync(there, away);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Look at all folders again' }).click();
  await expect(library.card('alpha')).toHaveAccessibleName(/Offline/, { timeout: 20_000 });
  await expect(library.card('alpha')).toHaveAccessibleName(/5 stars/);
  await expect(library.card('alpha').locator('img')).toBeVisible();
  await library.card('alpha').dblclick();
  await expect(page.getByText('This clip is offline')).toBeVisible();
  await page.keyboard.press('Escape');

  renameSync(away, there);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Look at all folders again' }).click();
  await expect(library.card('alpha')).not.toHaveAccessibleName(/Offline/, { timeout: 20_000 });
  await expect(library.card('alpha')).toHaveAccessibleName(/5 stars/);
});

test('trying again takes in a file that was replaced', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const caller = { context, host };
  makeBrokenClip(folders.footage, 'broken.mp4');
  await call(caller, 'library.add', { paths: [folders.footage] });
  await expect.poll(async () => (await call(caller, 'failures.list', {})).failures.length).toBe(1);
  await makeClip(folders.footage, 'broken.mp4', { durationSec: 1 });
  await page.keyboard.press('Control+2');
  await page.getByRole('tab', { name: /^Failures/ }).click();
  await page.getByRole('button', { name: 'Try all again' }).click();
  await expect(page.getByText('Nothing has failed')).toBeVisible();
  await page.keyboard.press('Control+1');
  await expect(new LibraryView(page).card('broken.mp4').locator('img')).toBeVisible();
});
