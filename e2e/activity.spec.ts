/** Work in progress, as it goes on. */
import { expect } from '@playwright/test';
import { call, waitUntilSettled } from './support/calls.ts';
import { makeClip } from './support/clips.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

test('cards tell how far the work on their clips is, and then that it is done', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const caller = { context, host };
  await makeClip(folders.footage, 'long.mp4', { durationSec: 12, width: 1280, height: 720 });
  const percents = await page.evaluateHandle(() => {
    const seen: number[] = [];
    const look = (): void => {
      const bar = document.querySelector('[role=gridcell] [role=progressbar]');
      const percent = Number(bar?.getAttribute('aria-valuenow') ?? Number.NaN);
      if (!Number.isNaN(percent) && percent !== seen.at(-1)) seen.push(percent);
    };
    const what = { subtree: true, childList: true, attributeFilter: ['aria-valuenow'] };
    new MutationObserver(look).observe(document.body, what);
    return seen;
  });
  await call(caller, 'library.add', { paths: [folders.footage] });
  const card = new LibraryView(page).card('long.mp4');
  await expect(card.getByRole('progressbar', { name: 'Work on long.mp4' })).toBeVisible();
  await waitUntilSettled(caller, 1);
  await expect(card.getByRole('progressbar')).toHaveCount(0);
  await expect(card.locator('img')).toBeVisible();
  const seen = await percents.jsonValue();
  expect(seen.length).toBeGreaterThanOrEqual(2);
  expect(Math.max(...seen)).toBeGreaterThan(Math.min(...seen));
});

test('work is paused and goes on', async ({ emptyLibrary: { context, host, page }, folders }) => {
  const caller = { context, host };
  for (const seed of [1, 2, 3, 4])
    await makeClip(folders.footage, `clip ${String(seed)}.mp4`, { seed, durationSec: 4 });
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Activity' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await call(caller, 'library.add', { paths: [folders.footage] });
  await expect(page.getByText(/4 found, 4 new/)).toBeVisible();
  await expect.poll(async () => (await call(caller, 'library.status', {})).jobs.running).toBe(0);
  expect((await call(caller, 'library.status', {})).jobs.waiting).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('heading', { name: 'Working' })).toBeVisible();
  await waitUntilSettled(caller, 4);
  await expect(page.getByRole('heading', { name: 'Everything is done' })).toBeVisible();
  await page.getByRole('tab', { name: 'Times' }).click();
  await expect(page.getByRole('rowheader').first()).toBeVisible();
});
