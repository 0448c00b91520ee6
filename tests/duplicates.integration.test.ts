/** Copies in another form, found in a library into which real files were ingested, by the command line's own way. */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { find } from '../src-preload/contract/commands/duplicates.ts';
import { openEngineTarget } from '../src-main/engine/command-target.ts';
import { makeClip } from './support/make-clip.ts';
import { tempDir } from './support/temp-dir.ts';

const timeout = 120_000;
const silent = { onFiles: () => undefined, onStage: () => undefined };
const { signal } = new AbortController();
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Two worlds that have nothing in common: a zoom into a fractal, and a game of life. */
async function makeClips(folder: string): Promise<void> {
  const fractal = 'mandelbrot=s=320x180:rate=25:start_scale=2:end_scale=0.02:end_pts=150';
  const life = 'life=s=160x90:rate=10:seed=5:mold=20:ratio=0.4,scale=320:180:flags=neighbor,gblur=6';
  await makeClip(folder, 'fractal.mp4', ['-f', 'lavfi', '-i', fractal, '-t', '6', ...x264]);
  await makeClip(folder, 'life.mp4', ['-f', 'lavfi', '-i', life, '-t', '6', ...x264]);
  const copy = (name: string, args: readonly string[]) =>
    makeClip(folder, name, ['-i', join(folder, 'fractal.mp4'), ...args]);
  await copy('turned.mkv', ['-vf', 'transpose=clock,scale=90:160', '-c:v', 'mpeg4', '-q:v', '6']);
  await copy('boxed.mp4', ['-vf', 'pad=320:240:0:30', ...x264]);
  await copy('part.mp4', ['-ss', '1.5', '-t', '3', ...x264]);
}

describe('near-duplicates', () => {
  it('are found among ingested clips, with what became of them', { timeout }, async () => {
    const folder = await tempDir();
    await makeClips(folder);
    const target = await openEngineTarget(
      { libraryPath: join(folder, 'Copies.rushes'), command: 'test', workers: null },
      silent,
    );
    closing.push(() => target.close());
    const pattern = '*.m*';
    await target.run(
      'library.ingest',
      { paths: [folder], recursive: false, pattern, profile: 'default' },
      signal,
    );
    const answer = find.response.parse(await target.run('duplicates.find', find.request.parse({}), signal));
    expect(answer).toMatchObject({ compared: 5, notCompared: 0 });
    expect(answer.groups).toHaveLength(1);
    const [group] = answer.groups;
    const names = new Map(group?.clips.map(({ id, name }) => [id, name]));
    expect([...names.values()].sort()).toEqual(['boxed.mp4', 'fractal.mp4', 'part.mp4', 'turned.mkv']);
    expect(group?.kind).toBe('near');
    expect(names.get(group?.keep.clipId ?? '')).toMatch(/^(fractal|boxed)\.mp4$/);
    const between = (one: string, other: string) =>
      group?.pairs.find(
        ({ a, b }) => [names.get(a), names.get(b)].sort().join() === [one, other].sort().join(),
      );
    expect(between('fractal.mp4', 'boxed.mp4')).toMatchObject({
      relation: 'same',
      orientation: { turnedDeg: 0 },
    });
    expect(between('fractal.mp4', 'part.mp4')).toMatchObject({ relation: 'trimmed' });
    expect(Math.abs(between('fractal.mp4', 'part.mp4')?.offsetSec ?? 0)).toBeCloseTo(1.5, 0);
    expect([90, 270]).toContain(between('fractal.mp4', 'turned.mkv')?.orientation.turnedDeg);

    const [some] = [...names.keys()];
    const none = find.request.parse({ kinds: ['near'], clip: join(folder, 'life.mp4') });
    expect(await target.run('duplicates.find', none, signal)).toMatchObject({ groups: [] });
    const own = find.request.parse({ kinds: ['near'], clip: some });
    expect(await target.run('duplicates.find', own, signal)).toMatchObject({ groups: [{ kind: 'near' }] });
  });
});
