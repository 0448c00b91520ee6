/** What looks like a picture that somebody drops or pastes, and like a clip; with real weights. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type JSHandle, type Page } from '@playwright/test';
import { runProgram } from './support/child.ts';
import { realClipsFolder } from './support/clips.ts';
import { LibraryView } from './support/library-view.ts';
import { SearchView } from './support/search-view.ts';
import { nameOf, test, understoodClips } from './support/understood-library.ts';

test.skip(realClipsFolder() === null, 'no test clips and weights (set RUSHES_FIXTURES)');
test.describe.configure({ timeout: 120_000 });

/** A frame of a clip, as another program would have saved it. */
async function frameOf(clip: keyof typeof understoodClips, timeSec: number, folder: string): Promise<string> {
  const [path, real] = [join(folder, 'frame.png'), realClipsFolder() ?? ''];
  const source = ['-ss', String(timeSec), '-i', join(real, understoodClips[clip])];
  await runProgram('ffmpeg', ['-v', 'error', '-y', ...source, '-frames:v', '1', path], 30_000);
  return path;
}

/** What a picture's file is dragged or pasted as. */
async function transferOf(page: Page, path: string): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.fromBase64(content)], 'frame.png', { type: 'image/png' }));
    return transfer;
  }, readFileSync(path).toString('base64'));
}

test('a picture that is dropped on the box finds the clip that it is from, and where', async ({
  understoodLibrary: { page },
  folders,
}) => {
  const search = new SearchView(page);
  const dataTransfer = await transferOf(page, await frameOf('help', 1, folders.base));
  await search.box.dispatchEvent('dragover', { dataTransfer });
  await search.box.dispatchEvent('drop', { dataTransfer });
  await expect(page).toHaveURL(/#\/search\?like=picture\.\d+/);
  const found = search.clip(nameOf('help'));
  await expect(found).toBeVisible({ timeout: 30_000 });
  await expect(search.moments(nameOf('help')).first()).toBeVisible();
  await expect(search.clip(nameOf('speech'))).toBeHidden();
});

test('a picture that is pasted does the same, and goes away at a click', async ({
  understoodLibrary: { page },
  folders,
}) => {
  const search = new SearchView(page);
  const clipboard = await transferOf(page, await frameOf('speech', 3, folders.base));
  await search.box.focus();
  await search.box.evaluate((box, clipboardData) => {
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, clipboard);
  await expect(search.clip(nameOf('speech'))).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: /^Remove: Like/ }).click();
  await expect(page.getByRole('heading', { name: 'Find any moment' })).toBeVisible();
});

test('what is no picture is refused with the reason', async ({ understoodLibrary: { page } }) => {
  const search = new SearchView(page);
  const dataTransfer = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['no picture at all'], 'broken.png', { type: 'image/png' }));
    return transfer;
  });
  await search.box.dispatchEvent('drop', { dataTransfer });
  await expect(page.getByText(/not a picture that can be read: broken\.png/)).toBeVisible();
  await expect(new LibraryView(page).grid).toBeVisible();
});
