/** Crashes, restarts and second windows cost nobody anything. */
import { expect } from '@playwright/test';
import { call, clipIdOf, waitUntilSettled } from './support/calls.ts';
import { makeClip } from './support/clips.ts';
import { engineProcessId } from './support/host.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';
import { lostConnection, openWindow } from './support/window.ts';

test('an engine that is killed comes back, and the window with it', async ({
  emptyLibrary: { context, host, page },
  folders,
  watch,
}) => {
  // Questions that were under way are answered with 503.
  watch.allow(/503/);
  const caller = { context, host };
  for (const seed of [1, 2, 3])
    await makeClip(folders.footage, `clip ${String(seed)}.mp4`, { seed, durationSec: 4 });
  await call(caller, 'library.add', { paths: [folders.footage] });
  const library = new LibraryView(page);
  await expect(library.card('clip 1.mp4')).toBeVisible();
  await page.evaluate(() => {
    document.documentElement.dataset['stayed'] = 'yes';
  });
  const killed = engineProcessId(host.library);
  expect(killed).not.toBe(host.child.pid);
  process.kill(killed ?? 0, 'SIGKILL');
  await expect(
    page.getByRole('alert').filter({ hasText: 'The engine stopped and is started again' }),
  ).toBeVisible();
  await expect(page.getByRole('alert')).toBeHidden({ timeout: 20_000 });
  expect(engineProcessId(host.library)).not.toBe(killed);
  await waitUntilSettled(caller, 3);
  await expect(page.getByRole('button', { name: 'Activity: Everything is done' })).toBeVisible();
  await expect(library.grid.getByRole('gridcell')).toHaveCount(3);
  await library.card('clip 2').click();
  await page.keyboard.press('2');
  await expect(library.card('clip 2')).toHaveAccessibleName(/2 stars/);
  expect(await page.evaluate(() => document.documentElement.dataset['stayed'])).toBe('yes');
});

test('after a restart everything is there, and one is where one was', async ({
  filledLibrary: { context, host, page },
  serve,
  filled,
  folders,
  watch,
}) => {
  watch.allow(...lostConnection, /401/, /503/);
  const roots = [folders.footage, folders.libraries, filled.folders.footage];
  const library = new LibraryView(page);
  await library.sortBy('Name', 'descending');
  await library.filter('Codec', /h\.?264/i);
  await library.cardSize.focus();
  await page.keyboard.press('End');
  await library.card('golf').click();
  await page.keyboard.press('4');
  await expect(library.card('golf')).toHaveAccessibleName(/4 stars/);
  const width = (await library.card('golf').boundingBox())?.width;
  const scrolledPx = (): Promise<number> => page.getByRole('grid').evaluate((grid) => grid.scrollTop);
  await library.grid.hover();
  await page.mouse.wheel(0, 150);
  await expect.poll(scrolledPx).toBeGreaterThan(100);
  const scrolled = await scrolledPx();
  const names = await library.names();
  // Where one is is stored a moment later.
  const stored = async () => (await call({ context, host }, 'settings.readPlace', {})).place;
  const golf = await clipIdOf({ context, host }, 'golf.mp4');
  await expect.poll(async () => (await stored())?.selection).toEqual([golf]);
  await expect.poll(async () => (await stored())?.topClip?.offsetPx ?? 0).not.toBe(0);

  expect(await host.stop()).toBe('by itself');
  await expect(page.getByRole('alert').filter({ hasText: 'The connection to Rushes is lost' })).toBeVisible();
  const again = await serve({ roots });
  await page.close();
  const next = await openWindow(context, again);
  const restored = new LibraryView(next);
  await restored.expectNames(names);
  await restored.expectChosen(['golf.mp4']);
  await expect(restored.sort).toContainText('Name');
  await expect(restored.card('golf')).toHaveAccessibleName(/4 stars/);
  expect((await restored.card('golf').boundingBox())?.width).toBe(width);
  const restoredPx = await restored.grid.evaluate((grid) => grid.scrollTop);
  expect(Math.abs(restoredPx - scrolled)).toBeLessThanOrEqual(2);
  await expect(next.getByRole('group', { name: 'Filters in effect' })).toContainText(/h\.?264/i);
});

test('a window of an earlier start says so', async ({ emptyLibrary: { host, page }, serve, watch }) => {
  watch.allow(...lostConnection, /401/, /503/);
  await host.stop();
  await serve({ args: ['--port', String(host.port)] });
  await expect(page.getByText('Rushes was started anew')).toBeVisible({ timeout: 15_000 });
});

test('two windows show the same', async ({ filledLibrary: { context, host, page } }) => {
  const other = await openWindow(context, host);
  const [here, there] = [new LibraryView(page), new LibraryView(other)];
  await expect(there.card('alpha')).toBeVisible();
  await here.card('alpha').click();
  await page.keyboard.press('3');
  await expect(there.card('alpha')).toHaveAccessibleName(/3 stars/);
  await there.card('alpha').click();
  await other.keyboard.press('0');
  await expect(here.card('alpha')).not.toHaveAccessibleName(/stars/);
  await other.close();
});

test('a page that is loaded anew stays where it was', async ({ filledLibrary: { context, host, page } }) => {
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  const stored = async () => (await call({ context, host }, 'settings.readPlace', {})).place;
  await expect.poll(async () => (await stored())?.sort.by).toBe('name');
  await library.card('echo').dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'echo.mp4' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'echo.mp4' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(library.grid).toBeVisible();
  await expect(library.sort).toContainText('Name');
});
