/** Smart collections: kept searches at the side of the library. */
import { expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from './support/accessible.ts';
import { call, type Caller, clipIdOf } from './support/calls.ts';
import { CollectionsView } from './support/collections-view.ts';
import { test } from './support/test.ts';
import { openWindow } from './support/window.ts';

async function keep(caller: Caller, ...named: readonly (readonly [name: string, query: string])[]) {
  for (const [name, query] of named) await call(caller, 'collections.save', { name, query, mode: 'text' });
}

test('are counted, and counted anew when clips change', async ({ filledLibrary }) => {
  const view = new CollectionsView(filledLibrary.page);
  await expect(view.section).toContainText('Search for something and keep it here.');
  await keep(filledLibrary, ['Best', 'rating:>=4'], ['Alpha', 'alpha']);
  await view.expectNames(['Best', 'Alpha']);
  await view.expectCount('Alpha', 1);
  await view.expectCount('Best', 0);
  const clipId = await clipIdOf(filledLibrary, 'bravo.mp4');
  await call(filledLibrary, 'annotations.set', { changes: [{ clipId, rating: 5 }] });
  await view.expectCount('Best', 1);
});

test('are named, put in order, removed and brought back without a mouse', async ({ filledLibrary }) => {
  const { page } = filledLibrary;
  const view = new CollectionsView(page);
  await keep(filledLibrary, ['Sea', 'said:waves'], ['Dogs', 'sees:dog'], ['Long', 'duration:>30s']);
  await view.expectNames(['Sea', 'Dogs', 'Long']);
  await expectAccessible(page, 'collections');

  await view.row('Sea').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await view.expectNames(['Dogs', 'Sea', 'Long']);
  await expect(view.row('Sea')).toBeFocused();
  await expect(view.section.getByRole('status')).toHaveText('Sea: place 2 of 3');
  await page.keyboard.press('Alt+ArrowDown');
  await view.expectNames(['Dogs', 'Long', 'Sea']);

  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'New name of Sea' });
  await field.fill('dogs');
  await page.keyboard.press('Enter');
  await expect(page.getByText('there is a collection "Dogs" already')).toBeVisible();
  await expectAccessible(page, 'a name that is taken');
  await field.fill('By the sea');
  await page.keyboard.press('Enter');
  await view.expectNames(['Dogs', 'Long', 'By the sea']);
  await expect(view.row('By the sea')).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.type('nothing of this');
  await page.keyboard.press('Escape');
  await expect(view.row('By the sea')).toBeFocused();

  await view.row('Long').focus();
  await page.keyboard.press('Delete');
  await view.expectNames(['Dogs', 'By the sea']);
  await expect(view.row('By the sea')).toBeFocused();
  for (let deeds = 0; deeds < 4; deeds += 1) await page.keyboard.press('Control+z');
  await view.expectNames(['Sea', 'Dogs', 'Long']);
  await page.keyboard.press('Control+Shift+z');
  await view.expectNames(['Dogs', 'Sea', 'Long']);
});

test('are put in order with the mouse, and done by their menu', async ({ filledLibrary }) => {
  const { page } = filledLibrary;
  const view = new CollectionsView(page);
  await keep(filledLibrary, ['Sea', 'said:waves'], ['Dogs', 'sees:dog'], ['Long', 'duration:>30s']);
  await view.expectNames(['Sea', 'Dogs', 'Long']);
  await view.row('Long').dragTo(view.row('Sea'), { targetPosition: { x: 40, y: 3 } });
  await view.expectNames(['Long', 'Sea', 'Dogs']);
  await view.row('Long').dragTo(view.row('Dogs'), { targetPosition: { x: 40, y: 25 } });
  await view.expectNames(['Sea', 'Dogs', 'Long']);
  await view.row('Dogs').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await view.expectNames(['Dogs', 'Sea', 'Long']);
  await view.row('Sea').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('“Sea” is removed');
  await messages.getByRole('button', { name: 'Undo' }).click();
  await expect(messages.getByRole('button', { name: 'Undo' })).toBeHidden();
  await view.expectNames(['Dogs', 'Sea', 'Long']);
});

test('go out as a file and come in again, in every window', async ({ filledLibrary }) => {
  const { page, context, host } = filledLibrary;
  const view = new CollectionsView(page);
  await keep(filledLibrary, ['Sea', 'said:waves'], ['Dogs', 'sees:dog']);
  await view.expectNames(['Sea', 'Dogs']);
  const downloading = page.waitForEvent('download');
  await view.choose('Export as a JSON file');
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('rushes-collections.json');
  const text = await readFile(await download.path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'rushes-collections', version: 1 });

  const other = await openWindow(context, host);
  const otherView = new CollectionsView(other);
  await otherView.expectNames(['Sea', 'Dogs']);
  const { collections } = await call(filledLibrary, 'collections.list', {});
  await call(filledLibrary, 'collections.save', { id: collections[0]?.id ?? '', query: 'said:foam' });
  const bring = async (content: string): Promise<void> => {
    await view.section.locator('input[type=file]').setInputFiles({
      ...{ name: 'c.json', mimeType: 'application/json', buffer: Buffer.from(content) },
    });
  };
  await bring(text);
  await otherView.expectNames(['Sea', 'Dogs', 'Sea (2)']);
  await expect(page.getByText('1 collection imported')).toBeVisible();
  await expect(page.getByText('Dogs is here already')).toBeVisible();
  await bring(text.replace('"version": 1', '"version": 2'));
  await expect(page.getByText('a newer Rushes wrote this')).toBeVisible();
  await other.close();
});

test('lead to their search, and are kept from it', async ({ filledLibrary }) => {
  const { page } = filledLibrary;
  const view = new CollectionsView(page);
  await keep(filledLibrary, ['Alpha', 'alpha']);
  await view.row('Alpha').click();
  await expect(page).toHaveURL(/#\/search\?q=alpha&mode=text$/);
  await page.getByRole('button', { name: 'Kept as “Alpha”' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save as collection' });
  await expect(dialog.getByRole('status')).toContainText('There is a collection “Alpha” already');
  await expectAccessible(page, 'saving a collection');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('First letter');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await page.goBack();
  await view.expectNames(['Alpha', 'First letter']);
});
