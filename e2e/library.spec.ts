/** The library: how clips are shown, found, chosen and judged. */
import { expect } from '@playwright/test';
import { call, clipIdOf } from './support/calls.ts';
import { LibraryView } from './support/library-view.ts';
import { SearchView } from './support/search-view.ts';
import { test } from './support/test.ts';

const files = [
  'alpha.mp4',
  'bravo.mp4',
  'charlie.mkv',
  'delta.webm',
  'echo.mp4',
  'foxtrot.mp4',
  'golf.mp4',
  'hotel.mp4',
];

test('is sorted by what one chooses, either way round', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  await library.expectNames(files);
  await page.getByRole('button', { name: 'Ascending: turn round' }).click();
  await library.expectNames(files.toReversed());
  await library.sortBy('Duration', 'descending');
  await expect
    .poll(async () => (await library.names()).slice(0, 3))
    .toEqual(['hotel.mp4', 'alpha.mp4', 'charlie.mkv']);
  await library.sortBy('Resolution', 'descending');
  await expect.poll(async () => (await library.names())[0]).toBe('foxtrot.mp4');
});

test('shows cards larger and smaller, and as a list', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  const widthOf = async (): Promise<number> => (await library.card('alpha.mp4').boundingBox())?.width ?? 0;
  const before = await widthOf();
  await library.cardSize.focus();
  await page.keyboard.press('End');
  await expect.poll(widthOf).toBeGreaterThan(before * 1.3);
  await page.keyboard.press('Home');
  await expect.poll(widthOf).toBeLessThan(before);
  await page.getByRole('button', { name: 'List', exact: true }).click();
  const rows = library.grid.getByRole('row');
  await expect(rows).toHaveCount(files.length + 1);
  await expect(rows.nth(1)).toContainText('alpha.mp4');
  await expect(rows.nth(1)).toContainText('320 × 180');
  await library.grid.getByRole('columnheader', { name: 'Duration' }).getByRole('button').click();
  await expect(library.grid.getByRole('columnheader', { name: 'Duration' })).toHaveAttribute(
    'aria-sort',
    /ascending|descending/,
  );
});

test('is narrowed down by kind and folder', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  await library.filter('Codec', /hevc|H\.?265/i);
  await library.expectNames(['echo.mp4']);
  await expect(library.count).toContainText('1 of 8');
  await page.getByRole('button', { name: 'Clear all' }).click();
  await library.expectNames(files);
  await library.filter('Duration', /10 s to 1 min/);
  await library.expectNames(['hotel.mp4']);
  await page.getByRole('button', { name: 'Clear all' }).click();
  const side = page.getByRole('navigation', { name: 'Folders and tags' });
  await side.getByRole('button', { name: /^Unfold tmp|^Unfold .*footage/ }).click();
  await side.getByRole('button', { name: /^day two/ }).click();
  await library.expectNames(files.slice(4));
  await page
    .getByRole('group', { name: 'Narrow down' })
    .getByRole('button', { name: /^Rating/ })
    .click();
  await page
    .getByRole('dialog', { name: 'Rating' })
    .getByRole('radio', { name: /^5 stars/ })
    .click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('No clip fits all of this')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear all' }).last().click();
  await library.expectNames(files);
});

test('chooses clips by mouse', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  await library.expectNames(files);
  await library.card('bravo').click();
  await library.expectChosen(['bravo.mp4']);
  await library.card('delta').click({ modifiers: ['Shift'] });
  await library.expectChosen(files.slice(1, 4));
  await library.card('charlie').click({ modifiers: ['Control'] });
  await library.expectChosen(['bravo.mp4', 'delta.webm']);
  await expect(library.count).toContainText('2 selected');
  await library.card('hotel').click();
  await library.expectChosen(['hotel.mp4']);
});

