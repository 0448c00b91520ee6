/** What models saw and heard in real clips: lanes, boxes in step with the picture, lists that lead there. */
import { expect, type Page } from '@playwright/test';
import type { ClipUnderstanding } from '../src-preload/contract/commands/clip-understanding.ts';
import type { Box } from '../src-preload/contract/inference-tasks.ts';
import { expectAccessible } from './support/accessible.ts';
import { BoxesView } from './support/boxes-view.ts';
import { call, type Caller, clipIdOf } from './support/calls.ts';
import { realClipsFolder } from './support/clips.ts';
import { ClipView } from './support/clip-view.ts';
import { laneColours, LanesView } from './support/lanes-view.ts';
import { LibraryView } from './support/library-view.ts';
import { ModelsView } from './support/models-view.ts';
import { nameOf, test, type understoodClips } from './support/understood-library.ts';

test.skip(realClipsFolder() === null, 'no test clips and weights (set RUSHES_FIXTURES)');
test.describe.configure({ timeout: 120_000 });

interface Open {
  readonly clip: ClipView;
  readonly known: ClipUnderstanding;
}

/** Opens a clip and asks the engine what is known of it, past the page. */
async function open(
  { page, ...caller }: Caller & { readonly page: Page },
  which: keyof typeof understoodClips,
): Promise<Open> {
  const name = nameOf(which);
  await new LibraryView(page).card(name).dblclick();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const clip = new ClipView(page);
  await clip.expectPicture(30_000);
  const known = await call(caller, 'clip.understanding', { clip: await clipIdOf(caller, name) });
  return { clip, known };
}

type Sighting = NonNullable<ClipUnderstanding['faces']>['tracks'][number]['boxes'][number];

/** Straight from one sample to the next. */
function boxAt(boxes: readonly Sighting[], timeSec: number): Box {
  const after = boxes.find((sample) => sample.timeSec > timeSec) ?? boxes.at(-1);
  const before = boxes.findLast((sample) => sample.timeSec <= timeSec) ?? boxes[0];
  if (before === undefined || after === undefined) throw new Error('a track without boxes');
  const lengthSec = after.timeSec - before.timeSec;
  const share = lengthSec <= 0 ? 0 : (timeSec - before.timeSec) / lengthSec;
  const mean = (key: keyof Box): number => before.box[key] + (after.box[key] - before.box[key]) * share;
  return { x: mean('x'), y: mean('y'), width: mean('width'), height: mean('height') };
}

function longest<T extends { readonly boxes: readonly Sighting[] }>(tracks: readonly T[] | undefined): T {
  const found = tracks?.toSorted((one, other) => other.boxes.length - one.boxes.length).at(0);
  if (found === undefined) throw new Error('nothing was tracked');
  return found;
}

/** Frames a second of the clip that boxes are looked at in. */
const helpRate = 30;
const faceColour = '--kind-faces';
/** Labels and other boxes lie over parts of a border. */
const drawnFrom = 0.6;

test('each kind of finding has its lane, drawn where it was found, and a click goes there', async ({
  understoodLibrary,
}) => {
  const { page } = understoodLibrary;
  const lanes = new LanesView(page);
  const seen = new Set<string>();
  for (const which of ['help', 'speech'] as const) {
    const { clip, known } = await open(understoodLibrary, which);
    const spans = {
      speech: known.speech?.spans ?? [],
      sounds: known.sounds?.spans ?? [],
      text: known.texts?.spans ?? [],
      objects: known.objects?.tracks ?? [],
      faces: known.faces?.tracks ?? [],
      emotion: known.emotions?.spans ?? [],
      gestures: known.hands?.spans ?? [],
    } as const;
    for (const [lane, found] of Object.entries(spans)) {
      const first = [...found].sort((one, other) => one.startSec - other.startSec).at(0);
      await expect(lanes.lane(lane), `${lane} of ${which}`).toHaveCount(first === undefined ? 0 : 1);
      if (first === undefined) continue;
      seen.add(lane);
      // What is said has blocks of its own where it was written down.
      if (lane === 'speech') continue;
      const colour = laneColours[lane] ?? '';
      await expect
        .poll(() => lanes.isMarkedAt(lane, first.startSec, known.durationSec ?? 0, colour), {
          message: `${lane} of ${which}`,
        })
        .toBe(true);
      const middleSec = (first.startSec + first.endSec) / 2;
      await lanes.click(lane, middleSec, known.durationSec ?? 0);
      await expect
        .poll(async () => Math.abs((await clip.picture()).timeSec - middleSec), { message: lane })
        .toBeLessThan(0.1);
    }
    await page.keyboard.press('Escape');
  }
  expect([...seen]).toEqual(expect.arrayContaining(['objects', 'faces', 'gestures', 'sounds', 'text']));
});

