/** Settings hold at once, and libraries are worlds of their own. */
import { expect } from '@playwright/test';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { call } from './support/calls.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

test('the language changes every text, and stays', async ({ emptyLibrary: { page } }) => {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'Deutsch' }).click();
  await expect(page.getByRole('dialog', { name: 'Einstellungen' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('button', { name: 'Ordner hinzufügen…' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Ordner hinzufügen…' })).toBeVisible();
});

test('the theme follows the system until one chooses', async ({ emptyLibrary: { page } }) => {
  const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await ground();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await ground();
  expect(dark).not.toBe(light);
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Light', exact: true }).click();
  await expect.poll(ground).toBe(light);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect.poll(ground).toBe(light);
});

test('what is off initially is turned on for the library, and says that it needs a model', async ({
  emptyLibrary: { context, host, page },
}) => {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Understanding' }).click();
  await expect(dialog.getByText('It also needs a model')).toHaveCount(2);
  const choice = dialog.getByRole('switch', { name: 'Content warnings' });
  await expect(choice).not.toBeChecked();
  await choice.click();
  await expect(choice).toBeChecked();
  const { stages } = await call({ context, host }, 'settings.read', {});
  expect(stages).toEqual({ 'content-warning': 'on' });
});

test('limits of the work are changed and set back', async ({ emptyLibrary: { page } }) => {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Work' }).click();
  const reading = dialog.getByRole('group', { name: 'Reading files' });
  const usual = Number(await reading.getByRole('status').textContent());
  await reading.getByRole('button', { name: 'Reading files +' }).click();
  await expect(reading.getByRole('status')).toHaveText(String(usual + 1));
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  await page.keyboard.press('Control+,');
  await dialog.getByRole('tab', { name: 'Work' }).click();
  await expect(reading.getByRole('status')).toHaveText(String(usual + 1));
  await dialog.getByRole('button', { name: 'As usual' }).click();
  await expect(reading.getByRole('status')).toHaveText(String(usual));
});

test('tools, privacy and the state of the library are told', async ({ emptyLibrary: { page } }) => {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name: 'Tools' }).click();
  await expect(dialog.getByRole('listitem').filter({ hasText: 'ffmpeg' }).first()).toContainText(/\d+\.\d+/);
  await dialog.getByRole('tab', { name: 'Privacy' }).click();
  await expect(dialog.getByRole('heading', { name: 'What leaves this machine: nothing' })).toBeVisible();
  await dialog.getByRole('tab', { name: 'Library' }).click();
  await dialog.getByRole('button', { name: 'Check this library' }).click();
  await expect(dialog.getByText('The library is sound')).toBeVisible();
});

test('another library is made, and the first one opened again', async ({
  filledLibrary: { page },
  folders,
  watch,
}) => {
  // Pictures that were still asked for as their library was closed.
  watch.allow(/404/);
  const library = new LibraryView(page);
  await expect(library.card('alpha')).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Main' }).click();
  await page.getByRole('menuitem', { name: 'Open another library…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Libraries' });
  await dialog.getByRole('button', { name: 'libraries' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the new library' }).fill('Second');
  await dialog.getByRole('button', { name: 'Create a library here' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Every second of your footage, at hand' })).toBeVisible();
  expect(existsSync(join(folders.libraries, 'Second.rushes', 'library.sqlite'))).toBe(true);
  await page.getByRole('banner').getByRole('button', { name: 'Second' }).click();
  await page.getByRole('menuitem', { name: 'Main' }).click();
  await expect(library.card('alpha')).toBeVisible();
  await expect(library.count).toContainText('8 clips');
});
