/** Model packs: nothing is fetched unasked, what is fetched is told of, and what fails leaves the rest alone. */
import { expect } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { call, type Caller } from './support/calls.ts';
import type { TestFolders } from './support/folders.ts';
import { LibraryView } from './support/library-view.ts';
import { type ModelHub, openModelHub } from './support/model-hub.ts';
import { ModelsView } from './support/models-view.ts';
import { test as base } from './support/test.ts';
import { openWindow } from './support/window.ts';

interface ModelsPage extends Caller {
  readonly hub: ModelHub;
  readonly models: ModelsView;
  readonly weightsFolder: string;
}

const emotions = { id: 'facial-emotions', title: 'Facial emotions (ViT)' };
const weightsFile = 'onnx/model_quantized.onnx';
const weightsBytes = 600_000;

/** The page of a host that fetches from a hub on loopback, which has one of the catalogue's packs. */
const test = base.extend<{ readonly modelsPage: ModelsPage }>({
  modelsPage: async ({ context, folders, serve }, use) => {
    const hub = await openModelHub();
    hub.addRepository('Xenova/facial_emotions_image_detection', {
      'config.json': Buffer.from('{"model_type":"vit"}'),
      'preprocessor_config.json': Buffer.from('{}'),
      [weightsFile]: randomBytes(weightsBytes),
    });
    const weightsFolder = join(folders.libraries, 'weights');
    const host = await serve({ env: { RUSHES_MODELS: weightsFolder, RUSHES_MODEL_MIRROR: hub.address } });
    const page = await openWindow(context, host);
    const models = new ModelsView(page);
    await models.open();
    await use({ context, host, hub, models, weightsFolder });
    await page.close();
    await hub.close();
  },
});

/** What the window would show after an evening's wait. */
async function installed(caller: Caller): Promise<void> {
  await call(caller, 'models.download', { packId: emotions.id, acceptLicence: true, until: 'finished' });
}

test('all packs are shown with what they give, their size and their licence, and nothing is fetched for it', async ({
  modelsPage: { context, host, hub, models },
}) => {
  const { packs } = await call({ context, host }, 'models.list', {});
  await expect(models.packs).toHaveCount(packs.length);
  for (const { title, unlocks, licence } of packs) {
    const card = models.pack(title);
    await expect(card, title).toContainText(unlocks);
    await expect(card.getByRole('definition').filter({ hasText: licence.name })).toHaveCount(1);
    await expect(card.getByRole('button', { name: /^Download [\d.,]+ (?:kB|MB|GB)/ })).toBeVisible();
  }
  await expect(models.page.getByText(`0 of ${String(packs.length)}`)).toBeVisible();
  await expect(models.page.getByRole('button', { name: 'Export…' })).toBeDisabled();
  expect(hub.requests).toEqual([]);
});

test('a download asks first, shows how far it is, pauses, goes on, and is installed', async ({
  modelsPage: { hub, models },
}) => {
  const card = models.pack(emotions.title);
  const question = await models.askFor(emotions.title);
  await expect(question).toContainText('Apache-2.0');
  await expect(question).toContainText(hub.address);
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await models.expectAvailable(emotions.title);
  expect(hub.requests).toEqual([]);

  hub.hold();
  await models.askFor(emotions.title);
  await question.getByRole('button', { name: 'Accept the licence and download' }).click();
  await models.expectState(emotions.title, 'Downloading');
  const bar = card.getByRole('progressbar', { name: `Download of ${emotions.title}` });
  const percent = async (): Promise<number> => Number(await bar.getAttribute('aria-valuenow'));
  await expect.poll(percent).toBeGreaterThan(20);
  expect(await percent()).toBeLessThan(80);
  await card.getByRole('button', { name: 'Pause' }).click();
  await models.expectState(emotions.title, 'Paused');
  hub.letGo();
  await card.getByRole('button', { name: 'Resume' }).click();
  await models.expectState(emotions.title, 'Installed');
  await expect(bar).toHaveCount(0);
  await expect(card).toContainText('not measured yet');
});

test('a download is cancelled for good', async ({ modelsPage: { hub, models } }) => {
  hub.hold();
  const question = await models.askFor(emotions.title);
  await question.getByRole('button', { name: 'Accept the licence and download' }).click();
  await models.expectState(emotions.title, 'Downloading');
  await models.page.getByRole('button', { name: `Cancel the download of ${emotions.title}` }).click();
  await models.expectAvailable(emotions.title);
  await expect(models.pack(emotions.title).getByRole('progressbar')).toHaveCount(0);
});