test('boxes are drawn where the engine says, in step with the picture', async ({ understoodLibrary }) => {
  const { page } = understoodLibrary;
  const { clip, known } = await open(understoodLibrary, 'help');
  const boxes = new BoxesView(page);
  const track = longest(known.faces?.tracks);
  // Nothing lies over the faces' boxes then.
  await page.getByRole('button', { name: 'Boxes over the picture' }).click();
  for (const layer of ['Objects', 'Hands', 'Body points', 'Text'])
    await page.getByRole('menuitemcheckbox', { name: layer }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  const expectDrawn = async (): Promise<Box> => {
    // The picture that is shown began a little before.
    const timeSec = Math.floor((await clip.picture()).timeSec * helpRate + 0.01) / helpRate;
    const box = boxAt(track.boxes, timeSec);
    await expect
      .poll(() => boxes.drawnShare(box, faceColour), { message: `face at ${String(timeSec)} s` })
      .toBeGreaterThan(drawnFrom);
    const beside = { ...box, x: box.x + box.width / 4, y: box.y + box.height / 4 };
    expect(await boxes.drawnShare(beside, faceColour)).toBeLessThan(drawnFrom / 2);
    return box;
  };
  const first = await expectDrawn();
  // As far from where it was as it ever gets.
  const distance = ({ box }: Sighting): number => Math.hypot(box.x - first.x, box.y - first.y);
  const farthest = track.boxes.toSorted((one, other) => distance(other) - distance(one)).at(0);
  const frames = Math.round((farthest?.timeSec ?? 0) * helpRate);
  for (let frame = 0; frame < frames; frame += 1) await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await clip.picture()).timeSec * helpRate).toBeGreaterThan(frames - 0.9);
  await expectDrawn();
  await page.keyboard.press('Home');
  await page.keyboard.press('l');
  await expect.poll(async () => (await clip.picture()).timeSec).toBeGreaterThan(0.5);
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expectDrawn();
  // The window's size changes, and with it the picture's place.
  await page.setViewportSize({ width: 1100, height: 720 });
  await expectDrawn();
});

