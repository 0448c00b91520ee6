/** The library screen as people find it: by roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';

export class LibraryView {
  readonly page: Page;
  readonly grid: Locator;
  readonly sort: Locator;
  readonly cardSize: Locator;
  readonly search: Locator;
  readonly count: Locator;
  readonly inspector: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Clips' });
    const toolbar = page.getByRole('toolbar', { name: 'How clips are shown' });
    this.sort = toolbar.getByRole('combobox', { name: 'Sort by' });
    this.cardSize = toolbar.getByRole('slider', { name: 'Size of the cards' });
    this.count = toolbar.getByRole('status');
    this.search = page.getByRole('combobox', { name: 'Search the library' });
    this.inspector = page.getByRole('complementary', { name: 'Details of the selection' });
  }

  /** A card of the grid, by its clip's name or the beginning of it. */
  card(name: string): Locator {
    return this.grid.getByRole('gridcell', { name: new RegExp(`\\b${RegExp.escape(name)}`) });
  }

  /** Names of the cards that exist, in their order. */
  async names(): Promise<readonly string[]> {
    return namesOf(this.grid.getByRole('gridcell'));
  }

  async expectNames(names: readonly string[]): Promise<void> {
    await expect.poll(() => this.names()).toEqual(names);
  }

  /** Names of the cards that are chosen, in their order. */
  async chosen(): Promise<readonly string[]> {
    return namesOf(this.grid.getByRole('gridcell', { selected: true }));
  }

  async expectChosen(names: readonly string[]): Promise<void> {
    await expect.poll(() => this.chosen()).toEqual(names);
  }

  async sortBy(name: string, direction: 'ascending' | 'descending'): Promise<void> {
    await this.sort.click();
    await this.page.getByRole('option', { name, exact: true }).click();
    const turn = this.page.getByRole('button', {
      name: direction === 'ascending' ? 'Descending: turn round' : 'Ascending: turn round',
    });
    if (await turn.isVisible()) await turn.click();
  }

  /** Ticks a value of a filter, and closes its list. */
  async filter(kind: string, value: RegExp): Promise<void> {
    const filters = this.page.getByRole('group', { name: 'Narrow down' });
    await filters.getByRole('button', { name: new RegExp(`^${kind}`) }).click();
    await this.page.getByRole('checkbox', { name: value }).check();
    await this.page.keyboard.press('Escape');
  }
}

/** All at one moment: cards come and go. */
async function namesOf(cards: Locator): Promise<readonly string[]> {
  const texts = await cards.evaluateAll((cells) => cells.map((cell) => cell.textContent));
  return texts.map((text) => /[\w -]+?\.(?:mp4|mkv|webm)/.exec(text)?.[0] ?? '');
}
