/** The Models page as people find it: by roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';

export class ModelsView {
  readonly page: Page;
  readonly packs: Locator;
  readonly notices: Locator;

  constructor(page: Page) {
    this.page = page;
    this.packs = page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
    this.notices = page.getByRole('region', { name: 'Messages' });
  }

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Screens' })
      .getByRole('button', { name: 'Models' })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Models' })).toBeVisible();
    await expect(this.packs.first()).toBeVisible();
  }

  pack(title: string): Locator {
    const heading = this.page.getByRole('heading', { level: 3, name: title, exact: true });
    return this.page.getByRole('listitem').filter({ has: heading });
  }

  /** Opens the question before a download. */
  async askFor(title: string): Promise<Locator> {
    await this.pack(title)
      .getByRole('button', { name: /^Download/ })
      .click();
    const dialog = this.page.getByRole('dialog', { name: `Download ${title}?` });
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** Opens the menu of an installed pack and chooses in it. */
  async choose(title: string, entry: string): Promise<void> {
    await this.page.getByRole('button', { name: `More for ${title}`, exact: true }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }

  /** To be downloaded; that is not said in words. */
  async expectAvailable(title: string): Promise<void> {
    await expect(this.pack(title).getByRole('button', { name: /^Download/ })).toBeVisible();
  }

  async expectState(title: string, state: string): Promise<void> {
    await expect(this.pack(title).getByText(state, { exact: true })).toBeVisible();
  }
}