test('chooses clips by keyboard', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  await library.expectNames(files);
  await library.grid.focus();
  await page.keyboard.press('Home');
  await library.expectChosen(['alpha.mp4']);
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await library.expectChosen(files.slice(0, 3));
  await page.keyboard.press('Control+a');
  await expect(library.count).toContainText('8 selected');
  await page.keyboard.press('Escape');
  await library.expectChosen([]);
  await page.keyboard.press('End');
  await library.expectChosen(['hotel.mp4']);
});

test('keeps ratings, tags and notes, and takes them back', async ({
  filledLibrary: { context, host, page },
}) => {
  const caller = { context, host };
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  const clip = await clipIdOf(caller, 'alpha.mp4');
  const said = () => call(caller, 'clip.annotations', { clip });

  await library.card('alpha').click();
  await library.card('bravo').click({ modifiers: ['Control'] });
  await page.keyboard.press('4');
  await expect(library.card('alpha')).toHaveAccessibleName(/4 stars/);
  await expect(library.card('bravo')).toHaveAccessibleName(/4 stars/);
  await page.keyboard.press('Control+z');
  await expect(library.card('alpha')).not.toHaveAccessibleName(/stars/);
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('Rating of 2 clips taken back');
  await page.keyboard.press('Control+Shift+z');
  await expect(library.card('bravo')).toHaveAccessibleName(/4 stars/);

  await library.card('alpha').click();
  await page.keyboard.press('t');
  const tags = page.getByRole('combobox', { name: 'Add a tag' });
  await expect(tags).toBeFocused();
  await tags.fill('Sunset');
  await tags.press('Enter');
  await expect.poll(async () => (await said()).tags).toEqual(['Sunset']);
  await expect(library.inspector.getByText('Sunset')).toBeVisible();
  const side = page.getByRole('navigation', { name: 'Folders and tags' });
  await side.getByRole('button', { name: /^Sunset/ }).click();
  await library.expectNames(['alpha.mp4']);
  await side.getByRole('button', { name: /^All clips/ }).click();

  await library.card('alpha').click();
  await page.keyboard.press('n');
  const note = library.inspector.getByRole('textbox', { name: 'Note' });
  await expect(note).toBeFocused();
  await note.fill('the light behind the tower');
  await note.blur();
  await expect.poll(async () => (await said()).note).toBe('the light behind the tower');
  const search = new SearchView(page);
  await search.ask('tower');
  await search.expectNames(['alpha.mp4']);
  await search.box.press('Escape');

  await library.grid.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await said()).note).toBe('');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await said()).tags).toEqual([]);
});

test('offers everything under the right mouse button', async ({ filledLibrary: { context, host, page } }) => {
  const library = new LibraryView(page);
  await library.card('golf').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Rate' }).hover();
  await page.getByRole('menuitem', { name: /5 stars/ }).click();
  await library.expectChosen(['golf.mp4']);
  await expect(library.card('golf')).toHaveAccessibleName(/5 stars/);
  const clip = await clipIdOf({ context, host }, 'golf.mp4');
  expect(await call({ context, host }, 'clip.annotations', { clip })).toMatchObject({ rating: 5 });
});

test('shows the moment of a clip that is under the pointer', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  const card = library.card('hotel');
  const picture = card.locator('img');
  await expect(picture).toBeVisible();
  const box = await card.boundingBox();
  if (box === null) throw new Error('the card has no place');
  const at = async (fraction: number): Promise<{ readonly picture: Buffer; readonly time: string }> => {
    await page.mouse.move(box.x + box.width * fraction, box.y + box.height * 0.3);
    const time = card.getByText(/^\d+:\d\d\.\d$/);
    await expect(time).toBeVisible();
    return { picture: await card.screenshot(), time: (await time.textContent()) ?? '' };
  };
  const [early, middle, late] = [await at(0.1), await at(0.5), await at(0.9)];
  expect(new Set([early.time, middle.time, late.time]).size).toBe(3);
  expect(early.picture.equals(middle.picture)).toBe(false);
  expect(middle.picture.equals(late.picture)).toBe(false);
  await page.mouse.move(2, 2);
  await expect(card.getByText(/^\d+:\d\d\.\d$/)).toHaveCount(0);
});
