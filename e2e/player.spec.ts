/** A clip is opened and played: time and pictures really move, and nobody ever sees a black rectangle. */
import { expect } from '@playwright/test';
import { call, clipIdOf } from './support/calls.ts';
import { frameRate, makeClip } from './support/clips.ts';
import { ClipView } from './support/clip-view.ts';
import { LibraryView } from './support/library-view.ts';
import { test } from './support/test.ts';

test('plays: the time goes on and the pictures change', async ({ filledLibrary: { page } }) => {
  await new LibraryView(page).card('hotel').dblclick();
  await expect(page.getByRole('heading', { level: 1, name: 'hotel.mp4' })).toBeVisible();
  const clip = new ClipView(page);
  await clip.expectPicture();
  await clip.expectFrame(0);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await clip.picture()).timeSec).toBeGreaterThan(0.4);
  const first = await clip.picture();
  await expect.poll(async () => (await clip.picture()).frame).toBeGreaterThan(first.frame);
  const second = await clip.picture();
  expect(second.timeSec).toBeGreaterThan(first.timeSec);
  // What is shown is what belongs to that time, give or take what passes between the two questions.
  expect(Math.abs(second.frame - second.timeSec * frameRate)).toBeLessThan(6);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  const resting = await clip.picture();
  await page.waitForTimeout(300);
  expect((await clip.picture()).timeSec).toBe(resting.timeSec);
});

test('steps by exactly one frame, and goes where it is sent', async ({ filledLibrary: { page } }) => {
  await new LibraryView(page).card('alpha').dblclick();
  const clip = new ClipView(page);
  await clip.expectPicture();
  await clip.expectFrame(0);
  for (const frame of [1, 2, 3, 4]) {
    await page.keyboard.press('ArrowRight');
    await clip.expectFrame(frame);
  }
  await page.keyboard.press('ArrowLeft');
  await clip.expectFrame(3);
  await expect(clip.position).toContainText('00:00:00:03');
  await page.keyboard.press('Shift+ArrowRight');
  await clip.expectFrame(3 + frameRate);
  await page.keyboard.press('End');
  await clip.expectFrame(4 * frameRate - 1);
  await page.keyboard.press('Home');
  await clip.expectFrame(0);
  await page.getByRole('button', { name: 'One frame forward' }).click();
  await clip.expectFrame(1);
});

test('goes to where the timeline is clicked', async ({ filledLibrary: { page } }) => {
  await new LibraryView(page).card('alpha').dblclick();
  const clip = new ClipView(page);
  await clip.expectPicture();
  const timeline = page
    .getByRole('region', { name: 'Timeline' })
    .or(page.getByRole('group', { name: 'Timeline' }));
  const box = await timeline.first().boundingBox();
  if (box === null) throw new Error('the timeline has no place');
  const at = async (fraction: number): Promise<number> => {
    await page.mouse.click(box.x + box.width * fraction, box.y + box.height / 2);
    await expect.poll(() => clip.video.evaluate((video: HTMLVideoElement) => video.seeking)).toBe(false);
    return (await clip.picture()).frame;
  };
  const [early, late] = [await at(0.3), await at(0.8)];
  expect(early).toBeGreaterThan(10);
  expect(late).toBeGreaterThan(early + 20);
});

test('shuttles with J, K and L', async ({ filledLibrary: { page } }) => {
  await new LibraryView(page).card('hotel').dblclick();
  const clip = new ClipView(page);
  await clip.expectPicture();
  const rate = (): Promise<number> =>
    clip.video.evaluate((video: HTMLVideoElement) => (video.paused ? 0 : video.playbackRate));
  await page.keyboard.press('l');
  await expect.poll(rate).toBe(1);
  await page.keyboard.press('l');
  await expect.poll(rate).toBe(2);
  await expect.poll(async () => (await clip.picture()).timeSec).toBeGreaterThan(2);
  await page.keyboard.press('k');
  await expect.poll(rate).toBe(0);
  const { timeSec } = await clip.picture();
  await page.keyboard.press('j');
  await expect.poll(async () => (await clip.picture()).timeSec).toBeLessThan(timeSec - 0.5);
  await page.keyboard.press('k');
});

test('comes back to where one was in the library', async ({ filledLibrary: { page } }) => {
  const library = new LibraryView(page);
  await library.sortBy('Name', 'ascending');
  await library.card('golf').dblclick();
  await new ClipView(page).expectPicture();
  await page.keyboard.press('PageDown');
  await expect(page.getByRole('heading', { level: 1, name: 'hotel.mp4' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(library.grid).toBeVisible();
  await library.expectChosen(['hotel.mp4']);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goForward();
  await expect(library.grid).toBeVisible();
});

for (const [codec, name] of [
  ['hevc', 'echo.mp4'],
  ['vp9', 'delta.webm'],
] as const) {
  test(`shows ${codec} in its colours`, async ({ filledLibrary: { page } }) => {
    await new LibraryView(page).card(name).dblclick();
    const clip = new ClipView(page);
    await clip.expectPicture();
    await expect.poll(async () => (await clip.picture()).contrast, { timeout: 20_000 }).toBeGreaterThan(20);
    const { width, height, brightness } = await clip.picture();
    expect(width).toBeGreaterThan(0);
    expect(Math.abs(width / height - 16 / 9)).toBeLessThan(0.03);
    expect(brightness).toBeGreaterThan(30);
    await page.keyboard.press('ArrowRight');
    await clip.expectFrame(1);
    await page.keyboard.press('Space');
    await expect.poll(async () => (await clip.picture()).frame).toBeGreaterThan(10);
  });
}

test('shows a clip that has just come and needs a proxy: first its poster and a word, then the picture', async ({
  emptyLibrary: { context, host, page },
  folders,
}) => {
  await makeClip(folders.footage, 'echo.mp4', { codec: 'hevc', durationSec: 9, width: 640, height: 360 });
  const caller = { context, host };
  await call(caller, 'library.add', { paths: [folders.footage] });
  const library = new LibraryView(page);
  await library.card('echo.mp4').dblclick();
  const clip = new ClipView(page);
  await expect(page.getByRole('heading', { level: 1, name: 'echo.mp4' })).toBeVisible();
  await expect(page.getByText(/Preparing a version this window can play/)).toBeVisible();
  await expect(page.getByRole('main').locator('img[src*="/poster"]').first()).toBeVisible();
  await clip.expectPicture(40_000);
  const shown = await clip.picture();
  expect(shown.contrast).toBeGreaterThan(20);
  const id = await clipIdOf(caller, 'echo.mp4');
  const kind = await clip.video.evaluate((video: HTMLVideoElement) => new URL(video.currentSrc).pathname);
  expect(kind).toBe(`/media/${id}/proxy`);
});
