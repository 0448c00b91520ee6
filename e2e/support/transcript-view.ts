/** The transcript beside the player, as people find it. */
import { expect, type Locator, type Page } from '@playwright/test';

export class TranscriptView {
  readonly page: Page;
  readonly words: Locator;
  readonly grid: Locator;
  readonly search: Locator;
  readonly status: Locator;
  /** Of the word that is being corrected. */
  readonly field: Locator;

  constructor(page: Page) {
    this.page = page;
    const panel = page.getByRole('region', { name: 'Transcript' });
    this.grid = page.getByRole('grid', { name: 'Transcript' });
    this.words = this.grid.locator('[data-word]');
    this.search = panel.getByRole('textbox', { name: 'Search what is said' });
    this.status = panel.getByRole('search').getByRole('status');
    this.field = this.grid.getByRole('textbox', { name: /^Correct/ });
  }

  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: 'Transcript' }).click();
  }

  word(text: string): Locator {
    return this.words.filter({ hasText: new RegExp(`^${RegExp.escape(text)}$`) }).first();
  }

  async expectWords(text: string): Promise<void> {
    await expect.poll(async () => (await this.words.allTextContents()).join(' ')).toBe(text);
  }

  /** The word that keys start from. */
  get cursor(): Locator {
    return this.grid.locator('[data-cursor]');
  }
}

/** Opens the menu of the clip's header, and from there the question which file to take over. */
export async function openSidecar(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Import results of another program…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import results of another program' });
  await expect(dialog).toBeVisible();
  return dialog;
}
