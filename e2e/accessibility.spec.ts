/** axe on every screen and dialog, in dark and in light. */
import { expect } from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { ModelsView } from './support/models-view.ts';
import { test } from './support/test.ts';
import { openSidecar, TranscriptView } from './support/transcript-view.ts';

// axe looks at every element, twice for each state.
test.describe.configure({ timeout: 120_000 });

test('first start and the dialog for folders', async ({ emptyLibrary: { page } }) => {
  await expectAccessible(page, 'first start');
  await page.keyboard.press('Control+o');
  const dialog = page.getByRole('dialog', { name: 'Add a folder' });
  await expect(dialog.getByRole('list').getByRole('button')).toHaveCount(2);
  await expectAccessible(page, 'add a folder');
});

test('library', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  await library.card('alpha').click();
  await library.card('bravo').click({ modifiers: ['Control'] });
  await expectAccessible(page, 'grid with a selection');
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await expectAccessible(page, 'list with a selection');
  await page
    .getByRole('group', { name: 'Narrow down' })
    .getByRole('button', { name: /^Codec/ })
    .click();
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await expectAccessible(page, 'a filter');
  await page.keyboard.press('Escape');
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
  await expectAccessible(page, 'nothing passes the filters');
});

test('clip', async ({ filledLibrary: { page } }) => {
  await new LibraryView(page).card('alpha').dblclick();
  await new ClipView(page).expectPicture();
  for (const name of ['Info', 'Transcript', 'Found', 'Picture & sound', 'Stages', 'Notes']) {
    await page.getByRole('tab', { name }).click();
    await expectAccessible(page, `clip, ${name}`);
  }
});

test('words of another program', async ({ filledLibrary: { page } }) => {
  await new LibraryView(page).card('alpha').dblclick();
  await new ClipView(page).expectPicture();
  const dialog = await openSidecar(page);
  const subtitles = Buffer.from('1\n00:00:00,500 --> 00:00:02,000\nHello brave new world\n');
  const input = dialog.locator('input[type=file]');
  await input.setInputFiles({ name: 'alpha.json', mimeType: 'application/json', buffer: subtitles });
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'a file that was refused');
  await input.setInputFiles({ name: 'alpha.srt', mimeType: 'text/plain', buffer: subtitles });
  await expect(dialog.getByRole('status')).toBeVisible();
  await expectAccessible(page, 'a file that was taken over');
  await page.keyboard.press('Escape');
  const transcript = new TranscriptView(page);
  await transcript.open();
  await transcript.search.fill('new');
  await transcript.word('world').click();
  await expectAccessible(page, 'a transcript with what was found in it');
  await transcript.word('brave').dblclick();
  await expect(transcript.field).toBeFocused();
  await expectAccessible(page, 'a word that is corrected');
});

test('models', async ({ emptyLibrary: { page } }) => {
  const models = new ModelsView(page);
  await models.open();
  await expectAccessible(page, 'models');
  await models.askFor('YOLOX nano');
  await expectAccessible(page, 'the question before a download');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import…' }).click();
  const importing = page.getByRole('dialog', { name: 'Import model packs' });
  await expect(importing.getByRole('list').getByRole('button')).toHaveCount(2);
  await expectAccessible(page, 'import of packs');
});

test('activity', async ({ filledLibrary: { page } }) => {
  await page.keyboard.press('Control+2');
  for (const name of [/^Now/, /^Failures/, /^Times/]) {
    await page.getByRole('tab', { name }).click();
    await expectAccessible(page, `activity, ${String(name)}`);
  }
});

test('settings and the list of keys', async ({ emptyLibrary: { page } }) => {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  for (const name of ['General', 'Library', 'Work', 'Understanding', 'Tools', 'Privacy']) {
    await dialog.getByRole('tab', { name }).click();
    await expectAccessible(page, `settings, ${name}`);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(page, 'keyboard shortcuts');
});
