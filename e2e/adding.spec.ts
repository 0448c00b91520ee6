/** Clips come in: by browsing, by dropping, and over connections that break. */
import { expect, type Page } from '@playwright/test';
import { appendFileSync, copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { call, waitUntilSettled } from './support/calls.ts';
import { makeBrokenClip, makeClip } from './support/clips.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';
import { lostConnection } from './support/window.ts';

/** Drops files onto the window, with their real content. */
async function drop(page: Page, paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({
    name: basename(path),
    content: readFileSync(path).toString('base64'),
  }));
  const transfer = await page.evaluateHandle((given) => {
    const dropped = new DataTransfer();
    for (const { name, content } of given)
      dropped.items.add(new File([Uint8Array.fromBase64(content)], name));
    return dropped;
  }, files);
  const area = page.getByRole('main');
  await area.dispatchEvent('dragenter', { dataTransfer: transfer });
  await area.dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(page.getByRole('heading', { name: 'Drop to add' })).toBeVisible();
  await area.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByRole('heading', { name: 'Drop to add' })).toBeHidden();
}

test('a folder is found by browsing, within the folders that are allowed', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  await makeClip(folders.footage, 'trip/day one/alpha.mp4', { durationSec: 1 });
  await makeClip(folders.footage, 'trip/bravo.mp4', { durationSec: 1, seed: 2 });
  await makeClip(folders.footage, 'other.mp4', { durationSec: 1, seed: 3 });
  await page.getByRole('main').getByRole('button', { name: 'Add folder…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a folder' });
  const path = dialog.getByRole('textbox', { name: 'Folder' });
  const list = dialog.getByRole('list');
  await expect(list.getByRole('button')).toHaveCount(2);
  await path.fill('/etc');
  await path.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await path.fill('');
  await path.press('Enter');
  await list.getByRole('button', { name: 'footage' }).click();
  await expect(list.getByText('other.mp4')).toBeVisible();
  await list.getByRole('button', { name: 'trip' }).click();
  await expect(path).toHaveValue(join(folders.footage, 'trip'));
  await expect(dialog.getByText('1 video right in this folder')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add “trip”' }).click();
  await expect(dialog).toBeHidden();
  const library = new LibraryView(page);
  await expect(library.card('alpha.mp4')).toBeVisible();
  await expect(library.card('bravo.mp4')).toBeVisible();
  await waitUntilSettled({ context, host }, 2);
  await expect(library.grid.getByRole('gridcell')).toHaveCount(2);
});

test('a folder can be added without its subfolders', async ({ emptyLibrary: { page }, folders }) => {
  await makeClip(folders.footage, 'alpha.mp4', { durationSec: 1 });
  await makeClip(folders.footage, 'below/bravo.mp4', { durationSec: 1, seed: 2 });
  await page.keyboard.press('Control+o');
  const dialog = page.getByRole('dialog', { name: 'Add a folder' });
  await dialog.getByRole('button', { name: 'footage' }).click();
  await dialog.getByRole('checkbox', { name: 'Include subfolders' }).uncheck();
  await dialog.getByRole('button', { name: 'Add “footage”' }).click();
  const library = new LibraryView(page);
  await expect(library.card('alpha.mp4')).toBeVisible();
  await expect(library.card('bravo.mp4')).toHaveCount(0);
});

test('dropped files are copied into the library and appear without a reload', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const source = join(folders.base, 'desk');
  await mkdir(source);
  const paths = [
    await makeClip(source, 'alpha.mp4', { durationSec: 2 }),
    await makeClip(source, 'bravo.mp4', { durationSec: 1, seed: 2 }),
  ];
  await page.evaluate(() => {
    document.documentElement.dataset['stayed'] = 'yes';
  });
  await drop(page, paths);
  const library = new LibraryView(page);
  await expect(library.card('alpha.mp4')).toBeVisible();
  await expect(library.card('bravo.mp4')).toBeVisible();
  await waitUntilSettled({ context, host }, 2);
  const { clips } = await call({ context, host }, 'library.list', {});
  for (const { path, sizeBytes } of clips) {
    expect(path?.startsWith(host.library)).toBe(true);
    expect(statSync(path ?? '').size).toBe(sizeBytes);
  }
  expect(readFileSync(clips.find(({ name }) => name === 'alpha.mp4')?.path ?? '')).toEqual(
    readFileSync(paths[0] ?? ''),
  );
  expect(await page.evaluate(() => document.documentElement.dataset['stayed'])).toBe('yes');
});

