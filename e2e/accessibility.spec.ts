/** axe on every screen and dialog, in dark and in light. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

const schemes = ['dark', 'light'] as const;

// axe looks at every element, twice for each state.
test.describe.configure({ timeout: 120_000 });

/** Nothing that axe calls serious or critical. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const told = grave.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
    expect.soft(told, `${what}, ${colorScheme}`).toEqual([]);
  }
}

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
  await library.search.fill('nothing is called so');
  await expect(page.getByText('No clip fits all of this')).toBeVisible();
  await expectAccessible(page, 'nothing found');
});

test('clip', async ({ filledLibrary: { page } }) => {
  await new LibraryView(page).card('alpha').dblclick();
  await new ClipView(page).expectPicture();
  for (const name of ['Info', 'Picture & sound', 'Stages', 'Notes']) {
    await page.getByRole('tab', { name }).click();
    await expectAccessible(page, `clip, ${name}`);
  }
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
  for (const name of ['General', 'Library', 'Work', 'Tools', 'Privacy']) {
    await dialog.getByRole('tab', { name }).click();
    await expectAccessible(page, `settings, ${name}`);
  }
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(page, 'keyboard shortcuts');
});
