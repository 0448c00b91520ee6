/** Search as people find it: by roles and names. */
import { expect, type Locator, type Page } from '@playwright/test';

export class SearchView {
  readonly page: Page;
  readonly box: Locator;
  readonly suggestions: Locator;
  readonly results: Locator;
  readonly facets: Locator;
  readonly filters: Locator;
  readonly toolbar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.box = page.getByRole('combobox', { name: 'Search the library' });
    this.suggestions = page.getByRole('listbox', { name: 'Suggestions' });
    this.results = page.getByRole('feed', { name: 'Results' });
    this.facets = page.getByRole('navigation', { name: 'Narrow down the results' });
    this.filters = page.getByRole('group', { name: 'Understood as filters' });
    this.toolbar = page.getByRole('toolbar', { name: 'Search' });
  }

  /** Writes a query as a person does, and closes what is offered for it. */
  async ask(query: string): Promise<void> {
    await this.box.fill(query);
    await this.box.press('Enter');
  }

  clip(name: string): Locator {
    return this.results.getByRole('article', { name });
  }

  moments(name: string): Locator {
    return this.results.getByRole('list', { name: `Moments of ${name}` }).getByRole('button');
  }

  async expectNames(names: readonly string[]): Promise<void> {
    const found = async (): Promise<readonly string[]> =>
      (await this.results.getByRole('article').all()).length === 0
        ? []
        : this.results
            .getByRole('article')
            .evaluateAll((cards) =>
              cards.map(
                (card) =>
                  document.getElementById(card.getAttribute('aria-labelledby') ?? '')?.textContent ?? '',
              ),
            );
    await expect.poll(async () => (await found()).toSorted()).toEqual(names.toSorted());
  }
}