test('names that are unsafe, and names that are taken, do no harm', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  const source = join(folders.base, 'desk');
  const [one, two] = [
    await makeClip(source, 'one/same.mp4', { durationSec: 1 }),
    await makeClip(source, 'two/same.mp4', { durationSec: 1, seed: 2 }),
  ];
  await drop(page, [one]);
  await waitUntilSettled({ context, host }, 1);
  await drop(page, [two]);
  await waitUntilSettled({ context, host }, 2);
  const { clips } = await call({ context, host }, 'library.list', {});
  expect(new Set(clips.map(({ path }) => path)).size).toBe(2);
  const metadata = Buffer.from('../../../evil.mp4').toString('base64');
  const created = await context.request.post(`${host.origin}/uploads`, {
    headers: {
      origin: host.origin,
      'tus-resumable': '1.0.0',
      'upload-length': '3',
      'upload-metadata': `filename ${metadata}`,
    },
  });
  expect(created.status()).toBe(201);
  const address = new URL(created.headers()['location'] ?? '', host.origin).href;
  await context.request.patch(address, {
    headers: {
      origin: host.origin,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
    },
    data: Buffer.from('abc'),
  });
  const outside = readdirSync(folders.base, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.includes('evil') && !path.startsWith(join('libraries', 'Main.rushes')),
  );
  expect(outside).toEqual([]);
});

test('what is no video is told of', async ({ emptyLibrary: { page }, folders }) => {
  const text = makeBrokenClip(folders.base, 'letter.txt');
  await drop(page, [text]);
  await expect(page.getByRole('region', { name: 'Messages' })).toContainText('There is no video');
});

test('an upload goes on where the connection was cut', async ({
  emptyLibrary: { context, host, page },
  folders,
  watch,
}) => {
  watch.allow(...lostConnection);
  // Pieces of an upload are 16 MB: noise beyond that makes it two.
  const source = await makeClip(join(folders.base, 'desk'), 'alpha.mp4', { durationSec: 1 });
  const large = join(folders.base, 'desk', 'large.mp4');
  copyFileSync(source, large);
  // A "free" box (ISO/IEC 14496-12 §8.1.2) that players pass over.
  const box = Buffer.alloc(20 * 1024 * 1024, 7);
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  appendFileSync(large, box);
  const offsets: number[] = [];
  const barWasSeen = Promise.withResolvers<undefined>();
  let cuts = 0;
  await page.route('**/uploads/*', async (route) => {
    const request = route.request();
    if (request.method() === 'PATCH') {
      const offset = Number(request.headers()['upload-offset']);
      if (offset > 0 && cuts === 0) {
        cuts += 1;
        await barWasSeen.promise;
        await route.abort('connectionreset');
        return;
      }
      offsets.push(offset);
    }
    await route.continue();
  });
  await page.setInputFiles('input[type=file]', large);
  const copying = page.getByRole('region', { name: 'Copying 1 file into the library' });
  const bar = copying.getByRole('progressbar', { name: 'large.mp4' });
  await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]\d$/);
  barWasSeen.resolve(undefined);
  await waitUntilSettled({ context, host }, 1);
  expect(offsets).toEqual([0, 16 * 1024 * 1024]);
  await expect(copying).toBeHidden();
  await expect(new LibraryView(page).card('large.mp4')).toBeVisible();
  const { clips } = await call({ context, host }, 'library.list', {});
  expect(readFileSync(clips[0]?.path ?? '').equals(readFileSync(large))).toBe(true);
});
