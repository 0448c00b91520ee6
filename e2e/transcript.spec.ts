/** What is said in a clip, where no model is installed: why it is not known, and words that another program wrote down. */
import { expect } from '@playwright/test';
import { join } from 'node:path';
import { call, type Caller, clipIdOf, waitUntilSettled } from './support/calls.ts';
import { makeClip } from './support/clips.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { onlyUsualPrograms } from './support/programs.ts';
import { test as base } from './support/test.ts';
import { openSidecar, TranscriptView } from './support/transcript-view.ts';
import { openWindow } from './support/window.ts';

const clipName = 'alpha.mp4';
const subtitles = `1
00:00:00,500 --> 00:00:02,000
Hello brave new world

2
00:00:03,000 --> 00:00:05,000
This is Rushes, and a new day
`;
const allWords = 'Hello brave new world This is Rushes, and a new day';

interface OpenClip extends Caller {
  readonly clip: ClipView;
  readonly transcript: TranscriptView;
  readonly clipId: string;
}

/** The screen of a clip in a library without models, on a machine without programs that write down speech. */
const test = base.extend<{ readonly openClip: OpenClip; readonly spokenClip: OpenClip }>({
  openClip: async ({ context, folders, serve }, use) => {
    await makeClip(folders.footage, clipName, { durationSec: 6, sound: 'tone' });
    const host = await serve({ env: { PATH: onlyUsualPrograms(join(folders.base, 'programs')) } });
    const caller = { context, host };
    const page = await openWindow(context, host);
    await call(caller, 'library.add', { paths: [folders.footage] });
    await waitUntilSettled(caller, 1);
    await new LibraryView(page).card(clipName).dblclick();
    const clip = new ClipView(page);
    await clip.expectPicture();
    const transcript = new TranscriptView(page);
    await transcript.open();
    await use({ ...caller, clip, transcript, clipId: await clipIdOf(caller, clipName) });
    await page.close();
  },
  spokenClip: async ({ openClip }, use) => {
    const { page } = openClip.clip;
    const dialog = await openSidecar(page);
    await dialog.getByLabel('Choose a file…').and(page.locator('input')).setInputFiles(subtitleFile);
    await expect(dialog.getByRole('status')).toContainText('2 entries taken over from alpha.srt');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await openClip.transcript.expectWords(allWords);
    await use(openClip);
  },
});

const subtitleFile = {
  name: 'alpha.srt',
  mimeType: 'application/x-subrip',
  buffer: Buffer.from(subtitles),
};

/** As the engine has them. */
async function heardWords({ clipId, ...caller }: OpenClip) {
  const { transcript } = await call(caller, 'clip.understanding', { clip: clipId });
  return (transcript?.segments ?? []).flatMap(({ words }) => words);
}

test('what is missing is named, with the way to the pack that would fill it', async ({ openClip }) => {
  const { page } = openClip.clip;
  const panel = page.getByRole('complementary', { name: 'About this clip' });
  await expect(panel.getByText('No model for this is installed')).toBeVisible();
  await expect(panel.getByText(/“Whisper base” \(\d+ MB\) would fill it/)).toBeVisible();

  await page.getByRole('button', { name: /^\d parts? missing$/ }).click();
  const analysis = page.getByRole('dialog', { name: 'Analysis of this clip' });
  const { analysis: known } = await call(openClip, 'clip.understanding', { clip: openClip.clipId });
  expect(known.state).toBe('incomplete');
  const { packs } = await call(openClip, 'models.list', {});
  const missing = known.parts.filter(({ missingPack }) => missingPack !== null);
  expect(missing.map(({ part }) => part)).toContain('objects');
  const parts = analysis.getByRole('listitem').filter({ hasText: 'No model' });
  await expect(parts).toHaveCount(missing.length);
  for (const { missingPack } of missing) {
    const title = packs.find(({ id }) => id === missingPack)?.title ?? 'a pack';
    await expect(analysis).toContainText(`Needs the pack “${title}”`);
  }
  await parts.filter({ hasText: 'Objects' }).getByRole('button', { name: 'Show on the Models page' }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'YOLOX nano' })).toBeInViewport();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: clipName })).toBeVisible();
});

test('subtitles are taken over, lead to their moments, and are given up again', async ({ spokenClip }) => {
  const { clip, transcript } = spokenClip;
  const { page } = clip;
  await expect(page.getByText('alpha.srt · 11 words')).toBeVisible();
  await expect(page.locator('[data-lane=speech]')).toBeVisible();
  const words = await heardWords(spokenClip);
  for (const text of ['world', 'day', 'Hello']) {
    await transcript.word(text).click();
    const startSec = words.find((word) => word.text === text)?.startSec ?? Number.NaN;
    await expect.poll(async () => (await clip.picture()).timeSec).toBeCloseTo(startSec, 1);
    await expect(transcript.grid.locator('[data-said]')).toHaveText(text);
  }

  const dialog = await openSidecar(page);
  await dialog.getByRole('button', { name: 'Transcript' }).click();
  await expect(dialog.getByRole('status')).toContainText('back to Rushes’ own result');
  await page.keyboard.press('Escape');
  await expect(page.getByText('No model for this is installed')).toBeVisible();
  await expect(page.locator('[data-lane=speech]')).toHaveCount(0);
});

