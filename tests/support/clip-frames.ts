/** Frames and sound of real clips as models are given them. */
import type { Picture } from '../../src-preload/contract/inference-tasks.ts';
import { fixture } from './fixtures.ts';
import { runReference } from './make-clip.ts';

/** Binary PPM files one after the other: each "P6 width height 255", one white space, then the pixels. */
function picturesOfPpm(file: Buffer): Picture[] {
  const pictures: Picture[] = [];
  for (let at = 0; at < file.length;) {
    const head = /^P6\s(\d+)\s(\d+)\s255\s/.exec(file.subarray(at, at + 64).toString('latin1'));
    if (head === null) throw new Error('ffmpeg gave no picture');
    const [width, height] = [Number(head[1]), Number(head[2])];
    const start = at + head[0].length;
    at = start + width * height * 3;
    pictures.push({ pixels: new Uint8Array(file.subarray(start, at)), width, height });
  }
  return pictures;
}

const ppm = ['-pix_fmt', 'rgb24', '-c:v', 'ppm', '-f', 'image2pipe', 'pipe:1'];

function scaling(longSide: number | undefined): string[] {
  const square = ['scale=iw*sar:ih', 'setsar=1'];
  if (longSide === undefined) return square;
  return [...square, `scale=${longSide}:${longSide}:force_original_aspect_ratio=decrease:flags=area`];
}

/**
 * The frame at a time, upright and with square pixels, scaled so that its long side has `longSide` pixels (without: as it is).
 * `filters` come last: `hflip`, `gblur=sigma=2`, `rotate=0.2`.
 */
export async function frameOf(
  fixturePath: string,
  timeSec: number,
  options: { readonly longSide?: number; readonly filters?: string } = {},
): Promise<Picture> {
  const { longSide, filters } = options;
  const chain = [...scaling(longSide), ...(filters === undefined ? [] : [filters])].join(',');
  // Seeking in a still picture's one frame finds nothing.
  const seek = timeSec > 0 ? ['-ss', timeSec.toFixed(3)] : [];
  const args = [...seek, '-i', fixture(fixturePath), '-vf', chain, '-frames:v', '1', ...ppm];
  const [picture] = picturesOfPpm(await runReference('ffmpeg', args));
  if (picture === undefined) throw new Error(`${fixturePath} has no frame at ${timeSec} s`);
  return picture;
}

/** Frames of the whole clip, `perSec` a second, in one run of ffmpeg. */
export async function framesOf(
  fixturePath: string,
  options: { readonly perSec: number; readonly longSide: number },
): Promise<Picture[]> {
  const chain = [`fps=${options.perSec}`, ...scaling(options.longSide)].join(',');
  return picturesOfPpm(await runReference('ffmpeg', ['-i', fixture(fixturePath), '-vf', chain, ...ppm]));
}

/** The first sound track: mono, 16 kHz, -1 to 1. */
export async function samplesOf(fixturePath: string): Promise<Float32Array> {
  const output = ['-map', '0:a:0', '-ac', '1', '-ar', '16000', '-c:a', 'pcm_f32le', '-f', 'f32le', 'pipe:1'];
  const bytes = await runReference('ffmpeg', ['-i', fixture(fixturePath), ...output]);
  // A copy starts where a Float32Array may.
  return new Float32Array(new Uint8Array(bytes).buffer);
}
