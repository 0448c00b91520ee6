import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../src-preload/contract/artifacts.ts';
import {
  describeWithFixtures,
  fixture,
  makeClip,
  runAnalyzers,
  runStage,
  tempDir,
} from '../../../tests/support/stage-harness.ts';
import exposureStage from './exposure.stage.ts';
import integrityStage from './integrity.stage.ts';
import pictureStage from './picture.stage.ts';

async function pictureOf(path: string): Promise<Artifact<'picture'>> {
  const { outcome } = await runStage(pictureStage, path);
  if (outcome.state !== 'done' || outcome.artifacts.picture === undefined) throw new Error('no picture');
  return outcome.artifacts.picture;
}

async function measure(source: string, encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '16']) {
  return pictureOf(await makeClip(await tempDir(), 'clip.mkv', ['-f', 'lavfi', '-i', source, ...encoder]));
}

/** One detailed still of 960 x 720, shown for three seconds. */
const still = 'mandelbrot=size=960x720:rate=25,trim=end_frame=1,loop=loop=74:size=1,setpts=N/25/TB';
/** A window of 320 x 180 that looks at the still; x and y are expressions of the frame number n. */
const looking = (x: string, y: string): string => `${still},crop=320:180:x='${x}':y='${y}'`;

describe('picture stage on made clips', () => {
  it.each([
    ['static', '300', '300', 0],
    // 3 of 320 pixels 25 times a second.
    ['pan', '100+3*n', '300', 23.4],
    ['pan', '500-1.2*n', '300', 9.4],
    ['tilt', '300', '100+2*n', 15.6],
    ['moving', '200+2*n', '500-2*n', 22.1],
  ] as const)('sees a %s camera (x %s, y %s)', async (cameraMotion, x, y, motion) => {
    const picture = await measure(looking(x, y));
    expect(picture.cameraMotion).toBe(cameraMotion);
    expect(Math.abs(picture.motion - motion)).toBeLessThan(0.5 + motion * 0.05);
    expect(picture.stability).toBeGreaterThan(0.9);
  });

  it('tells shaking from standing still, and more from less', async () => {
    const shaking = (pixels: number): string =>
      looking(`300+${String(pixels)}*sin(2.1*n)`, `300+${String(pixels)}*sin(1.7*n+1)`);
    const [little, much] = [await measure(shaking(1)), await measure(shaking(5))];
    expect(little.cameraMotion).toBe('handheld');
    expect(much.cameraMotion).toBe('handheld');
    expect(little.stability).toBeGreaterThan(much.stability);
    expect(much.stability).toBeLessThan(0.2);
  });

  it('tells sharp from blurred', async () => {
    const sharp = await measure(looking('300', '300'));
    const blurred = await measure(`${looking('300', '300')},gblur=sigma=4`);
    expect(sharp.sharpnessRating).toBe('sharp');
    expect(blurred.sharpnessRating).toBe('blurred');
    expect(sharp.sharpness).toBeGreaterThan(blurred.sharpness * 20);
  });

  it('measures black bars, and sees the colours between them', async () => {
    const boxed = await measure(
      'color=0xcc3322:size=320x180:rate=25:duration=1,pad=320:240:0:30:black,pad=400:240:40:0:black',
    );
    const { kind, ...bars } = boxed.letterbox;
    expect(kind).toBe('windowbox');
    expect(bars).toStrictEqual({ top: 12.5, right: 10, bottom: 12.5, left: 10 });
    expect(boxed.dominantColours[0]?.percent).toBeGreaterThan(95);
    expect(boxed.dominantColours[0]?.colour).toMatch(/^#c[a-f0-9]3[0-9]2[0-9]$/);
  });

  it('gives colours with their shares', async () => {
    const { dominantColours, letterbox } = await measure(
      'color=0xff0000:size=320x180:rate=25:duration=1[a];color=0x0000ff:size=320x180:rate=25:duration=1,format=rgb24,drawbox=w=160:h=180:color=0xffffff:t=fill[b];[a]format=rgb24[c];[c][b]hstack',
      ['-c:v', 'ffv1', '-pix_fmt', 'bgr0'],
    );
    expect(letterbox.kind).toBe('none');
    const rounded = dominantColours.map(({ colour, percent }) => [colour, Math.round(percent / 5) * 5]);
    expect(rounded[0]).toStrictEqual(['#ff0000', 50]);
    expect(new Set(rounded.slice(1).map(([colour]) => colour))).toStrictEqual(
      new Set(['#0000ff', '#ffffff']),
    );
    expect(rounded.slice(1).map(([, percent]) => percent)).toStrictEqual([25, 25]);
  });

  it('has no opinion on the sharpness of black', async () => {
    const black = await measure('color=black:size=160x90:rate=25:duration=1');
    expect(black).toMatchObject({
      sharpness: 0,
      sharpnessRating: null,
      motion: 0,
      stability: 1,
      cameraMotion: 'static',
    });
    expect(black.letterbox.kind).toBe('none');
    expect(black.dominantColours).toStrictEqual([{ colour: '#000000', percent: 100 }]);
  });

  it('measures a clip of one frame, and one of odd size', async () => {
    const picture = await measure('testsrc2=size=33x17:rate=25:duration=0.04', ['-c:v', 'ffv1']);
    expect(picture.samples).toHaveLength(1);
    expect(picture).toMatchObject({ motion: 0, stability: 1, cameraMotion: 'static' });
  });
});

describeWithFixtures('picture stage on real clips', () => {
  it('knows a camera on a tripod, though people walk past it', async () => {
    const picture = await pictureOf(fixture('media/intel/one-by-one-person-detection.mp4'));
    expect(picture.cameraMotion).toBe('static');
    expect(picture.stability).toBeGreaterThan(0.95);
    expect(picture.samples.some(({ motion }) => motion > 1)).toBe(true);
  });

  it('knows a camera that pans', async () => {
    expect((await pictureOf(fixture('media/moviepy/fire2.mp4'))).cameraMotion).toBe('pan');
  });

  it('finds pillar boxes where cropdetect does', async () => {
    // crop=496:352:72:4 of 640 x 360, in steps of 16 pixels.
    const { letterbox, dominantColours } = await pictureOf(fixture('media/moviepy/chaplin.mp4'));
    expect(letterbox).toMatchObject({ top: 0, bottom: 0, kind: 'pillarbox' });
    expect(Math.abs(letterbox.left - (72 / 640) * 100)).toBeLessThan(0.6);
    expect(Math.abs(letterbox.right - (72 / 640) * 100)).toBeLessThan(0.6);
    for (const { colour } of dominantColours) expect(colour).toMatch(/^#(..)\1\1$/);
  });

  it.each([
    ['media/mdn/rabbit320.mp4', 2],
    // Colours of HDR clips are taken from pictures that are mapped to SDR.
    ['media/androidx-media/hlg10-color-test.mp4', 3],
  ])('shares the pictures of %s with other stages', async (path, outputs) => {
    const outcomes = await runAnalyzers([pictureStage, exposureStage, integrityStage], fixture(path));
    expect(
      [...outcomes.values()].map((outcome) => ('state' in outcome ? outcome.state : outcome)),
    ).toStrictEqual(['done', 'done', 'done']);
    expect(outcomes.pass?.pictureOutputs).toBe(outputs);
    expect(outcomes.pass?.attempts).toBe(1);
  });
});