test('a file that makes no sense is refused with the reason', async ({ openClip }) => {
  const { page } = openClip.clip;
  const dialog = await openSidecar(page);
  const input = dialog.getByLabel('Choose a file…').and(page.locator('input'));
  await input.setInputFiles({ ...subtitleFile, buffer: Buffer.from('no subtitles at all') });
  await expect(dialog.getByRole('alert')).toContainText('alpha.srt was not taken over');
  // The same once more, mended.
  await input.setInputFiles(subtitleFile);
  await expect(dialog.getByRole('status')).toContainText('2 entries');
  await page.keyboard.press('Escape');
  await openSidecar(page);
  await expect(dialog.getByRole('status')).toHaveCount(0);
});

test('a word is corrected, not corrected, taken back, and corrected for good', async ({ spokenClip }) => {
  const { clip, transcript } = spokenClip;
  const { page } = clip;
  await transcript.word('brave').dblclick();
  await expect(transcript.field).toBeFocused();
  await transcript.field.fill('timid');
  await page.keyboard.press('Escape');
  await expect(transcript.field).toHaveCount(0);
  await transcript.expectWords(allWords);

  const corrected = allWords.replace('brave', 'bold');
  await transcript.word('brave').dblclick();
  await transcript.field.fill('bold');
  await page.keyboard.press('Enter');
  await transcript.expectWords(corrected);
  const text = async (): Promise<string> => (await heardWords(spokenClip)).map((word) => word.text).join(' ');
  await expect.poll(text).toBe(corrected);
  await expect(transcript.word('bold')).toHaveAttribute('title', 'Heard: “brave”');

  await page.keyboard.press('Control+z');
  await transcript.expectWords(allWords);
  await expect.poll(text).toBe(allWords);
  await page.keyboard.press('Control+Shift+z');
  await transcript.expectWords(corrected);
  await expect.poll(text).toBe(corrected);

  await page.reload();
  await clip.expectPicture();
  await transcript.open();
  await transcript.expectWords(corrected);
  await transcript.word('bold').dblclick();
  await page.getByRole('button', { name: 'Back to “brave”' }).click();
  await transcript.expectWords(allWords);
  await expect.poll(text).toBe(allWords);
});

test('words are searched for, and the clip goes along', async ({ spokenClip }) => {
  const { clip, transcript } = spokenClip;
  const { page } = clip;
  const starts = (await heardWords(spokenClip)).filter(({ text }) => text === 'new');
  await transcript.search.fill('NEW');
  await expect(transcript.status).toHaveText('2 places');
  const at = async (index: number): Promise<void> => {
    await expect
      .poll(async () => (await clip.picture()).timeSec)
      .toBeCloseTo(starts[index]?.startSec ?? Number.NaN, 1);
  };
  await page.keyboard.press('Enter');
  await expect(transcript.status).toHaveText('1 of 2');
  await at(0);
  await page.keyboard.press('Enter');
  await expect(transcript.status).toHaveText('2 of 2');
  await at(1);
  await page.getByRole('button', { name: 'Previous place' }).click();
  await at(0);
  await transcript.search.fill('rushes and a');
  await expect(transcript.status).toHaveText('1 place');
  await transcript.search.fill('nobody says so');
  await expect(transcript.status).toHaveText('not found');
  await transcript.search.press('Escape');
  await expect(transcript.search).toHaveValue('');
});

test('words are copied, with and without their times', async ({ context, spokenClip }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { transcript } = spokenClip;
  const { page } = transcript;
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Copy…' }).click();
  await page.getByRole('menuitem', { name: 'Copy everything with times' }).click();
  await expect.poll(copied).toMatch(/^\[0:00\.5\] Hello brave new world\n\[0:03\.0\] This is Rushes/);
  await transcript.word('brave').click();
  await transcript.word('world').click({ modifiers: ['Shift'] });
  await page.keyboard.press('Control+c');
  await expect.poll(copied).toBe('brave new world');
});

test('the whole transcript works by key', async ({ spokenClip }) => {
  const { clip, transcript } = spokenClip;
  const { page } = clip;
  await transcript.search.focus();
  for (let presses = 0; presses < 8; presses += 1) {
    if (await transcript.grid.evaluate((grid) => grid === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(transcript.grid).toBeFocused();
  await page.keyboard.press('Control+Home');
  await expect(transcript.cursor).toHaveText('Hello');
  await page.keyboard.press('ArrowRight');
  await expect(transcript.cursor).toHaveText('brave');
  await expect(transcript.grid).toHaveAttribute('aria-activedescendant', /word-1$/);
  const words = await heardWords(spokenClip);
  await expect
    .poll(async () => (await clip.picture()).timeSec)
    .toBeCloseTo(words[1]?.startSec ?? Number.NaN, 1);
  await page.keyboard.press('ArrowDown');
  await expect(transcript.cursor).toHaveText('This');
  await page.keyboard.press('End');
  await expect(transcript.cursor).toHaveText('day');
  await page.keyboard.press('Enter');
  await expect(transcript.field).toBeFocused();
  await page.keyboard.type('night');
  await page.keyboard.press('Enter');
  const corrected = allWords.replace('day', 'night');
  await transcript.expectWords(corrected);
  await expect(transcript.grid).toBeFocused();
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  await expect(transcript.grid).toBeFocused();
  await page.keyboard.press('Control+z');
  await transcript.expectWords(allWords);
  await page.keyboard.press('Control+a');
  await expect(transcript.grid.getByRole('gridcell', { selected: true })).toHaveCount(11);
  await page.keyboard.press('Escape');
  await expect(transcript.grid.getByRole('gridcell', { selected: true })).toHaveCount(0);
  // The selection was what Escape gave up; with none, it leaves the clip.
  await page.keyboard.press('Escape');
  await expect(new LibraryView(page).grid).toBeVisible();
});
