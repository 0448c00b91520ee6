/** Smart collections at the side of the library, as people find them: by roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';

export class CollectionsView {
  readonly page: Page;
  readonly section: Locator;
  readonly rows: Locator;

  constructor(page: Page) {
    this.page = page;
    const side = page.getByRole('navigation', { name: 'Folders and tags' });
    this.section = side.getByRole('region', { name: 'Collections' });
    this.rows = this.section.getByRole('listitem').getByRole('button');
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  async expectNames(names: readonly string[]): Promise<void> {
    await expect(this.section.getByRole('listitem')).toHaveCount(names.length);
    // The counts stand behind the names.
    await expect(this.rows).toContainText(names);
  }

  async expectCount(name: string, clips: number): Promise<void> {
    await expect(this.row(name)).toHaveAccessibleName(
      `${name} ${String(clips)} ${clips === 1 ? 'clip' : 'clips'}`,
    );
  }

  async choose(entry: string): Promise<void> {
    await this.section.getByRole('button', { name: 'All collections' }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }
}
