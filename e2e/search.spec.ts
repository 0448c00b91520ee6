/** Search: written, suggested, answered with moments, narrowed down, opened, left and come back to. */
import { expect } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { call, type Caller, clipIdOf } from './support/calls.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { SearchView } from './support/search-view.ts';
import { test } from './support/test.ts';

const spoken = `1
00:00:00,500 --> 00:00:06,000
Nobody ever expects that anything at all will happen here on such a grey morning.

2
00:00:07,000 --> 00:00:09,000
The lighthouse keeper waves.
`;

/** Words in the longest clip, as another program would have heard them. */
async function letSpeak(caller: Caller): Promise<void> {
  const clip = await clipIdOf(caller, 'hotel.mp4');
  await call(caller, 'clip.importSidecar', { clip, fileName: 'hotel.srt', text: spoken });
}

test('finds a moment as one types, opens the clip there, and is as it was on the way back', async ({
  filledLibrary: { context, host, page },
}) => {
  await letSpeak({ context, host });
  const search = new SearchView(page);
  await page.keyboard.press('/');
  await expect(search.box).toBeFocused();
  await page.keyboard.type('lighth', { delay: 30 });
  await expect(page).toHaveURL(/#\/search\?q=lighth$/);
  await expect(search.suggestions.getByRole('option', { name: /lighthouse/ })).toBeVisible();
  await search.expectNames(['hotel.mp4']);
  await expect(search.toolbar.getByRole('status')).toHaveText('1 clip');
  await page.keyboard.press('Escape');
  const moments = search.moments('hotel.mp4');
  const later = moments.filter({ hasText: '0:07' });
  await expect(later).toContainText('keeper waves');
  await expect(later.locator('mark')).toHaveText('lighthouse');
  const player = later.locator('video');
  const playedSec = (): Promise<number> =>
    player.evaluateAll(([video]) => (video instanceof HTMLVideoElement ? video.currentTime : 0));
  // What comes a moment after the results moves them, and the mouse would be beside them: then a person follows.
  await expect(async () => {
    await search.box.hover();
    await later.hover();
    await expect.poll(playedSec, { timeout: 4_000 }).toBeGreaterThan(7);
  }).toPass({ timeout: 20_000 });
  await later.click();
  await expect(page).toHaveURL(/#\/clip\/[^?]+\?t=7(\.\d+)?$/);
  const clip = new ClipView(page);
  await clip.expectPicture();
  expect((await clip.picture()).timeSec).toBeCloseTo(7, 0);
  await page.keyboard.press('Escape');
  await search.expectNames(['hotel.mp4']);
  await expect(later).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(new LibraryView(page).grid).toBeVisible();
  await expect(search.box).toHaveValue('');
});

test('offers fields and their values, which keys take', async ({ filledLibrary: { page } }) => {
  const search = new SearchView(page);
  await search.box.focus();
  await page.keyboard.type('cod');
  await expect(search.suggestions.getByRole('option', { name: /^codec:/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(search.box).toHaveAttribute('aria-activedescendant', /.+/);
  await page.keyboard.press('Tab');
  await expect(search.box).toHaveValue('codec:');
  await expect(search.box).toBeFocused();
  await page.keyboard.type('hev');
  await expect(search.suggestions.getByRole('option')).toHaveText([/^codec:hevc/]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(search.box).toHaveValue(/^codec:hevc ?$/);
  await search.expectNames(['echo.mp4']);
  await expect(search.filters.getByText(/^Codec: hevc/i)).toBeVisible();
  await search.filters.getByRole('button', { name: /^Remove the filter Codec/ }).click();
  await expect(search.box).toHaveValue('');
  await expect(page.getByRole('heading', { name: 'Find any moment' })).toBeVisible();
});

test('is narrowed down by what the results have, and says why each was found', async ({
  filledLibrary: { page },
}) => {
  const search = new SearchView(page);
  await search.ask('duration:<1h');
  await expect(search.toolbar.getByRole('status')).toHaveText('8 clips');
  const hevc = search.facets.getByRole('button', { name: /^hevc/i });
  await hevc.click();
  await search.expectNames(['echo.mp4']);
  await expect(hevc).toHaveAttribute('aria-pressed', 'true');
  await page.goBack();
  await expect(search.toolbar.getByRole('status')).toHaveText('8 clips');
  await search.ask('foxtrot');
  await search.expectNames(['foxtrot.mp4']);
  await search.results.getByRole('button', { name: 'Why foxtrot.mp4 was found' }).click();
  const why = page.getByRole('dialog', { name: 'Why this clip' });
  await expect(why.getByRole('row', { name: /^Words 1/ })).toBeVisible();
  await expect(why.getByText('File name').first()).toBeVisible();
});

test('helps where nothing was found', async ({ filledLibrary: { page } }) => {
  const search = new SearchView(page);
  await search.ask('alpha codec:hevc');
  await expect(page.getByRole('heading', { name: 'Nothing was found' })).toBeVisible();
  await page.getByRole('button', { name: /^Without Codec/ }).click();
  await search.expectNames(['alpha.mp4']);
  await search.ask('alpah');
  await expect(page.getByText('Searched for “alpha” instead')).toBeVisible();
  await search.expectNames(['alpha.mp4']);
});

test('similar is in every menu of a clip', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  const search = new SearchView(page);
  await library.card('alpha').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Similar clips' }).click();
  await expect(page).toHaveURL(/#\/search\?like=[\w-]+$/);
  await expect(page.getByText('Like alpha.mp4', { exact: true }).first()).toBeVisible();
  // No model has looked at these clips: that is said, and nothing is made up.
  await expect(page.getByRole('heading', { name: 'There is nothing to compare' })).toBeVisible();
  await page.getByRole('button', { name: /^Remove: Like alpha/ }).click();
  await search.ask('bravo');
  await search.clip('bravo.mp4').getByRole('button').first().click({ button: 'right' });
  await expect(page.getByRole('menuitem', { name: 'Similar clips' })).toBeVisible();
  await page.keyboard.press('Escape');
  await search.clip('bravo.mp4').getByRole('button').first().click();
  await new ClipView(page).expectPicture();
  await page.locator('video').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Similar to this moment' }).click();
  await expect(page).toHaveURL(/#\/search\?like=[\w-]+&t=\d/);
});

test('by keyboard alone', async ({ filledLibrary: { context, host, page } }) => {
  await letSpeak({ context, host });
  const search = new SearchView(page);
  await page.keyboard.press('/');
  await page.keyboard.type('lighthouse');
  await search.expectNames(['hotel.mp4']);
  await page.keyboard.press('Enter');
  await expect(search.suggestions).toBeHidden();
  await page.keyboard.press('ArrowDown');
  const card = search.clip('hotel.mp4').getByRole('button').first();
  await expect(card).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(search.moments('hotel.mp4').first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Tab');
  await expect(search.results.getByRole('button', { name: 'Why hotel.mp4 was found' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Why this clip' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Why this clip' })).toBeHidden();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/clip\//);
  await page.keyboard.press('Escape');
  await expect(search.moments('hotel.mp4').first()).toBeFocused();
  await page.keyboard.press('/');
  await expect(search.box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(new LibraryView(page).grid).toBeVisible();
});

test('is accessible', async ({ filledLibrary: { context, host, page } }) => {
  test.setTimeout(120_000);
  await letSpeak({ context, host });
  const search = new SearchView(page);
  await search.box.focus();
  await search.box.press('Enter');
  await expect(page.getByRole('button', { name: 'said:budget' })).toBeVisible();
  await expectAccessible(page, 'search, nothing asked');
  await search.box.fill('light');
  await expect(search.suggestions).toBeVisible();
  await search.expectNames(['hotel.mp4']);
  await expectAccessible(page, 'suggestions over results');
  await search.ask('duration:<1h lighthouse');
  await search.expectNames(['hotel.mp4']);
  await search.results.getByRole('button', { name: /^Why/ }).click();
  await expect(page.getByRole('dialog', { name: 'Why this clip' })).toBeVisible();
  await expectAccessible(page, 'why a clip was found');
  await page.keyboard.press('Escape');
  await search.ask('codec:hevc nothingiscalledso');
  await expect(page.getByRole('heading', { name: 'Nothing was found' })).toBeVisible();
  await expectAccessible(page, 'nothing found');
});