test('a download that fails says why and what still works; everything else goes on', async ({
  modelsPage: { context, host, models },
}) => {
  await installed({ context, host });
  const missing = 'BERT base, named entities';
  const question = await models.askFor(missing);
  await question.getByRole('button', { name: 'Accept the licence and download' }).click();
  const alert = models.pack(missing).getByRole('alert');
  await expect(alert).toContainText('404');
  await expect(alert).toContainText('All that is installed goes on working');
  await expect(models.pack(missing).getByRole('button', { name: /^Download/ })).toBeEnabled();
  await models.expectState(emotions.title, 'Installed');
  await models.page.keyboard.press('Control+1');
  await expect(models.page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('files are verified; damage is found and repaired', async ({
  modelsPage: { context, host, models, weightsFolder },
}) => {
  await installed({ context, host });
  await models.expectState(emotions.title, 'Installed');
  await models.choose(emotions.title, 'Verify the files');
  await expect(models.notices).toContainText('all files are as they should be');

  const weights = join(weightsFolder, emotions.id, weightsFile);
  const content = readFileSync(weights);
  content.writeUInt8(content.readUInt8(1000) ^ 1, 1000);
  writeFileSync(weights, content);
  await models.choose(emotions.title, 'Verify the files');
  await expect(models.notices).toContainText(`is damaged: ${weightsFile}`);
  await models.expectState(emotions.title, 'Damaged');
  await models.pack(emotions.title).getByRole('button', { name: 'Repair', exact: true }).click();
  await models.expectState(emotions.title, 'Installed');
  await expect(models.notices).toContainText('is repaired');
});

test('removing asks first, and gives the room back', async ({ modelsPage: { context, host, models } }) => {
  await installed({ context, host });
  const question = models.page.getByRole('dialog', { name: `Remove ${emotions.title}?` });
  await models.choose(emotions.title, 'Remove…');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await models.expectState(emotions.title, 'Installed');
  await models.choose(emotions.title, 'Remove…');
  await question.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(models.notices).toContainText('is removed');
  await models.expectAvailable(emotions.title);
  expect((await call({ context, host }, 'models.list', {})).diskBytes).toBeLessThan(weightsBytes);
});

/** A folder with a pack in it, such as somebody brings along; the pack is no longer installed. */
async function bringAlong(caller: Caller, weightsFolder: string, folders: TestFolders): Promise<void> {
  await installed(caller);
  cpSync(join(weightsFolder, emotions.id), join(folders.footage, 'brought'), { recursive: true });
  await call(caller, 'models.remove', { packId: emotions.id });
}

test('a folder is imported, all packs are exported, and the archive is taken in again', async ({
  folders,
  modelsPage: { context, host, models, weightsFolder },
}) => {
  await bringAlong({ context, host }, weightsFolder, folders);
  const { page } = models;
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import model packs' });
  await dialog.getByRole('list').getByRole('button', { name: 'footage' }).click();
  await dialog.getByRole('list').getByRole('button', { name: 'brought' }).click();
  await dialog.getByRole('button', { name: 'Import “brought”' }).click();
  const report = dialog.getByRole('status');
  await expect(report).toContainText('1 pack imported');
  await expect(report).toContainText(emotions.title);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await models.expectState(emotions.title, 'Brought along');

  await page.getByRole('button', { name: 'Export…' }).click();
  const exporting = page.getByRole('dialog', { name: 'Export model packs' });
  await exporting.getByRole('list').getByRole('button', { name: 'footage' }).click();
  await exporting.getByRole('button', { name: 'Write rushes-models.tar here' }).click();
  await expect(exporting).toBeHidden();
  const archive = join(folders.footage, 'rushes-models.tar');
  await expect(models.notices).toContainText(archive);
  expect(statSync(archive).size).toBeGreaterThan(weightsBytes);

  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(report).toHaveCount(0);
  await dialog.getByRole('textbox', { name: /path of a file or archive/ }).fill(archive);
  await dialog.getByRole('button', { name: 'Import “rushes-models.tar”' }).click();
  await expect(report).toContainText('was here already');
  await dialog.getByRole('textbox', { name: /path of a file or archive/ }).fill('/etc/hostname');
  await dialog.getByRole('button', { name: 'Import “hostname”' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
});

test('the whole page works by key', async ({ modelsPage: { hub, models } }) => {
  const { page } = models;
  const tabTo = async (name: string | RegExp): Promise<void> => {
    const wanted = page.getByRole('button', { name, exact: typeof name === 'string' });
    for (let presses = 0; presses < 120; presses += 1) {
      await page.keyboard.press('Tab');
      if (await wanted.evaluateAll((found) => found.some((one) => one === document.activeElement))) return;
    }
    throw new Error(`Tab never led to ${String(name)}`);
  };
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+3');
  await expect(models.packs.first()).toBeVisible();
  await tabTo(new RegExp(`^Download .*${RegExp.escape(emotions.title)}`));
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: `Download ${emotions.title}?` });
  await expect(question).toBeVisible();
  await tabTo('Accept the licence and download');
  await page.keyboard.press('Enter');
  await models.expectState(emotions.title, 'Installed');
  expect(hub.requests.length).toBeGreaterThan(0);
  // Whatever came in place of the button that is gone, the keyboard goes on from there.
  await tabTo(`More for ${emotions.title}`);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Remove…' })).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const removing = page.getByRole('dialog', { name: `Remove ${emotions.title}?` });
  await expect(removing).toBeVisible();
  await tabTo('Remove');
  await page.keyboard.press('Enter');
  await expect(removing).toBeHidden();
  await models.expectAvailable(emotions.title);
  await page.keyboard.press('Control+1');
  await expect(new LibraryView(page).page.getByRole('heading', { level: 1 })).toBeVisible();
});
