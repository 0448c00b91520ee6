import sharp from 'sharp';
import { expect, it } from 'vitest';
import { vectorLibrary } from '../../tests/support/made-vectors.ts';
import type { TaskName } from '../../src-preload/contract/inference-tasks.ts';
import clipPicture from '../inference/models/clip-picture.model.ts';
import clipText from '../inference/models/clip-text.model.ts';
import type { ModelService } from '../pipeline/stage-inference.ts';
import { AppError } from '../../src-preload/contract/errors.ts';
import { QueryEmbedder } from './embed.ts';
import { decodePicture } from './embed-picture.ts';
import { floatsOfBytes } from './vectors/vector-space.ts';

const signal = new AbortController().signal;
const packFor = (task: TaskName): string => `pack-of-${task}`;

/** Models that answer with the length of what they are given, and note that they were asked. */
function scriptedModels(keys: Partial<Record<TaskName, string>>, broken: readonly TaskName[] = []) {
  const asked: TaskName[] = [];
  const models = {
    modelFor: (task: TaskName) => {
      const key = keys[task];
      return key === undefined ? null : { key, title: key };
    },
    run: (task: TaskName, input: { readonly texts?: readonly string[] }) => {
      asked.push(task);
      if (broken.includes(task)) return Promise.reject(new AppError('inference-failed', { task }));
      const vectors = (input.texts ?? []).map((text) => Float32Array.of(text.length, 0));
      return Promise.resolve({ vectors, vector: Float32Array.of(1, 2) });
    },
  } as unknown as ModelService;
  return { models, asked };
}

async function embedder(keys: Partial<Record<TaskName, string>>, broken: readonly TaskName[] = []) {
  const library = await vectorLibrary();
  const { models, asked } = scriptedModels(keys, broken);
  const made = new QueryEmbedder({ connection: library.connection, models, packFor });
  return {
    library,
    asked,
    embed: (text: string, picture: string | null = null) => made.embed({ text, picture }, signal),
  };
}

const picture = (
  await sharp({ create: { width: 40, height: 20, channels: 4, background: '#ff000080' } })
    .png()
    .toBuffer()
).toString('base64');

it('makes a vector in each space that a model is there for, and names what is missing', async () => {
  const { embed } = await embedder({ 'text-embedding': 'words@1' });
  const { vectors, missing } = await embed(' hello ', picture);
  expect(vectors.map(({ space, model }) => [space, model])).toEqual([['text', 'words@1']]);
  expect([...floatsOfBytes(Buffer.from(vectors[0]?.vector ?? '', 'base64'))]).toEqual([5, 0]);
  expect(missing).toEqual([
    { task: 'text-features', packId: 'pack-of-text-features' },
    { task: 'picture-features', packId: 'pack-of-picture-features' },
  ]);
});

it('asks only models whose vectors the library has', async () => {
  const keys = { 'text-embedding': 'words@1', 'text-features': 'pair@1', 'picture-features': 'pair@1' };
  const { library, embed, asked } = await embedder(keys);
  library.putVectors('A', [
    { vector: Float32Array.of(1, 0), model: 'pair@1' },
    { vector: Float32Array.of(1, 0), model: 'older-words@1', kind: 'summary' },
  ]);
  const { vectors, missing } = await embed('dog', picture);
  expect(vectors.map(({ space, model }) => [space, model])).toEqual([
    ['picture', 'pair@1'],
    ['picture', 'pair@1'],
  ]);
  expect(missing).toEqual([{ task: 'text-embedding', packId: 'older-words' }]);
  expect(asked.toSorted()).toEqual(['picture-features', 'text-features']);
});

it('compares no text with pictures of a model that reads none', async () => {
  const keys = { 'text-features': 'pair@1', 'picture-features': 'mobilenet@1' };
  const { library, embed } = await embedder(keys);
  library.putVectors('A', [{ vector: Float32Array.of(1, 0), model: 'mobilenet@1' }]);
  expect(await embed('dog')).toEqual({
    vectors: [],
    missing: [
      { task: 'text-embedding', packId: 'pack-of-text-embedding' },
      { task: 'text-features', packId: 'pack-of-text-features' },
    ],
  });
});

it('asks once for the same, and nothing for nothing', async () => {
  const { embed, asked } = await embedder({ 'text-embedding': 'words@1', 'text-features': 'pair@1' });
  const first = await embed('a dog');
  expect(await embed('a dog ')).toEqual(first);
  expect(asked).toHaveLength(2);
  expect(await embed('  ')).toEqual({ vectors: [], missing: [] });
  for (let index = 0; index < 40; index += 1) await embed(`other ${String(index)}`);
  await embed('a dog');
  expect(asked).toHaveLength(2 + 80 + 2);
});

it('goes on with one model where another fails, and fails where none is left', async () => {
  const keys = { 'text-embedding': 'words@1', 'text-features': 'pair@1' };
  const { embed } = await embedder(keys, ['text-features']);
  expect(await embed('dog')).toMatchObject({
    vectors: [{ space: 'text' }],
    missing: [{ task: 'text-features' }],
  });
  const both = await embedder(keys, ['text-features', 'text-embedding']);
  await expect(both.embed('dog')).rejects.toMatchObject({ code: 'inference-failed' });
});

it('knows the halves of a pair by one key', () => {
  // A key is made of a pack's files and the version of the code: a text is compared with pictures by it.
  expect(clipText.version).toBe(clipPicture.version);
});

it('turns pictures upright and makes them as large as frames are', async () => {
  const wide = await sharp({ create: { width: 1_000, height: 400, channels: 3, background: 'blue' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { pixels, width, height } = await decodePicture(wide);
  expect([width, height, pixels.length]).toEqual([256, 640, 256 * 640 * 3]);
  const [red = 255, green = 255, blue = 0] = pixels;
  expect([red < 5, green < 5, blue > 250]).toEqual([true, true, true]);
  // Small ones keep their size; what can be seen through is black behind; grey has three channels too.
  const seen = await decodePicture(Buffer.from(picture, 'base64'));
  expect([seen.width, seen.height, seen.pixels[0]]).toEqual([40, 20, 128]);
  const grey = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#777' } })
    .greyscale()
    .webp()
    .toBuffer();
  expect((await decodePicture(grey)).pixels).toHaveLength(48);
});

it.each([
  ['what is no picture', Buffer.from('hello')],
  ['nothing', Buffer.alloc(0)],
  ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>')],
  ['a picture that was cut off', Buffer.from(picture, 'base64').subarray(0, 60)],
])('refuses %s', async (_, bytes) => {
  await expect(decodePicture(bytes)).rejects.toMatchObject({ code: 'bad-arguments' });
});
