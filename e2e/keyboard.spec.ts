/** Everything that matters, without a mouse: the focus is always somewhere, and always seen. */
import { expect, type Page } from '@playwright/test';
import { call, clipIdOf } from './support/calls.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

interface Focus {
  readonly role: string;
  readonly name: string;
  /** Whether something is drawn for it that is not there otherwise. */
  readonly seen: 'marked' | 'unmarked';
}

async function focus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body)
      return { role: 'body', name: '', seen: 'unmarked' as const };
    // The mark may be around it, on its parent or neighbour (a field's own input is invisible), or drawn before or after.
    const styles = [element, element.parentElement, element.nextElementSibling].flatMap((part) =>
      part === null ? [] : [undefined, '::before', '::after'].map((pseudo) => getComputedStyle(part, pseudo)),
    );
    const marks = styles.some(({ outlineStyle, outlineWidth, boxShadow, content, borderTopWidth }) => {
      const isDrawn = content !== 'none' && content !== 'normal' && parseFloat(borderTopWidth) > 0;
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none' || isDrawn;
    });
    const name = element.getAttribute('aria-label') ?? element.textContent.trim();
    const role = element.getAttribute('role') ?? element.tagName.toLowerCase();
    return { role, name, seen: marks ? ('marked' as const) : ('unmarked' as const) };
  });
}

/** Presses Tab until the focus is at a place, and checks on the way that it is never lost and always seen. */
async function tabTo(page: Page, isThere: (focus: Focus) => boolean): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await focus(page);
    expect(at.role, 'focus is lost').not.toBe('body');
    expect(at.seen, `focus on ${at.role} "${at.name}"`).toBe('marked');
    if (isThere(at)) return;
  }
  throw new Error('Tab never led there');
}

test('from the first Tab to a clip that is played, rated and left again', async ({
  filledLibrary: { context, host, page },
}) => {
  const library = new LibraryView(page);
  await expect(library.card('alpha')).toBeVisible();
  await tabTo(page, ({ name }) => name === 'Sort by');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: 'Name' })).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { name: 'Name' })).toBeHidden();
  expect((await focus(page)).name).toBe('Sort by');
  // In the new order: keys lead along what is shown when they are pressed.
  await expect(page.getByRole('gridcell').first()).toContainText('alpha');
  await expect(page.getByRole('gridcell').nth(1)).toContainText('bravo');
  await tabTo(page, ({ role, name }) => role === 'grid' && name === 'Clips');
  await page.keyboard.press('Home');
  await library.expectChosen(['alpha.mp4']);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'bravo.mp4' })).toBeVisible();
  expect((await focus(page)).role, 'focus after opening a clip').not.toBe('body');

  const clip = new ClipView(page);
  await clip.expectPicture();
  await page.keyboard.press('Space');
  await expect.poll(async () => (await clip.picture()).timeSec).toBeGreaterThan(0.2);
  await page.keyboard.press('k');
  await page.keyboard.press('3');
  const id = await clipIdOf({ context, host }, 'bravo.mp4');
  await expect
    .poll(async () => (await call({ context, host }, 'clip.annotations', { clip: id })).rating)
    .toBe(3);
  await tabTo(page, ({ name }) => name === 'Playhead');
  await page.keyboard.press('Escape');
  await expect(library.grid).toBeVisible();
  await library.expectChosen(['bravo.mp4']);
  await expect(library.grid).toBeFocused();
  await expect(library.card('bravo')).toHaveAccessibleName(/3 stars/);
});

test('every dialog opens and closes by key, and gives the focus back', async ({
  filledLibrary: { page },
}) => {
  const library = new LibraryView(page);
  await library.grid.focus();
  for (const [key, name] of [
    ['?', 'Keyboard shortcuts'],
    ['Control+,', 'Settings'],
    ['Control+o', 'Add a folder'],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    for (let presses = 0; presses < 25; presses += 1) {
      await page.keyboard.press('Tab');
      // At either end, the focus passes over a guard that turns it round.
      const isInside = () => dialog.evaluate((element) => element.contains(document.activeElement));
      await expect.poll(isInside, name).toBe(true);
    }
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(library.grid).toBeFocused();
  }
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeAttached();
  await page.keyboard.press('Control+1');
  await expect(library.grid).toBeVisible();
  await page.keyboard.press('/');
  await expect(library.search).toBeFocused();
});