test('boxes are turned off and on, all together and each kind by itself', async ({ understoodLibrary }) => {
  const { page } = understoodLibrary;
  const { clip, known } = await open(understoodLibrary, 'help');
  const boxes = new BoxesView(page);
  const face = boxAt(longest(known.faces?.tracks).boxes, 0);
  const object = boxAt(longest(known.objects?.tracks.filter(({ label }) => label === 'person')).boxes, 0);
  const drawn = async (): Promise<readonly boolean[]> =>
    Promise.all([
      boxes.drawnShare(face, faceColour).then((share) => share > drawnFrom),
      boxes.drawnShare(object, '--kind-objects').then((share) => share > drawnFrom),
    ]);
  await expect.poll(drawn).toEqual([true, true]);
  await page.keyboard.press('b');
  await expect(boxes.canvas).toHaveCount(0);
  await page.keyboard.press('b');
  await expect.poll(drawn).toEqual([true, true]);

  await page.getByRole('button', { name: 'Boxes over the picture' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Faces' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(drawn).toEqual([false, true]);
  await page.reload();
  await clip.expectPicture();
  await expect.poll(drawn).toEqual([false, true]);
});

test('lists of what was found lead to their moments', async ({ understoodLibrary }) => {
  const { page } = understoodLibrary;
  const { clip, known } = await open(understoodLibrary, 'speech');
  const panel = page.getByRole('complementary', { name: 'About this clip' });
  await panel.getByRole('tab', { name: 'Found' }).click();
  const expectAt = (timeSec: number): Promise<void> =>
    expect.poll(async () => Math.abs((await clip.picture()).timeSec - timeSec)).toBeLessThan(0.06);
  const faces = (known.faces?.tracks ?? []).toSorted((one, other) => other.startSec - one.startSec);
  const [last] = faces;
  await panel.getByRole('tab', { name: `Faces ${String(faces.length)}` }).click();
  await panel.getByRole('button', { name: `Face ${String((last?.id ?? 0) + 1)}: go to` }).click();
  await expectAt(last?.startSec ?? Number.NaN);
  await expect(panel.locator('[aria-current=true]').first()).toBeVisible();

  await panel.getByRole('tab', { name: /^Objects/ }).click();
  await panel
    .getByRole('button', { name: /^person: go to/ })
    .first()
    .click();
  await expectAt(Math.min(...(known.objects?.tracks ?? []).map(({ startSec }) => startSec)));
  await panel.getByRole('tab', { name: /^Sounds/ }).click();
  await expect(panel.getByRole('list', { name: 'Sounds' })).toContainText('Speech');
  await panel
    .getByRole('button', { name: /^Speech: go to/ })
    .first()
    .click();
  await expectAt(known.sounds?.spans.find(({ label }) => label === 'Speech')?.startSec ?? Number.NaN);
});

test('the state of the analysis is told, and what is missing in it', async ({ understoodLibrary }) => {
  const { page } = understoodLibrary;
  const { known } = await open(understoodLibrary, 'speech');
  const { state, parts } = known.analysis;
  const missing = parts.filter((part) => part.state !== 'done');
  const name = state === 'complete' ? 'Analysed' : new RegExp(`^${String(missing.length)} parts? missing$`);
  await page.getByRole('button', { name, exact: true }).click();
  const analysis = page.getByRole('dialog', { name: 'Analysis of this clip' });
  await expect(analysis.getByRole('listitem')).toHaveCount(parts.length);
  await expect(analysis.getByRole('button', { name: 'Show on the Models page' })).toHaveCount(
    parts.filter(({ missingPack }) => missingPack !== null).length,
  );
});

test('axe finds nothing on the clip with its lanes, its lists, or installed models', async ({
  understoodLibrary,
}) => {
  const { page } = understoodLibrary;
  await open(understoodLibrary, 'speech');
  for (const tab of ['Transcript', 'Found']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectAccessible(page, tab);
  }
  await page.keyboard.press('Escape');
  const { known } = await open(understoodLibrary, 'help');
  await page.getByRole('button', { name: 'Unfold the lane Gestures' }).click();
  await expect(page.getByRole('button', { name: 'Fold the lane Gestures' })).toBeVisible();
  await expectAccessible(page, 'an unfolded lane');
  await page.getByRole('button', { name: /^Analysed$|parts? missing$/ }).click();
  await expect(page.getByRole('dialog', { name: 'Analysis of this clip' })).toBeVisible();
  await expectAccessible(page, `analysis, ${known.analysis.state}`);
  await page.keyboard.press('Escape');

  const models = new ModelsView(page);
  await models.open();
  await expectAccessible(page, 'installed models');
  await models.choose('YOLOX nano', 'Remove…');
  await expect(page.getByRole('dialog', { name: 'Remove YOLOX nano?' })).toBeVisible();
  await expectAccessible(page, 'the question before removing');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('dialog', { name: 'Export model packs' })).toBeVisible();
  await expectAccessible(page, 'export of packs');
});
