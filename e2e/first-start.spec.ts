/** What somebody sees who has no clips yet. */
import { expect } from '@playwright/test';
import { waitUntilSettled } from './support/calls.ts';
import { makeClip } from './support/clips.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

test('the first screen says what Rushes does, and can be left by keyboard alone', async ({
  emptyLibrary: { page },
}) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every second of your footage, at hand');
  const addFolder = page.getByRole('main').getByRole('button', { name: 'Add folder…' });
  for (let presses = 0; presses < 20; presses += 1) {
    if (await addFolder.evaluate((button) => button === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(addFolder).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Try with sample clips' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add a folder' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(addFolder).toBeFocused();
});

test('the first Tab leads past the bar to the content', async ({ emptyLibrary: { page } }) => {
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: 'Skip to the content' });
  await expect(skip).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
});

test('sample clips are made, come up by themselves and are worked on before one’s eyes', async ({
  emptyLibrary: { context, host, page },
}) => {
  test.slow();
  await page.getByRole('button', { name: 'Try with sample clips' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Making sample clips…' })).toBeVisible();
  const library = new LibraryView(page);
  await expect(library.grid).toBeVisible({ timeout: 40_000 });
  await expect(library.grid.getByRole('gridcell').first()).toBeVisible();
  await waitUntilSettled({ context, host }, 1, 80_000);
  await expect(page.getByRole('button', { name: 'Activity: Everything is done' })).toBeVisible();
  for (const card of await library.grid.getByRole('gridcell').all())
    await expect(card.locator('img')).toBeVisible();
});

test('a clip that comes from elsewhere ends the first screen', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  await makeClip(folders.footage, 'alpha.mp4', { durationSec: 1 });
  await context.request.post(`${host.origin}/api/call/library.add`, {
    data: { paths: [folders.footage] },
    headers: { origin: host.origin },
  });
  await expect(new LibraryView(page).card('alpha.mp4')).toBeVisible();
});
