/** What models are asked of real clips: frames and sound as stages give them, with the faces and hands that are truly there. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { Picture, TaskInputs, TaskName } from '../../src-preload/contract/inference-tasks.ts';
import type { ImportedModels } from './imported-models.ts';

export interface ModelInput {
  readonly input: unknown;
  /** Of sound. null: a frame. */
  readonly soundSec: number | null;
}

const run = promisify(execFile);
const { signal } = new AbortController();
/** As large as stages ask for them. */
const longSidePixels = 640;
const textLongSidePixels = 960;
const sampleRateHz = 16_000;
/** Samples of a request, as the stages of sound make them. */
const speechChunk = 512 * 312;
const soundChunk = 20 * 7680 + 7920;

/** Clip below `media`, and when. */
const looks: readonly (readonly [string, number])[] = [
  ['intel/one-by-one-person-detection.mp4', 20],
  ['intel/one-by-one-person-detection.mp4', 60],
  ['derived/person-with-speech.mp4', 4],
  ['intel/help.mkv', 1],
  ['metadata-extractor/with-gps.mov', 2],
];
const texts: readonly (readonly [string, number])[] = [
  ['pyscenedetect/testvideo.mp4', 4],
  ['auto-editor/example.mp4', 10],
  ['metadata-extractor/with-gps.mov', 2],
];

type Makers = { readonly [T in TaskName]?: () => readonly TaskInputs[T][] };

/** Tasks of which nothing is here, or no weights, are left out. */
export async function modelInputs(
  media: string,
  models: ImportedModels,
): Promise<ReadonlyMap<TaskName, readonly ModelInput[]>> {
  const pictures = await Promise.all(
    looks.map(([clip, at]) => frameOf(join(media, clip), at, longSidePixels)),
  );
  const pages = await Promise.all(
    texts.map(([clip, at]) => frameOf(join(media, clip), at, textLongSidePixels)),
  );
  const samples = await soundOf(join(media, 'speech', 'jfk.wav'));
  const faces = await found(models, 'faces', pictures);
  const hands = await found(models, 'hands', pictures);
  const withFaces = faces.flatMap(({ picture, answer }) =>
    answer.faces.length === 0
      ? []
      : [{ picture, faces: answer.faces, boxes: answer.faces.map(({ box }) => box) }],
  );
  const frames = () => pictures.map((picture) => ({ picture }));
  const makers: Makers = {
    objects: frames,
    faces: frames,
    hands: frames,
    pose: frames,
    'picture-features': frames,
    'content-warning': frames,
    'focal-length': frames,
    'on-screen-text': () => pages.map((picture) => ({ picture })),
    'face-landmarks': () => withFaces,
    'face-identity': () => withFaces,
    emotion: () => withFaces,
    gesture: () =>
      hands.flatMap(({ picture, answer }) =>
        answer.hands.length === 0 ? [] : [{ hands: answer.hands, aspect: picture.width / picture.height }],
      ),
    'speech-activity': () => [{ samples: samples.slice(0, speechChunk), state: null }],
    'sound-events': () => [{ samples: samples.slice(0, soundChunk) }],
  };
  return new Map(
    Object.entries(makers).map(([task, make]) => [
      task as TaskName,
      make().map((input) => ({
        input,
        soundSec: 'samples' in input ? input.samples.length / sampleRateHz : null,
      })),
    ]),
  );
}

async function found<T extends 'faces' | 'hands'>(
  models: ImportedModels,
  task: T,
  pictures: readonly Picture[],
) {
  const [best] = models.candidates(task);
  if (best === undefined) return [];
  return Promise.all(
    pictures.map(async (picture) => ({
      picture,
      answer: await models.client.run<T>(best.inUse, task, { picture }, signal),
    })),
  );
}

/** Upright, with square pixels. */
async function frameOf(path: string, timeSec: number, longSide: number): Promise<Picture> {
  const size = `${String(longSide)}:${String(longSide)}:force_original_aspect_ratio=decrease:flags=area`;
  const png = await outputOf([
    ...['-ss', String(timeSec), '-i', path, '-vf', `scale=iw*sar:ih,setsar=1,scale=${size}`],
    ...['-frames:v', '1', '-pix_fmt', 'rgb24', '-c:v', 'png', '-f', 'image2pipe', 'pipe:1'],
  ]);
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

async function soundOf(path: string): Promise<Float32Array> {
  const bytes = await outputOf([
    '-i',
    path,
    '-ac',
    '1',
    '-ar',
    String(sampleRateHz),
    '-f',
    'f32le',
    'pipe:1',
  ]);
  return new Float32Array(new Uint8Array(bytes).buffer);
}

async function outputOf(args: readonly string[]): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-nostdin', ...args], {
    encoding: 'buffer',
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
